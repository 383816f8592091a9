#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/application.h"
#include "platform/access/access.h"
#include "platform/db/db.h"
#include "platform/visitors/receipt.h"

/// Every statement on application, application_line, application_line_event and application_paper.
namespace gishe::desk {

/// Nullopt when absent or not in scope.
std::optional<Application> find_application(db::Session& session, const access::Scope& scope, const ApplicationId& id);
/// For the public page only: by number, without a person's eyes. Shielded ones are found too: the secret is the key.
std::optional<visitors::Kept<Application>> find_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                          std::string_view number);
bool number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
std::optional<ApplicationId> application_of_line(db::Session& session, const MunicipalityCode& municipality,
                                                 const ApplicationLineId& line);
/// The whole file of an application already found.
File load_file(db::Session& session, const Application& application);
/// Inside the listener only: the sender's own referral tells about its own line, no person looks.
std::optional<File> load_file_of_line(db::Session& session, const MunicipalityCode& municipality,
                                      const ApplicationLineId& line);
/// Open ones of one person, whoever asks: for somebody who died or moved away. At most 50.
std::vector<Application> list_open_unseen(db::Session& session, const MunicipalityCode& municipality,
                                          const PersonId& person);
std::vector<LineEvent> list_events(db::Session& session, const Application& application, int limit);
/// Services that declined this line.
std::vector<ServiceId> list_tried_services(db::Session& session, const MunicipalityCode& municipality,
                                           const ApplicationLineId& line);

/// One row of a list: no names, no words of the person.
struct Listed {
  ApplicationId id;
  std::string number, urgency;
  ApplicationState state;
  Day received_on, due_on;
  std::string needs;  // codes between commas, at most lines_max
};
struct ListFilter {
  std::optional<ApplicationState> state;  // nullopt: all that are not closed
  std::optional<PersonId> person;         // all states then
  std::optional<ApplicationId> before;    // cursor: ids smaller than this
};
/// Newest first.
std::vector<Listed> list_applications(db::Session& session, const access::Scope& scope, const ListFilter& filter,
                                      int limit);
/// Those of one person whose own file this account reads, as own_file has made sure.
std::vector<Listed> list_for_own_eyes(db::Session& session, const access::Scope& scope,
                                      const MunicipalityCode& municipality, const PersonId& person, int limit);
/// Past their day and neither decided nor closed, longest overdue first.
std::vector<Listed> list_overdue_applications(db::Session& session, const access::Scope& scope, Day today, int limit);
/// Open ones of the scope, counted up to `limit`.
std::int64_t count_open(db::Session& session, const access::Scope& scope, int limit);

/// A line that is late or waits for an answer.
struct WaitingLine {
  ApplicationId application;
  ApplicationLineId line;
  std::string number, need;
  LineState state;
  std::optional<Day> routed_on;
  Day due_on;
};
/// The line of a referral, whatever its state; nullopt when absent or not in scope.
std::optional<WaitingLine> find_waiting_line(db::Session& session, const access::Scope& scope,
                                             const ApplicationLineId& line);
/// Open lines due before `before`, most overdue first.
std::vector<WaitingLine> list_lines_due(db::Session& session, const access::Scope& scope, Day before, int limit);
/// Sent and not answered, longest first.
std::vector<WaitingLine> list_lines_routed(db::Session& session, const access::Scope& scope, int limit);

void insert_application(db::Tx& tx, const Application& application, std::string_view secret_hash);
void insert_line(db::Tx& tx, const MunicipalityCode& municipality, const Line& line);
void update_line(db::Tx& tx, const MunicipalityCode& municipality, const Line& line);
void insert_event(db::Tx& tx, const Application& application, const LineEvent& event);
/// Adds the paper as required unless it is on the list already.
void require_paper(db::Tx& tx, const Application& application, std::string_view code, Instant at, const AccountId& by);
void update_paper(db::Tx& tx, const Application& application, const Paper& paper, Instant at, const AccountId& by);
/// Applications of this person and their tasks take over the level of the file.
void set_sensitivity(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, Sensitivity level);
/// Open ones that this account took, shielded people's not among them; and to a colleague, but for people that one is
/// barred from.
std::int64_t count_opened_by(db::Session& session, const MunicipalityCode& municipality, const AccountId& account);
void hand_over_applications(db::Tx& tx, const MunicipalityCode& municipality, const AccountId& from,
                            const AccountId& to);
/// New state and version + 1; false when somebody else changed it meanwhile.
bool update_application_state(db::Tx& tx, const Application& application, ApplicationState state);

}  // namespace gishe::desk
