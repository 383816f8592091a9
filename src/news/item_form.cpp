#include "news/item_form.h"

#include "base/text.h"

namespace gishe::news {
namespace {

using words::Language;
constexpr Language languages[] = {Language::bg, Language::it, Language::en};

constexpr const char* event_fields[] = {"dated_on",      "event_from_on", "event_from_time", "event_to_on",
                                        "event_to_time", "event_zone",    "project_number"};
/// Of each language, with its code behind.
struct TextField {
  const char* name;
  std::string Text::* member;
  int max, rows;  // rows 0: one line
};
constexpr TextField text_fields[] = {
    {"title", &Text::title, 200, 0},   {"lead", &Text::lead, 600, 3},           {"body", &Text::body, 20'000, 14},
    {"place", &Text::place, 200, 0},   {"organiser", &Text::organiser, 200, 0}, {"publicity", &Text::publicity, 600, 2},
    {"links", &Text::links, 2'000, 2},
};

std::string field_of(const TextField& field, Language language) {
  return std::string(field.name).append("_").append(words::code(language));
}

std::string value_of(const Typed& typed, std::string_view name) {
  const auto found = typed.find(name);
  return found == typed.end() ? std::string() : found->second;
}

std::optional<Day> day_of(const Typed& typed, const char* name, Refusals& no) {
  const std::string value = value_of(typed, name);
  if (value.empty()) return std::nullopt;
  const auto day = Day::from_person(value);
  if (!day) no.push_back(Refusal(not_a_date, name));
  return day;
}

/// "9:30" and "9.30" are what people write for 09:30.
std::string time_of(std::string value) {
  for (char& c : value) c = c == '.' ? ':' : c;
  if (value.size() == 4 && value[1] == ':') value.insert(0, "0");
  return value;
}

/// The fields of one language, under "TITLE_BG" and so on.
void put_language(page::Values& page, const Typed& typed, const Refusals& refusals, const words::Words& words,
                  Language language) {
  for (const auto& field : text_fields) {
    const std::string name = field_of(field, language);
    std::string part = name;
    for (char& c : part) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
    page::Values::Input input{name, words(std::string("news.form.") + field.name), value_of(typed, name)};
    const std::string hint = std::string("news.form.") + field.name + "_hint";
    if (words.has(hint)) input.hint = words(hint);
    input.max_length = field.max;
    input.optional = language == Language::bg
                         ? field.member != &Text::title && field.member != &Text::lead && field.member != &Text::body
                         : field.member != &Text::title;
    if (language != Language::bg) input.label += " (" + std::string(words::code(language)) + ")";
    if (field.rows > 0)
      page.area(part, input, refusals, field.rows);
    else
      page.input(part, input, refusals);
  }
}

void put_event(page::Values& page, const Typed& typed, const Refusals& refusals, const words::Words& words) {
  const auto field = [&](const char* part, const char* name, const char* type, const char* width, int max,
                         bool optional) {
    page::Values::Input input{name, words(std::string("news.form.") + name), value_of(typed, name)};
    input.type = type;
    input.width = width;
    input.max_length = max;
    input.optional = optional;
    page.input(part, input, refusals);
  };
  field("DATED_ON", "dated_on", "date", "short", 20, false);
  field("EVENT_FROM_ON", "event_from_on", "date", "short", 20, true);
  field("EVENT_FROM_TIME", "event_from_time", "text", "short", 5, true);
  field("EVENT_TO_ON", "event_to_on", "date", "short", 20, true);
  field("EVENT_TO_TIME", "event_to_time", "text", "short", 5, true);
  field("PROJECT_NUMBER", "project_number", "text", "half", 80, true);
  std::vector<page::Values::Choice> choices;
  const std::string zone = value_of(typed, "event_zone");
  for (const auto each : zones) {
    choices.push_back(
        {std::string(each), words(zone_key(each)), "", zone == each || (zone.empty() && each == zones[0])});
  }
  page.select("EVENT_ZONE", {"event_zone", words("news.form.event_zone")}, choices, refusals);
}

}  // namespace

Typed typed_from(const web::Request& request) {
  Typed typed;
  for (const char* name : event_fields) typed[name] = text::tidy(request.form(name));
  for (const auto language : languages) {
    for (const auto& field : text_fields) {
      const std::string name = field_of(field, language);
      typed[name] = text::tidy(request.form(name), field.rows > 0 ? text::Lines::many : text::Lines::one);
    }
  }
  return typed;
}

Typed typed_from(const Content& content) {
  Typed typed;
  const auto day = [](const std::optional<Day>& d) { return d ? d->iso() : std::string(); };
  typed["dated_on"] = content.dated_on.iso();
  typed["event_from_on"] = day(content.event.from_on);
  typed["event_to_on"] = day(content.event.to_on);
  typed["event_from_time"] = content.event.from_time;
  typed["event_to_time"] = content.event.to_time;
  typed["event_zone"] = content.event.zone;
  typed["project_number"] = content.project_number;
  for (const auto language : languages) {
    for (const auto& field : text_fields) typed[field_of(field, language)] = content.in(language).*field.member;
  }
  return typed;
}

Result<Content> content_from(const Typed& typed, Day today) {
  Refusals no;
  Content content;
  content.dated_on = day_of(typed, "dated_on", no).value_or(today);
  content.event.from_on = day_of(typed, "event_from_on", no);
  content.event.to_on = day_of(typed, "event_to_on", no);
  content.event.from_time = time_of(value_of(typed, "event_from_time"));
  content.event.to_time = time_of(value_of(typed, "event_to_time"));
  if (auto zone = value_of(typed, "event_zone"); !zone.empty()) content.event.zone = std::move(zone);
  content.project_number = value_of(typed, "project_number");
  for (const auto language : languages) {
    for (const auto& field : text_fields)
      content.in(language).*field.member = value_of(typed, field_of(field, language));
  }
  if (!no.empty()) return no;
  return content;
}

void put_form(page::Values& page, const Typed& typed, const Refusals& refusals, const words::Words& words) {
  for (const auto language : languages) put_language(page, typed, refusals, words, language);
  put_event(page, typed, refusals, words);
}

}  // namespace gishe::news
