#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "desk/line_state.h"
#include "desk/matching.h"
#include "platform/web/web.h"

/// How states and reasons look and read on the desk's pages.
namespace gishe::desk {

page::Values::Tone tone_of(LineState state);
page::Values::Tone tone_of(ApplicationState state);
/// "Асистентска подкрепа, Помощ за отопление" from codes between commas, words under prefix + code.
std::string listed_words(const words::Words& w, std::string_view prefix, std::string_view codes_between_commas);
std::string reason_words(const words::Words& w, const Reason& reason, const Seeker& seeker, const Candidate& candidate);
/// One sentence for a task: what to do and why.
std::string task_words(const words::Words& w, std::string_view kind, std::string_view reason);
/// due, due soon (three days), due late: the class of a deadline.
std::string_view due_class(Day due, Day today);
/// "срок утре (23.11.2026 г.)"
std::string due_words(const words::Words& w, Day due, Day today);
std::optional<std::int64_t> version_of(const web::Context& c);
/// People in lists of a form: one Choice for each code, words under prefix + code.
std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen);

}  // namespace gishe::desk
