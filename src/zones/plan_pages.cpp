#include <algorithm>
#include <map>

#include "base/cents.h"
#include "base/text.h"
#include "staff/staff.h"
#include "territory/territory.h"
#include "zones/approval_acts.h"
#include "zones/comment_words.h"
#include "zones/monitoring_acts.h"
#include "zones/plan_acts.h"
#include "zones/programme_words.h"
#include "zones/scenario_acts.h"
#include "zones/share.h"
#include "zones/working_table_store.h"
#include "zones/zones_handlers.h"

// The plans of a municipality, a new one, and the page of one.
namespace gishe::zones {
namespace {

using page::Values;

/// What was typed, when the page comes back.
struct Typed {
  std::string name, first_year, last_year, frame;
  std::vector<std::string> members;
};

Typed typed_in(const web::Request& request) {
  Typed t{std::string(request.form("name")),
          std::string(request.form("first_year")),
          std::string(request.form("last_year")),
          std::string(request.form("frame")),
          {}};
  for (const auto member : request.form_all("members")) t.members.emplace_back(member);
  return t;
}

Values::Input field(const words::Words& w, const std::string& name, const std::string& value) {
  Values::Input input{name, w("zones.field." + name)};
  input.value = value;
  return input;
}

/// The municipalities of the zone, and all others of the district: who plans with us is seldom far.
std::vector<Values::Choice> neighbours(db::Session& session, const web::Context& c, const Typed& typed) {
  const auto& own = c.actor.post.municipality;
  const auto zone = territory::zone_of(session, own, c.office.today());
  std::vector<Values::Choice> choices;
  const auto offer = [&](const territory::Municipality& m, std::string_view group) {
    choices.push_back(
        {m.code.text, m.name(c.words.language()), {}, text::one_of(typed.members, m.code.text), c.words(group)});
  };
  for (const auto& code : zone)
    if (const auto m = territory::find_municipality(session, code); m && code != own) offer(*m, "zones.of_zone");
  const auto home = territory::find_municipality(session, own);
  for (const auto& m : territory::list_municipalities(session))
    if (home && m.district == home->district && std::find(zone.begin(), zone.end(), m.code) == zone.end() &&
        m.code != own)
      offer(m, "zones.of_district");
  return choices;
}

web::Response new_page(web::Context& c, const Typed& typed, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("zones/new.html");
  page.title(w("zones.new.title")).error_summary("ERRORS", no);
  auto name = field(w, "name", typed.name);
  name.hint = w("zones.field.name_hint");
  page.input("NAME", name, no);
  for (const char* year : {"first_year", "last_year"}) {
    auto input = field(w, year, year == std::string_view("first_year") ? typed.first_year : typed.last_year);
    input.type = "number";
    input.width = "short";
    page.input(year == std::string_view("first_year") ? "FIRST" : "LAST", input, no);
  }
  std::vector<Values::Choice> frames_offered;
  for (const auto frame : frames)
    frames_offered.push_back({std::string(frame), w("zones.frame." + std::string(frame)), {}, typed.frame == frame});
  page.radios("FRAME", field(w, "frame", typed.frame), frames_offered, no);
  c.office.db.read([&](db::Session& session) {
    auto members = field(w, "members", "");
    members.hint = w.with("zones.field.members_hint",
                          {{"own", territory::municipality_name(session, c.actor.post.municipality, w.language())}});
    page.checkboxes("MEMBERS", members, neighbours(session, c, typed), no);
  });
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

std::string members_of(db::Session& session, const words::Words& w, const Plan& plan) {
  std::vector<std::string> names;
  for (const auto& m : plan.members) names.push_back(territory::municipality_name(session, m, w.language()));
  return text::join(names, ", ");
}

/// The settlements of all scenarios by name; one statement.
std::map<Ekatte, std::string> names_of(db::Session& session, const words::Words& w,
                                       const std::vector<Scenario>& scenarios) {
  std::vector<Ekatte> codes;
  for (const auto& s : scenarios) {
    codes.insert(codes.end(), s.opened.begin(), s.opened.end());
    for (const auto& [code, places] : s.places) codes.push_back(code);
  }
  std::map<Ekatte, std::string> names;
  for (const auto& s : territory::list_settlements_by_code(session, codes)) names[s.code] = s.full_name(w.language());
  return names;
}

/// The same question today.
std::string href_of(const Plan& plan, const Scenario& s) {
  const std::string type = "/zones/plans/" + plan.id.text() + "/supply/" + s.type, minutes = std::to_string(s.minutes);
  if (!s.by_hand()) return type + "?more=" + std::to_string(s.more) + "&minutes=" + minutes + "#propose";
  return type + "/what-if?at=" + text_of(s.places) + "&minutes=" + minutes + "&share_key=" + s.price.share_key +
         (s.price.cents ? "&price=" + typed_cents(s.price.cents) : "") + "#then";
}

std::string proof_words(const words::Words& w, const Scenario& s) {
  if (s.by_hand()) return w("zones.scenario.by_hand");
  if (!s.ceiling || s.reached == *s.ceiling) return w("zones.scenario.best");
  return w.with("zones.scenario.bound", {{"n", w.number(*s.ceiling)}});
}

void fill_scenarios(page::Page& page, const words::Words& w, db::Session& session, const Plan& plan, bool may_remove) {
  const auto scenarios = store::list_scenarios(session, plan);
  if (scenarios.empty()) return;
  const auto names = names_of(session, w, scenarios);
  auto part = page.add("SCENARIOS");
  for (const auto& s : scenarios) {
    auto row = part.add("ROWS");
    row.set("NAME", s.name).set("HREF", href_of(plan, s)).set("TYPE", w("service_type." + s.type));
    const auto name_in = [&](const Ekatte& code) { return names.contains(code) ? names.at(code) : code.text; };
    std::vector<std::string> places;
    std::int64_t all = 0;
    for (const auto& code : s.opened) places.push_back("+ " + name_in(code));
    for (const auto& [code, n] : s.places) {
      places.push_back(name_in(code) + ": " + w.number(n));
      all += n;
    }
    row.set("OPENED", places.empty() ? "–" : text::join(places, ", "));
    row.set("COST", s.price.cents ? w.money({all * s.price.cents, "EUR"}) : "–");
    const auto within = [&](std::int64_t n) {
      return w.with("zones.scenario.within",
                    {{"n", w.number(n)}, {"share", percent(w, n, s.people)}, {"minutes", std::to_string(s.minutes)}});
    };
    row.set("REACHED", within(s.reached)).set("BEFORE", within(s.before));
    row.set("PROOF", proof_words(w, s));
    row.set("KEPT", w.moment(s.kept_at) + ", " + staff::account_name(session, s.kept_by));
    if (may_remove) row.add("REMOVE").set("SCENARIO", s.id.text());
  }
}

/// Which municipality's paper, and of which year.
void fill_annual(page::Page& page, const words::Words& w, db::Session& session, const Plan& plan, const Day& today,
                 const MunicipalityCode& own, const Programme& programme) {
  std::vector<Values::Choice> members, years;
  for (const auto& member : who_takes_part(plan, programme))
    members.push_back({member.text, territory::municipality_name(session, member, w.language()), {}, member == own});
  const int next = std::clamp(today.year() + 1, plan.first_year, plan.last_year);
  for (int year = plan.first_year; year <= plan.last_year; ++year)
    years.push_back({std::to_string(year), std::to_string(year), {}, year == next});
  Values::Input year{"year", w("zones.annual.year")};
  year.width = "short";
  page.select("MEMBER", {"member", w("zones.member")}, members).select("YEAR", year, years);
}

/// One line beside each of the plan's pages: where it stands.
void fill_parts(page::Page& page, const words::Words& w, const PlanNow& now) {
  const auto number = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  page.set("PROGRAMME", w.count("zones.plan.objectives", number(now.programme.objectives.size())) + ", " +
                            w.count("zones.plan.measures", number(now.programme.measures.size())));
  page.set("COMMENTS", now.standing.comments_without_answer
                           ? w.count("zones.plan.unanswered", now.standing.comments_without_answer)
                           : when_open(w, now.plan));
  page.set("APPROVAL", is_before_councils(now.plan)
                           ? w.with("zones.plan.decided", {{"n", w.number(number(now.programme.decisions.size()))},
                                                           {"of", w.number(number(now.plan.members.size()))}})
                           : w("zones.state." + now.plan.state));
}

/// How far what was reached is entered.
std::string watched_words(const words::Words& w, const Plan& plan, const std::vector<Half>& begun,
                          const std::vector<Actual>& actuals) {
  if (is_watched(plan) && begun.empty())
    return w.with("zones.monitoring.begins", {{"day", w.day(Half{plan.first_year, false}.first_day())}});
  if (actuals.empty()) return w(is_watched(plan) ? "zones.monitoring.nothing" : "zones.monitoring.later");
  return w.with("zones.monitoring.last", {{"half", half_words(w, actuals.back().half)}});
}

}  // namespace

web::Response show_plans(web::Context& c) {
  const words::Words& w = c.words;
  auto page = c.page("zones/plans.html");
  page.title(w("zones.title"));
  page.show_if(access::function_may(c.actor, access::Action::keep_zone_plan), "MAY_OPEN");
  c.office.db.read([&](db::Session& session) {
    const auto plans = list_plans(session, c.actor);
    for (const Plan& p : plans) {
      auto row = page.add("PLANS");
      row.set("ID", p.id.text()).set("NAME", p.name).set("YEARS", years_of(p));
      row.set("MEMBERS", members_of(session, w, p));
      row.badge("STATE", Values::Tone::info, w("zones.state." + p.state));
    }
    page.show_if(plans.empty(), "EMPTY");
  });
  return c.show(page);
}

web::Response show_new_plan(web::Context& c) {
  const int next = c.office.today().year() + 1;
  Typed typed{"", std::to_string(next), std::to_string(next + 2), "bg", {}};
  c.office.db.read([&](db::Session& session) {
    for (const auto& m : territory::zone_of(session, c.actor.post.municipality, c.office.today()))
      typed.members.push_back(m.text);
    typed.name = territory::zone_name(session, c.actor.post.municipality, c.office.today(), c.words.language());
  });
  return new_page(c, typed, {});
}

web::Response post_new_plan(web::Context& c) {
  const Typed typed = typed_in(c.request);
  Refusals no;
  NewPlan plan;
  plan.name = typed.name;
  plan.frame = typed.frame;
  const auto year = [&](const std::string& text, const char* name) {
    const auto number = text::whole_number(text);
    if (!number || *number < 1900 || *number > 2200) no.emplace_back(text.empty() ? required : not_a_number, name);
    return number && no.empty() ? static_cast<int>(*number) : 0;
  };
  plan.first_year = year(typed.first_year, "first_year");
  plan.last_year = year(typed.last_year, "last_year");
  for (const auto& member : typed.members)
    plan.members.push_back(MunicipalityCode::parse(member).value_or(MunicipalityCode{}));
  if (!no.empty()) return new_page(c, typed, no);
  const auto id = open_plan(c.office, c.actor, plan, c.once_key());
  if (id) return c.go("/zones/plans/" + id->text(), "zones.notice.opened");
  if (id.refusals().front().field.empty()) return c.refuse(id.refusals());
  return new_page(c, typed, id.refusals());
}

web::Response show_plan(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    auto page = c.page("zones/plan.html");
    page.title(plan->name).set("ID", plan->id.text()).set("NAME", plan->name).set("YEARS", years_of(*plan));
    page.badge("STATE", Values::Tone::info, w("zones.state." + plan->state));
    page.set("FRAME", w("zones.frame." + plan->frame));
    page.set("OPENED", w.moment(plan->opened_at)).set("BY", staff::account_name(session, plan->opened_by));
    page.set("KEPT_BY", territory::municipality_name(session, plan->municipality, w.language()));
    std::int64_t people = 0;
    for (const auto& code : plan->members) {
      const auto m = territory::find_municipality(session, code);
      if (!m) continue;
      people += m->population;
      page.add("MEMBERS").set("MEMBER", m->name(w.language())).set("PEOPLE", w.number(m->population));
    }
    page.set("PEOPLE", w.number(people));
    const PlanNow now = gather_plan(session, *plan, c.office.today());
    fill_parts(page, w, now);
    page.set("TABLES", w.count("zones.plan.tables", store::count_working_tables(session, *plan)));
    page.set("MONITORING",
             watched_words(w, *plan, halves_begun(*plan, c.office.today()), list_actuals(session, *plan)));
    fill_annual(page, w, session, *plan, c.office.today(), c.actor.post.municipality, now.programme);
    fill_scenarios(page, w, session, *plan, may_keep(c.actor, *plan));
    return c.show(page);
  });
}

}  // namespace gishe::zones
