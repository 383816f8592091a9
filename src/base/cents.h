#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gishe {

/// A sum as people type it, in hundredths: 12 · 12,5 · 12.50. nullopt: not a sum, below nothing, or more than any here.
std::optional<std::int64_t> cents_from(std::string_view typed);
/// The same for a field: 1250 is 12,50.
std::string typed_cents(std::int64_t cents);

}  // namespace gishe
