#include "agreements/who_is_told.h"

#include "staff/staff.h"

namespace gishe::agreements {
namespace {

std::vector<staff::Account> supervisors_of(db::Session& session, const MunicipalityCode& municipality, Day today) {
  return staff::list_holders(session, Function::supervisor, municipality, {}, today);
}

}  // namespace

bool anybody_answers(db::Session& session, const MunicipalityCode& municipality, Day today) {
  return !supervisors_of(session, municipality, today).empty();
}

void tell(db::Tx& tx, Office& office, const MunicipalityCode& whom, const std::string& number, const std::string& path,
          const char* kind) {
  for (const auto& account : supervisors_of(tx, whom, office.today())) {
    if (account.disabled || account.email.empty()) continue;
    post::Message message;
    message.to = account.email;
    message.language = words::from_code(account.language).value_or(words::Language::bg);
    message.kind = kind;
    message.values = {{"number", number}, {"link", office.public_address + path}};
    post::queue(tx, office.clock, message);
  }
}

}  // namespace gishe::agreements
