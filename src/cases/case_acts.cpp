#include "cases/case_acts.h"

#include <algorithm>

#include "base/text.h"
#include "cases/assessment_acts.h"
#include "cases/plan_acts.h"
#include "cases/typed.h"
#include "people/people.h"
#include "platform/office/act.h"
#include "platform/office/unused_number.h"

namespace gishe::cases {
namespace {

using access::Action;

std::optional<Refusal> why_open_already(db::Session& session, const access::Scope& scope, const NewCase& request) {
  for (const CaseFile& c : store::list_of_person(session, scope, request.person)) {
    if (c.type == request.type && c.state != State::closed) {
      return Refusal(already_open, "type", {{"number", c.number}});
    }
  }
  return std::nullopt;
}

Refusals why_not_start(const NewCase& request) {
  Refusals no;
  if (!text::one_of(types, request.type)) no.emplace_back(request.type.empty() ? required : not_in_list, "type");
  check_words(request.reason, "reason", Needed::yes, no);
  return no;
}

Result<State> step_in(db::Tx& tx, Office& office, const Actor& actor, const Step& step, Verb verb) {
  const auto allowed = allowed_case(tx, actor, Action::keep_case, step.id);
  if (!allowed) return allowed.refusals();
  const CaseFile& file = allowed->file;
  const Transition* transition = find_transition(file.state, verb);
  if (step.version != file.version) return changed_meanwhile;
  if (!transition) return not_from_this_state;
  const auto until = Day::from_person(text::tidy(step.until));
  const Day latest = due_by_rule(tx, "cases.hold", file.municipality, office.today());
  const auto no = why_not_step(step, verb, until, office.today(), latest);
  if (!no.empty()) return no;
  if (verb == Verb::close) {
    const auto ends = list_loose_ends(tx, actor, file);
    const auto hanging = std::count_if(ends.begin(), ends.end(), [](const LooseEnd& e) { return e.handed_to.empty(); });
    if (hanging > 0) return Refusal(loose_ends, "", {{"n", std::to_string(hanging)}});
  }
  if (verb == Verb::close) {
    const bool well = step.reason == "goals_achieved" || step.reason == "partial";
    cancel_written_assessment(tx, office, file);
    end_plans(tx, office, actor.account, file, well ? PlanVerb::complete : PlanVerb::discontinue);
  }
  CaseFile after = after_step(file, *transition, step, until, office.today());
  if (auto kept = keep_case(tx, office, actor.account, file, after, verb_name(verb), step.reason, step.note); !kept) {
    return kept.refusals();
  }
  if (verb == Verb::close && outside_port().closed) {
    outside_port().closed(tx, office, actor, file.municipality, file.id, step.reason);
  }
  note_case(tx, office, actor, *allowed, "case.step", verb_name(verb));
  return after.state;
}

}  // namespace

Result<CaseId> start_case_in(db::Tx& tx, Office& office, const Actor& actor, const NewCase& request) {
  if (auto no = why_not_start(request); !no.empty()) return no;
  if (!access::function_may(actor, Action::start_case)) return not_your_function;
  const auto scope = access::scope(actor, Action::start_case);
  const auto person = people::find_person(tx, scope, request.person);
  const auto facts = people::facts_of(tx, actor, request.person);
  if (!person || !facts) return not_found;
  const auto decision = access::decide(actor, Action::start_case, *facts);
  if (!decision.allowed) return *decision.no;
  if (auto closed = people::why_closed(tx, person->municipality, person->id)) return *closed;
  if (auto no = why_open_already(tx, scope, request)) return *no;
  CaseFile file;
  file.municipality = person->municipality;
  file.id = CaseId::make();
  file.number = unused_number(file.municipality, office.today(), "C-", [&](const std::string& number) {
    return store::number_is_taken(tx, file.municipality, number);
  });
  file.person = person->id;
  file.type = request.type;
  file.lead = actor.account;
  file.reason = text::tidy(request.reason, text::Lines::many);
  file.opened_on = office.today();
  file.review_due_on = due_by_rule(tx, "cases.plan_review", file.municipality, office.today());
  file.next_due_on = file.review_due_on;
  file.version = 1;
  file.pseudonym = person->pseudonym;
  store::insert(tx, file, office.now());
  store::insert_event(tx, file, verb_name(Verb::start), actor.account, "", file.type, "", office.now());
  tell_lead(tx, office, file, "assess", "cases.assessment");  // the first thing on every case: what is needed
  office.note(tx, actor, line_about(file, "case.started", decision.rule, file.type));
  return file.id;
}

Result<CaseId> start_case(Office& office, const Actor& actor, const NewCase& request, std::string_view once_key) {
  const auto start = [&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "case.started",
                      content_digest({request.person.text(), request.type, request.reason}),
                      [&]() -> Result<std::string> {
                        const auto id = start_case_in(tx, office, actor, request);
                        if (!id) return id.refusals();
                        return id->text();
                      });
  };
  try {
    const auto made = office.db.write(start);
    if (!made) return made.refusals();
    return CaseId::parse(*made).value_or(CaseId{});
  } catch (const db::Conflict&) {  // two colleagues at one moment
    const auto scope = access::scope(actor, Action::start_case);
    const auto open = office.db.read([&](db::Session& session) { return why_open_already(session, scope, request); });
    return open ? *open : Refusal(changed_meanwhile);
  }
}

Result<AllowedCase> open_case_for(Office& office, const Actor& actor, Action action, const CaseId& id,
                                  const char* name) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<AllowedCase> {
    auto allowed = allowed_case(session, actor, action, id);
    if (allowed) line = line_about(allowed->file, name, allowed->rule);
    return allowed;
  });
}

Result<AllowedCase> open_case(Office& office, const Actor& actor, const CaseId& id, const char* line) {
  return open_case_for(office, actor, Action::open_case, id, line);
}

Listed list_cases(db::Session& session, const Actor& actor, Stage stage, const std::optional<store::After>& after,
                  int limit) {
  const auto scope = access::scope(actor, Action::list_cases);
  Listed listed;
  if (scope.relations_needed() & access::partner) {
    listed.of = Listed::Of::partner;
    listed.rows = store::list_of_partner(session, scope);
    return listed;
  }
  listed.of = (scope.relations_needed() & access::on_team) ? Listed::Of::own : Listed::Of::town;
  listed.rows = listed.of == Listed::Of::own ? store::list_led(session, scope, stage, after, limit + 1)
                                             : store::list_of_town(session, scope, stage, after, limit + 1);
  if (listed.rows.size() > static_cast<std::size_t>(limit)) {
    listed.rows.pop_back();
    listed.next = store::After{listed.rows.back().next_due_on, listed.rows.back().id};
  }
  return listed;
}

Result<State> take_step(Office& office, const Actor& actor, const Step& asked, std::string_view once_key) {
  const auto verb = verb_from(asked.verb);
  if (!verb || *verb == Verb::start) return Refusal(not_in_list, "verb");
  Step step = asked;
  step.note = text::tidy(step.note, text::Lines::many);
  const auto digest =
      content_digest({step.id.text(), step.verb, std::to_string(step.version), step.reason, step.until, step.note});
  try {
    const auto reached = office.db.write([&](db::Tx& tx) -> Result<std::string> {
      return jobs::once(tx, office.clock, actor, once_key, "case.step", digest, [&]() -> Result<std::string> {
        const auto state = step_in(tx, office, actor, step, *verb);
        if (!state) return state.refusals();
        return std::string(state_name(*state));
      });
    });
    if (!reached) return reached.refusals();
    return state_from(*reached).value_or(State::closed);
  } catch (const db::Conflict&) {  // reopened while another one of this type is open
    return Refusal(already_open, "", {{"number", ""}});
  }
}

Result<Done> write_summary(Office& office, const Actor& actor, const CaseId& id, std::int64_t version,
                           std::string_view words, std::string_view once_key) {
  Refusals no;
  check_words(words, "summary", Needed::no, no);
  if (!no.empty()) return no;
  const std::string tidied = text::tidy(words, text::Lines::many);
  return on_case(office, actor, Action::keep_case, id, "case.summary", {tidied, std::to_string(version)}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   if (allowed.file.version != version) return changed_meanwhile;
                   CaseFile after = allowed.file;
                   after.shared_summary = tidied;
                   auto kept = keep_case(tx, office, actor.account, allowed.file, after, "summary", "", "");
                   if (kept) note_case(tx, office, actor, allowed, "case.summary_written");
                   return kept;
                 });
}

}  // namespace gishe::cases
