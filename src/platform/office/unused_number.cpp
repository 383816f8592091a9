#include "platform/office/unused_number.h"

#include "base/public_number.h"
#include "platform/db/db.h"
#include "platform/secrets/secrets.h"

namespace gishe {

std::string unused_number(const MunicipalityCode& municipality, Day on, std::string_view letter,
                          const IsTaken& is_taken) {
  return unused_number([&](int six_digits) { return make_number(municipality, on, six_digits, letter); }, is_taken);
}

std::string unused_number(const std::function<std::string(int six_digits)>& written, const IsTaken& is_taken) {
  constexpr int tries_max = 50;
  for (int i = 0; i < tries_max; ++i) {
    std::uint64_t drawn = 0;
    for (const char byte : secrets::random_bytes(8)) drawn = drawn << 8 | static_cast<unsigned char>(byte);
    std::string number = written(static_cast<int>(drawn % 1'000'000));
    if (!is_taken(number)) return number;
  }
  throw db::Fault(db::Fault::Kind::busy, "no unused number in 50 tries");
}

}  // namespace gishe
