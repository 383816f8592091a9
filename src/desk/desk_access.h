#pragma once
#include <string>
#include <string_view>

#include "desk/application_store.h"
#include "platform/office/act.h"

/// What every act of the desk does first and last: find, ask access, compare the version; then keep the new state.
namespace gishe::desk {

struct Opened {
  File file;
  std::string rule;  // the access row that allowed it, for the ledger
};
/// not_found when absent or not hers; changed_meanwhile when `version` is given and not the row's.
Result<Opened> open_file(db::Session& session, const Actor& actor, access::Action action, const ApplicationId& id,
                         std::optional<std::int64_t> version = std::nullopt);

/// Moves a line one step of the table and writes its event. `line` belongs to `file`. Fields of the line that the
/// caller changed before are written too. Refuses not_from_this_state.
Result<Done> move_line(db::Tx& tx, const Office& office, const AccountId& by, File& file, Line& line, LineStep step,
                       std::string_view reason);
/// The application's state from its lines, its version + 1. Refuses changed_meanwhile.
Result<Done> keep_state(db::Tx& tx, File& file);
/// A ledger line about this application; `reason` is a code, never somebody's words.
ledger::Line line_about(const Application& application, std::string_view action, std::string_view rule,
                        std::string_view reason = {});
void note_application(db::Tx& tx, const Office& office, const Actor& actor, const Application& application,
                      std::string_view action, std::string_view rule, std::string_view reason = {});

}  // namespace gishe::desk
