#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/office/office.h"

/// What is said of people stands sealed in the database; here it is checked, sealed and opened.
namespace gishe::protection {

/// Several texts under one seal. `kind` and `id` tie it to its row.
std::string seal_words(const Office& office, std::string_view kind, const Uuid& id,
                       const std::vector<std::string>& texts);
/// As many as were sealed, at least `count` (empty ones behind). Empty texts when the seal does not fit.
std::vector<std::string> unseal_words(const Office& office, std::string_view kind, const Uuid& id,
                                      std::string_view sealed, std::size_t count);

enum class Must { say, may };
/// Plain text of many lines, not too long; tidied in place.
void check_words(Refusals& no, const char* field, std::string& words, Must must, std::size_t length_max);

/// PAZ32-C-26-483920: six random digits, so that a number tells nobody how many there were before it.
template <class IsTaken>
std::string fresh_number(const MunicipalityCode& municipality, char letter, Day today, IsTaken&& is_taken) {
  constexpr int tries_max = 50;
  for (int i = 0; i < tries_max; ++i) {
    std::uint64_t value = 0;
    for (const char b : secrets::random_bytes(8)) value = value << 8 | static_cast<unsigned char>(b);
    const std::string digits = std::to_string(1'000'000 + value % 1'000'000).substr(1);
    const std::string year = std::to_string(today.year() % 100 + 100).substr(1);
    std::string number = municipality.text + '-' + letter + '-' + year + '-' + digits;
    if (!is_taken(number)) return number;
  }
  throw db::Fault(db::Fault::Kind::busy, "no free number found in 50 tries");
}

}  // namespace gishe::protection
