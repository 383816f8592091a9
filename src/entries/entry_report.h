#pragma once
#include <optional>
#include <string>
#include <vector>

#include "directory/directory.h"

/// What anybody says of an entry that is wrong, or of a service that is missing. Who says it is not asked and not kept,
/// so there is nothing to look up later by number and secret: the page itself shows whether it was mended.
namespace gishe::entries {

using EntryReportId = Id<struct EntryReportKind>;

/// open → in_hand | declined; in_hand → mended | declined.
struct EntryReport {
  EntryReportId id;
  MunicipalityCode municipality;
  std::string kind;  // mistake, suggestion
  std::optional<ServiceId> service;
  std::string what;  // one of report_kinds
  std::string words, name, provider, contact;
  Instant sent_at;
  Day due_on;
  std::string state, answer;
  std::optional<AccountId> handled_by;
  std::int64_t version = 0;
};
/// Locale "entries.wrong.…".
inline constexpr std::string_view report_kinds[] = {"phone",      "hours", "place", "closed",
                                                    "conditions", "price", "other"};

/// Limits against burying the editor: mistakes of one entry a day, and reports of each kind to a municipality a day.
inline constexpr int reports_of_entry_a_day = 10, reports_of_network_a_day = 10, reports_a_day = 100;

/// Access: suggest_entry (anybody). Refuses an entry that is not listed, and what is over the day's limits.
struct Mistake {
  ServiceId service;
  std::string what, words;
  std::string remote = {};  // the address it comes from, for the limit
};
Result<Done> report_mistake(Office& office, const Actor& actor, const Mistake& mistake, std::string_view once_key);
struct Suggestion {
  MunicipalityCode municipality;
  std::string name, provider, contact, words;
  std::string remote = {};
};
Result<Done> suggest_service(Office& office, const Actor& actor, const Suggestion& suggestion,
                             std::string_view once_key);

/// Access: review_entry in the report's municipality. Declining needs words.
struct Handling {
  EntryReportId report;
  std::int64_t version = 0;
  std::string to;  // in_hand, mended, declined
  std::string words;
};
Result<Done> handle_report(Office& office, const Actor& actor, const Handling& handling, std::string_view once_key);

void store_report(db::Tx& tx, const EntryReport& report, Day sent_on);
bool replace_report(db::Tx& tx, const EntryReport& report, Instant at);
std::optional<EntryReport> find_report(db::Session& session, const MunicipalityCode& municipality,
                                       const EntryReportId& id);
/// Those that are open or in hand, what is due first; at most `limit`.
std::vector<EntryReport> list_reports(db::Session& session, const MunicipalityCode& municipality, int limit);
/// Of one kind on one day; of one entry where given.
std::int64_t count_reports(db::Session& session, const MunicipalityCode& municipality, std::string_view kind, Day on,
                           const std::optional<ServiceId>& service);

}  // namespace gishe::entries
