#pragma once
#include <string>
#include <utility>
#include <vector>

#include "referrals/referral.h"

/// Every statement on the referral tables. Reads take a Scope; a shielded referral comes only to accounts named on it.
namespace gishe::referrals::store {

/// The row if it lies in the scope's territory and level; relations are the business of referral_access.
std::optional<Record> find(db::Session& session, const access::Scope& scope, const ReferralId& id);
/// For who holds a link to it: never one about a shielded person.
std::optional<Record> find_unshielded(db::Session& session, const MunicipalityCode& municipality, const ReferralId& id);
/// Several by the desk's lines, at most 200 sources.
/// Not closed, newest first; at most 50.
std::vector<Record> list_open_of_person(db::Session& session, const access::Scope& scope, const PersonId& person);
/// The same, whoever asks: for somebody who died or moved away.
std::vector<Record> list_open_unseen(db::Session& session, const MunicipalityCode& municipality,
                                     const PersonId& person);
std::vector<Record> list_for_sources(db::Session& session, const access::Scope& scope,
                                     const std::vector<Uuid>& sources);

/// One page of a list, at most `limit`, by day due: the earliest first while they wait, else the latest first.
struct After {
  Day due;
  ReferralId id;
};
std::vector<Record> list_page(db::Session& session, const access::Scope& scope, Stage stage,
                              const std::optional<After>& after, int limit);
/// The sender's, waiting and past their day while the clock runs; longest overdue first.
std::vector<Record> list_overdue(db::Session& session, const access::Scope& scope, Day today, int limit);
/// Waiting and past its day, for the number on a tab; counts no further than 1000.
int count_overdue(db::Session& session, const access::Scope& scope, Day today);
/// Waiting longer than allowed, every municipality: for the system only.
std::vector<Record> list_past_due(db::Session& session, Day before, int limit);

struct Event {
  std::int64_t seq = 0;
  Instant at;
  std::string verb, side, reason, note;
  AccountId by;
  State from = State::draft, to = State::draft;
};
struct Message {
  std::string kind, body;
  Instant at;
  AccountId by;
};
using Package = std::vector<std::pair<std::string, std::string>>;
/// What hangs on a record the caller has been shown by find().
std::vector<Event> list_events(db::Session& session, const Record& record);
std::vector<Message> list_messages(db::Session& session, const Record& record);
Package package_of(db::Session& session, const Record& record);
std::vector<std::string> needs_of(db::Session& session, const Record& record);
bool is_named(db::Session& session, const Record& record, const AccountId& account);

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
void insert(db::Tx& tx, const Record& record, const Package& package, const std::vector<std::string>& needs,
            const std::vector<AccountId>& named);
void set_sensitivity(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level);
/// False when the row no longer has the version before this one.
bool update(db::Tx& tx, const Record& record);
void insert_event(db::Tx& tx, const Record& record, const Event& event);
void insert_message(db::Tx& tx, const Record& record, const Message& message);

/// The statements behind lists, searches and counts by name, for those who look at their plans.
const db::Query* find_query(std::string_view name);

/// Referrals under an agreement that hold a place now: accepted, waitlisted, in service. `lock` keeps a second answer
/// under the same agreement waiting until this transaction ends.
enum class Lock { no, yes };
struct Agreement {
  Quota quota;
  MunicipalityCode from;
};
std::optional<Agreement> find_agreement(db::Session& session, const MunicipalityCode& from, const QuotaAgreementId& id,
                                        Lock lock);
int count_used(db::Session& session, const MunicipalityCode& from, const QuotaAgreementId& id);

/// Not closed, shielded people's not among them; and to a colleague, but for people that one is barred from.
std::int64_t count_sent_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account);
void hand_over(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& from, const AccountId& to);

}  // namespace gishe::referrals::store
