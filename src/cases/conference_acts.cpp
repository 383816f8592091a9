#include "base/text.h"
#include "cases/case_store.h"
#include "cases/conference.h"
#include "cases/task.h"
#include "cases/typed.h"
#include "staff/staff.h"

namespace gishe::cases {
namespace {

constexpr std::size_t participants_max = 40;

/// A name a line.
void add_participants(std::string_view lines, bool remote, std::vector<Participant>& list) {
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    const std::string name = text::tidy(lines.substr(0, end));
    if (!name.empty()) list.push_back({name, remote});
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
  }
}

std::string numbered(const char* field, std::size_t n) { return field + std::to_string(n); }

/// The tasks that come of it, without id and case; what is wrong stands beside its row.
std::vector<Task> read_tasks(const NewConference& typed, Day today, Refusals& no) {
  std::vector<Task> tasks;
  for (std::size_t i = 0; i < typed.tasks.size() && i < decisions_max; ++i) {
    const NewDecision& d = typed.tasks[i];
    if (d.words.empty() && d.account.empty() && d.responsible.empty() && d.due_on.empty()) continue;
    const std::string words_field = numbered("words_", i), who_field = numbered("who_", i),
                      due_field = numbered("due_", i);
    Task task;
    task.kind = "decision";
    check_words(d.words, words_field.c_str(), Needed::yes, no, 500);
    task.words = text::tidy(d.words, text::Lines::many);
    task.responsible = text::tidy(d.responsible);
    const auto account = AccountId::parse(d.account);
    if (account) task.account = *account;
    if (!account && task.responsible.empty()) no.emplace_back(required, who_field);
    const auto due = check_day(d.due_on, due_field.c_str(), Needed::yes, no);
    if (due && *due < today) no.emplace_back(day_passed, due_field);
    task.due_on = due.value_or(today);
    tasks.push_back(std::move(task));
  }
  return tasks;
}

}  // namespace

Result<Done> hold_conference(Office& office, const Actor& actor, const CaseId& id, const NewConference& typed,
                             std::string_view once_key) {
  Refusals no;
  Conference conference;
  conference.id = ConferenceId::make();
  const auto held = check_day(typed.held_on, "held_on", Needed::yes, no);
  if (held && *held > office.today()) no.emplace_back(day_to_come, "held_on");
  check_words(typed.present, "present", Needed::no, no);
  check_words(typed.remote, "remote", Needed::no, no);
  check_words(typed.topics, "topics", Needed::yes, no);
  check_words(typed.decisions, "decisions", Needed::no, no);
  add_participants(typed.present, false, conference.participants);
  add_participants(typed.remote, true, conference.participants);
  if (conference.participants.size() < 2) no.emplace_back(required, "present");
  if (conference.participants.size() > participants_max) {
    no.push_back(Refusal(too_long, "present", {{"max", std::to_string(participants_max)}}));
  }
  const auto tasks = read_tasks(typed, office.today(), no);
  if (!no.empty()) return no;
  conference.held_on = *held;
  conference.topics = text::tidy(typed.topics, text::Lines::many);
  conference.decisions = text::tidy(typed.decisions, text::Lines::many);
  conference.by = actor.account;
  return on_case(office, actor, access::Action::hold_conference, id, "case.conference_held",
                 {typed.held_on, conference.topics, conference.decisions}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   const CaseFile& file = allowed.file;
                   if (file.state == State::closed) return case_is_closed;
                   store::insert_conference(tx, file, conference, office.now());
                   for (Task task : tasks) {
                     task.id = CaseTaskId::make();
                     task.of = file.id;
                     task.conference = conference.id;
                     if (!task.account.is_nil() && !staff::find_account(tx, task.account)) return not_found;
                     store::insert_task(tx, file.municipality, task, office.now());
                   }
                   store::refresh_due(tx, file.municipality, file.id);
                   note_case(tx, office, actor, allowed, "case.conference_held");
                   return Done{};
                 });
}

}  // namespace gishe::cases
