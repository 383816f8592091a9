#include <algorithm>

#include "base/cents.h"
#include "base/text.h"
#include "staff/staff.h"
#include "territory/territory.h"
#include "zones/approval_acts.h"
#include "zones/approval_store.h"
#include "zones/plan_acts.h"
#include "zones/programme_words.h"
#include "zones/zones.h"
#include "zones/zones_handlers.h"

// The way of a plan: its next step, what each council decided, and what was done when.
namespace gishe::zones {
namespace {

using page::Values;

constexpr std::size_t typed_max = 500;

/// A form of this page as it was typed, when it comes back.
struct Typed {
  std::string to, day, number;  // a step
  bool decision = false;        // or a council's decision
  std::string joins, decided_on;
  std::map<int, std::string> gives;
};

struct Shown {
  PlanNow now;
  NameOf names;
  std::vector<PastStep> steps;
};

void put_steps(page::Page& page, const web::Context& c, const Shown& shown, const Typed& typed, const Refusals& no) {
  const words::Words& w = c.words;
  const auto next = next_states(shown.now.plan, shown.now.standing.today);
  if (next.empty() || !may_keep(c.actor, shown.now.plan)) return;
  auto card = page.add("STEPS");
  for (std::size_t i = 0; i < next.size(); ++i) {
    const std::string to(next[i]);
    auto way = card.add("WAYS");
    way.set("TO", to).set("STEP_KEY", c.surroundings.form_key + to).set("KIND", i == 0 ? "go" : "plain");
    way.set("LABEL", w("zones.step." + to)).set("LEAD", w("zones.step_lead." + to));
    const Asks asks = asked_for(to);
    if (asks == Asks::nothing) continue;
    const bool this_one = typed.to == to;
    auto fields = way.add("FIELDS");
    Values::Input day{"day", w(asks == Asks::last_day ? "zones.step.last_day" : "zones.step.day")};
    day.type = "date";
    day.width = "short";
    day.of = to;
    day.value = this_one ? typed.day : asks == Asks::last_day ? shown.now.standing.comments_until_min.iso() : "";
    fields.input("DAY", day, this_one ? no : Refusals{});
    if (asks == Asks::last_day) continue;
    Values::Input number{"number", w("zones.step.number." + to)};
    number.width = "short";
    number.of = to;
    number.value = this_one ? typed.number : "";
    fields.add("WITH_NUMBER").input("NUMBER", number, this_one ? no : Refusals{});
  }
}

const CouncilDecision* decision_of(const Programme& programme, const MunicipalityCode& member) {
  for (const auto& d : programme.decisions)
    if (d.member == member) return &d;
  return nullptr;
}

/// What stands in the form of the own council: as typed, as decided, or its part of the plan.
Typed first_typed(const Shown& shown, const MunicipalityCode& own) {
  Typed t;
  const auto* decided = decision_of(shown.now.programme, own);
  const Sums sums = sum_up(shown.now.plan, shown.now.programme, shown.now.people);
  const auto part = sums.by_member.find(own);
  for (int year = shown.now.plan.first_year; year <= shown.now.plan.last_year; ++year) {
    const ByYear* from = decided && decided->joins      ? &decided->gives
                         : part != sums.by_member.end() ? &part->second
                                                        : nullptr;
    const auto found = from ? from->find(year) : ByYear::const_iterator{};
    t.gives[year] = typed_cents(from && found != from->end() ? found->second : 0);
  }
  if (!decided) return t;
  t.joins = decided->joins ? "yes" : "no";
  t.number = decided->number;
  t.decided_on = decided->decided_on.iso();
  return t;
}

void put_decision(page::Page& page, const web::Context& c, const Shown& shown, const Typed& typed, const Refusals& no) {
  const words::Words& w = c.words;
  if (!may_enter_decision(c.actor, shown.now.plan)) return;
  const auto& own = c.actor.post.municipality;
  const Typed t = typed.decision ? typed : first_typed(shown, own);
  const Refusals& here = typed.decision ? no : Refusals{};
  auto card = page.add("DECIDE");
  card.set("DECISION_KEY", c.surroundings.form_key + "decision");
  card.set("TOWN", shown.names.contains(own) ? shown.names.at(own) : "");
  card.radios(
      "JOINS", {"joins", w("zones.council.joins")},
      {{"yes", w("zones.council.yes"), {}, t.joins == "yes"}, {"no", w("zones.council.no"), {}, t.joins == "no"}},
      here);
  Values::Input number{"number", w("zones.council.number")}, day{"decided_on", w("zones.council.decided_on")};
  number.of = day.of = "council";
  number.width = day.width = "short";
  number.value = t.number;
  day.type = "date";
  day.value = t.decided_on;
  card.input("NUMBER", number, here).input("DECIDED_ON", day, here);
  for (const auto& [year, cents] : t.gives) {
    Values::Input gives{"gives_" + std::to_string(year), std::to_string(year)};
    gives.width = "short";
    gives.type = "number";
    gives.value = cents;
    card.add("GIVES").input("YEAR_FIELD", gives, here);
  }
}

void put_councils(page::Page& page, const words::Words& w, const Shown& shown) {
  constexpr std::string_view before[] = {"scoping", "profile", "drafting", "consultation", "revised"};
  if (text::one_of(before, shown.now.plan.state)) return;
  const Sums sums = sum_up(shown.now.plan, shown.now.programme, shown.now.people);
  auto part = page.add("COUNCILS");
  for (const auto& member : shown.now.plan.members) {
    auto row = part.add("ROWS");
    const auto* d = decision_of(shown.now.programme, member);
    const auto share = sums.by_member.find(member);
    row.set("MEMBER", shown.names.at(member));
    row.badge("DECIDED",
              !d         ? Values::Tone::wait
              : d->joins ? Values::Tone::go
                         : Values::Tone::stop,
              w(!d         ? "zones.council.waits"
                : d->joins ? "zones.council.joined"
                           : "zones.council.declined"));
    row.set("NUMBER", d ? w.with("zones.step.said", {{"number", d->number}, {"day", w.day(d->decided_on)}}) : "");
    row.set("PART", w.money({share == sums.by_member.end() ? 0 : total(share->second), "EUR"}));
    row.set("GIVES", d && d->joins ? w.money({total(d->gives), "EUR"}) : "");
  }
}

void put_way(page::Page& page, db::Session& session, const words::Words& w, const Shown& shown) {
  std::vector<Values::Step> way;
  const Plan& plan = shown.now.plan;
  way.push_back(
      {w.moment(plan.opened_at), w("zones.state.scoping"), staff::account_name(session, plan.opened_by), "", {}});
  for (const auto& s : shown.steps) {
    Values::Step step{w.moment(s.at), w("zones.state." + s.state), staff::account_name(session, s.by), "", {}};
    if (!s.number.empty()) step.note = w.with("zones.step.said", {{"number", s.number}, {"day", w.day(s.day)}});
    if (s.state == "consultation") step.note = w.with("zones.step.comments_until", {{"day", w.day(s.day)}});
    way.push_back(std::move(step));
  }
  page.timeline("WAY", way);
}

web::Response approval_page(web::Context& c, const Typed& typed, const Refusals& no) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    const Shown shown{gather_plan(session, *plan, c.office.today()), names_of(session, w, *plan),
                      store::list_steps(session, *plan)};
    auto page = c.page("zones/approval.html");
    page.title(w("zones.approval.title")).set("ID", plan->id.text()).set("PLAN", plan->name);
    page.badge("STATE", Values::Tone::info, w("zones.state." + plan->state));
    page.error_summary("ERRORS", no, typed.decision ? "" : typed.to);
    put_steps(page, c, shown, typed, no);
    put_decision(page, c, shown, typed, no);
    put_councils(page, w, shown);
    put_way(page, session, w, shown);
    return c.show(page, no.empty() ? 200 : no.front().code->http_status);
  });
}

}  // namespace

web::Response show_approval(web::Context& c) { return approval_page(c, {}, {}); }

web::Response post_step(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  Typed typed;
  typed.to = c.request.form("to").substr(0, 40);
  typed.day = c.request.form("day").substr(0, typed_max);
  typed.number = c.request.form("number").substr(0, typed_max);
  const auto day = Day::from_person(typed.day);
  if (!typed.day.empty() && !day) return approval_page(c, typed, {Refusal(not_a_date, "day")});
  const auto done = take_step(c.office, c.actor, *id, {typed.to, typed.number, day}, c.once_key());
  if (done) return c.go("/zones/plans/" + id->text() + "/approval", "zones.notice.moved");
  if (done.refusals().front().is(not_found) || done.refusals().front().is(not_your_function))
    return c.refuse(done.refusals());
  return approval_page(c, typed, done.refusals());
}

web::Response post_decision(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  Typed typed;
  typed.decision = true;
  typed.joins = c.request.form("joins").substr(0, 10);
  typed.number = c.request.form("number").substr(0, typed_max);
  typed.decided_on = c.request.form("decided_on").substr(0, typed_max);
  CouncilDecision d;
  d.joins = typed.joins == "yes";
  d.number = typed.number;
  Refusals no;
  if (typed.joins != "yes" && typed.joins != "no") no.emplace_back(required, "joins");
  const auto day = Day::from_person(typed.decided_on);
  if (!day) no.emplace_back(typed.decided_on.empty() ? required : not_a_date, "decided_on");
  d.decided_on = day.value_or(Day{});
  for (const auto& [name, value] : c.request.form_values) {
    const auto year = name.starts_with("gives_") ? text::whole_number(name.substr(6)) : std::nullopt;
    if (!year || *year < 1900 || *year > 2200) continue;
    const std::string sum = value.substr(0, typed_max);
    typed.gives[static_cast<int>(*year)] = sum;
    const auto cents = cents_from(sum);
    if (!cents && d.joins) no.emplace_back(sum.empty() ? required : not_a_number, name);
    d.gives[static_cast<int>(*year)] = cents.value_or(0);
  }
  if (!no.empty()) return approval_page(c, typed, no);
  const auto done = enter_decision(c.office, c.actor, *id, d, c.once_key());
  if (done) return c.go("/zones/plans/" + id->text() + "/approval", "zones.notice.decided");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return approval_page(c, typed, done.refusals());
}

}  // namespace gishe::zones
