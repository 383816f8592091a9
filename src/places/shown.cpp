#include <fmt/format.h>

#include "base/text.h"
#include "places/handlers.h"
#include "places/places_access.h"

namespace gishe::places::pages {

using page::Values;

page::Page form_page(const web::Context& context, const Form& form, const Refusals& refusals) {
  auto page = context.page("places/form.html");
  page.title(form.title);
  page.set("OVER", form.over).set("LEAD", form.lead).set("BACK", form.back).set("ACTION", form.action);
  page.set("VERSION", form.version).set("BUTTON", form.button);
  page.error_summary("ERRORS", refusals);
  page.show(form.stops ? "STOP" : "GO");
  return page;
}

std::int64_t version_of(const web::Request& request) { return text::whole_number(request.form("version")).value_or(0); }

int status_of(const Refusals& refusals) { return refusals.front().code->http_status; }

std::string place_words(const words::Words& w, const Place& place) {
  std::string words = w("place.kind." + place.kind) + " " + place.name;
  if (!place.room.empty()) words += ", " + place.room;
  return words;
}

std::string rule_words(const words::Words& w, const Place& place) {
  std::string words;
  if (!place.for_sex.empty()) words = w("place.for." + place.for_sex);
  if (place.age_min || place.age_max) {
    if (!words.empty()) words += ", ";
    words += w.with("place.ages", {{"from", place.age_min ? std::to_string(*place.age_min) : "0"},
                                   {"until", place.age_max ? std::to_string(*place.age_max) : "…"}});
  }
  return words;
}

Values::Tone tone_of(State state) {
  switch (state) {
    case State::reserved:
      return Values::Tone::info;
    case State::emergency_admitted:
      return Values::Tone::stop;
    case State::ended:
      return Values::Tone::plain;
    default:
      return Values::Tone::info;
  }
}

Values::Tone tone_of(WaitingState state) {
  switch (state) {
    case WaitingState::waiting:
      return Values::Tone::wait;
    case WaitingState::offered:
      return Values::Tone::info;
    case WaitingState::placed:
      return Values::Tone::go;
    default:
      return Values::Tone::plain;
  }
}

std::string state_words(const words::Words& w, State state) {
  return w("stay.state." + std::string(state_name(state)));
}

std::string alert_words(const words::Words& w, const Stay& stay, Day today) {
  const Alert alert = alert_of(stay, today);
  if (alert == Alert::none) return {};
  const auto day = alert == Alert::papers || alert == Alert::papers_late ? stay.papers_due_on
                   : alert == Alert::over_planned                        ? stay.planned_end_on
                                                                         : stay.longest_until_on;
  return w.with("stay.alert." + std::string(alert_name(alert)), {{"day", day ? w.day(*day) : ""}});
}

std::vector<Values::Choice> choices_of(const words::Words& w, std::string_view family,
                                       std::span<const std::string_view> codes, std::string_view chosen) {
  std::vector<Values::Choice> choices;
  for (const auto code : codes)
    choices.push_back({std::string(code), w(std::string(family) + "." + std::string(code)), "", code == chosen});
  return choices;
}

std::vector<std::string> lines_of(const words::Words& w, const WaitingRule& rule) {
  std::vector<std::string> lines;
  const auto add = [&](const char* key, int points) {
    if (points != 0) lines.push_back(w.with(key, {{"points", std::to_string(points)}}));
  };
  add("waiting.rule.emergency", rule.emergency);
  add("waiting.rule.soon", rule.soon);
  add("waiting.rule.each_week", rule.each_week);
  for (const auto& [need, points] : rule.needs)
    lines.push_back(w.with("waiting.rule.need", {{"need", w("need." + need)}, {"points", std::to_string(points)}}));
  add("waiting.rule.refused_offer", rule.refused_offer);
  lines.push_back(w("waiting.rule.decided"));
  lines.push_back(w("waiting.rule.equal"));
  return lines;
}

std::string points_words(const words::Words& w, const WaitingRule& rule, const WaitingEntry& e, Day today) {
  std::string words;
  const auto add = [&](const std::string& what, int points) {
    if (points == 0) return;
    words += fmt::format("{}{}: {}", words.empty() ? "" : "; ", what, points);
  };
  add(w("waiting.points.urgency"), e.urgency_points);
  const int weeks = std::max(0, e.since.days_until(today)) / 7;
  add(w.count("waiting.points.weeks", weeks), rule.each_week * weeks);
  add(w("waiting.points.need"), e.need_points);
  add(w("waiting.points.decided"), e.decided_points);
  add(w("waiting.points.refused"), -rule.refused_offer * e.refused_offers);
  return words;
}

Result<directory::Service> own_service(db::Session& session, const Actor& actor, access::Action action,
                                       const ServiceId& id) {
  auto service = directory::find_service(session, id);
  if (!service) return access::function_may(actor, action) ? not_found : not_your_function;
  const auto decision = access::decide(actor, action, facts_of(home_of(session, *service), service->organisation));
  if (!decision.allowed) return *decision.no;
  return std::move(*service);
}

void put_no_contract(page::Page& page, const words::Words& w, std::string_view typed, const Refusals& no) {
  const auto asked = [](const Refusal& r) { return r.is(referrals::contract_needed); };
  if (typed.empty() && std::none_of(no.begin(), no.end(), asked)) return;
  page::Values::Input input;
  input.name = "no_contract";
  input.label = w("places.no_contract");
  const auto without_words =
      std::span(referrals::no_contract_reasons).first(std::size(referrals::no_contract_reasons) - 1);
  page.add("FIELDS").radios("FIELD", input, choices_of(w, "referral.no_contract_reason", without_words, typed), no);
}

}  // namespace gishe::places::pages
