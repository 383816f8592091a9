#include "news/item.h"

#include <algorithm>

#include "base/text.h"

namespace gishe::news {
namespace {

constexpr std::size_t title_max = 200, lead_max = 600, body_max = 20'000, short_max = 200, publicity_max = 600,
                      links_max = 2'000;
constexpr std::size_t links_count_max = 12;
constexpr words::Language languages[] = {words::Language::bg, words::Language::it, words::Language::en};

std::string field(std::string_view name, words::Language language) {
  return std::string(name).append("_").append(words::code(language));
}

void check(Refusals& no, const std::string& value, const std::string& name, std::size_t max,
           text::Lines lines = text::Lines::one) {
  if (!text::is_plain(value, lines))
    no.push_back(Refusal(not_plain_text, name));
  else if (text::length(value) > max)
    no.push_back(Refusal(too_long, name, {{"max", std::to_string(max)}}));
}

bool is_link(std::string_view address) {
  return (address.starts_with("https://") || address.starts_with("http://") || address.starts_with("mailto:") ||
          (address.starts_with("/") && !address.starts_with("//"))) &&
         address.size() <= 500 && address.find_first_of("\"<>\\") == std::string_view::npos;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (auto line = text::tidy(text.substr(0, end)); !line.empty()) lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

void check_links(Refusals& no, const std::string& links, const std::string& name) {
  const auto lines = lines_of(links);
  for (const auto& line : lines) {
    if (!is_link(std::string_view(line).substr(0, line.find(' ')))) {
      no.push_back(Refusal(not_a_link, name, {{"line", line.substr(0, 80)}}));
      return;
    }
  }
  if (lines.size() > links_count_max) no.push_back(Refusal(too_long, name, {{"max", std::to_string(links_count_max)}}));
}

void check_text(Refusals& no, const Text& t, words::Language language) {
  check(no, t.title, field("title", language), title_max);
  check(no, t.lead, field("lead", language), lead_max, text::Lines::many);
  check(no, t.body, field("body", language), body_max, text::Lines::many);
  check(no, t.place, field("place", language), short_max);
  check(no, t.organiser, field("organiser", language), short_max);
  check(no, t.publicity, field("publicity", language), publicity_max, text::Lines::many);
  check(no, t.links, field("links", language), links_max, text::Lines::many);
  check_links(no, t.links, field("links", language));
  if (!t.there() && t != Text{}) no.push_back(Refusal(title_first, field("title", language)));
}

bool is_time(std::string_view t) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  return t.size() == 5 && digit(t[0]) && digit(t[1]) && t[2] == ':' && digit(t[3]) && digit(t[4]) &&
         t.substr(0, 2) <= "23" && t.substr(3) <= "59";
}

void check_event(Refusals& no, const Event& e) {
  if (!e.from_time.empty() && !is_time(e.from_time)) no.push_back(Refusal(not_a_time, "event_from_time"));
  if (!e.to_time.empty() && !is_time(e.to_time)) no.push_back(Refusal(not_a_time, "event_to_time"));
  if (!text::one_of(zones, e.zone)) no.push_back(Refusal(not_in_list, "event_zone"));
  const bool has_more = e.to_on || !e.from_time.empty() || !e.to_time.empty();
  if (!e.from_on && has_more) no.push_back(Refusal(required, "event_from_on"));
  if (e.from_on && e.from_time.empty() && !e.to_time.empty()) no.push_back(Refusal(required, "event_from_time"));
  if (!e.from_on) return;
  const Day last = e.to_on.value_or(*e.from_on);
  if (last < *e.from_on) no.push_back(Refusal(ends_before_it_begins, "event_to_on"));
  if (last == *e.from_on && !e.to_time.empty() && e.to_time <= e.from_time)
    no.push_back(Refusal(ends_before_it_begins, "event_to_time"));
}

}  // namespace

std::string_view state_name(State state) {
  static constexpr std::string_view names[] = {"draft", "published", "archived"};
  return names[static_cast<std::size_t>(state)];
}

State state_from(std::string_view stored) {
  return stored == "published" ? State::published : stored == "archived" ? State::archived : State::draft;
}

std::string_view verb_name(Verb verb) {
  static constexpr std::string_view names[] = {"publish", "unpublish", "archive", "restore"};
  return names[static_cast<std::size_t>(verb)];
}

std::optional<Verb> verb_from(std::string_view name) {
  for (const auto verb : {Verb::publish, Verb::unpublish, Verb::archive, Verb::restore}) {
    if (verb_name(verb) == name) return verb;
  }
  return std::nullopt;
}

std::optional<State> state_after(State now, Verb verb, bool was_published) {
  switch (verb) {
    case Verb::publish:
      if (now == State::draft) return State::published;
      break;
    case Verb::unpublish:
      if (now == State::published) return State::draft;
      break;
    case Verb::archive:
      if (now != State::archived) return State::archived;
      break;
    case Verb::restore:
      if (now == State::archived) return was_published ? State::published : State::draft;
      break;
  }
  return std::nullopt;
}

std::vector<Link> list_links(std::string_view lines) {
  std::vector<Link> links;
  for (const auto& line : lines_of(lines)) {
    const auto blank = line.find(' ');
    Link link{line.substr(0, blank), blank == std::string::npos ? line : line.substr(blank + 1)};
    if (is_link(link.address)) links.push_back(std::move(link));
  }
  return links;
}

std::string zone_key(std::string_view zone) {
  return "news.zone." + text::lower(zone.substr(std::min(zone.find('/') + 1, zone.size())));
}

Refusals why_not_content(const Content& content) {
  Refusals no;
  if (!content.in(words::Language::bg).there()) no.push_back(Refusal(required, "title_bg"));
  for (const auto language : languages) {
    // An empty Bulgarian title is said once, as required.
    if (language != words::Language::bg || content.in(language).there()) check_text(no, content.in(language), language);
  }
  check_event(no, content.event);
  check(no, content.project_number, "project_number", 80);
  return no;
}

Refusals why_not_publish(const Content& content) {
  const Text& bg = content.in(words::Language::bg);
  Refusals no;
  if (bg.title.empty()) no.push_back(Refusal(required, "title_bg"));
  if (bg.lead.empty()) no.push_back(Refusal(required, "lead_bg"));
  if (bg.body.empty()) no.push_back(Refusal(required, "body_bg"));
  return no;
}

Shown text_for(const Item& item, words::Language language) {
  const Text& bulgarian = item.content.in(words::Language::bg);
  const Text& own = item.content.in(language);
  if (!own.there()) return {bulgarian, words::Language::bg, nullptr};
  Shown shown{own, language, &own};
  const auto fall_back = [](std::string& to, const std::string& from) {
    if (to.empty()) to = from;
  };
  fall_back(shown.text.place, bulgarian.place);
  fall_back(shown.text.organiser, bulgarian.organiser);
  fall_back(shown.text.publicity, bulgarian.publicity);
  fall_back(shown.text.links, bulgarian.links);
  return shown;
}

std::string event_words(const Event& e, const words::Words& words) {
  if (!e.from_on) return {};
  const bool one_day = !e.to_on || *e.to_on == *e.from_on;
  const auto with_time = [](std::string day, const std::string& time) {
    return time.empty() ? day : std::move(day) + ", " + time;
  };
  if (!one_day && e.from_time.empty() && e.from_on->year() == e.to_on->year() && e.from_on->month() == e.to_on->month())
    return std::to_string(e.from_on->day()) + "–" + words.day_long(*e.to_on);
  std::string said = with_time(words.day_long(*e.from_on), e.from_time);
  if (one_day && !e.to_time.empty()) said += "–" + e.to_time;
  if (!one_day) said += " – " + with_time(words.day_long(*e.to_on), e.to_time);
  if (!e.from_time.empty()) said += " (" + words(zone_key(e.zone)) + ")";
  return said;
}

}  // namespace gishe::news
