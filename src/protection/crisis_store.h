#pragma once
#include <optional>
#include <vector>

#include "platform/office/office.h"
#include "protection/crisis.h"
#include "protection/danger.h"

/// Every statement on crisis matters. Reading takes a Scope and holds the one condition under which a matter exists:
/// its person exists for these eyes.
namespace gishe::protection {

void insert_crisis(db::Tx& tx, const Office& office, const Crisis& crisis, CrisisVerb verb, std::string_view reason);
bool person_has_open_crisis(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
/// Writes state, referral and stay where the version still is crisis.version, and the event; false: changed meanwhile.
bool update_crisis(db::Tx& tx, const Crisis& crisis, CrisisState from, CrisisVerb verb, const AccountId& by, Instant at,
                   std::string_view reason);

bool crisis_visible(db::Session& session, const access::Scope& scope, const CrisisContactId& id);
std::optional<Crisis> find_crisis(db::Session& session, const Office& office, const access::Scope& scope,
                                  const CrisisContactId& id);
/// Newest first; closed ones where asked for.
struct CrisisLine {
  Crisis crisis;  // a list names nobody
  std::optional<Day> next_due_on;
  std::string next_task;
};
std::vector<CrisisLine> list_crises(db::Session& session, const Office& office, const access::Scope& scope,
                                    CrisisKind kind, bool closed, int limit);

struct CrisisEvent {
  Instant at;
  AccountId by;
  std::string verb, reason;
};
std::vector<CrisisEvent> list_crisis_events(db::Session& session, const Crisis& crisis);

void add_child(db::Tx& tx, const Crisis& crisis, const PersonId& child, Instant at);
/// The caller has found the matter within its scope.
std::vector<PersonId> list_children(db::Session& session, const Crisis& crisis);

/// Does nothing when one of the kind is open already.
void add_task(db::Tx& tx, const Office& office, const Crisis& crisis, std::string_view kind, Day due,
              std::string_view note);
std::vector<CrisisTask> list_tasks(db::Session& session, const Office& office, const Crisis& crisis);
/// False when it is no open task of this matter.
bool finish_task(db::Tx& tx, const Crisis& crisis, const Uuid& task, const AccountId& by, Instant at);
void finish_task_of(db::Tx& tx, const MunicipalityCode& municipality, const CrisisContactId& crisis,
                    std::string_view kind, const AccountId& by, Instant at);

/// The newest edition in force on a day.
std::optional<DangerInstrument> find_instrument(db::Session& session, std::string_view code,
                                                const MunicipalityCode& municipality, Day on);
void insert_danger(db::Tx& tx, const Office& office, const Crisis& crisis, const DangerInstrument& instrument,
                   const DangerAssessment& assessment, const AccountId& by);
std::vector<DangerAssessment> list_dangers(db::Session& session, const Office& office, const Crisis& crisis);

void insert_plan(db::Tx& tx, const Office& office, const Crisis& crisis, const SafetyPlan& plan, const AccountId& by);
SafetyPlan find_plan(db::Session& session, const Office& office, const Crisis& crisis);

}  // namespace gishe::protection
