#pragma once
#include <vector>

#include "agreements/agreement.h"

/// Every statement on agreements and their events. No personal data: level L1 (working).
namespace gishe::agreements::store {

/// Only if the municipality is one of the two.
std::optional<Record> find(db::Session& session, const AgreementRequestId& id, const MunicipalityCode& of);
/// Of both directions, newest first; at most 300.
std::vector<Record> list_of(db::Session& session, const MunicipalityCode& municipality);
/// Negotiated or binding, on this route.
std::vector<Record> list_on_route(db::Session& session, const MunicipalityCode& from, const MunicipalityCode& to,
                                  std::string_view service_type);
/// Binding, resting on a zone, not over: every municipality, for the system only.
std::vector<Record> list_resting_on_zone(db::Session& session, Day today, int limit);
bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);

void insert(db::Tx& tx, const Record& record);
/// False when the row no longer has the version before this one.
bool update(db::Tx& tx, const Record& record);

struct Event {
  std::int64_t seq = 0;
  Instant at;
  std::string verb, side, reason, note;
  AccountId by;
  State from = State::asked, to = State::asked;
  Terms terms;  // without words
};
void insert_event(db::Tx& tx, const Record& record, const Event& event);
std::vector<Event> list_events(db::Session& session, const Record& record);

}  // namespace gishe::agreements::store
