#pragma once
#include <map>
#include <vector>

#include "desk/application.h"
#include "desk/application_store.h"
#include "desk/paper_files.h"
#include "desk/task.h"
#include "directory/directory.h"
#include "people/people.h"
#include "platform/web/web.h"

/// Everything one look at an application shows; loaded together with the ledger line that says who looked.
namespace gishe::desk {

/// The services that the lines of this file have chosen.
std::map<ServiceId, directory::Service> services_of(db::Session& session, const File& file);

struct View {
  File file;
  std::optional<people::Person> person;
  std::vector<people::Representative> representatives;
  std::map<ServiceId, directory::Service> services;  // the chosen ones
  std::vector<ShownFile> files;
  std::vector<Task> tasks;
  std::vector<LineEvent> events;
  std::map<AccountId, std::string> names;  // who did what
};
/// Leaves a ledger line "application.opened", committed before the answer.
Result<View> open_view(Office& office, const Actor& actor, const ApplicationId& id);

/// The page, also with refusals beside its fields (`line`: whose decision form).
web::Response application_page(web::Context& c, const ApplicationId& id, const Refusals& refusals = {},
                               std::optional<ApplicationLineId> line = std::nullopt);

}  // namespace gishe::desk
