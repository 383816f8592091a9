#include "desk/follow_up.h"

#include <algorithm>

#include "base/text.h"
#include "desk/application_store.h"
#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/follow.h"
#include "desk/task.h"

namespace gishe::desk {
namespace {

constexpr int shown_from = 5;  // a number of fewer people is not shown

FollowUpAnswers tidied(const FollowUpAnswers& typed) {
  FollowUpAnswers answers = typed;
  answers.words = text::tidy(answers.words, text::Lines::many);
  return answers;
}

/// Of this application; nullopt: none such.
std::optional<FollowUp> find_follow_up(db::Session& session, const MunicipalityCode& municipality,
                                       const ApplicationId& application, const ReferralId& referral) {
  for (auto& f : list_follow_ups(session, municipality, application)) {
    if (f.referral == referral) return std::move(f);
  }
  return std::nullopt;
}

bool says(const FollowUp& f, const FollowUpAnswers& answers) {
  return f.going == answers.going && f.need_met == answers.need_met && f.satisfaction == answers.satisfaction &&
         f.words == answers.words;
}

void make_task(db::Tx& tx, const Office& office, const FollowUp& f) {
  if (!follow_up_store::set_asked(tx, f)) return;
  Task task;
  task.id = TaskId::make();
  task.municipality = f.municipality;
  task.kind = "ask_follow_up";
  task.application = f.application;
  task.line = f.line;
  task.reason = "three_months";
  task.sensitivity = f.sensitivity;
  task.made_at = office.now();
  task.due_on = due_by_rule(tx, "task.ask_follow_up", f.municipality, office.today());
  insert_task(tx, task);
}

}  // namespace

Refusals why_not_answered(const FollowUpAnswers& answers) {
  Refusals no;
  if (!text::one_of(how_it_goes, answers.going)) no.emplace_back(required, "going");
  if (!text::one_of(is_it_met, answers.need_met)) no.emplace_back(required, "need_met");
  if (answers.satisfaction < 1 || answers.satisfaction > 5) no.emplace_back(required, "satisfaction");
  if (!text::is_plain(answers.words, text::Lines::many)) {
    no.emplace_back(not_plain_text, "answer_words");
  } else if (text::length(answers.words) > follow_up_words_max) {
    no.push_back(Refusal(too_long, "answer_words", {{"max", std::to_string(follow_up_words_max)}}));
  }
  return no;
}

void plan_follow_up(db::Tx& tx, const Office& office, const File& file, const Line& line) {
  if (!line.referral) return;
  FollowUp f;
  f.municipality = file.application.municipality;
  f.referral = *line.referral;
  f.application = file.application.id;
  f.line = line.id;
  f.started_on = office.today();
  f.ask_on = due_by_rule(tx, "follow_up.ask", f.municipality, f.started_on);
  follow_up_store::insert(tx, f);
}

int make_follow_up_tasks(Office& office) {
  constexpr int at_once = 500;
  const Day today = office.today();
  if (office.db.read([&](db::Session& session) { return follow_up_store::list_due(session, today, 1).empty(); }))
    return 0;
  // Read again where it is written: who became shielded meanwhile takes the task along.
  return office.db.write([&](db::Tx& tx) {
    const auto due = follow_up_store::list_due(tx, today, at_once);
    for (const FollowUp& f : due) make_task(tx, office, f);
    return static_cast<int>(due.size());
  });
}

Result<Done> answer_follow_up(Office& office, const Actor& actor, const ApplicationId& id, const ReferralId& referral,
                              const FollowUpAnswers& typed, std::string_view once_key) {
  const FollowUpAnswers answers = tidied(typed);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(
        tx, office, actor, once_key, "application.followed_up",
        {referral.text(), answers.going, answers.need_met, std::to_string(answers.satisfaction), answers.words},
        [&]() -> Result<Done> {
          const auto opened = open_file(tx, actor, access::Action::change_application, id);
          if (!opened) return opened.refusals();
          const Application& a = opened->file.application;
          const auto asked = find_follow_up(tx, a.municipality, a.id, referral);
          if (!asked || asked->state != "asked") return not_from_this_state;
          if (auto no = why_not_answered(answers); !no.empty()) return no;
          if (!follow_up_store::set_answered(tx, *asked, answers, "telephone", office.today(), actor.account))
            return changed_meanwhile;
          finish_tasks_of_line(tx, a, asked->line, "ask_follow_up", office.now(), actor.account);
          note_application(tx, office, actor, a, "application.followed_up", opened->rule, "telephone");
          return Done{};
        });
  });
}

Refusals answer_outside(Office& office, const AnsweredOutside& answered, std::string_view remote) {
  const auto followed = follow_application(office, answered.number, answered.secret, remote);
  if (!followed) return followed.refusals();
  const FollowUpAnswers answers = tidied(answered.answers);
  if (auto no = why_not_answered(answers); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Refusals {
    const auto found = find_by_number(tx, followed->municipality, followed->number);
    const auto asked =
        found ? find_follow_up(tx, followed->municipality, followed->id, answered.referral) : std::nullopt;
    if (asked && asked->state == "answered" && says(*asked, answers)) return {};  // the button was pressed twice
    if (!asked || !follow_up_store::set_answered(tx, *asked, answers, "page", office.today(), std::nullopt))
      return {Refusal(not_from_this_state)};
    finish_tasks_of_line(tx, found->record, asked->line, "ask_follow_up", office.now(), AccountId{});
    office.note(tx, Actor{},
                {"application.followed_up",
                 followed->municipality,
                 "application",
                 followed->id.value,
                 "anybody/anywhere",
                 "page",
                 {}});
    return {};
  });
}

FollowUpCount count_follow_ups(db::Session& session, const access::Scope& scope,
                               const std::vector<MunicipalityCode>& municipalities, Day from, Day until) {
  FollowUpCount shown;
  if (scope.none()) return shown;
  follow_up_store::Sum all;
  for (const auto& municipality : municipalities) {
    const auto sum = follow_up_store::count(session, municipality, from, until);
    all.answered += sum.answered;
    all.satisfaction += sum.satisfaction;
    all.met += sum.met;
  }
  if (all.answered < shown_from) return shown;
  shown.answered = all.answered;
  shown.satisfaction_tenths = (all.satisfaction * 10 + all.answered / 2) / all.answered;
  // What is left must not tell of fewer than five either.
  const auto not_met = all.answered - all.met;
  if (all.met >= shown_from && (not_met == 0 || not_met >= shown_from)) shown.need_met = all.met;
  return shown;
}

}  // namespace gishe::desk
