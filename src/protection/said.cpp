#include "protection/said.h"

#include "base/text.h"

namespace gishe::protection {

page::Page neutral_page(const web::Context& c, std::string_view template_name) {
  auto page = c.page(template_name);
  page.title(c.words("protection.neutral_title"));
  return page;
}

std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen) {
  std::vector<page::Values::Choice> choices;
  for (std::string_view code : codes) {
    choices.push_back({std::string(code), w(std::string(prefix) + std::string(code)), {}, code == chosen});
  }
  return choices;
}

std::string_view due_class(Day due, Day today) {
  if (due < today) return "due late";
  return due == today ? "due soon" : "due";
}

std::string typed(const web::Context& c, std::string_view field) {
  constexpr std::size_t bytes_max = 12'000;
  return std::string(c.request.form(field).substr(0, bytes_max));
}

std::int64_t version_of(const web::Context& c) { return text::whole_number(c.request.form("version")).value_or(0); }

int status_of(const Refusals& refusals) { return refusals.empty() ? 200 : refusals.front().code->http_status; }

bool for_the_form(const Refusals& refusals) { return !refusals.front().field.empty(); }

page::Values::Input input_of(const web::Context& c, const char* name, const char* label, const std::string& value,
                             bool optional, const char* hint) {
  page::Values::Input input{name, c.words(label), value};
  if (*hint) input.hint = c.words(hint);
  input.optional = optional;
  return input;
}

}  // namespace gishe::protection
