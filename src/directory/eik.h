#pragma once
#include <string_view>

namespace gishe::directory {

/// ЕИК/БУЛСТАТ of 9 digits, or of 13 for a branch or unit. Check digits: weights 1…8, then 3…10 where the rest is 10;
/// for the last four 2,7,3,5, then 4,9,5,7 (facts.md §2.2).
bool is_eik(std::string_view text);

}  // namespace gishe::directory
