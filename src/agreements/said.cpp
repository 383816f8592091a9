#include "agreements/agreements_handlers.h"
#include "base/cents.h"
#include "base/text.h"
#include "directory/directory.h"
#include "territory/territory.h"

// How agreements read, and the fields that the first proposal and every later one have alike.
namespace gishe::agreements {

page::Values::Tone tone_of(const Record& r, Day today) {
  using Tone = page::Values::Tone;
  if (r.over(today) || r.state == State::withdrawn) return Tone::plain;
  if (r.state == State::in_force) return Tone::go;
  if (r.state == State::declined) return Tone::stop;
  return r.state == State::ending ? Tone::info : Tone::wait;
}

std::string state_words(const words::Words& w, const Record& r, Day today) {
  if (r.over(today)) return w("agreement.state.over");
  if (r.state == State::in_force && r.terms.from > today)
    return w.with("agreement.state.begins", {{"day", w.day(r.terms.from)}});
  return w("agreement.state." + std::string(state_name(r.state)));
}

std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen) {
  std::vector<page::Values::Choice> choices;
  for (const std::string_view code : codes) {
    choices.push_back({std::string(code), w(std::string(prefix) + std::string(code)), {}, code == chosen});
  }
  return choices;
}

std::span<const std::string_view> kinds_of_service() {
  static_assert(directory::service_types[std::size(directory::service_types) - 1] == "state_desk");
  return std::span(directory::service_types).first(std::size(directory::service_types) - 1);
}

TypedTerms typed_terms(const web::Request& request) {
  return {std::string(request.form("places")), std::string(request.form("cost")), std::string(request.form("from")),
          std::string(request.form("until")), std::string(request.form("terms"))};
}

TypedTerms typed_terms(const Terms& t) {
  return {std::to_string(t.places), typed_cents(t.unit_cost_cents_per_day), t.from.iso(), t.until.iso(), t.words};
}

Terms terms_from(const TypedTerms& typed, Refusals& no) {
  Terms terms;
  const auto places = text::whole_number(text::tidy(typed.places));
  if (!places || *places < 1 || *places > places_max) {
    no.push_back(Refusal(places_wrong, "places", {{"max", std::to_string(places_max)}}));
  } else {
    terms.places = static_cast<int>(*places);
  }
  const auto cost = cents_from(typed.cost);
  if (!cost) no.emplace_back(cost_wrong, "cost");
  terms.unit_cost_cents_per_day = cost.value_or(0);
  const auto from = Day::from_person(typed.from), until = Day::from_person(typed.until);
  if (!from) no.emplace_back(not_a_date, "from");
  if (!until) no.emplace_back(not_a_date, "until");
  terms.from = from.value_or(Day{});
  terms.until = until.value_or(Day{});
  terms.words = text::tidy(typed.words, text::Lines::many);
  return terms;
}

void put_terms(page::Values& values, const words::Words& w, const TypedTerms& typed, const Refusals& refusals) {
  using Input = page::Values::Input;
  const auto input = [&](const char* name, const std::string& value, const char* type, const char* width) {
    Input i;
    i.name = name;
    i.label = w("agreements.field." + std::string(name));
    i.value = value;
    i.type = type;
    i.width = width;
    const std::string hint = "agreements.field." + std::string(name) + "_hint";
    if (w.has(hint)) i.hint = w(hint);
    return i;
  };
  values.input("PLACES", input("places", typed.places, "number", "short"), refusals);
  values.input("COST", input("cost", typed.cost, "text", "short"), refusals);
  values.input("FROM", input("from", typed.from, "date", "short"), refusals);
  values.input("UNTIL", input("until", typed.until, "date", "short"), refusals);
  auto words_of_it = input("terms", typed.words, "text", "full");
  words_of_it.optional = true;
  words_of_it.max_length = static_cast<int>(terms_length_max);
  values.area("TERMS", words_of_it, refusals, 5);
}

}  // namespace gishe::agreements
