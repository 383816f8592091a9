#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/ids.h"

/// Numbers that people take home and type again: PAZ14-26-483920. Their last six digits are random, so that a number
/// tells nothing about how many there are. A letter before the year tells the kinds apart: none for applications.
namespace gishe {

std::string make_number(const MunicipalityCode& municipality, Day on, int six_digits, std::string_view letter = {});
/// The municipality a number begins with; nullopt when it is no number of that kind.
std::optional<MunicipalityCode> municipality_of_number(std::string_view number, std::string_view letter = {});
/// What a person typed as a number: capitals, blanks dropped; Cyrillic letters that look Latin become Latin.
std::string tidy_number(std::string_view typed);

}  // namespace gishe
