#include "cases/assessment_acts.h"

#include <algorithm>

#include "base/text.h"
#include "cases/assessment_store.h"
#include "cases/case_store.h"
#include "cases/task.h"
#include "cases/typed.h"

namespace gishe::cases {
namespace {

using access::Action;
using V = AssessmentVerb;

struct Held {
  Assessment assessment;
  AssessmentState to;
};
/// The assessment of this case in a state that allows the verb, in the version the form was made of.
Result<Held> hold(db::Session& session, const CaseFile& file, const WhichAssessment& which, V verb) {
  const auto found = store::find_assessment(session, file, which.id);
  if (!found) return not_found;
  const auto to = after(found->state, verb);
  if (!to) return not_from_this_state;
  if (found->version != which.version) return changed_meanwhile;
  return Held{*found, *to};
}

Result<Done> keep(db::Tx& tx, const Office& office, const CaseFile& file, Held held) {
  held.assessment.state = held.to;
  ++held.assessment.version;
  if (!store::update_assessment(tx, file, held.assessment, office.now())) return changed_meanwhile;
  return Done{};
}

/// One transaction around a verb on one assessment.
template <class F>
Result<Done> on_assessment(Office& office, const Actor& actor, const WhichAssessment& which, V verb, const char* line,
                           std::string_view content, std::string_view once_key, F&& run) {
  return on_case(office, actor, Action::assess_needs, which.of, line,
                 {which.id.text(), std::to_string(which.version), content}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   auto held = hold(tx, allowed.file, which, verb);
                   if (!held) return held.refusals();
                   if (auto done = run(tx, allowed.file, *held); !done) return done;
                   if (auto kept = keep(tx, office, allowed.file, *held); !kept) return kept;
                   store::refresh_due(tx, allowed.file.municipality, allowed.file.id);
                   note_case(tx, office, actor, allowed, line);
                   return Done{};
                 });
}

Result<AssessmentId> begin(Office& office, const Actor& actor, const CaseId& id, const char* line,
                           std::string_view content, std::string_view once_key,
                           const std::function<Result<Assessment>(db::Tx&, const CaseFile&)>& make) {
  AssessmentId made;
  try {
    const auto done = office.db.write([&](db::Tx& tx) -> Result<std::string> {
      return jobs::once(tx, office.clock, actor, once_key, line, content_digest({id.text(), content}),
                        [&]() -> Result<std::string> {
                          const auto allowed = allowed_case(tx, actor, Action::assess_needs, id);
                          if (!allowed) return allowed.refusals();
                          if (allowed->file.state == State::closed) return not_from_this_state;
                          auto fresh = make(tx, allowed->file);
                          if (!fresh) return fresh.refusals();
                          note_case(tx, office, actor, *allowed, line);
                          return fresh->id.text();
                        });
    });
    if (!done) return done.refusals();
    return AssessmentId::parse(*done).value_or(made);
  } catch (const db::Conflict&) {
    return being_written;
  }
}

/// The next one of this case: numbered, with what went before, not stored yet.
Assessment next_of(db::Session& session, const Office& office, const Actor& actor, const CaseFile& file) {
  Assessment a;
  a.id = AssessmentId::make();
  a.of = file.id;
  a.person = file.person;
  const auto earlier = store::list_assessments(session, file);
  a.number = earlier.empty() ? 1 : earlier.front().number + 1;
  if (const auto before = store::find_in_force(session, file)) a.previous = before->id;
  a.started_on = office.today();
  a.author = actor.account;
  a.version = 1;
  return a;
}

}  // namespace

Result<AssessmentId> start_assessment(Office& office, const Actor& actor, const CaseId& id, std::string_view reason,
                                      std::string_view once_key) {
  if (!text::one_of(assessment_reasons, reason)) return Refusal(reason.empty() ? required : not_in_list, "reason");
  return begin(office, actor, id, "case.assessment_started", reason, once_key,
               [&](db::Tx& tx, const CaseFile& file) -> Result<Assessment> {
                 const auto instrument = store::find_instrument(tx, file.municipality, office.today(), "bg");
                 if (!instrument) return not_from_this_state;
                 Assessment a = next_of(tx, office, actor, file);
                 a.instrument_of = instrument->of;
                 a.instrument = instrument->code;
                 a.edition = instrument->edition;
                 a.reason = reason;
                 store::insert_assessment(tx, file, a, office.now());
                 return a;
               });
}

Result<AssessmentId> correct_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                                        std::string_view once_key) {
  return begin(office, actor, which.of, "case.assessment_corrected", which.id.text(), once_key,
               [&](db::Tx& tx, const CaseFile& file) -> Result<Assessment> {
                 const auto old = store::find_assessment(tx, file, which.id);
                 if (!old) return not_found;
                 if (!is_in_force(old->state)) return not_from_this_state;
                 Assessment a = *old;
                 const Assessment fresh = next_of(tx, office, actor, file);
                 a.id = fresh.id;
                 a.number = fresh.number;
                 a.previous = old->previous;  // compared with what went before, not with the mistake
                 a.corrects = old->id;
                 a.author = actor.account;
                 a.started_on = office.today();
                 a.state = AssessmentState::in_progress;
                 a.version = 1;
                 store::insert_assessment(tx, file, a, office.now());
                 for (const Answer& answer : store::list_answers(tx, file, old->id)) {
                   store::set_answer(tx, file, a.id, answer);
                 }
                 return a;
               });
}

Result<Done> save_domain(Office& office, const Actor& actor, const WhichAssessment& which, std::string_view domain,
                         const std::vector<Answer>& answers, std::string_view once_key) {
  Refusals no;
  std::string content;
  for (const Answer& a : answers) {
    check_words(a.evidence, ("evidence_" + a.item).c_str(), Needed::no, no);
    if (!a.source.empty() && !text::one_of(sources, a.source)) no.emplace_back(not_in_list, "source_" + a.item);
    content += content_digest(
        {a.item, a.score ? std::to_string(*a.score) : a.not_scored, a.evidence, a.source, a.confidential ? "1" : ""});
  }
  if (!no.empty()) return no;
  return on_assessment(office, actor, which, V::write, "case.assessment_answered", content, once_key,
                       [&](db::Tx& tx, const CaseFile& file, Held& held) -> Result<Done> {
                         const auto instrument = store::instrument_of(tx, held.assessment, "bg");
                         for (const Item& item : instrument.items) {
                           if (item.domain != domain) continue;
                           if (const Answer* a = find_answer(answers, item.code)) {
                             store::set_answer(tx, file, which.id, *a);
                           } else {
                             store::clear_answer(tx, file, which.id, item.code);
                           }
                         }
                         return Done{};
                       });
}

Result<Done> save_views(Office& office, const Actor& actor, const WhichAssessment& which, const Views& v,
                        std::string_view once_key) {
  Refusals no;
  check_words(v.participants, "participants", Needed::no, no, 500);
  check_words(v.places, "places", Needed::no, no, 500);
  check_words(v.own_view, "own_view", Needed::no, no);
  check_words(v.child_view, "child_view", Needed::no, no);
  check_words(v.strengths, "strengths", Needed::no, no);
  if (!no.empty()) return no;
  const std::string content = content_digest({v.participants, v.places, v.own_view, v.child_view, v.strengths});
  return on_assessment(office, actor, which, V::write, "case.assessment_views", content, once_key,
                       [&](db::Tx&, const CaseFile&, Held& held) -> Result<Done> {
                         const auto tidy = [](const std::string& s) { return text::tidy(s, text::Lines::many); };
                         held.assessment.participants = tidy(v.participants);
                         held.assessment.places = tidy(v.places);
                         held.assessment.own_view = tidy(v.own_view);
                         held.assessment.child_view = tidy(v.child_view);
                         held.assessment.strengths = tidy(v.strengths);
                         return Done{};
                       });
}

Result<Done> complete_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                                 std::string_view once_key) {
  return on_assessment(office, actor, which, V::complete, "case.assessment_completed", "", once_key,
                       [&](db::Tx& tx, const CaseFile& file, Held& held) -> Result<Done> {
                         Assessment& a = held.assessment;
                         const auto instrument = store::instrument_of(tx, a, "bg");
                         const auto answers = store::list_answers(tx, file, a.id);
                         if (const int missing = count_unanswered(instrument.items, answers)) {
                           return Refusal(unanswered, "domains", {{"n", std::to_string(missing)}});
                         }
                         if (a.own_view.empty()) return Refusal(required, "own_view");
                         if (auto before = store::find_in_force(tx, file)) {
                           before->state = *after(before->state, V::supersede);
                           ++before->version;
                           if (!store::update_assessment(tx, file, *before, office.now())) return changed_meanwhile;
                         }
                         store::insert_findings(tx, file, a.id, findings_of(instrument.items, answers));
                         store::end_tasks_of_kind(tx, file, "assess", actor.account, office.now());
                         a.completed_on = office.today();
                         a.valid_until = due_by_rule(tx, "cases.assessment_valid", file.municipality, office.today());
                         return Done{};
                       });
}

Result<Done> share_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                              std::string_view signature, std::string_view once_key) {
  if (signature != "signed" && signature != "refused") {
    return Refusal(signature.empty() ? required : not_in_list, "signature");
  }
  return on_assessment(office, actor, which, V::share, "case.assessment_shared", signature, once_key,
                       [&](db::Tx&, const CaseFile&, Held& held) -> Result<Done> {
                         held.assessment.signature = signature;
                         held.assessment.shared_on = office.today();
                         return Done{};
                       });
}

void cancel_written_assessment(db::Tx& tx, const Office& office, const CaseFile& file) {
  for (Assessment a : store::list_assessments(tx, file)) {
    const auto to = after(a.state, V::cancel);
    if (!to) continue;
    a.state = *to;
    ++a.version;
    // Read in this transaction, so nobody can have changed it meanwhile.
    if (!store::update_assessment(tx, file, a, office.now())) {
      throw db::Fault(db::Fault::Kind::busy, "assessment changed inside its own transaction");
    }
  }
}

Result<Done> cancel_assessment(Office& office, const Actor& actor, const WhichAssessment& which,
                               std::string_view once_key) {
  return on_assessment(office, actor, which, V::cancel, "case.assessment_cancelled", "", once_key,
                       [](db::Tx&, const CaseFile&, Held&) -> Result<Done> { return Done{}; });
}

}  // namespace gishe::cases
