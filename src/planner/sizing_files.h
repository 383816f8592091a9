#pragma once
#include <optional>
#include <string_view>

#include "planner/sizing.h"

namespace gishe::planner {

/// Files of others (formats: docs/planner.md), made into problems. All throw Unreadable. People may be split unless
/// `single_source` is set afterwards; amounts get so many decimals that a part of them can be told.

/// OR-Library cap: a cost serves all of the client's demand. `capacity` stands where the file has the word instead.
SizingProblem read_orlib_cap(std::string_view text, std::optional<std::int64_t> capacity);

/// Holmberg, Ronnqvist and Yuan 1999; single source.
SizingProblem read_holmberg(std::string_view text);

/// Goertz and Klose 2012 (.cfl): depots, customers, matrix.
SizingProblem read_goertz_klose(std::string_view text);

}  // namespace gishe::planner
