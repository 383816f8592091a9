#pragma once
#include <optional>
#include <vector>

#include "complaints/complaint.h"
#include "platform/access/access.h"
#include "platform/db/db.h"
#include "platform/visitors/receipt.h"

/// Every statement on complaints. Reading takes a Scope; for who is barred from a complaint it does not exist.
namespace gishe::complaints::store {

void insert(db::Tx& tx, const Complaint& c, std::string_view secret_hash);
bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
/// False when the row no longer has the version before this one.
bool update(db::Tx& tx, const Complaint& c);
/// Nothing when the account is barred already.
void bar(db::Tx& tx, const Complaint& c, const AccountId& account, std::string_view because);
std::vector<AccountId> list_barred(db::Session& session, const Complaint& c);

struct Event {
  Instant at;
  AccountId by;  // nil: the one who complains, or the clock
  std::string verb;
  State from = State::received, to = State::received;
  std::string reason;
};
void add_event(db::Tx& tx, const Complaint& c, const Event& event);
std::vector<Event> list_events(db::Session& session, const Complaint& c);

std::optional<Complaint> find(db::Session& session, const access::Scope& scope, const ComplaintId& id);
std::optional<visitors::Kept<Complaint>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                        std::string_view number);
/// Open ones earliest due first; else the latest first.
std::vector<Complaint> list(db::Session& session, const access::Scope& scope, bool open, int limit);
/// Answered, of every municipality, whose last day to be opened again is before this one.
std::vector<Complaint> list_past(db::Session& session, Day today, int limit);

/// Closed, of every municipality, whose days are over.
std::vector<Complaint> list_over(db::Session& session, Day today, int limit);
/// With its story and with whom it was about.
void erase(db::Tx& tx, const Complaint& c);

/// What came from `from` on, without those one is barred from.
struct Count {
  std::string about;
  std::int64_t received = 0, answered = 0, late = 0, reopened = 0;
};
std::vector<Count> count_since(db::Session& session, const access::Scope& scope, Day from, Day today);

}  // namespace gishe::complaints::store
