#include "complaints/complaint.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/transliterate.h"
#include "platform/post/post.h"

namespace gishe::complaints {
namespace {

constexpr std::string_view state_names[] = {"received", "assigned", "answered", "reopened", "closed"};
constexpr std::string_view verb_names[] = {"assign", "answer", "reopen", "close"};

constexpr struct {
  State from;
  Verb verb;
  State to;
} table[] = {
    {State::received, Verb::assign, State::assigned}, {State::assigned, Verb::assign, State::assigned},
    {State::reopened, Verb::assign, State::reopened}, {State::assigned, Verb::answer, State::answered},
    {State::reopened, Verb::answer, State::answered}, {State::answered, Verb::reopen, State::reopened},
    {State::answered, Verb::close, State::closed},
};

void check(Refusals& no, const std::string& value, const char* field, std::size_t max, bool wanted) {
  if (wanted && text::tidy(value, text::Lines::many).empty()) no.emplace_back(required, field);
  if (!text::is_plain(value, text::Lines::many)) no.emplace_back(not_plain_text, field);
  if (text::length(value) > max) no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
}

/// Skeletons of the words of a text; letters only.
std::vector<std::string> skeletons_of(std::string_view words) {
  std::vector<std::string> found;
  std::string word;
  const auto keep = [&] {
    if (auto skeleton = name_skeleton(word); !skeleton.empty()) found.push_back(std::move(skeleton));
    word.clear();
  };
  for (const char c : words) {
    const bool part = static_cast<unsigned char>(c) >= 0x80 || std::isalpha(static_cast<unsigned char>(c));
    part ? word.push_back(c) : keep();
  }
  keep();
  return found;
}

}  // namespace

std::string_view state_name(State state) { return state_names[static_cast<int>(state)]; }
std::string_view verb_name(Verb verb) { return verb_names[static_cast<int>(verb)]; }

std::optional<State> state_from(std::string_view name) {
  const auto at = std::find(std::begin(state_names), std::end(state_names), name);
  if (at == std::end(state_names)) return std::nullopt;
  return static_cast<State>(at - std::begin(state_names));
}

bool is_open(State state) { return state != State::answered && state != State::closed; }

std::optional<State> after(State from, Verb verb) {
  for (const auto& row : table) {
    if (row.from == from && row.verb == verb) return row.to;
  }
  return std::nullopt;
}

Refusals why_not_complain(const NewComplaint& typed) {
  Refusals no;
  if (!text::one_of(abouts, typed.about)) no.emplace_back(typed.about.empty() ? required : not_in_list, "about");
  check(no, typed.about_words, "about_words", about_max, typed.about != "centre");
  check(no, typed.words, "words", words_max, true);
  check(no, typed.name, "name", name_max, false);
  check(no, typed.address, "address", address_max, false);
  if (!typed.email.empty() && !post::is_address(typed.email)) no.emplace_back(not_an_email, "email");
  return no;
}

bool names(std::string_view text, std::string_view colleague, bool family_name_is_enough) {
  const auto own = skeletons_of(colleague);
  if (own.empty()) return false;
  const auto found = skeletons_of(text);
  const auto has = [&](const std::string& name) { return std::find(found.begin(), found.end(), name) != found.end(); };
  if (!has(own.back())) return false;
  return family_name_is_enough || own.size() == 1 || has(own.front());
}

}  // namespace gishe::complaints
