#pragma once
#include "inquiries/contact.h"
#include "inquiries/inquiries.h"

namespace gishe::inquiries {

/// Access: count_contact.
Result<ContactId> count_contact(Office& office, const Actor& actor, const NewContact& contact,
                                std::string_view once_key);
/// Inside another act's transaction, which has asked access already; `rule` goes into the ledger.
Result<ContactId> count_contact_in(db::Tx& tx, Office& office, const Actor& actor, const NewContact& contact,
                                   std::string_view rule);

struct Correction {
  ContactId id;
  std::int64_t version = 0;
};
/// On the same day, by whoever wrote it down (not_todays otherwise); the ledger keeps which fields changed.
Result<Done> correct_contact(Office& office, const Actor& actor, const Correction& which, const NewContact& contact,
                             std::string_view once_key);
/// Counted by mistake: it is counted no more. The same day, the same account.
Result<Done> withdraw_contact(Office& office, const Actor& actor, const Correction& which, std::string_view once_key);

}  // namespace gishe::inquiries
