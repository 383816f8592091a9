#include <algorithm>

#include "base/text.h"
#include "own_file/handlers.h"
#include "own_file/subject_copy_acts.h"
#include "platform/web/download.h"

// The copy a person asked for, as who answers looks through it, looks at it as a whole and releases it.
namespace gishe::own_file {
namespace {

using page::Values;

constexpr std::int64_t lines_a_page = 40;

std::string address_of(const SubjectRequestId& id) { return "/data-protection/requests/" + id.text(); }

Values::Tone tone_of_choice(const std::string& choice) {
  if (choice == "open") return Values::Tone::wait;
  return choice == "keep" ? Values::Tone::plain : Values::Tone::info;
}

std::string with_break(const std::vector<std::string>& parts) { return text::join(parts, "\n"); }

/// What was typed into a refused form of one line.
struct Typed {
  std::int64_t position = -1;
  std::string choice, parts, ground;
  Refusals no;
};

void fill_form(Values row, const web::Context& c, const ReviewedLine& line, const Typed& typed) {
  const bool again = typed.position == line.position;
  const std::string of = std::to_string(line.position);
  const std::string choice = again ? typed.choice : line.choice == "open" ? "parts" : line.choice;
  const std::string ground = again ? typed.ground : line.ground.empty() ? "third_party" : line.ground;
  const Refusals none;
  const Refusals& no = again ? typed.no : none;
  std::vector<Values::Choice> choices, grounds;
  for (const char* one : {"keep", "parts", "all"})
    choices.push_back({one, c.words(std::string("own.copy.choice.") + one), {}, choice == one});
  for (const auto& one : copy_grounds()) grounds.push_back({one, c.words("own.copy.ground." + one), {}, ground == one});
  Values::Input which{"choice", c.words("own.copy.choice")};
  which.of = of;
  row.radios("CHOICE", which, choices, no);
  Values::Input parts{"parts", c.words("own.copy.parts"), again ? typed.parts : with_break(line.parts)};
  parts.hint = c.words("own.copy.parts_hint");
  parts.max_length = static_cast<int>(copy_parts_length_max);
  parts.optional = true;
  parts.of = of;
  row.area("PARTS", parts, no, 2);
  Values::Input why{"ground", c.words("own.copy.ground")};
  why.of = of;
  row.select("GROUND", why, grounds, no);
  row.show_if(again || line.choice == "open", "OPENED");
}

web::Response show_copy(web::Context& c, const SubjectRequestId& id, std::int64_t from, const Typed& typed) {
  const auto opened = open_copy(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  if (opened->copy.released_at) return c.refuse(Refusal(copy_released));
  const auto& lines = opened->lines;
  const auto count = static_cast<std::int64_t>(lines.size());
  from = std::clamp<std::int64_t>(from, 0, std::max<std::int64_t>(count - 1, 0)) / lines_a_page * lines_a_page;
  auto p = c.page("own_file/copy.html");
  p.title(c.words("own.copy.review")).set("NUMBER", opened->request.number).set("PERSON", opened->person);
  p.set("ID", id.text()).error_summary("ERRORS", typed.no, std::to_string(typed.position));
  const auto open = std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.choice == "open"; });
  if (open > 0) {
    const auto first = std::find_if(lines.begin(), lines.end(), [](const auto& line) { return line.choice == "open"; });
    p.add("OPEN")
        .set("COUNT", c.words.with("own.copy.open_count", {{"count", std::to_string(open)}}))
        .set("FROM", std::to_string(first->position))
        .set("POSITION", std::to_string(first->position));
  }
  p.show_if(open == 0, "READY");
  std::string section;
  for (auto i = from; i < std::min(from + lines_a_page, count); ++i) {
    const ReviewedLine& line = lines[static_cast<std::size_t>(i)];
    auto row = p.add("LINES");
    if (line.line.section != section) row.add("SECTION").set("NAME", c.words("own.copy.section." + line.line.section));
    section = line.line.section;
    row.set("WHAT", line.line.what).set("WORDS", line.line.words).set("POSITION", std::to_string(line.position));
    row.set("VERSION", std::to_string(line.version)).set("KEY", "line" + std::to_string(line.position));
    row.badge("STATE", tone_of_choice(line.choice), c.words("own.copy.state." + line.choice));
    if (line.choice == "parts" || line.choice == "all") row.add("AS").set("FINISHED", finished_words(line, c.words));
    fill_form(row, c, line, typed);
  }
  const auto page = [&](std::int64_t at) { return "from=" + std::to_string(at); };
  p.pager("PAGER", from > 0 ? page(from - lines_a_page) : "",
          from + lines_a_page < count ? page(from + lines_a_page) : "",
          c.words.with("own.copy.of_lines", {{"from", std::to_string(count == 0 ? 0 : from + 1)},
                                             {"until", std::to_string(std::min(from + lines_a_page, count))},
                                             {"count", std::to_string(count)}}));
  return c.show(p, typed.no.empty() ? 200 : typed.no.front().code->http_status);
}

/// Words blackened in one line that still stand in another one.
std::vector<std::string> left_standing(const std::vector<ReviewedLine>& lines) {
  std::vector<std::string> parts, standing;
  for (const auto& line : lines) {
    if (line.choice != "parts") continue;
    for (const auto& part : line.parts) {
      if (!text::one_of(parts, part)) parts.push_back(part);
    }
  }
  const words::Words w(words::Language::bg);
  std::string whole;
  for (const auto& line : lines) whole += text::lower(finished_words(line, w)) + '\n';
  for (const auto& part : parts) {
    if (whole.find(text::lower(part)) != std::string::npos) standing.push_back(part);
  }
  return standing;
}

web::Response show_finished(web::Context& c, const SubjectRequestId& id, const Refusals& no) {
  const auto opened = open_copy(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  if (opened->copy.released_at) return c.refuse(Refusal(copy_released));
  const words::Words paper(words::Language::bg);  // as it will be printed
  auto p = c.page("own_file/copy_finished.html");
  p.title(c.words("own.copy.finished")).set("NUMBER", opened->request.number).set("PERSON", opened->person);
  p.set("ID", id.text()).set("VERSION", std::to_string(opened->copy.version)).error_summary("ERRORS", no);
  std::string section;
  for (const auto& line : opened->lines) {
    auto row = p.add("LINES");
    if (line.line.section != section) row.add("SECTION").set("NAME", paper("own.copy.section." + line.line.section));
    section = line.line.section;
    row.set("WHAT", line.line.what).set("WORDS", finished_words(line, paper));
  }
  const auto standing = left_standing(opened->lines);
  if (!standing.empty()) p.add("STANDING").set("PARTS", text::join(standing, "; "));
  const bool any_open =
      std::any_of(opened->lines.begin(), opened->lines.end(), [](const auto& line) { return line.choice == "open"; });
  p.show_if(any_open, "NOT_READY").show_if(!any_open, "READY");
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response released(web::Context& c, CopyForm form) {
  const auto id = c.request.id<SubjectRequestId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  auto file = open_released(c.office, c.actor, *id, form);
  if (!file) return c.refuse(file.refusals());
  return web::download(std::move(file->bytes), file->about.media_type, file->about.name);
}

web::Response my_released(web::Context& c, CopyForm form) {
  const auto person = c.request.id<PersonId>("person");
  const auto id = c.request.id<SubjectRequestId>("id");
  if (!person || !id) return c.refuse(Refusal(not_found));
  auto file = open_my_released(c.office, c.actor, c.words, *person, *id, form);
  if (!file) return c.refuse(file.refusals());
  return web::download(std::move(file->bytes), file->about.media_type, file->about.name);
}

}  // namespace

web::Response post_prepare_copy(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done = prepare_copy(c.office, c.actor, *id, c.once_key());
  return done ? c.go(address_of(*id) + "/copy") : c.refuse(done.refusals());
}

web::Response show_subject_copy(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return show_copy(c, *id, text::whole_number(c.request.query("from")).value_or(0), {});
}

web::Response post_copy_line(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  LineChoice choice;
  choice.id = *id;
  choice.position = text::whole_number(c.request.in_path("line")).value_or(-1);
  choice.version = text::whole_number(c.request.form("version")).value_or(-1);
  choice.choice = c.request.form("choice");
  choice.parts = c.request.form("parts");
  choice.ground = c.request.form("ground");
  const std::string position = std::to_string(choice.position);
  const auto done = choose_for_line(c.office, c.actor, choice, c.once_key("line" + position));
  if (done) return c.go(address_of(*id) + "/copy?from=" + position + "#line-" + position, "own.requests.was_done");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return show_copy(c, *id, choice.position,
                   {choice.position, choice.choice, choice.parts, choice.ground, done.refusals()});
}

web::Response show_finished_copy(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("id");
  return id ? show_finished(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response post_release_copy(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done =
      release_copy(c.office, c.actor, *id, text::whole_number(c.request.form("version")).value_or(-1), c.once_key());
  if (done) return c.go(address_of(*id), "own.copy.was_released");
  const auto& code = *done.refusals().front().code;
  if (&code == &changed_meanwhile || &code == &lines_open) return show_finished(c, *id, done.refusals());
  return c.refuse(done.refusals());
}

web::Response released_paper(web::Context& c) { return released(c, CopyForm::paper); }
web::Response released_for_machines(web::Context& c) { return released(c, CopyForm::machine); }
web::Response my_released_paper(web::Context& c) { return my_released(c, CopyForm::paper); }
web::Response my_released_for_machines(web::Context& c) { return my_released(c, CopyForm::machine); }

}  // namespace gishe::own_file
