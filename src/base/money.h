#pragma once
#include <cstdint>
#include <string>

namespace gishe {

/// An amount in hundredths of a currency (ISO 4217). Sums before 2026 may be in BGN; they are kept as they were.
struct Money {
  std::int64_t cents = 0;
  std::string currency = "EUR";
  bool operator==(const Money&) const = default;
};

}  // namespace gishe
