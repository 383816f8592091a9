#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/access/access.h"
#include "platform/db/db.h"
#include "retention/clock.h"
#include "retention/erasure_list.h"

/// Rules, items and what was erased. What reads items takes a Scope and joins the person.
namespace gishe::retention {

using ItemId = Id<struct RetentionItemKind>;

struct Item {
  ItemId id;
  MunicipalityCode municipality;
  PersonId person;
  std::string cause = "clock";
  std::optional<SubjectRequestId> request;
  std::string record_class;
  Day due_on;
  std::string state = "due";
  std::string hold_reason, hold_words;
  Instant found_at;
  std::int64_t version = 1;
  std::string request_number = {};  // read only
};

namespace store {

struct Event {
  Instant at;
  std::optional<AccountId> account;
  std::string verb, from, to, reason;
};
struct Erased {
  MunicipalityCode municipality;
  PersonId person;
  std::string cause, request_number, record_class;
  std::optional<AccountId> approved_by;
  Day on;
  std::int64_t rows = 0;
};

/// In force on a day: the municipality's own row of a class, else the general one.
std::vector<Rule> list_rules(db::Session& session, const MunicipalityCode& municipality, Day on);
/// The shortest of all rules: before that nothing can be due.
int shortest_years(db::Session& session, Day on);
/// What the file holds, class by class.
std::vector<Held> list_held(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
/// Codes of what stands against erasing now: application, referral, case_file, place, crisis, request, emergency,
/// elsewhere (a law's own clock, not said whose), speaks_for. Empty: nothing.
std::vector<std::string> list_open(const std::vector<Held>& held, db::Session& session,
                                   const MunicipalityCode& municipality, const PersonId& person, Day today);

struct Candidate {
  MunicipalityCode municipality;
  PersonId person;
};
/// Files not touched since `before`, nothing obviously open, none in the list yet; in order of id after the last one.
std::vector<Candidate> list_candidates(db::Session& session, Instant before, const Candidate& after, int limit);
std::vector<Item> list_clock_items(db::Session& session, int limit);  // of all municipalities, for the clock

std::vector<Item> list_items(db::Session& session, const access::Scope& scope, int limit);
std::optional<Item> find_item(db::Session& session, const access::Scope& scope, const ItemId& id);
std::optional<Item> find_item_of(db::Session& session, const access::Scope& scope, const PersonId& person);
bool insert_item(db::Tx& tx, const Item& item);  // false: the person has one
bool update_item(db::Tx& tx, const Item& item, Instant at);
void delete_item(db::Tx& tx, const Item& item);
void add_event(db::Tx& tx, const Item& item, const Event& event);
std::vector<Event> list_events(db::Session& session, const Item& item);

/// An open request to be erased.
struct Request {
  SubjectRequestId id;
  PersonId person;
};
std::optional<Request> find_erasure_request(db::Session& session, const access::Scope& scope,
                                            const SubjectRequestId& id);

std::optional<Uuid> find_pseudonym(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
/// Files that were merged into this one: they hold her, too.
std::vector<PersonId> list_gone_into(db::Session& session, const MunicipalityCode& municipality,
                                     const PersonId& person);
void insert_erasure(db::Tx& tx, const Erased& erased);
std::vector<Erased> list_erasures(db::Session& session, const access::Scope& scope, int limit);
std::vector<Listed> list_erased(db::Session& session);

}  // namespace store
}  // namespace gishe::retention
