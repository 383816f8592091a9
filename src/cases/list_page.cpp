#include "cases/handlers.h"

// The worklist: what this worker must do next on her cases, and the cases themselves.
namespace gishe::cases::pages {
namespace {

constexpr int rows_max = 25, tasks_max = 20;

/// "2026-11-27.0190…": where the next page begins.
std::optional<store::After> after_from(std::string_view text) {
  if (text.size() < 12) return std::nullopt;
  const auto due = Day::from_iso(text.substr(0, 10));
  const auto id = CaseId::parse(text.substr(11));
  if (!due || !id) return std::nullopt;
  return store::After{*due, *id};
}

void fill_tasks(page::Page& page, const web::Context& c, const std::vector<Task>& tasks) {
  if (tasks.empty()) return;
  auto section = page.add("TASKS");
  for (const Task& t : tasks) {
    auto row = section.add("TASK_ROWS");
    row.set("CASE", t.of.text()).set("NUMBER", t.case_number).set("WHAT", task_words(c.words, t));
    row.set("DUE", due_words(c.words, t.due_on, c.office.today()))
        .set("DUE_CLASS", due_class(t.due_on, c.office.today()));
  }
}

void fill_row(page::Values row, const web::Context& c, const CaseFile& file) {
  const words::Words& w = c.words;
  row.set("CASE", file.id.text()).set("NUMBER", file.number);
  // A list may stand open while people come and go.
  const bool shielded = file.sensitivity == Sensitivity::shielded;
  row.set("NAME", shielded ? w("cases.list.shielded") : file.person_name);
  row.set("TYPE", w("cases.type." + file.type));
  row.badge("STATE", tone_of(file.state), w("cases.state." + std::string(state_name(file.state))));
  if (file.next_due_on == never() || file.state == State::closed) return;
  row.add("DUE_SHOWN")
      .set("DUE", due_words(w, file.next_due_on, c.office.today()))
      .set("DUE_CLASS", due_class(file.next_due_on, c.office.today()));
}

}  // namespace

web::Response show_list(web::Context& c) {
  const words::Words& w = c.words;
  const Stage stage = stage_from(c.request.query("stage")).value_or(Stage::running);
  std::vector<Task> tasks;
  const Listed listed = c.office.db.read([&](db::Session& session) {
    const auto scope = access::scope(c.actor, access::Action::list_cases);
    Listed found = list_cases(session, c.actor, stage, after_from(c.request.query("after")), rows_max);
    if (found.of == Listed::Of::own) tasks = store::list_my_tasks(session, scope, tasks_max);
    return found;
  });
  auto page = c.page("cases/list.html");
  const char* const titles[] = {"cases.list.own", "cases.list.town", "cases.list.partner"};
  page.title(w(titles[static_cast<int>(listed.of)]));
  page.show_if(listed.of == Listed::Of::own, "MAY_START");
  page.show_if(access::function_may(c.actor, access::Action::approve_plan), "MAY_APPROVE");
  fill_tasks(page, c, tasks);
  for (const Stage s : {Stage::running, Stage::held, Stage::closed}) {
    if (listed.of == Listed::Of::partner) break;
    const std::string name(stage_name(s));
    auto tab = page.add("TABS");
    tab.set("HREF", "/cases?stage=" + name).set("LABEL", w("cases.stage." + name));
    tab.show(s == stage ? "HERE" : "ELSEWHERE");
  }
  page.show_if(listed.of != Listed::Of::partner, "WITH_TABS").show_if(listed.rows.empty(), "EMPTY");
  if (!listed.rows.empty()) {
    auto table = page.add("TABLE");
    for (const CaseFile& file : listed.rows) fill_row(table.add("ROWS"), c, file);
  }
  const std::string base = "/cases?stage=" + std::string(stage_name(stage));
  page.pager("PAGER", c.request.query("after").empty() ? "" : base,
             listed.next ? base + "&after=" + listed.next->due.iso() + "." + listed.next->id.text() : "", "");
  return c.show(page);
}

}  // namespace gishe::cases::pages
