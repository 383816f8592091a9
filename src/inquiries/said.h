#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "inquiries/inquiry.h"
#include "platform/web/web.h"

/// How codes and days read on this folder's pages.
namespace gishe::inquiries {

/// One choice for each code, words under prefix + code.
std::vector<page::Values::Choice> choices_of(const words::Words& w, std::string_view prefix,
                                             std::span<const std::string_view> codes, std::string_view chosen);
/// "elsewhere" and the settlements of a municipality, by bare name: a list is found by its first letters.
std::vector<page::Values::Choice> settlement_choices(db::Session& session, const words::Words& w,
                                                     const MunicipalityCode& municipality, const Ekatte& chosen);
/// Needs of the directory with their words.
std::vector<page::Values::Choice> need_choices(db::Session& session, const words::Words& w,
                                               const std::vector<std::string>& chosen);
/// The words of several codes with commas between.
std::string listed_words(const words::Words& w, std::string_view prefix, const std::vector<std::string>& codes);
/// due, due soon, due late: the class of a deadline.
std::string_view due_class(Day due, Day today);
std::string due_words(const words::Words& w, Day due, Day today);
page::Values::Tone tone_of(const Inquiry& inquiry);
/// Waiting, answered, or how it ended.
std::string state_words(const words::Words& w, const Inquiry& inquiry);
std::optional<std::int64_t> version_of(const web::Context& c);
/// Status of the page that shows a form again.
int status_of(const Refusals& refusals);

}  // namespace gishe::inquiries
