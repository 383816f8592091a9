#include "desk/number.h"

#include "base/public_number.h"
#include "desk/application_store.h"

namespace gishe::desk {
namespace {

std::string free_number(db::Tx& tx, const MunicipalityCode& municipality, Day on) {
  constexpr int tries_max = 50;
  for (int i = 0; i < tries_max; ++i) {
    std::uint32_t drawn = 0;
    for (char byte : secrets::random_bytes(4)) drawn = drawn * 256 + static_cast<unsigned char>(byte);
    const std::string number = make_number(municipality, on, static_cast<int>(drawn % 1'000'000));
    if (!number_taken(tx, municipality, number)) return number;
  }
  throw db::Fault(db::Fault::Kind::broken, "no free application number in 50 tries");
}

}  // namespace

NumberAndSecret draw_number(db::Tx& tx, const Office& office, const MunicipalityCode& municipality) {
  constexpr int secret_characters = 12;
  NumberAndSecret made;
  made.number = free_number(tx, municipality, office.today());
  made.secret = secrets::random_code(secret_characters);
  made.secret_hash = office.vault.keyed_hash("application_secret", made.number + ':' + secrets::tidy_code(made.secret));
  return made;
}

}  // namespace gishe::desk
