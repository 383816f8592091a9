#include "hospital/discharge.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "hospital/hospital.h"
#include "platform/office/act.h"
#include "platform/post/post.h"

namespace gishe::hospital {
namespace {

constexpr std::array<std::string_view, state_count> names = {"sent",      "info_requested", "accepted",    "declined",
                                                             "withdrawn", "in_service",     "not_started", "completed"};

constexpr Transition table[] = {
    {State::sent, "return", State::info_requested, Side::desk},
    {State::sent, "accept", State::accepted, Side::desk},
    {State::sent, "decline", State::declined, Side::desk},
    {State::sent, "withdraw", State::withdrawn, Side::house},
    {State::info_requested, "answer", State::sent, Side::house},
    {State::info_requested, "return", State::info_requested, Side::desk},
    {State::info_requested, "accept", State::accepted, Side::desk},
    {State::info_requested, "decline", State::declined, Side::desk},
    {State::info_requested, "withdraw", State::withdrawn, Side::house},
    {State::accepted, "start", State::in_service, Side::worker},
    {State::accepted, "not_started", State::not_started, Side::worker},
    {State::accepted, "complete", State::completed, Side::worker},
    {State::in_service, "complete", State::completed, Side::worker},
    // The hospital tells of an admission while somebody works with the person, and afterwards.
    {State::in_service, "readmit", State::in_service, Side::house},
    {State::completed, "readmit", State::completed, Side::house},
};

void check_said(const std::string& said, const char* field, std::size_t length_max, bool needed, Refusals& no,
                text::Lines lines = text::Lines::one) {
  if (text::tidy(said, lines).empty()) {
    if (needed) no.emplace_back(required, field);
  } else if (!text::is_plain(said, lines)) {
    no.emplace_back(not_plain_text, field);
  } else if (text::length(said) > length_max) {
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(length_max)}}));
  }
}

void check_code(std::string_view code, std::span<const std::string_view> codes, const char* field, Refusals& no) {
  if (!text::one_of(codes, code)) no.emplace_back(code.empty() ? required : not_in_list, field);
}

void check_leaving(const Told& told, Day today, Refusals& no) {
  const auto day = Day::from_person(text::tidy(told.leaves_on));
  if (!day) {
    no.emplace_back(text::tidy(told.leaves_on).empty() ? required : not_a_date, "leaves_on");
  } else if (today.days_until(*day) > days_ahead_max || day->days_until(today) > days_back_max) {
    no.emplace_back(not_in_list, "leaves_on");
  }
}

}  // namespace

const visitors::Kind receipt_kind{"H", "discharge_secret", wrong_number_or_secret, wait_first};

std::string_view state_name(State state) { return names.at(static_cast<std::size_t>(state)); }

std::optional<State> state_from(std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<State>(at - names.begin());
}

std::span<const Transition> transitions() { return table; }

const Transition* find_transition(State from, std::string_view verb, Side side) {
  const auto at = std::find_if(std::begin(table), std::end(table),
                               [&](const Transition& t) { return t.from == from && t.verb == verb && t.side == side; });
  return at == std::end(table) ? nullptr : at;
}

people::NewPerson Told::person(Day today) const {
  people::NewPerson p;
  p.given_name = given_name;
  p.middle_name = middle_name;
  p.family_name = family_name;
  p.sex = "";
  p.born_on = born_on;
  p.identifier = identifier;
  p.identifier_kind = people::kind_of_number(identifier, today);
  p.settlement = settlement;
  p.address = address;
  p.phone = phone;
  p.contact_rule = contact_rule;
  return p;
}

std::string digest_of(const Told& t) {
  return content_digest({t.given_name, t.middle_name, t.family_name, t.born_on, t.identifier, t.settlement, t.address,
                         t.phone, t.contact_rule, text::join(t.needs, ","), t.words, t.leaves_on, t.urgency,
                         t.legal_ground, t.consent_how, t.name, t.post, t.reply_to});
}

Refusals why_not_told(const Told& told, Day today) {
  Refusals no = people::why_not_described(told.person(today), today);
  if (text::tidy(told.phone).empty() && text::tidy(told.address).empty()) no.emplace_back(no_way_to_reach, "phone");
  if (told.needs.empty()) no.emplace_back(required, "needs");
  if (told.needs.size() > needs_max) no.emplace_back(not_in_list, "needs");
  check_said(told.words, "words", words_max, true, no, text::Lines::many);
  check_leaving(told, today, no);
  check_code(told.urgency, urgencies, "urgency", no);
  check_code(told.legal_ground, legal_grounds, "legal_ground", no);
  if (told.legal_ground == "consent") check_code(told.consent_how, consent_ways, "consent_how", no);
  check_said(told.name, "name", said_max, true, no);
  check_said(told.post, "post", said_max, true, no);
  const std::string reply = text::tidy(told.reply_to);
  if (!reply.empty() && !post::is_address(reply)) no.emplace_back(not_in_list, "reply_to");
  return no;
}

std::string_view outcome_of_case(std::string_view case_outcome) {
  if (case_outcome == "goals_achieved") return "goal_met";
  if (case_outcome == "partial") return "partly_met";
  if (case_outcome == "transferred") return "continues_elsewhere";
  if (case_outcome == "disengaged") return "person_left";
  return "other";  // a death, too, is not told by a state
}

}  // namespace gishe::hospital
