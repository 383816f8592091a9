#include "desk/number.h"

#include "desk/application_store.h"

namespace gishe::desk {

visitors::Receipt draw_receipt(db::Tx& tx, const Office& office, const MunicipalityCode& municipality) {
  return visitors::write_receipt(office, receipt_kind, municipality,
                                 [&](const std::string& number) { return number_taken(tx, municipality, number); });
}

Taken taken_from(const visitors::Given& given) { return {ApplicationId{given.id}, given.number, given.secret}; }

}  // namespace gishe::desk
