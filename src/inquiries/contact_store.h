#pragma once
#include <optional>
#include <vector>

#include "inquiries/contact.h"
#include "platform/access/access.h"
#include "platform/db/db.h"

/// Every statement on contacts.
namespace gishe::inquiries {

void insert_contact(db::Tx& tx, const Contact& contact);
/// Writes the row where its version still is contact.version, topics and services anew; false: changed meanwhile.
bool update_contact(db::Tx& tx, const Contact& contact);
std::optional<Contact> find_contact(db::Session& session, const access::Scope& scope, const ContactId& id);
/// What the scope's own account has written down, newest first, withdrawn ones too.
std::vector<Contact> list_own_contacts(db::Session& session, const access::Scope& scope, int limit);

/// One number of the table of counts: contacts of a month that have `key`.
struct ContactCount {
  std::string month, key;  // "2026-11"
  std::int64_t n = 0;
};
enum class CountBy { topic, settlement, target_group, outcome, channel };
/// Grouped by month and key, `from` included, `until` not; true numbers, which never leave this folder. The key ""
/// holds how many contacts there were in the month.
std::vector<ContactCount> count_contacts_by(db::Session& session, const access::Scope& scope, CountBy by, Day from,
                                            Day until);

}  // namespace gishe::inquiries
