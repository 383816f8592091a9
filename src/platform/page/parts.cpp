#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <stdexcept>

#include "platform/page/dictionary.h"
#include "platform/page/shared.h"

namespace gishe::page {
namespace {

/// The id of a field's control; the error summary links to it.
std::string field_id(std::string_view name, std::string_view of) {
  std::string id = fmt::format("f-{}{}{}", name, of.empty() ? "" : "-", of);
  for (char& c : id) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '-';
  }
  return id;
}

std::string_view tone_section(Values::Tone tone) {
  switch (tone) {
    case Values::Tone::go:
      return "GO";
    case Values::Tone::info:
      return "INFO";
    case Values::Tone::wait:
      return "WAIT";
    case Values::Tone::stop:
      return "STOP";
    case Values::Tone::plain:
      break;
  }
  return "PLAIN";
}

std::string_view badge_template(Values::Tone tone) {
  switch (tone) {
    case Values::Tone::go:
      return "parts/badge_go.html";
    case Values::Tone::info:
      return "parts/badge_info.html";
    case Values::Tone::wait:
      return "parts/badge_wait.html";
    case Values::Tone::stop:
      return "parts/badge_stop.html";
    case Values::Tone::plain:
      break;
  }
  return "parts/badge_plain.html";
}

std::string_view width_class(std::string_view width) { return width == "half" || width == "short" ? width : "full"; }

/// Label, hint and error, which every kind of field has.
void describe(Values& part, const Values::Input& input, std::string_view hint, const Refusals& refusals,
              const words::Words& words) {
  part.set("ID", field_id(input.name, input.of))
      .set("NAME", input.name)
      .set("LABEL", input.label)
      .set("WIDTH", width_class(input.width));
  part.show_if(input.optional, "OPTIONAL").show_if(input.autofocus, "AUTOFOCUS");
  part.set("HINT", hint).show_if(!hint.empty(), "HINTED");
  const auto refused =
      std::find_if(refusals.begin(), refusals.end(), [&](const Refusal& r) { return r.field == input.name; });
  const bool bad = refused != refusals.end();
  if (bad) part.set("ERROR", words.refusal(*refused)).show("BAD");
  part.show_if(bad || !hint.empty(), "DESCRIBED");
}

/// A day from a record (2026-11-22) as somebody would type it; what she typed herself stays.
std::string typed_day(const std::string& value, words::Language language) {
  const auto day = Day::from_iso(value);
  if (!day) return value;
  const char sign = language == words::Language::bg ? '.' : '/';
  return fmt::format("{:02}{}{:02}{}{}", day->day(), sign, day->month(), sign, day->year());
}

void add_choices(Values& part, const Values::Input& input, const std::vector<Values::Choice>& choices) {
  int n = 0, groups = 0;
  std::optional<Values> group;
  std::string_view group_name;
  const std::string id = field_id(input.name, input.of);
  for (const Values::Choice& choice : choices) {
    if (!choice.group.empty() && choice.group != group_name) {
      if (++groups == 1) part.show("GROUPED");
      group = part.add("GROUPS");
      group->set("GROUP", choice.group).set("GROUP_ID", fmt::format("{}-group-{}", id, groups));
      group_name = choice.group;
    }
    Values one = (group ? *group : part).add("CHOICES");
    ++n;
    one.set("CHOICE_ID", n == 1 ? id : fmt::format("{}-{}", id, n));
    one.set("VALUE", choice.value).set("CHOICE", choice.label).show_if(choice.chosen, "CHOSEN");
    one.set("CHOICE_HINT", choice.hint).show_if(!choice.hint.empty(), "CHOICE_HINTED");
  }
}

}  // namespace

Values& Values::badge(std::string_view name, Tone tone, std::string_view words) {
  // A template for each tone: long lists have a badge in every row, and sections to choose among would cost half as
  // much again.
  part(name, badge_template(tone)).set("WORDS", words);
  return *this;
}

Values& Values::input(std::string_view name, const Input& input, const Refusals& refusals) {
  Values field = part(name, "parts/input.html");
  // Dates and numbers are typed as text: the pickers and spinners of browsers get in the way of both (GOV.UK, "Dates").
  const bool date = input.type == "date";
  const bool digits = date || input.type == "number";
  const bool file = input.type == "file";
  const bool secret = input.type == "password";
  m_shared->labels.emplace(input.name, input.label);
  describe(field, input, date && input.hint.empty() ? (m_shared->words)("common.date_hint") : input.hint, refusals,
           m_shared->words);
  field.set("TYPE", digits ? "text" : input.type).set("AUTOCOMPLETE", input.autocomplete);
  field.show_if(digits, "DIGITS").show_if(input.type == "search", "SEARCH");
  // What was typed as a password, and the path of a file, are never sent back.
  if (!file && !secret) field.set("VALUE", date ? typed_day(input.value, m_shared->words.language()) : input.value);
  field.set("MAX", input.max_length).show_if(!file, "LIMITED").show_if(file, "FILE");
  return *this;
}

Values& Values::area(std::string_view name, const Input& input, const Refusals& refusals, int rows) {
  Values field = part(name, "parts/area.html");
  m_shared->labels.emplace(input.name, input.label);
  describe(field, input, input.hint, refusals, m_shared->words);
  field.set("VALUE", input.value)
      .set("MAX", input.max_length)
      .set("ROWS", rows)
      .set("AUTOCOMPLETE", input.autocomplete);
  return *this;
}

Values& Values::select(std::string_view name, const Input& input, const std::vector<Choice>& choices,
                       const Refusals& refusals) {
  Values field = part(name, "parts/select.html");
  m_shared->labels.emplace(input.name, input.label);
  describe(field, input, input.hint, refusals, m_shared->words);
  field.set("AUTOCOMPLETE", input.autocomplete);
  const bool starts_somewhere =
      std::any_of(choices.begin(), choices.end(), [](const Choice& c) { return c.chosen || c.value.empty(); });
  field.show_if(!starts_somewhere, "CHOOSE");
  add_choices(field, input, choices);
  return *this;
}

Values& Values::radios(std::string_view name, const Input& input, const std::vector<Choice>& choices,
                       const Refusals& refusals) {
  Values field = part(name, "parts/choices.html");
  m_shared->labels.emplace(input.name, input.label);
  describe(field, input, input.hint, refusals, m_shared->words);
  field.set("TYPE", "radio");
  add_choices(field, input, choices);
  return *this;
}

Values& Values::checkboxes(std::string_view name, const Input& input, const std::vector<Choice>& choices,
                           const Refusals& refusals) {
  Values field = part(name, "parts/choices.html");
  m_shared->labels.emplace(input.name, input.label);
  describe(field, input, input.hint, refusals, m_shared->words);
  field.set("TYPE", "checkbox");
  add_choices(field, input, choices);
  return *this;
}

Values& Values::error_summary(std::string_view name, const Refusals& refusals, std::string_view of) {
  if (refusals.empty()) return *this;
  m_dictionary->show_everywhere("HAS_ERRORS");  // for <title>
  Values summary = part(name, "parts/error_summary.html");
  for (const Refusal& refusal : refusals) {
    Values line = summary.add("REFUSALS");
    line.set("WORDS", m_shared->words.refusal(refusal));
    if (refusal.field.empty()) {
      line.show("WHOLE");
    } else {
      Values link = line.add("FIELD");
      link.set("ID", field_id(refusal.field, of));
      m_shared->links.emplace_back(link, refusal.field);
    }
  }
  return *this;
}

Values& Values::timeline(std::string_view name, const std::vector<Step>& steps) {
  if (steps.empty()) return *this;
  Values story = part(name, "parts/timeline.html");
  for (const Step& step : steps) {
    Values line = story.add("STEPS");
    line.set("WHEN", step.when).set("WHAT", step.what).set("WHO", step.who).set("NOTE", step.note);
    line.show(tone_section(step.tone)).show_if(!step.who.empty(), "BY").show_if(!step.note.empty(), "NOTED");
  }
  return *this;
}

Values& Values::pager(std::string_view name, std::string_view previous_href, std::string_view next_href,
                      std::string_view words) {
  if (previous_href.empty() && next_href.empty()) return *this;
  Values pages = part(name, "parts/pager.html");
  const auto whole = [](std::string_view href) {
    return href.starts_with('?') || href.starts_with('/') ? std::string(href) : fmt::format("?{}", href);
  };
  pages.set("WORDS", words);
  if (!previous_href.empty()) pages.add("PREVIOUS").set("HREF", whole(previous_href));
  if (!next_href.empty()) pages.add("NEXT").set("HREF", whole(next_href));
  return *this;
}

Values& Values::svg(std::string_view name, std::string_view markup) {
  part(name, "parts/markup.html").set("MARKUP", markup);
  return *this;
}

Values& Values::phone(std::string_view name, std::string_view number) {
  std::string dialled;
  for (const char c : number) {
    if (std::isdigit(static_cast<unsigned char>(c)) || (c == '+' && dialled.empty())) dialled += c;
  }
  part(name, "parts/phone.html").set("NUMBER", number).set("DIALLED", dialled);
  return *this;
}

Values& Values::email(std::string_view name, std::string_view address) {
  if (address.empty()) return *this;
  Values whole = part(name, "parts/email.html");
  while (!address.empty()) {
    const auto joint = address.find_first_of("@.");
    const auto length = joint == std::string_view::npos ? address.size() : joint + 1;
    whole.add("PIECES").set("PIECE", address.substr(0, length));
    address.remove_prefix(length);
  }
  return *this;
}

}  // namespace gishe::page
