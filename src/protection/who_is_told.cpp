#include "protection/who_is_told.h"

#include "platform/post/post.h"
#include "staff/staff.h"

namespace gishe::protection {

void tell_of_report(db::Tx& tx, const Office& office, const CommissionCase& c) {
  for (const auto& account :
       staff::list_holders(tx, Function::commission_secretary, c.municipality, {}, office.today())) {
    if (account.disabled || account.email.empty()) continue;
    post::Message message;
    message.to = account.email;
    message.language = words::from_code(account.language).value_or(words::Language::bg);
    message.kind = "measure_reported";
    message.values = {{"number", c.number}, {"link", office.public_address + "/commission/" + c.id.text()}};
    post::queue(tx, office.clock, message);
  }
}

}  // namespace gishe::protection
