#include "cases/plan_view.h"

#include <algorithm>

#include "cases/assessment.h"
#include "cases/partner_store.h"
#include "directory/directory.h"
#include "people/people.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

namespace gishe::cases::pages {
namespace {

using page::Values;

constexpr std::size_t services_max = 100;

/// Who may answer for an action: the family, those who work on the case, services for this municipality.
std::vector<Values::Choice> responsible_choices(db::Session& session, const web::Context& c, const CaseFile& file,
                                                std::string_view chosen) {
  std::vector<Values::Choice> list{{"", c.words("common.choose")}, {"family", c.words("cases.responsible.family")}};
  const auto add_account = [&](const AccountId& id) {
    const std::string value = "account:" + id.text();
    const bool there = std::any_of(list.begin(), list.end(), [&](const auto& choice) { return choice.value == value; });
    if (!there) list.push_back({value, staff::account_name(session, id)});
  };
  add_account(file.lead);
  for (const Partner& p : store::list_partners(session, file)) add_account(p.account);
  if (!c.actor.account.is_nil() && access::function_may(c.actor, access::Action::write_plan))
    add_account(c.actor.account);
  std::vector<ServiceId> ids;
  for (const Uuid& id : directory::list_services_serving(session, file.municipality)) ids.push_back(ServiceId{id});
  if (ids.size() > services_max) ids.resize(services_max);
  auto services = directory::list_services_by_id(session, ids);
  std::sort(services.begin(), services.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  for (const auto& s : services)
    list.push_back({"service:" + s.id.text(), c.words("cases.responsible.service") + ' ' + s.name});
  for (auto& choice : list) choice.chosen = choice.value == chosen;
  return list;
}

Values::Tone goal_tone(std::string_view state) {
  if (state == "achieved") return Values::Tone::go;
  if (state == "in_progress" || state == "partly") return Values::Tone::info;
  return state == "planned" ? Values::Tone::plain : Values::Tone::stop;
}

/// What an action of a running plan may wait for: this person's referrals that are on their way.
std::vector<Values::Choice> referral_choices(db::Session& session, const web::Context& c, const CaseFile& file) {
  std::vector<Values::Choice> list;
  const auto scope = access::scope(c.actor, access::Action::list_referrals);
  for (const auto& r : referrals::list_open_of_person(session, scope, file.person))
    list.push_back({r.id.text(), r.number + ' ' + r.to_service_name});
  return list;
}

void fill_link(Values& row, const web::Context& c, const PlanAction& a, const std::vector<Values::Choice>& open) {
  if (open.empty() || a.referral) return;
  auto link = row.add("LINK");
  link.set("LINK_KEY", c.surroundings.form_key + a.id.text());
  Values::Input input{"referral", c.words("cases.action.waits_for")};
  input.of = a.id.text();
  link.select("REFERRAL_FIELD", input, open);
}

void fill_action(Values row, const web::Context& c, const PlanAction& a, const Forms& forms,
                 const std::vector<Values::Choice>& open) {
  const words::Words& w = c.words;
  row.set("ACTION", a.id.text()).set("WHAT", a.words).set("WHO", a.responsible_words).set("OFTEN", a.frequency);
  std::string when = a.from ? w.day(*a.from) : "";
  if (a.until) when += " – " + w.day(*a.until);
  row.set("WHEN", when).set("ACTION_STATE", w("cases.action_state." + a.state));
  if (a.referral) row.add("REFERRED").set("REFERRAL", a.referral->text());
  if (forms.draft) row.show("REMOVE");
  if (!forms.running || !is_unfinished(a)) return;
  fill_link(row, c, a, open);
  auto moves = row.add("MOVES");
  moves.set("MOVE_KEY", c.surroundings.form_key + a.id.text());
  for (const char* to : {"running", "done", "stopped"}) {
    if (a.state != to) moves.add("TO").set("STATE", to).set("LABEL", w("cases.action_move." + std::string(to)));
  }
}

void fill_action_form(Values& row, db::Session& session, const web::Context& c, const CaseFile& file, const Goal& goal,
                      const Forms& forms) {
  const words::Words& w = c.words;
  const std::string of = goal.id.text();
  const bool refused = forms.subject == of;
  const Refusals no = refused ? forms.no : Refusals{};
  const auto typed = [&](const char* name) { return refused ? std::string(c.request.form(name)) : std::string(); };
  auto form = row.add("ADD_ACTION");
  form.set("ACTION_KEY", c.surroundings.form_key + of).show_if(refused, "ADD_OPEN");
  const auto put = [&](const char* part, const char* name, const char* key, bool optional, const char* width) {
    Values::Input input{name, w(key), typed(name)};
    input.optional = optional;
    input.width = width;
    input.of = of;
    form.input(part, input, no);
  };
  put("WORDS", "words", "cases.action.words", false, "full");
  Values::Input who{"responsible", w("cases.action.responsible")};
  who.of = of;
  form.select("WHO", who, responsible_choices(session, c, file, typed("responsible")), no);
  put("WHO_WORDS", "responsible_words", "cases.action.family_who", true, "half");
  put("FREQUENCY", "frequency", "cases.action.frequency", true, "half");
  put("FROM", "from", "cases.action.from", true, "short");
  put("UNTIL", "until", "cases.action.until", true, "short");
}

void fill_goal_move(Values& row, const web::Context& c, const Goal& goal, const Forms& forms) {
  const words::Words& w = c.words;
  const std::string of = goal.id.text();
  const bool refused = forms.subject == of;
  const Refusals no = refused ? forms.no : Refusals{};
  auto form = row.add("MOVE_GOAL");
  form.set("GOAL_KEY", c.surroundings.form_key + of).show_if(refused, "MOVE_OPEN");
  Values::Input state{"state", w("cases.goal.state")};
  state.of = of;
  form.select("STATE", state,
              choices_of(w, "cases.goal_state.", goal_states, refused ? c.request.form("state") : goal.state), no);
  Values::Input progress{"progress", w("cases.goal.progress"),
                         refused ? std::string(c.request.form("progress")) : goal.progress};
  progress.optional = true;
  progress.of = of;
  form.area("PROGRESS", progress, no, 2);
}

}  // namespace

Values::Tone tone_of(PlanState state) {
  if (state == PlanState::active) return Values::Tone::go;
  if (state == PlanState::under_review || is_written(state)) return Values::Tone::wait;
  return Values::Tone::plain;
}

std::optional<ShownPlan> gather_plan(db::Session& session, const Actor& actor, const CaseFile& file,
                                     const SupportPlanId& id, Day today) {
  const auto plan = store::find_plan(session, file, id);
  if (!plan) return std::nullopt;
  ShownPlan shown{*plan,
                  store::list_goals(session, file, id),
                  store::list_actions(session, file, id),
                  store::list_plan_events(session, file, id),
                  staff::account_name(session, plan->author),
                  "",
                  ""};
  if (plan->approved_by) shown.approver = staff::account_name(session, *plan->approved_by);
  if (plan->mandate) {
    const auto scope = access::scope(actor, access::Action::write_plan);
    for (const auto& r : people::list_representatives(session, scope, file.person, plan->signed_on.value_or(today))) {
      if (r.id == *plan->mandate) shown.signer = r.name;
    }
  }
  return shown;
}

void fill_goals(Values& place, const web::Context& c, db::Session& session, const CaseFile& file,
                const ShownPlan& shown, const Forms& forms) {
  const words::Words& w = c.words;
  const auto open = forms.running ? referral_choices(session, c, file) : std::vector<Values::Choice>{};
  for (const Goal& goal : shown.goals) {
    auto row = place.add("GOALS");
    row.set("GOAL", goal.id.text()).set("WORDS", goal.words).set("DOMAIN", w("cases.domain." + goal.domain));
    row.set("MEASURE", goal.measure).set("BASELINE", goal.baseline).set("TARGET", goal.target);
    if (goal.due_on) row.set("DUE", w.day(*goal.due_on));
    row.badge("GOAL_STATE", goal_tone(goal.state), w("cases.goal_state." + goal.state));
    if (!goal.progress.empty()) row.add("PROGRESSED").set("HOW", goal.progress);
    bool any = false;
    for (const PlanAction& a : shown.actions) {
      if (a.goal != goal.id) continue;
      any = true;
      fill_action(row.add("ACTIONS"), c, a, forms, open);
    }
    row.show_if(any, "ANY_ACTION").show_if(!any, "NO_ACTION");
    if (forms.draft) {
      row.show("REMOVE_GOAL");
      fill_action_form(row, session, c, file, goal, forms);
    }
    if (forms.running) fill_goal_move(row, c, goal, forms);
  }
}

}  // namespace gishe::cases::pages
