#include "protection/crisis_acts.h"

#include "base/text.h"
#include "people/people.h"
#include "protection/protection_access.h"
#include "protection/signal_store.h"
#include "protection/words.h"

namespace gishe::protection {

using access::Action;

namespace {

/// She need not say who she is; the file needs words for a name.
std::string or_unnamed(const std::string& typed, const char* key) {
  const auto name = text::tidy(typed);
  return name.empty() ? words::Words(words::Language::bg)(key) : name;
}

people::NewPerson shielded_person(const std::string& given, const std::string& family) {
  people::NewPerson person;
  person.given_name = or_unnamed(given, "protection.unnamed_given");
  person.family_name = or_unnamed(family, "protection.unnamed_family");
  person.identifier_kind = "none";
  person.duplicates_seen = true;  // nobody's names are compared before somebody is safe
  person.sensitivity = Sensitivity::shielded;
  return person;
}

Result<CrisisContactId> take_in_here(db::Tx& tx, Office& office, const Actor& actor, const NewContact& n,
                                     const char* rule) {
  Crisis crisis;
  crisis.told = n.told;
  Refusals no;
  check_words(no, "told", crisis.told, Must::may, told_words_max);
  if (text::tidy(n.contact_rule).empty()) no.emplace_back(rule_missing, "contact_rule");
  if (!text::one_of(crisis_channels, n.channel)) no.emplace_back(not_in_list, "channel");
  if (!no.empty()) return no;
  auto person = shielded_person(n.given_name, n.family_name);
  person.sex = n.sex;
  person.born_on = n.born_on;
  person.phone = n.phone;
  person.contact_rule = n.contact_rule;
  const auto registered = people::register_person_in(tx, office, actor, person);
  if (!registered) return registered.refusals();
  crisis.id = CrisisContactId::make();
  crisis.municipality = actor.post.municipality;
  crisis.person = *registered;
  crisis.channel = n.channel;
  crisis.opened_at = office.now();
  crisis.opened_by = actor.account;
  insert_crisis(tx, office, crisis, CrisisVerb::open, "");
  for (const auto kind : {"assessment", "safety_plan"}) {
    add_task(tx, office, crisis, kind,
             due_by_rule(tx, "crisis." + std::string(kind), crisis.municipality, office.today()), "");
  }
  office.note(tx, actor, {"crisis.opened", crisis.municipality, "crisis", crisis.id.value, rule, "", {}});
  return crisis.id;
}

std::optional<people::Person> person_of(db::Session& session, const Actor& actor, const PersonId& id) {
  return people::find_person(session, access::scope(actor, Action::open_person), id);
}

}  // namespace

Result<CrisisContactId> take_in(Office& office, const Actor& actor, const NewContact& n, std::string_view once_key) {
  const auto decision = access::decide(actor, Action::take_crisis_contact, intake_facts(actor));
  if (!decision.allowed) return *decision.no;
  const auto digest =
      content_digest({n.given_name, n.family_name, n.sex, n.born_on, n.phone, n.contact_rule, n.channel, n.told});
  const auto taken = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "crisis.take_in", digest, [&]() -> Result<std::string> {
      const auto id = take_in_here(tx, office, actor, n, decision.rule);
      if (!id) return id.refusals();
      return id->text();
    });
  });
  if (!taken) return taken.refusals();
  return CrisisContactId::parse(*taken).value_or(CrisisContactId{});
}

Result<Allowed> allowed_crisis(db::Session& session, const Office& office, const Actor& actor, Action action,
                               const CrisisContactId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  auto crisis = find_crisis(session, office, access::scope(actor, action), id);
  if (!crisis) return not_found;
  const auto facts = people::facts_of(session, actor, crisis->person);
  if (!facts) return not_found;
  const auto decision = access::decide(actor, action, *facts);
  if (!decision.allowed) return *decision.no;
  return Allowed{std::move(*crisis), decision.rule};
}

ledger::Line line_about(const Allowed& allowed, std::string_view action) {
  return {std::string(action), allowed.crisis.municipality, "crisis", allowed.crisis.id.value, allowed.rule, {}, {}};
}

Result<Done> on_crisis(Office& office, const Actor& actor, const CrisisContactId& id, std::string_view act,
                       std::initializer_list<std::string_view> content, std::string_view once_key,
                       const std::function<Result<Done>(db::Tx&, const Allowed&)>& run) {
  const std::string digest = id.text() + content_digest(content);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, act, {digest}, [&]() -> Result<Done> {
      const auto allowed = allowed_crisis(tx, office, actor, Action::keep_crisis, id);
      if (!allowed) return allowed.refusals();
      return run(tx, *allowed);
    });
  });
}

Result<Done> step_crisis(db::Tx& tx, Office& office, const Actor& actor, const Allowed& allowed, Crisis crisis,
                         CrisisVerb verb, std::string_view reason) {
  const auto* step = find_crisis_step(crisis.kind, allowed.crisis.state, verb);
  if (!step) return not_from_this_state;
  crisis.state = step->to;
  if (!update_crisis(tx, crisis, step->from, verb, actor.account, office.now(), reason)) return changed_meanwhile;
  auto line = line_about(allowed, "crisis." + std::string(crisis_verb_name(verb)));
  line.changes = {{"state", std::string(crisis_state_name(step->from)), std::string(crisis_state_name(step->to))}};
  office.note(tx, actor, line);
  return Done{};
}

Result<OpenedCrisis> open_crisis(Office& office, const Actor& actor, const CrisisContactId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedCrisis> {
    const auto allowed = allowed_crisis(session, office, actor, Action::open_crisis, id);
    if (!allowed) return allowed.refusals();
    line = line_about(*allowed, "crisis.read");
    OpenedCrisis opened;
    opened.crisis = allowed->crisis;
    if (const auto person = person_of(session, actor, opened.crisis.person)) {
      opened.name = person->full_name();
      opened.contact_rule = person->contact_rule;
      opened.phone = person->phone;
    }
    for (const auto& child : list_children(session, opened.crisis)) {
      if (const auto person = person_of(session, actor, child)) {
        const auto age = person->age(office.today());
        opened.children.push_back(person->full_name() + (age ? ", " + std::to_string(*age) : std::string()));
      }
    }
    opened.tasks = list_tasks(session, office, opened.crisis);
    opened.events = list_crisis_events(session, opened.crisis);
    opened.dangers = list_dangers(session, office, opened.crisis);
    opened.plan = find_plan(session, office, opened.crisis);
    opened.signals = static_cast<std::int64_t>(
        list_signals_of(session, office, opened.crisis.municipality, opened.crisis.id).size());
    return opened;
  });
}

Result<Done> add_crisis_child(Office& office, const Actor& actor, const CrisisContactId& id, const NewChild& child,
                              std::string_view once_key) {
  return on_crisis(
      office, actor, id, "crisis.add_child", {child.given_name, child.family_name, child.sex, child.born_on}, once_key,
      [&](db::Tx& tx, const Allowed& allowed) -> Result<Done> {
        const Crisis& crisis = allowed.crisis;
        if (crisis.state == CrisisState::closed) return not_from_this_state;
        if (list_children(tx, crisis).size() >= children_max) return not_from_this_state;
        auto person = shielded_person(child.given_name, child.family_name);
        person.sex = child.sex;
        person.born_on = child.born_on;
        person.target_groups = {"child"};
        if (const auto mother = person_of(tx, actor, crisis.person)) person.contact_rule = mother->contact_rule;
        const auto registered = people::register_person_in(tx, office, actor, person);
        if (!registered) return registered.refusals();
        if (const auto shared = people::share_circle_in(tx, office, actor, crisis.person, *registered); !shared)
          return shared.refusals();
        add_child(tx, crisis, *registered, office.now());
        if (list_signals_of(tx, office, crisis.municipality, crisis.id).empty()) {
          add_task(tx, office, crisis, "signal_child",
                   due_by_rule(tx, "crisis.signal_child", crisis.municipality, office.today()), "");
        }
        office.note(tx, actor, line_about(allowed, "crisis.child_added"));
        return Done{};
      });
}

Result<Done> assess_danger(Office& office, const Actor& actor, const CrisisContactId& id, const NewAssessment& asked,
                           std::string_view once_key) {
  std::string all = asked.own_judgement;
  for (const auto& a : asked.answers) all += ';' + a.question + '=' + a.answer;
  return on_crisis(
      office, actor, id, "crisis.assess", {all}, once_key, [&](db::Tx& tx, const Allowed& allowed) -> Result<Done> {
        const Crisis& crisis = allowed.crisis;
        if (crisis.state == CrisisState::closed) return not_from_this_state;
        const auto instrument = find_instrument(tx, "partner_violence", crisis.municipality, office.today());
        if (!instrument) return not_found;
        auto no = why_not_answers(*instrument, asked.answers);
        if (asked.own_judgement != "as_found" && asked.own_judgement != "higher")
          no.emplace_back(not_in_list, "own_judgement");
        if (!no.empty()) return no;
        const auto found = weigh(*instrument, asked.answers);
        DangerAssessment a{office.now(), found.points, found.band, asked.own_judgement, {}, 0};
        for (const auto& q : instrument->questions) {
          for (const auto& answer : asked.answers) {
            if (answer.question == q.code) a.answers.push_back(answer);
          }
        }
        if (a.own_judgement == "higher") a.band = band_above(a.band);
        insert_danger(tx, office, crisis, *instrument, a, actor.account);
        if (child_in_danger(*instrument, a.answers) &&
            list_signals_of(tx, office, crisis.municipality, crisis.id).empty()) {
          add_task(tx, office, crisis, "signal_child",
                   due_by_rule(tx, "crisis.signal_child", crisis.municipality, office.today()), "");
        }
        finish_task_of(tx, crisis.municipality, crisis.id, "assessment", actor.account, office.now());
        office.note(tx, actor, line_about(allowed, "crisis.danger_assessed"));
        return Done{};
      });
}

Result<Done> finish_crisis_task(Office& office, const Actor& actor, const CrisisContactId& id, const Uuid& task,
                                std::string_view once_key) {
  return on_crisis(office, actor, id, "crisis.finish_task", {task.text()}, once_key,
                   [&](db::Tx& tx, const Allowed& allowed) -> Result<Done> {
                     // A signal the law asks for is done by sending it, not by ticking it off.
                     for (const auto& open : list_tasks(tx, office, allowed.crisis)) {
                       if (open.id == task && open.kind == "signal_child" && !open.done_at) return open_tasks;
                     }
                     if (!finish_task(tx, allowed.crisis, task, actor.account, office.now())) return not_found;
                     office.note(tx, actor, line_about(allowed, "crisis.task_done"));
                     return Done{};
                   });
}

Result<Done> keep_safety_plan(Office& office, const Actor& actor, const CrisisContactId& id, SafetyPlan plan,
                              std::string_view once_key) {
  return on_crisis(office, actor, id, "crisis.safety_plan", {plan.steps, plan.safe_word, plan.people, plan.documents},
                   once_key, [&](db::Tx& tx, const Allowed& allowed) -> Result<Done> {
                     if (allowed.crisis.state == CrisisState::closed) return not_from_this_state;
                     if (auto no = why_not_plan(plan); !no.empty()) return no;
                     insert_plan(tx, office, allowed.crisis, plan, actor.account);
                     finish_task_of(tx, allowed.crisis.municipality, id, "safety_plan", actor.account, office.now());
                     office.note(tx, actor, line_about(allowed, "crisis.safety_plan_written"));
                     return Done{};
                   });
}

Result<Done> change_crisis(Office& office, const Actor& actor, const CrisisChange& change, std::string_view once_key) {
  return on_crisis(
      office, actor, change.id, "crisis.change",
      {crisis_verb_name(change.verb), change.reason, std::to_string(change.version)}, once_key,
      [&](db::Tx& tx, const Allowed& allowed) -> Result<Done> {
        Crisis crisis = allowed.crisis;
        const bool ends = change.verb == CrisisVerb::close;
        if (change.verb == CrisisVerb::open || change.verb == CrisisVerb::refer || change.verb == CrisisVerb::admit)
          return not_from_this_state;  // these have acts of their own
        if (ends && !text::one_of(endings_of(crisis.kind), change.reason))
          return Refusal(change.reason.empty() ? required : not_in_list, "reason");
        if (ends) {
          for (const auto& task : list_tasks(tx, office, crisis)) {
            const bool open = !task.done_at;
            if (open && task.kind == "signal_child") return Refusal(open_tasks, "reason");
          }
        }
        crisis.version = change.version;
        return step_crisis(tx, office, actor, allowed, crisis, change.verb, ends ? change.reason : "");
      });
}

}  // namespace gishe::protection
