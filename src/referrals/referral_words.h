#pragma once
#include "platform/page/page.h"
#include "referrals/referral_acts.h"

/// How a referral is said to people: shared by pages and the letter.
namespace gishe::referrals {

page::Values::Tone tone_of(State state);
/// "referral.state.sent" and the like.
std::string state_words(const words::Words& w, State state);
/// Puts DUE and one of the sections DUE_LATE, DUE_SOON, DUE_CALM; nothing when no answer is awaited.
void put_due(page::Values& values, const words::Words& w, const Record& record, Day today);
/// The code's words: code_words(w, "decline_reason", "no_capacity").
std::string code_words(const words::Words& w, std::string_view family, std::string_view code);
/// A package value as people write it: days and sexes are stored as codes.
std::string value_words(const words::Words& w, std::string_view field, const std::string& value);
/// Family of a verb's reasons in the locale: decline → "decline_reason".
std::string_view reason_family(Verb verb);
std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view family,
                                             std::span<const std::string_view> codes, std::string_view chosen);
/// The last part of a step's address: accept → "acceptance".
std::string_view segment_of(Verb verb);

}  // namespace gishe::referrals
