#include "base/text.h"
#include "hospital/discharge_store.h"
#include "hospital/handlers.h"

// How a discharge is said to people: what its pages, the desk and a case show of it.
namespace gishe::hospital {

using page::Values;

std::string state_words(const words::Words& w, State state) {
  return w("hospital.state." + std::string(state_name(state)));
}

Values::Tone tone_of(State state) {
  switch (state) {
    case State::sent:
    case State::info_requested:
      return Values::Tone::wait;
    case State::accepted:
    case State::in_service:
      return Values::Tone::info;
    case State::completed:
      return Values::Tone::go;
    case State::declined:
    case State::withdrawn:
    case State::not_started:
      return Values::Tone::plain;
  }
  return Values::Tone::plain;
}

std::string needs_words(const words::Words& w, const std::vector<std::string>& needs) {
  std::vector<std::string> said;
  for (const std::string& need : needs) said.push_back(w("need." + need));
  return text::join(said, "; ");
}

std::vector<Values::Choice> choices_of(const words::Words& w, std::string_view family,
                                       std::span<const std::string_view> codes, std::string_view chosen,
                                       bool with_empty) {
  std::vector<Values::Choice> choices;
  if (with_empty) choices.push_back({"", w("common.choose")});
  for (const auto code : codes)
    choices.push_back({std::string(code), w(std::string(family) + std::string(code)), {}, code == chosen});
  return choices;
}

int status_of(const Refusals& no) { return no.empty() ? 200 : no.front().code->http_status; }

std::vector<std::pair<std::string, std::string>> facts_for_desk(db::Session& session, const words::Words& w,
                                                                const MunicipalityCode& municipality,
                                                                const ApplicationId& id) {
  const auto d = store::find_by_application(session, municipality, id);
  if (!d) return {};
  std::string ground = w("legal_ground." + d->legal_ground);
  if (!d->consent_how.empty()) ground += ", " + w("referral.consent." + d->consent_how);
  return {{w("hospital.house"), d->house_name},
          {w("hospital.sender"), d->sender},
          {w("hospital.field.leaves_on"), w.day(d->leaves_on)},
          {w("hospital.field.urgency"), w("referral.urgency." + d->urgency)},
          {w("hospital.field.legal_ground"), ground},
          {w("common.number"), d->number}};
}

std::optional<cases::Beside> beside_case(db::Session& session, const words::Words& w,
                                         const MunicipalityCode& municipality, const CaseId& id) {
  const auto d = store::find_by_case(session, municipality, id);
  if (!d) return std::nullopt;
  cases::Beside beside;
  beside.title = w("hospital.beside");
  beside.lines = {d->house_name, state_words(w, d->state)};
  for (const auto& event : store::list_events(session, *d)) {
    if (event.verb == "readmit" && event.on)
      beside.lines.push_back(w.with("hospital.admitted_on", {{"day", w.day(*event.on)}}));
  }
  beside.href = "/hospital/" + d->id.text();
  beside.link = d->number;
  return beside;
}

}  // namespace gishe::hospital
