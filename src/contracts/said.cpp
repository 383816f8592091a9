#include "base/text.h"
#include "contracts/contracts_handlers.h"

// How contracts read.
namespace gishe::contracts {

page::Values::Tone tone_of(State state) {
  using Tone = page::Values::Tone;
  switch (state) {
    case State::offered:
      return Tone::wait;
    case State::signed_:
    case State::amended:
      return Tone::go;
    default:
      return Tone::plain;
  }
}

std::string state_words(const words::Words& w, State state) {
  return w("contract.state." + std::string(state_name(state)));
}

std::string fee_words(const words::Words& w, const Terms& terms) {
  if (terms.fee_cents == 0) return w("contracts.free");
  return w.with("contract.fee_per." + terms.fee_per, {{"sum", w.money({terms.fee_cents, "EUR"})}});
}

std::string period_words(const words::Words& w, const Terms& terms) {
  if (!terms.end_on) return w.with("contracts.period_open", {{"from", w.day(terms.start_on)}});
  return w.with("contracts.period", {{"from", w.day(terms.start_on)}, {"until", w.day(*terms.end_on)}});
}

Fields fields_of(const words::Words& w, const Terms& terms) {
  return {{w("contracts.field.content"), terms.content},
          {w("contracts.fact.fee"), fee_words(w, terms)},
          {w("contracts.fact.period"), period_words(w, terms)},
          {w("contracts.field.rights"), terms.rights},
          {w("contracts.field.duties"), terms.duties}};
}

std::int64_t version_typed(const web::Request& request) {
  return text::whole_number(request.form("version")).value_or(0);
}

}  // namespace gishe::contracts
