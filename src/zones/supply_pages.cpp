#include <algorithm>
#include <numeric>

#include "base/text.h"
#include "territory/territory.h"
#include "zones/plan_acts.h"
#include "zones/scenario_acts.h"
#include "zones/share.h"
#include "zones/supply_acts.h"
#include "zones/supply_words.h"
#include "zones/zones_handlers.h"

// Need against supply: the ten kinds side by side, and one kind by settlement with the planner's proposal.
namespace gishe::zones {
namespace {

using page::Values;

constexpr std::size_t settlements_shown_max = 300;  // the farthest

std::size_t at(int i) { return static_cast<std::size_t>(i); }

std::string within_words(const words::Words& w, int minutes) {
  return w.with("zones.supply.within", {{"minutes", std::to_string(minutes)}});
}

void fill_numbers(Values& v, const words::Words& w, const OfType& of) {
  const SupplyFigures figures = figures_of(w, of);
  v.set("ASKED", figures.asked).set("UNMET", figures.unmet).set("SERVICES", figures.services);
  v.set("ELSEWHERE", figures.to_neighbours).set("NO_PLACES", figures.no_places);
  v.set("PLACES", figures.places).set("FREE", figures.free).set("WAITING", figures.waiting);
}

/// The choice of a list; the usual one where something else was typed.
int chosen(std::string_view typed, const auto& offered, int usual) {
  const auto number = text::whole_number(typed);
  return number && std::find(std::begin(offered), std::end(offered), *number) != std::end(offered)
             ? static_cast<int>(*number)
             : usual;
}

Values::Choice choice(int value, std::string says, int chosen) {
  return {std::to_string(value), std::move(says), {}, value == chosen};
}

struct Question {
  int more = 1, minutes = near_minutes;
};

std::string names_of(const words::Words& w, const Supply& supply, const std::vector<int>& settlements) {
  std::vector<std::string> names;
  for (const int i : settlements) names.push_back(supply.settlements[at(i)].full_name(w.language()));
  return text::join(names, ", ");
}

/// A proposal with its proof, and to who may keep it the form for that.
void fill_proposal(page::Page& page, const words::Words& w, const Supply& supply, const Ways& ways, const OfType& of,
                   const Question& q, bool may_keep, const std::string& typed, const Refusals& no) {
  if (of.may_be_hidden()) {
    page.add("NO_PROPOSAL").set("SAYS", w("zones.proposal.protected"));
    return;
  }
  if (ways.sites.size() == ways.people.size()) {
    page.add("NO_PROPOSAL").set("SAYS", w("zones.proposal.everywhere"));
    return;
  }
  const auto found = propose_while_waiting(ways, q.more, q.minutes);
  if (!found) {
    page.add("NO_PROPOSAL").set("SAYS", w("zones.proposal.no_time"));
    return;
  }
  const std::int64_t people = std::accumulate(ways.people.begin(), ways.people.end(), std::int64_t{0});
  const std::string minutes = std::to_string(q.minutes);
  auto part = page.add("PROPOSAL");
  part.set("SITES", w.with("zones.proposal.sites", {{"places", names_of(w, supply, found->opened)}}));
  part.set("REACHED", w.with("zones.proposal.reached", {{"minutes", minutes},
                                                        {"n", w.number(found->reached)},
                                                        {"share", percent(w, found->reached, people)},
                                                        {"before", w.number(found->before)},
                                                        {"share_before", percent(w, found->before, people)}}));
  part.set("BOUND",
           w.with(found->best() ? "zones.proposal.best" : "zones.proposal.bound",
                  {{"n", w.number(found->ceiling)}, {"share", percent(w, found->ceiling, people, Round::up)}}));
  if (may_keep) {
    auto form = part.add("KEEP");
    form.set("TYPE", of.type).set("MORE", q.more).set("MINUTES", q.minutes);
    Values::Input name{"name", w("zones.scenario.name")};
    name.hint = w("zones.scenario.name_hint");
    name.value = typed;
    form.input("NAME", name, no).error_summary("ERRORS", no);
  }
  if (ways.sites.size() + at(q.more) >= ways.people.size() || found->reached == people) return;
  const auto next = propose_while_waiting(ways, q.more + 1, q.minutes);
  if (next && next->best() && found->best())
    part.add("NEXT").set("SAYS", w.with("zones.proposal.next", {{"n", w.number(next->reached - found->reached)}}));
}

void fill_settlements(page::Page& page, const words::Words& w, db::Session& session, const Supply& supply,
                      const Ways& ways, const Nearness& near) {
  std::vector<std::size_t> order(ways.people.size());
  std::iota(order.begin(), order.end(), 0);
  const auto distance = [&](std::size_t i) { return near.nearest[i].value_or(1 << 20); };
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(-distance(a), -ways.people[a]) < std::pair(-distance(b), -ways.people[b]);
  });
  if (order.size() > settlements_shown_max) order.resize(settlements_shown_max);
  std::map<MunicipalityCode, std::string> names;
  for (const auto i : order) {
    const auto& settlement = supply.settlements[i];
    auto& name = names[settlement.municipality];
    if (name.empty()) name = territory::municipality_name(session, settlement.municipality, w.language());
    auto row = page.add("ROWS");
    row.set("SETTLEMENT", settlement.full_name(w.language())).set("MEMBER", name);
    row.set("PEOPLE", w.number(settlement.population));
    const int site = near.nearest_site[i];
    row.set("NEAREST", site < 0 ? "–" : supply.settlements[at(site)].full_name(w.language()));
    row.set("MINUTES", near.nearest[i] ? w.number(*near.nearest[i]) : "–");
    row.set("PER_1000", w.decimal(near.places_per_1000[i] / 100 * 100));
  }
  page.set("WAYS_LEAD",
           w.with("zones.supply.ways_lead", {{"minutes", std::to_string(near_minutes)},
                                             {"n", w.number(static_cast<std::int64_t>(settlements_shown_max))}}));
}

/// Who has one near, in a sentence that the picture and the table show.
std::string near_sentence(const words::Words& w, const Nearness& near) {
  return w.with("zones.supply.near", {{"minutes", std::to_string(minutes_shown[1])},
                                      {"n", w.number(near.within[1])},
                                      {"people", w.number(near.people)},
                                      {"share", percent(w, near.within[1], near.people)}});
}

/// What a page of one kind is asked, as typed.
struct Asked {
  std::string type, more, minutes;
};

web::Response type_page(web::Context& c, const Asked& asked, const std::string& name, const Refusals& no) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  const auto plan = c.office.db.read([&](db::Session& session) { return see_plan(session, c.actor, *id); });
  if (!plan) return c.refuse(plan.refusals());
  Supply supply = gather_supply(c.office, c.actor, *plan);
  const OfType* of = supply.find(asked.type);
  if (!of) return c.refuse(not_found);
  std::vector<int> offered_more(new_sites_max);
  std::iota(offered_more.begin(), offered_more.end(), 1);
  const Question question{chosen(asked.more, offered_more, 1), chosen(asked.minutes, minutes_offered, near_minutes)};

  auto page = c.page("zones/supply_type.html");
  page.title(w("service_type." + of->type)).set("ID", plan->id.text()).set("NAME", plan->name);
  page.set("CODE", of->type).set("TYPE", w("service_type." + of->type));
  fill_numbers(page, w, *of);
  page.show_if(!of->may_be_hidden(), "WHAT_IF");
  if (of->silent) page.add("SILENT").set("COUNT", w.number(of->silent));
  if (of->without_way) page.add("MOBILE").set("COUNT", w.number(of->without_way));
  Values::Input more{"more", w("zones.proposal.more")}, minutes{"minutes", w("zones.proposal.minutes")};
  more.width = minutes.width = "short";
  std::vector<Values::Choice> mores, limits;
  for (const int n : offered_more) mores.push_back(choice(n, std::to_string(n), question.more));
  for (const int m : minutes_offered) limits.push_back(choice(m, std::to_string(m), question.minutes));
  page.select("MORE", more, mores).select("MINUTES", minutes, limits);
  const Ways ways = c.office.db.read([&](db::Session& session) {
    Ways found = ways_of(supply, *of, minutes_between(session, supply, all_settlements(supply)));
    const Nearness near = nearness(found);
    page.set("SENTENCE", near_sentence(w, near));
    fill_settlements(page, w, session, supply, found, near);
    return found;
  });
  if (!asked.more.empty()) fill_proposal(page, w, supply, ways, *of, question, may_keep(c.actor, *plan), name, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_supply(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  const auto plan = c.office.db.read([&](db::Session& session) { return see_plan(session, c.actor, *id); });
  if (!plan) return c.refuse(plan.refusals());
  Supply supply = gather_supply(c.office, c.actor, *plan);
  auto page = c.page("zones/supply.html");
  page.title(w("zones.supply.title")).set("ID", plan->id.text()).set("NAME", plan->name);
  for (const int minutes : minutes_shown) page.add("LIMITS").set("LIMIT", within_words(w, minutes));
  page.set("HOW_ASKED", w.with("zones.supply.how_asked", {{"year", std::to_string(supply.year)}}));
  page.set("HOW_ANSWERS", w.with("zones.supply.how_answers", {{"year", std::to_string(supply.year)}}));
  page.set("HOW_NEAR", w("zones.supply.how_near"));
  return c.office.db.read([&](db::Session& session) {
    const auto minutes = minutes_between(session, supply, settlements_with_services(supply));
    std::vector<std::string> nowhere;
    for (const auto& of : supply.types) {
      const Nearness near = nearness(ways_of(supply, of, minutes));
      const std::string type = w("service_type." + of.type);
      if (of.services == 0 && !of.may_be_hidden()) nowhere.push_back(type);
      auto row = page.add("ROWS");
      row.set("CODE", of.type).set("TYPE", type);
      fill_numbers(row, w, of);
      const auto share = [&](std::size_t k) { return of.unseen() ? "–" : percent(w, near.within[k], near.people); };
      for (std::size_t k = 0; k < near.within.size(); ++k)
        row.add("SHARES").set("LIMIT", within_words(w, minutes_shown[k])).set("SHARE", share(k));
      page.add("BARS")
          .set("TYPE", type)
          .set("LENGTH", near.people ? near.within[1] * 1000 / near.people : 0)
          .set("SHARE", share(1));
    }
    page.set("SENTENCE", nowhere.empty() ? w("zones.supply.all_kinds")
                                         : w.with("zones.supply.nowhere", {{"kinds", text::join(nowhere, "; ")}}));
    return c.show(page);
  });
}

web::Response show_supply_of_type(web::Context& c) {
  const Asked asked{std::string(c.request.in_path("type")), std::string(c.request.query("more")),
                    std::string(c.request.query("minutes"))};
  return type_page(c, asked, "", {});
}

web::Response post_scenario(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const Asked asked{std::string(c.request.form("type")), std::string(c.request.form("more")),
                    std::string(c.request.form("minutes"))};
  const std::string name(c.request.form("name"));
  const auto number = [](const std::string& typed) { return static_cast<int>(text::whole_number(typed).value_or(0)); };
  const auto kept = keep_scenario(c.office, c.actor, *id, {name, asked.type, number(asked.more), number(asked.minutes)},
                                  c.once_key());
  if (kept) return c.go("/zones/plans/" + id->text() + "#scenarios", "zones.notice.scenario_kept");
  if (kept.refusals().front().field != "name") return c.refuse(kept.refusals());
  return type_page(c, asked, name, kept.refusals());
}

web::Response post_scenario_removal(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto scenario = c.request.id<ZoneScenarioId>("scenario");
  if (!id || !scenario) return c.refuse(not_found);
  const auto done = remove_scenario(c.office, c.actor, *id, *scenario, c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go("/zones/plans/" + id->text() + "#scenarios", "zones.notice.scenario_removed");
}

}  // namespace gishe::zones
