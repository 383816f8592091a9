#include "directory/service_words.h"

namespace gishe::directory {

void put_places(page::Values& values, const words::Words& w, const Capacity& capacity, Day today) {
  using Tone = page::Values::Tone;
  const auto status = capacity.status_on(today);
  std::string said = w("capacity." + std::string(status));
  Tone tone = Tone::plain;
  if (status == "capacity") {
    tone = Tone::go;
    if (!capacity.state_only) said = w.count("capacity.free_places", capacity.places_free);
  } else if (status == "waitlist") {
    tone = Tone::wait;
    if (capacity.waiting > 0) said += ": " + w.count("capacity.waiting_people", capacity.waiting);
  } else if (status == "no_capacity") {
    tone = Tone::stop;
  } else if (status == "assessment_required") {
    tone = Tone::info;
  }
  values.badge("PLACES", tone, said);
}

std::string stopped_said(const words::Words& w, const Service& s) {
  if (!s.suspended()) return {};
  if (!s.suspended_until) return w("directory.stopped.now");
  return w.with("directory.stopped.until", {{"day", w.day(*s.suspended_until)}});
}

void put_places_or_stop(page::Values& values, const words::Words& w, const Service& s, Day today) {
  if (!s.suspended()) return put_places(values, w, s.capacity, today);
  values.badge("PLACES", page::Values::Tone::stop, stopped_said(w, s));
  values.add("STOPPED").set("STOPPED_WORDS", s.stopped_words);
}

std::string said_on(const words::Words& w, const Capacity& capacity, Day today) {
  if (capacity.state_only || capacity.status_on(today) == "unknown") return {};
  return w.with("capacity.said_on", {{"day", w.day(*capacity.updated_on)}});
}

std::vector<std::string> who_may_use(const words::Words& w, const Service& s) {
  std::vector<std::string> lines;
  const auto text = [](int age) { return std::to_string(age); };
  const bool from = s.age_min.value_or(0) > 0;
  if (from && s.age_max) {
    lines.push_back(w.with("directory.service.age_between", {{"min", text(*s.age_min)}, {"max", text(*s.age_max)}}));
  } else if (from) {
    lines.push_back(w.with("directory.service.age_from", {{"min", text(*s.age_min)}}));
  } else if (s.age_max) {
    lines.push_back(w.with("directory.service.age_to", {{"max", text(*s.age_max)}}));
  }
  for (const auto& code : s.target_groups) lines.push_back(w("target_group." + code));
  if (lines.empty()) lines.push_back(w("directory.service.everybody"));
  return lines;
}

bool confirmed_lately(const Service& s, Day today) {
  constexpr int days = 183;  // the update frequency of an entry: six months
  return s.confirmed_on && s.confirmed_on->days_until(today) <= days;
}

}  // namespace gishe::directory
