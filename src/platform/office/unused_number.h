#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/ids.h"

namespace gishe {

/// Does something bear this number already?
using IsTaken = std::function<bool(const std::string& number)>;
/// A number that nothing bears yet, as make_number writes it. Drawn, so that it tells nothing about how many there are.
/// Throws db::Fault busy after 50 draws.
std::string unused_number(const MunicipalityCode& municipality, Day on, std::string_view letter,
                          const IsTaken& is_taken);
/// The same for numbers of another look: `written` makes one of six random digits.
std::string unused_number(const std::function<std::string(int six_digits)>& written, const IsTaken& is_taken);

}  // namespace gishe
