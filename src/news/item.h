#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/refusal.h"
#include "platform/words/words.h"

/// One news item: its texts in up to three languages, the event it tells of, and the states it goes through.
namespace gishe::news {

using ItemId = Id<struct NewsItemKind>;

inline constexpr RefusalCode not_a_time{"news.not_a_time", 422};
inline constexpr RefusalCode ends_before_it_begins{"news.ends_before_it_begins", 422};
inline constexpr RefusalCode not_a_link{"news.not_a_link", 422};
inline constexpr RefusalCode title_first{"news.title_first", 422};

enum class State { draft, published, archived };
std::string_view state_name(State state);
State state_from(std::string_view stored);

/// What the manager does with an item. Nothing is ever deleted: it is put away.
enum class Verb { publish, unpublish, archive, restore };
std::string_view verb_name(Verb verb);
std::optional<Verb> verb_from(std::string_view name);
/// The state a verb leads to; nullopt where it is not possible. What was never published returns to being a draft.
std::optional<State> state_after(State now, Verb verb, bool was_published);

/// In one language. Without a title the language is not there.
struct Text {
  std::string title, lead, body;  // body in the markup of markup.h
  std::string place, organiser, publicity;
  std::string links;  // a line each: address, blank, words

  bool there() const { return !title.empty(); }
  bool operator==(const Text&) const = default;
};
struct Link {
  std::string address, words;
};
/// The good lines of Text::links; an address without words stands for itself.
std::vector<Link> list_links(std::string_view lines);

/// Civil time where the event is: a meeting at ten stays at ten when the clocks change.
struct Event {
  std::optional<Day> from_on, to_on;  // to_on: the last day
  std::string from_time, to_time;     // "10:30"; empty: the whole day
  std::string zone = "Europe/Sofia";

  bool operator==(const Event&) const = default;
};
/// Zones an event may stand in: ours and the partners'. Locale "news.zone.NAME" after the slash, small.
inline constexpr std::string_view zones[] = {"Europe/Sofia", "Europe/Rome"};
std::string zone_key(std::string_view zone);

/// What is written; everything else on an item follows from acts.
struct Content {
  std::array<Text, 3> texts;  // by words::Language
  Day dated_on;               // the day under the title, and the order of the list
  Event event;
  std::string project_number;

  Text& in(words::Language language) { return texts[static_cast<std::size_t>(language)]; }
  const Text& in(words::Language language) const { return texts[static_cast<std::size_t>(language)]; }
};
/// Lengths, plain text, order of the event's days, links. Fields are named as the form names them: "title_bg".
Refusals why_not_content(const Content& content);
/// What a draft may still lack, but the public may not: title, lead and text in Bulgarian.
Refusals why_not_publish(const Content& content);

struct Item {
  ItemId id;
  MunicipalityCode municipality;
  std::string code;  // the end of its address, for ever the same
  State state = State::draft;
  Content content;
  Instant changed_at;
  std::optional<Instant> published_at;  // first time
  std::int64_t version = 0;

  /// The public may read it at its address; only published ones stand in lists and feeds.
  bool open() const { return state != State::draft && published_at.has_value(); }
};

/// The text a reader of `language` gets: her own, else the Bulgarian one, and which it is. What an own text leaves
/// out (place, organiser, publicity, links) comes from the Bulgarian one.
struct Shown {
  Text text;
  words::Language language;
  const Text* own = nullptr;  // null: all of it is Bulgarian

  /// The language of one part, for those who hear the page.
  words::Language language_of(std::string Text::* part) const {
    return own && (own->*part).empty() ? words::Language::bg : language;
  }
};
Shown text_for(const Item& item, words::Language language);

/// "11–12 декември 2018 г." as two days, with hours and their zone where these are said; empty without an event.
std::string event_words(const Event& event, const words::Words& words);

}  // namespace gishe::news
