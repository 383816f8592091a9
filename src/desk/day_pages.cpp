#include "desk/application_acts.h"
#include "desk/application_store.h"
#include "desk/desk.h"
#include "desk/desk_handlers.h"
#include "desk/said.h"
#include "desk/task.h"

// The officer's day: what came in, what is due, what waits for others, what is open. Numbers and needs, no names: the
// page may stand open while people come and go.
namespace gishe::desk {
namespace {

constexpr int tasks_shown = 30, late_shown = 5, waiting_shown = 8, open_shown = 12, counted_max = 100;

struct DayPage {
  std::vector<Task> tasks;
  std::vector<WaitingLine> waiting;
  std::vector<Listed> open, late;
  std::vector<DayLine> lines;  // of other capabilities
  std::int64_t open_count = 0;
};

DayPage load_day(web::Context& c, const access::Scope& scope) {
  return c.office.db.read([&](db::Session& session) {
    return DayPage{list_open_tasks(session, scope, tasks_shown),
                   list_lines_routed(session, scope, waiting_shown),
                   list_applications(session, scope, {}, open_shown),
                   list_overdue_applications(session, scope, c.office.today(), late_shown),
                   list_day_lines(session, c.actor, c.words),
                   count_open(session, scope, counted_max)};
  });
}

void add_task_row(page::Values row, const words::Words& w, const Task& task, Day today) {
  const std::string what = task_words(w, task.kind, task.reason);
  row.set("APPLICATION", task.application.text()).set("NUMBER", task.number).set("TASK", task.id.text());
  row.set("WHAT", what).set("NEED", task.need.empty() ? "" : w("need." + task.need));
  row.set("DUE", due_words(w, task.due_on, today)).set("DUE_CLASS", due_class(task.due_on, today));
  row.set("DONE_LABEL", w.with("desk.task.done_label", {{"what", what}, {"number", task.number}}));
}

/// What is due beside the tasks: things of other capabilities, and applications past their day.
void fill_due(page::Page& page, const words::Words& w, const DayPage& day, Day today) {
  for (const DayLine& line : day.lines) {
    auto row = page.add("DAY_LINES");
    row.set("HREF", line.href).set("WORDS", line.words);
    if (line.due_on) {
      row.add("LINE_DUE")
          .set("DUE", due_words(w, *line.due_on, today))
          .set("DUE_CLASS", due_class(*line.due_on, today));
    }
  }
  for (const Listed& a : day.late) {
    auto row = page.add("LATE");
    row.set("APPLICATION", a.id.text()).set("NUMBER", a.number).set("NEED", listed_words(w, "need.", a.needs));
    row.set("DUE", due_words(w, a.due_on, today));
  }
  page.show_if(!day.late.empty() || !day.lines.empty(), "ANY_LATE");
}

}  // namespace

web::Response show_day(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::see_day);
  // Who answers referrals has his day in the inbox.
  if (scope.territory() == access::Territory::addressed) return web::Response::see_other("/referrals");
  const words::Words& w = c.words;
  const Day today = c.office.today();
  const DayPage day = load_day(c, scope);
  auto page = c.page("desk/day.html");
  page.title(w("desk.day.title"));
  page.set("TODAY", w.day_long(today));
  const std::string open = day.open_count < counted_max ? w.count("desk.day.open_count", day.open_count)
                                                        : w.with("desk.day.open_many", {{"n", w.number(counted_max)}});
  page.set("SENTENCE", open + ' ' + w.count("desk.day.task_count", static_cast<std::int64_t>(day.tasks.size())));
  bool any_answer = false, any_due = false;
  for (const Task& task : day.tasks) {
    const bool answer = is_answer(task.kind);
    add_task_row(page.add(answer ? "ANSWERS" : "DUES"), w, task, today);
    (answer ? any_answer : any_due) = true;
  }
  page.show_if(any_answer, "ANY_ANSWER").show_if(!any_answer, "NO_ANSWER");
  page.show_if(any_due, "ANY_DUE");
  fill_due(page, w, day, today);
  page.show_if(!any_due && day.late.empty() && day.lines.empty(), "NO_DUE");
  for (const WaitingLine& line : day.waiting) {
    auto row = page.add("WAITING");
    row.set("APPLICATION", line.application.text()).set("NUMBER", line.number).set("NEED", w("need." + line.need));
    if (line.routed_on) row.set("SINCE", w.relative(*line.routed_on, today));
  }
  page.show_if(!day.waiting.empty(), "ANY_WAITING").show_if(day.waiting.empty(), "NO_WAITING");
  for (const Listed& a : day.open) {
    auto row = page.add("OPEN");
    row.set("APPLICATION", a.id.text()).set("NUMBER", a.number).set("NEED", listed_words(w, "need.", a.needs));
    row.badge("STATE", tone_of(a.state), w("application.state." + std::string(application_state_name(a.state))));
    if (is_due(a.state)) {
      auto due = row.add("DUE_SHOWN");
      due.set("DUE", due_words(w, a.due_on, today)).set("DUE_CLASS", due_class(a.due_on, today));
    }
  }
  page.show_if(!day.open.empty(), "ANY_OPEN").show_if(day.open.empty(), "NO_OPEN");
  return c.show(page);
}

web::Response close_task_from_page(web::Context& c) {
  const auto id = c.request.id<TaskId>("id");
  if (!id) return c.refuse(not_found);
  const auto scope = access::scope(c.actor, access::Action::close_task);
  const auto task = c.office.db.read([&](db::Session& session) { return find_task(session, scope, *id); });
  const auto done = close_task(c.office, c.actor, *id, c.once_key(id->text()));
  if (!done) return c.refuse(done.refusals());
  const bool back = task && c.request.form("back") == "application";
  return c.go(back ? "/desk/applications/" + task->application.text() : "/desk", "desk.notice.task_done");
}

}  // namespace gishe::desk
