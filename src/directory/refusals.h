#pragma once
#include "base/refusal.h"

namespace gishe::directory {

inline constexpr RefusalCode more_free_than_places{"directory.more_free_than_places", 422};
inline constexpr RefusalCode search_word_is_there{"directory.search_word_is_there", 409};
inline constexpr RefusalCode not_an_email{"directory.not_an_email", 422};
inline constexpr RefusalCode not_a_web_address{"directory.not_a_web_address", 422};

}  // namespace gishe::directory
