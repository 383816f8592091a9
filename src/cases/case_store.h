#pragma once
#include <vector>

#include "cases/case_file.h"
#include "platform/db/db.h"

/// Every statement on case_file, case_event and case_handed_over.
namespace gishe::cases::store {

/// A statement by its name, for the test that reads plans; nullptr: none.
const db::Query* find_query(std::string_view name);

/// Nullopt when absent or not in scope: the caller cannot tell which. A partner's scope finds the cases she is invited
/// to.
std::optional<CaseFile> find(db::Session& session, const access::Scope& scope, const CaseId& id);
/// Inside the case's own municipality for what follows by itself (a referral's answer, a death), nobody's eyes.
std::optional<CaseFile> find_unseen(db::Session& session, const MunicipalityCode& municipality, const CaseId& id);

/// Where a page of a list begins.
struct After {
  Day due;
  CaseId id;
};
/// Led by this account, earliest due first: one walk along case_file_worklist.
std::vector<CaseFile> list_led(db::Session& session, const access::Scope& scope, Stage stage,
                               const std::optional<After>& after, int limit);
/// Of the municipality (supervisor), earliest due first.
std::vector<CaseFile> list_of_town(db::Session& session, const access::Scope& scope, Stage stage,
                                   const std::optional<After>& after, int limit);
/// Those a partner is invited to and that are not closed; at most 200.
std::vector<CaseFile> list_of_partner(db::Session& session, const access::Scope& scope);
/// Of one person, newest first; at most 20.
std::vector<CaseFile> list_of_person(db::Session& session, const access::Scope& scope, const PersonId& person);
std::vector<CaseFile> list_unseen_of_person(db::Session& session, const MunicipalityCode& municipality,
                                            const PersonId& person);
/// Open ones led by an account, whoever looks: for a hand-over that moves work and opens nothing. At most `limit`.
std::vector<CaseFile> list_unseen_led(db::Session& session, const MunicipalityCode& municipality, const AccountId& lead,
                                      int limit);
std::int64_t count_led(db::Session& session, const access::Scope& scope, Stage stage);

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
/// Throws db::Conflict (case_file_one_open) when the person has an open case of this type.
void insert(db::Tx& tx, const CaseFile& file, Instant now);
/// Writes the row whose version is one less; false when somebody was faster. Conflict as in insert, at reopening.
bool update(db::Tx& tx, const CaseFile& file, Instant now);
/// The earliest day on which this case wants something, from its tasks, plan, assessment and own days.
void refresh_due(db::Tx& tx, const MunicipalityCode& municipality, const CaseId& id);

struct Event {
  std::int64_t seq;
  Instant at;
  std::string verb;
  AccountId by;
  std::string from, to, reason, note;
};
void insert_event(db::Tx& tx, const CaseFile& after, std::string_view verb, const AccountId& by, std::string_view from,
                  std::string_view reason, std::string_view note, Instant now);
std::vector<Event> list_events(db::Session& session, const CaseFile& file);

struct HandedOver {
  std::string kind;
  Uuid subject;
  std::string to;
};
void insert_handed_over(db::Tx& tx, const CaseFile& file, const HandedOver& handed, const AccountId& by, Instant now);
std::vector<HandedOver> list_handed_over(db::Session& session, const CaseFile& file);

}  // namespace gishe::cases::store
