#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cases/cases.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// A hospital or a practice sends a person home to the desk, without an account or by FHIR, and hears how it ended.
/// README.md of this folder.
namespace gishe::hospital {

inline constexpr RefusalCode link_gone{"hospital.link_gone", 404};  // used, over, withdrawn, wrong: not said which
inline constexpr RefusalCode wait_first{"hospital.wait_first", 429};
inline constexpr RefusalCode wrong_number_or_secret{"hospital.wrong_number_or_secret", 404};
inline constexpr RefusalCode too_many_links{"hospital.too_many_links", 429};    // open ones of one municipality
inline constexpr RefusalCode too_many_today{"hospital.too_many_today", 429};    // sent to one municipality in a day
inline constexpr RefusalCode no_case_open{"hospital.no_case_open", 409};        // nobody to alert
inline constexpr RefusalCode already_told{"hospital.already_told", 409};        // of this admission
inline constexpr RefusalCode no_way_to_reach{"hospital.no_way_to_reach", 422};  // neither phone nor address

/// Ports (app/wiring): beside what the desk opens and what a case shows; told when the desk or a case moves it on.
std::vector<std::pair<std::string, std::string>> facts_for_desk(db::Session& session, const words::Words& words,
                                                                const MunicipalityCode& municipality,
                                                                const ApplicationId& id);
void desk_moved(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                const ApplicationId& id, std::string_view state, std::string_view words);
void case_closed(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality, const CaseId& id,
                 std::string_view outcome);
std::optional<cases::Beside> beside_case(db::Session& session, const words::Words& words,
                                         const MunicipalityCode& municipality, const CaseId& id);

/// Those that wait at the actor's desk, for the officer's day; none, where that is no business of hers.
struct Waiting {
  std::int64_t count = 0;
  std::optional<Day> due_on;
};
Waiting count_waiting(db::Session& session, const Actor& actor);

/// The demo: one person a hospital sent, waiting at this officer's desk.
void load_demo(Office& office, const Actor& officer, const OrganisationId& house);

web::Routes routes();  // /refer-to-us …, /hospital …, /fhir …

}  // namespace gishe::hospital
