#include "desk/application_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/proposals.h"
#include "desk/task.h"

namespace gishe::desk {
namespace {

using access::Action;

Result<Done> check_words(std::string_view words, std::string_view field) {
  if (!text::is_plain(words, text::Lines::many)) return Refusal(not_plain_text, std::string(field));
  if (text::length(words) > reason_max)
    return Refusal(too_long, std::string(field), {{"max", std::to_string(reason_max)}});
  return Done{};
}

bool any_missing(const File& file, const directory::Service& service) {
  return std::any_of(file.papers.begin(), file.papers.end(),
                     [&](const Paper& p) { return p.state == "missing" && text::one_of(service.papers, p.code); });
}

/// Lines at the counter follow the papers their chosen service asks for.
Result<Done> follow_papers(db::Tx& tx, const Office& office, const Actor& actor, File& file) {
  for (Line& line : file.lines) {
    if (!line.service || (line.state != LineState::completeness_check && line.state != LineState::awaiting_papers))
      continue;
    const auto service = directory::find_service(tx, *line.service);
    const bool missing = service && any_missing(file, *service);
    const bool waits = line.state == LineState::awaiting_papers;
    if (missing == waits) continue;
    const auto step = missing ? LineStep::miss_papers : LineStep::complete_papers;
    if (auto moved = move_line(tx, office, actor.account, file, line, step, ""); !moved) return moved;
  }
  return Done{};
}

/// One task a file, as long as any paper is missing.
void remind_of_papers(db::Tx& tx, const Office& office, const Actor& actor, const File& file) {
  const Application& a = file.application;
  const bool missing =
      std::any_of(file.papers.begin(), file.papers.end(), [](const Paper& p) { return p.state == "missing"; });
  if (!missing) return finish_tasks_of_application(tx, a, "collect_papers", office.now(), actor.account);
  for (const Task& t : list_tasks_of(tx, access::scope(actor, Action::change_application), a.id)) {
    if (t.kind == "collect_papers" && !t.done) return;
  }
  Task task;
  task.id = TaskId::make();
  task.municipality = a.municipality;
  task.kind = "collect_papers";
  task.application = a.id;
  task.reason = "missing";
  task.sensitivity = a.sensitivity;
  task.made_at = office.now();
  task.due_on = due_by_rule(tx, "papers.missing", a.municipality, office.today());
  insert_task(tx, task);
}

/// A step on one line that needs nothing but the line: withdraw, close, expire.
Result<Done> end_line(Office& office, const Actor& actor, const LineEnd& end, std::string_view once_key, LineStep step,
                      std::string_view act) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, act, {end.line.text()}, [&]() -> Result<Done> {
      auto opened = open_file(tx, actor, Action::change_application, end.application, end.version);
      if (!opened) return opened.refusals();
      File& file = opened->file;
      Line* line = file.find_line(end.line);
      if (!line) return not_found;
      if (step == LineStep::withdraw && line->referral && !is_over(line->state)) {
        const auto referral =
            referrals::find_referral(tx, access::scope(actor, Action::list_referrals), *line->referral);
        if (referral && referrals::is_open(referral->state)) return referral_still_open;
      }
      if (auto moved = move_line(tx, office, actor.account, file, *line, step, ""); !moved) return moved;
      finish_tasks_of_line(tx, file.application, line->id, "", office.now(), actor.account);
      if (auto kept = keep_state(tx, file); !kept) return kept;
      note_application(tx, office, actor, file.application, act, opened->rule);
      return Done{};
    });
  });
}

}  // namespace

Result<Done> choose_service(Office& office, const Actor& actor, const ServiceChoice& choice,
                            std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "application.service_chosen",
                     {choice.line.text(), choice.service.text()}, [&]() -> Result<Done> {
                       auto opened =
                           open_file(tx, actor, Action::change_application, choice.application, choice.version);
                       if (!opened) return opened.refusals();
                       File& file = opened->file;
                       Line* line = file.find_line(choice.line);
                       if (!line) return not_found;
                       const auto proposal = judge(tx, access::scope(actor, Action::propose_services), file.application,
                                                   *line, choice.service, office.today());
                       if (!proposal) return service_closed;
                       if (!proposal->fits) return service_does_not_fit;
                       const directory::Service& service = proposal->candidate.service;
                       line->service = service.id;
                       line->route = route_of(service.type, service.municipality, file.application.municipality);
                       if (auto moved = move_line(tx, office, actor.account, file, *line, LineStep::choose, ""); !moved)
                         return moved;
                       for (const std::string& code : service.papers) {
                         require_paper(tx, file.application, code, office.now(), actor.account);
                       }
                       if (auto followed = follow_papers(tx, office, actor, file); !followed) return followed;
                       finish_tasks_of_line(tx, file.application, line->id, "next_option", office.now(), actor.account);
                       if (auto kept = keep_state(tx, file); !kept) return kept;
                       note_application(tx, office, actor, file.application, "application.service_chosen", opened->rule,
                                        line->route);
                       return Done{};
                     });
  });
}

Result<Done> change_paper(Office& office, const Actor& actor, const PaperChange& change, std::string_view once_key) {
  if (!text::one_of(paper_states, change.state)) return Refusal(not_in_list, "state");
  if (auto fine = check_words(change.waived_because, "waived_because"); !fine) return fine;
  const std::string because = change.state == "waived" ? text::tidy(change.waived_because, text::Lines::many) : "";
  if (change.state == "waived" && because.empty()) return Refusal(waiver_needs_reason, "waived_because");
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "application.paper_changed",
                     {change.application.text(), change.code, change.state, because}, [&]() -> Result<Done> {
                       auto opened =
                           open_file(tx, actor, Action::change_application, change.application, change.version);
                       if (!opened) return opened.refusals();
                       File& file = opened->file;
                       const auto paper = std::find_if(file.papers.begin(), file.papers.end(),
                                                       [&](const Paper& p) { return p.code == change.code; });
                       if (paper == file.papers.end()) return not_found;
                       paper->state = change.state;
                       paper->waived_because = because;
                       update_paper(tx, file.application, *paper, office.now(), actor.account);
                       if (auto followed = follow_papers(tx, office, actor, file); !followed) return followed;
                       remind_of_papers(tx, office, actor, file);
                       if (auto kept = keep_state(tx, file); !kept) return kept;
                       note_application(tx, office, actor, file.application, "application.paper_changed", opened->rule,
                                        change.state);
                       return Done{};
                     });
  });
}

Result<Done> decide_line(Office& office, const Actor& actor, const LineDecision& decision, std::string_view once_key) {
  Refusals no;
  if (!text::one_of(outcomes, decision.outcome)) no.emplace_back(not_in_list, "outcome");
  if (auto fine = check_words(decision.reasons, "reasons"); !fine) no.push_back(fine.refusals().front());
  if (auto fine = check_words(decision.remedy, "remedy"); !fine) no.push_back(fine.refusals().front());
  const std::string reasons = text::tidy(decision.reasons, text::Lines::many);
  const std::string remedy = text::tidy(decision.remedy, text::Lines::many);
  if (decision.outcome == "refused" && reasons.empty()) no.emplace_back(refusal_needs_reasons, "reasons");
  if (decision.outcome == "refused" && remedy.empty()) no.emplace_back(refusal_needs_remedy, "remedy");
  if (!no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(
        tx, office, actor, once_key, "application.line_decided",
        {decision.line.text(), decision.outcome, reasons, remedy}, [&]() -> Result<Done> {
          auto opened = open_file(tx, actor, Action::change_application, decision.application, decision.version);
          if (!opened) return opened.refusals();
          File& file = opened->file;
          Line* line = file.find_line(decision.line);
          if (!line) return not_found;
          line->outcome = decision.outcome;
          line->refusal_reasons = reasons;
          line->remedy = remedy;
          if (auto moved = move_line(tx, office, actor.account, file, *line, LineStep::decide, decision.outcome);
              !moved) {
            return moved;
          }
          if (auto kept = keep_state(tx, file); !kept) return kept;
          note_application(tx, office, actor, file.application, "application.line_decided", opened->rule,
                           decision.outcome);
          return Done{};
        });
  });
}

Result<Done> withdraw_line(Office& office, const Actor& actor, const LineEnd& end, std::string_view once_key) {
  return end_line(office, actor, end, once_key, LineStep::withdraw, "application.line_withdrawn");
}

Result<Done> close_line(Office& office, const Actor& actor, const LineEnd& end, std::string_view once_key) {
  return end_line(office, actor, end, once_key, LineStep::close, "application.line_closed");
}

Result<Done> expire_line(Office& office, const Actor& actor, const LineEnd& end, std::string_view once_key) {
  return end_line(office, actor, end, once_key, LineStep::expire, "application.line_expired");
}

Result<Done> close_task(Office& office, const Actor& actor, const TaskId& id, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "task.closed", {id.text()}, [&]() -> Result<Done> {
      const auto task = find_task(tx, access::scope(actor, Action::close_task), id);
      if (!task) return access::function_may(actor, Action::close_task) ? not_found : not_your_function;
      const access::Facts facts{task->municipality,
                                {},
                                {},
                                {},
                                task->sensitivity,
                                task->sensitivity == Sensitivity::shielded ? unsigned{access::named} : 0u};
      const auto decision = access::decide(actor, Action::close_task, facts);
      if (!decision.allowed) return *decision.no;
      if (!finish_task(tx, *task, office.now(), actor.account)) return not_from_this_state;
      office.note(
          tx, actor,
          {"task.closed", task->municipality, "application", task->application.value, decision.rule, task->kind, {}});
      return Done{};
    });
  });
}

}  // namespace gishe::desk
