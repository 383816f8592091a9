#pragma once
#include <optional>
#include <vector>

#include "guard/emergency.h"

/// Statements on emergency_opening, emergency_rule and stub_look_up.
namespace gishe::guard::store {

/// The municipality's own row if it has one, else the general one. Bug (throws) when there is none.
Limits find_limits(db::Session& session, const MunicipalityCode& municipality, Day on);

void insert_opening(db::Tx& tx, const Opening& opening);
/// For its own account's eyes; who asks must look at Opening::account.
std::optional<Opening> find_opening(db::Session& session, const MunicipalityCode& municipality,
                                    const EmergencyOpeningId& id);
/// Since then, also those a clock put back has left in the future.
std::int64_t count_opened_since(db::Session& session, const AccountId& account, Instant since);
/// Does this account's opening of this file run, or did it end after `since`?
bool opened_lately(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                   const AccountId& account, Instant since);
/// What is counted by account is counted and added by one transaction at a time.
void lock_account(db::Tx& tx, const AccountId& account);
/// This account's openings that nobody ended yet, newest first, at most 20: of files that still open by them.
std::vector<Opening> list_running(db::Session& session, const access::Scope& scope);
void note_read(db::Tx& tx, const Opening& opening, Instant at);
void end_opening(db::Tx& tx, const Opening& opening, Instant at);
/// Not ended, of all municipalities: for the job; at most 500.
std::vector<Opening> list_not_ended(db::Session& session);

/// With the person's name and pseudonym, for the review; by the same eyes as everything of her.
struct Reviewed {
  Opening opening;
  std::string person_name;
  Uuid pseudonym;
};
/// Unreviewed ones first, the earliest due on top, then what was reviewed last; at most `limit`.
std::vector<Reviewed> list_for_review(db::Session& session, const access::Scope& scope, int limit);
std::optional<Reviewed> find_for_review(db::Session& session, const access::Scope& scope, const EmergencyOpeningId& id);
std::int64_t count_for_review(db::Session& session, const access::Scope& scope);
/// False when somebody was faster.
bool set_verdict(db::Tx& tx, const Opening& opening);

void insert_stub_look_up(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& account, Instant at);
std::int64_t count_stub_look_ups(db::Session& session, const MunicipalityCode& municipality, const AccountId& account,
                                 Instant since);

}  // namespace gishe::guard::store
