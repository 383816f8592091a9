#include "desk/said.h"

#include "base/text.h"

namespace gishe::desk {

using Tone = page::Values::Tone;

Tone tone_of(LineState state) {
  switch (state) {
    case LineState::received:
    case LineState::completeness_check:
      return Tone::info;
    case LineState::awaiting_papers:
    case LineState::routed:
      return Tone::wait;
    case LineState::in_assessment:
    case LineState::decided:
      return Tone::go;
    case LineState::expired:
      return Tone::stop;
    case LineState::closed:
    case LineState::withdrawn:
    case LineState::transferred:
      return Tone::plain;
  }
  return Tone::plain;
}

Tone tone_of(ApplicationState state) {
  switch (state) {
    case ApplicationState::received:
      return Tone::info;
    case ApplicationState::awaiting_papers:
    case ApplicationState::under_way:
      return Tone::wait;
    case ApplicationState::decided:
      return Tone::go;
    case ApplicationState::closed:
      return Tone::plain;
  }
  return Tone::plain;
}

std::string listed_words(const words::Words& w, std::string_view prefix, std::string_view codes) {
  std::string list;
  while (!codes.empty()) {
    const auto comma = codes.find(',');
    const auto code = codes.substr(0, comma);
    if (!list.empty()) list += ", ";
    list += w(std::string(prefix) + std::string(code));
    codes.remove_prefix(comma == std::string_view::npos ? codes.size() : comma + 1);
  }
  return list;
}

std::string reason_words(const words::Words& w, const Reason& reason, const Seeker& seeker,
                         const Candidate& candidate) {
  words::Values values;
  for (const auto& [name, value] : values_of(reason, seeker, candidate)) {
    if (name == "groups") {
      values.emplace_back(name, listed_words(w, "target_group.", value));
    } else if (name == "papers") {
      values.emplace_back(name, listed_words(w, "paper.", value));
    } else if (name == "on" || name == "updated") {
      const auto day = Day::from_iso(value);
      values.emplace_back(name, day ? w.day(*day) : w("match.day_unknown"));
    } else if (name == "minutes") {
      values.emplace_back(name, w.minutes(std::stoi(value)));
    } else if (name == "cents") {
      values.emplace_back("cost", w.money({std::stoll(value)}));
    } else {
      values.emplace_back(name, value);
    }
  }
  return w.with("match." + std::string(reason.code), values);
}

std::string task_words(const words::Words& w, std::string_view kind, std::string_view reason) {
  std::string words = w("task." + std::string(kind));
  const auto colon = reason.find(':');
  const std::string why = "task.reason." + std::string(reason.substr(0, colon));
  if (w.has(why)) words += " – " + w(why);
  if (colon != std::string_view::npos) words += ": " + w("decline_reason." + std::string(reason.substr(colon + 1)));
  return words;
}

std::string_view due_class(Day due, Day today) {
  constexpr int soon_days = 3;
  if (due < today) return "due late";
  return today.days_until(due) <= soon_days ? "due soon" : "due";
}

std::string due_words(const words::Words& w, Day due, Day today) {
  return w.with("desk.due_on", {{"relative", w.relative(due, today)}, {"day", w.day(due)}});
}

std::optional<std::int64_t> version_of(const web::Context& c) { return text::whole_number(c.request.form("version")); }

std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen) {
  std::vector<page::Values::Choice> choices;
  for (std::string_view code : codes) {
    choices.push_back({std::string(code), w(std::string(prefix) + std::string(code)), {}, code == chosen});
  }
  return choices;
}

}  // namespace gishe::desk
