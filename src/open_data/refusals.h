#pragma once
#include "base/refusal.h"

namespace gishe::open_data {

inline constexpr RefusalCode unknown_parameter{"open_data.unknown_parameter", 422};
inline constexpr RefusalCode parameter_twice{"open_data.parameter_twice", 422};
inline constexpr RefusalCode not_an_id{"open_data.not_an_id", 422};
inline constexpr RefusalCode not_a_moment{"open_data.not_a_moment", 422};
inline constexpr RefusalCode too_many_rows{"open_data.too_many_rows", 422};  // with {max}

}  // namespace gishe::open_data
