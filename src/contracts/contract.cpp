#include "contracts/contract.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace gishe::contracts {
namespace {

constexpr std::array state_names = {std::string_view("draft"), std::string_view("offered"), std::string_view("signed"),
                                    std::string_view("amended"), std::string_view("ended")};
constexpr std::array verb_names = {
    std::string_view("make"),      std::string_view("change"), std::string_view("offer"),
    std::string_view("take_back"), std::string_view("sign"),   std::string_view("propose"),
    std::string_view("drop"),      std::string_view("end"),    std::string_view("close")};

void check_text(Refusals& no, const std::string& value, const char* field, std::size_t max) {
  if (value.empty()) {
    no.emplace_back(required, field);
  } else if (!text::is_plain(value, text::Lines::many)) {
    no.emplace_back(not_plain_text, field);
  } else if (text::length(value) > max) {
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
  }
}

bool says_the_same(const Terms& a, const Terms& b) {
  return a.fee_cents == b.fee_cents && a.fee_per == b.fee_per && a.start_on == b.start_on && a.end_on == b.end_on &&
         a.content == b.content && a.rights == b.rights && a.duties == b.duties;
}

std::vector<std::string> only_in(const std::vector<std::string>& these, const std::vector<std::string>& not_those) {
  std::vector<std::string> only;
  for (const std::string& line : these) {
    if (!text::one_of(not_those, line)) only.push_back(line);
  }
  return only;
}

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view verb_name(Verb verb) { return verb_names[static_cast<std::size_t>(verb)]; }
std::optional<State> state_from(std::string_view name) {
  const auto at = std::find(state_names.begin(), state_names.end(), name);
  if (at == state_names.end()) return std::nullopt;
  return static_cast<State>(at - state_names.begin());
}
bool is_running(State state) { return state == State::signed_ || state == State::amended; }

const Terms* Contract::in_force() const {
  const auto at = std::find_if(terms.rbegin(), terms.rend(), [](const Terms& t) { return t.signed_on.has_value(); });
  return at == terms.rend() ? nullptr : &*at;
}
const Terms* Contract::pending() const { return terms.empty() || terms.back().signed_on ? nullptr : &terms.back(); }
const Terms* Contract::shown() const { return in_force() ? in_force() : pending(); }
bool Contract::was_offered() const { return state != State::draft && end_ground != "not_signed"; }

const std::vector<Transition>& transitions() {
  using S = State;
  using V = Verb;
  static const std::vector<Transition> table = {
      {S::draft, V::change, S::draft},   {S::draft, V::offer, S::offered},     {S::offered, V::take_back, S::draft},
      {S::offered, V::sign, S::signed_}, {S::signed_, V::propose, S::signed_}, {S::amended, V::propose, S::amended},
      {S::signed_, V::drop, S::signed_}, {S::amended, V::drop, S::amended},    {S::signed_, V::sign, S::amended},
      {S::amended, V::sign, S::amended}, {S::signed_, V::end, S::ended},       {S::amended, V::end, S::ended},
      {S::draft, V::close, S::ended},    {S::offered, V::close, S::ended},     {S::signed_, V::close, S::ended},
      {S::amended, V::close, S::ended},
  };
  return table;
}

std::optional<State> after(const Contract& contract, Verb verb) {
  const bool waits = contract.pending() != nullptr;
  if (is_running(contract.state)) {
    if (verb == Verb::propose && waits) return std::nullopt;
    if ((verb == Verb::drop || verb == Verb::sign) && !waits) return std::nullopt;
  }
  for (const Transition& t : transitions()) {
    if (t.from == contract.state && t.verb == verb) return t.to;
  }
  return std::nullopt;
}

Refusals why_not_terms(const Terms& terms, const Terms* amends, Day today) {
  Refusals no;
  check_text(no, terms.content, "content", content_length_max);
  if (terms.fee_cents < 0 || terms.fee_cents > fee_cents_max) no.emplace_back(fee_wrong, "fee");
  if (terms.fee_cents > 0 && !text::one_of(fee_periods, terms.fee_per)) no.emplace_back(required, "fee_per");
  constexpr int days_around = 366;
  if (terms.start_on < today.plus_days(-days_around) || today.plus_days(days_around) < terms.start_on) {
    if (!amends || amends->start_on != terms.start_on) no.emplace_back(start_too_far, "start");
  }
  if (terms.end_on && *terms.end_on < terms.start_on) no.emplace_back(end_before_start, "end");
  check_text(no, terms.rights, "rights", clauses_length_max);
  check_text(no, terms.duties, "duties", clauses_length_max);
  if (!amends) return no;
  check_text(no, terms.reason, "reason", note_length_max);
  if (no.empty() && says_the_same(terms, *amends)) no.emplace_back(nothing_changed, "content");
  return no;
}

Refusals why_not_signed(const Signature& signature, const Contract& contract,
                        const std::vector<RepresentativeId>& mandates, Day today) {
  Refusals no;
  const Terms* before = contract.in_force();
  if (!signature.on) {
    no.emplace_back(not_a_date, "on");
  } else if (today < *signature.on) {
    no.emplace_back(day_ahead, "on");
  } else if (before && *signature.on < *before->signed_on) {
    no.emplace_back(before_the_last, "on");
  }
  if (signature.by == "representative") {
    if (!signature.representative || std::ranges::count(mandates, *signature.representative) == 0)
      no.emplace_back(mandate_not_valid, "by");
  } else if (signature.by != "person") {
    no.emplace_back(required, "by");
  }
  check_text(no, signature.for_provider, "for_provider", name_length_max);
  return no;
}

Refusals why_not_ended(const Ending& ending, const Contract& contract, Day today) {
  Refusals no;
  if (!ending.on) {
    no.emplace_back(not_a_date, "on");
  } else if (today < *ending.on) {
    no.emplace_back(day_ahead, "on");
  } else if (!contract.terms.empty() && contract.terms.front().signed_on &&
             *ending.on < *contract.terms.front().signed_on) {
    no.emplace_back(before_the_last, "on");
  }
  if (ending.ground.empty()) {
    no.emplace_back(required, "ground");
  } else if (!text::one_of(end_grounds, ending.ground)) {
    no.emplace_back(not_in_list, "ground");
  }
  if (!ending.note.empty() || ending.ground == "other") check_text(no, ending.note, "note", note_length_max);
  return no;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string line = text::tidy(text.substr(0, end));
    if (!line.empty()) lines.push_back(std::move(line));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::vector<Difference> differences(const Fields& before, const Fields& after) {
  std::vector<Difference> all;
  for (std::size_t i = 0; i < before.size() && i < after.size(); ++i) {
    if (before[i].second == after[i].second) continue;
    const auto was = lines_of(before[i].second), now = lines_of(after[i].second);
    Difference d{before[i].first, only_in(was, now), only_in(now, was)};
    if (!d.was.empty() || !d.now.empty()) all.push_back(std::move(d));
  }
  return all;
}

}  // namespace gishe::contracts
