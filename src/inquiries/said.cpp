#include "inquiries/said.h"

#include "base/text.h"
#include "directory/directory.h"
#include "territory/territory.h"

namespace gishe::inquiries {

std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen) {
  std::vector<page::Values::Choice> choices;
  for (std::string_view code : codes) {
    choices.push_back({std::string(code), w(std::string(prefix) + std::string(code)), {}, code == chosen});
  }
  return choices;
}

std::vector<page::Values::Choice> settlement_choices(db::Session& session, const words::Words& w,
                                                     const MunicipalityCode& municipality, const Ekatte& chosen) {
  std::vector<page::Values::Choice> choices = {{"", w("contact.elsewhere"), {}, chosen.empty()}};
  for (const auto& s : territory::list_settlements(session, municipality)) {
    const bool cyrillic = w.language() == words::Language::bg;
    choices.push_back({s.code.text, cyrillic ? s.name_bg : s.name_latin, {}, s.code == chosen});
  }
  return choices;
}

std::vector<page::Values::Choice> need_choices(db::Session& session, const words::Words& w,
                                               const std::vector<std::string>& chosen) {
  std::vector<page::Values::Choice> choices;
  for (const auto& need : directory::list_needs(session)) {
    choices.push_back({need.code, w("need." + need.code), {}, text::one_of(chosen, need.code)});
  }
  return choices;
}

std::string listed_words(const words::Words& w, std::string_view prefix, const std::vector<std::string>& codes) {
  std::vector<std::string> parts;
  for (const std::string& code : codes) parts.push_back(w(std::string(prefix) + code));
  return text::join(parts, ", ");
}

std::string_view due_class(Day due, Day today) {
  if (due < today) return "due late";
  return due == today ? "due soon" : "due";
}

std::string due_words(const words::Words& w, Day due, Day today) {
  return w.with("inquiries.due_on", {{"relative", w.relative(due, today)}, {"day", w.day(due)}});
}

page::Values::Tone tone_of(const Inquiry& q) {
  using Tone = page::Values::Tone;
  if (q.state == State::ended) return Tone::plain;
  return q.state == State::waiting ? Tone::wait : Tone::go;
}

std::string state_words(const words::Words& w, const Inquiry& q) {
  if (q.state != State::ended) return w("inquiry.state." + std::string(state_name(q.state)));
  const std::string how = "inquiry.ended." + q.outcome;
  return w(w.has(how) ? how : "inquiry.state.ended");
}

std::optional<std::int64_t> version_of(const web::Context& c) { return text::whole_number(c.request.form("version")); }

int status_of(const Refusals& refusals) { return refusals.empty() ? 200 : refusals.front().code->http_status; }

}  // namespace gishe::inquiries
