#include "base/text.h"
#include "cases/handlers.h"

// How a case is said to people: what its pages share.
namespace gishe::cases::pages {

using page::Values;

Values::Tone tone_of(State state) {
  switch (state) {
    case State::active:
      return Values::Tone::go;
    case State::on_hold:
      return Values::Tone::wait;
    case State::closed:
      return Values::Tone::plain;
    case State::open:
    case State::reopened:
      return Values::Tone::info;
  }
  return Values::Tone::plain;
}

void fill_head(page::Page& page, const web::Context& c, const AllowedCase& allowed, std::string_view tab) {
  const CaseFile& file = allowed.file;
  const words::Words& w = c.words;
  page.set("ID", file.id.text()).set("NUMBER", file.number).set("NAME", file.person_name);
  page.set("TYPE", w("cases.type." + file.type));
  page.badge("STATE", tone_of(file.state), w("cases.state." + std::string(state_name(file.state))));
  const struct {
    std::string_view name, ending;
    bool for_partner;
  } tabs[] = {{"overview", "", true},          {"assessments", "/assessments", false},
              {"plans", "/plans", false},      {"notes", "/notes", true},
              {"log", "/log", true},           {"conferences", "/conferences", false},
              {"partners", "/partners", false}};
  for (const auto& t : tabs) {
    if (allowed.as_partner && !t.for_partner) continue;
    auto row = page.add("TABS");
    row.set("HREF", "/cases/" + file.id.text() + std::string(t.ending));
    row.set("LABEL", w("cases.tab." + std::string(t.name))).show(t.name == tab ? "HERE" : "ELSEWHERE");
  }
}

std::string task_words(const words::Words& w, const Task& task) {
  return task.words.empty() ? w("cases.task_kind." + task.kind) : task.words;
}

std::string end_words(const words::Words& w, const LooseEnd& end) {
  const std::string key = "cases.task_kind." + end.words;  // a task whose kind says all
  return end.kind == "task" && w.has(key) ? w(key) : end.words;
}

std::string due_words(const words::Words& w, Day due, Day today) {
  if (due == never()) return "";
  return w.day(due) + " (" + w.relative(due, today) + ")";
}

std::string_view due_class(Day due, Day today) {
  if (due < today) return "due late";
  return today.days_until(due) <= 7 ? "due soon" : "due";
}

std::vector<Values::Choice> choices_of(const words::Words& w, const char* family,
                                       std::span<const std::string_view> codes, std::string_view chosen,
                                       bool with_empty) {
  std::vector<Values::Choice> choices;
  if (with_empty) choices.push_back({"", w("common.choose")});
  for (const auto code : codes) {
    Values::Choice choice{std::string(code), w(family + std::string(code))};
    choice.chosen = code == chosen;
    choices.push_back(std::move(choice));
  }
  return choices;
}

bool has_field(const Refusals& refusals) { return !refusals.front().field.empty(); }
int status_of(const Refusals& refusals) { return refusals.empty() ? 200 : refusals.front().code->http_status; }
std::int64_t typed_version(const web::Request& request) {
  return text::whole_number(request.form("version")).value_or(-1);
}

}  // namespace gishe::cases::pages
