#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "desk/desk.h"
#include "desk/online_store.h"
#include "desk/paper_files.h"

/// What an officer does with what came on-line: opens it, makes it an ordinary application, gives it back or declines
/// it. Each: access → rule → store → ledger, in one transaction.
namespace gishe::desk {

struct OnlineView {
  Online online;
  Told told;
  std::vector<ShownFile> files;
  // Who in the register may be meant, as far as this officer may see: shielded people never stand here.
  std::vector<people::Alike> alike, writer_alike;
};
/// Leaves a ledger line "online.opened", on disk before the answer. One that was taken opens for those its application
/// opens for.
Result<OnlineView> open_online(Office& office, const Actor& actor, const ApplicationId& id);

struct Taking {
  ApplicationId id;
  std::int64_t version = 0;
  std::string urgency = "normal";
  std::optional<PersonId> person;  // somebody in the register; nullopt: `fresh` is registered
  people::NewPerson fresh;
  // Who writes for another becomes her representative only when the officer has seen the document.
  bool with_representative = false, document_seen = false;
  std::optional<PersonId> representative;  // nullopt: `fresh_representative` is registered
  people::NewPerson fresh_representative;
  std::string mandate, relation, document, valid_until;
};
/// The application with the same id, number and secret, its lines, and its papers received with their files. Refuses
/// what registering, representing and taking refuse (the representative's fields begin with "writer_"),
/// document_not_seen, not_from_this_state, changed_meanwhile.
Result<ApplicationId> take_online(Office& office, const Actor& actor, const Taking& taking, std::string_view once_key);

struct OnlineAnswer {
  ApplicationId id;
  std::int64_t version = 0;
  std::string state;  // returned: something is missing; declined: this desk cannot take it
  std::string words;  // for the person; needed
};
Result<Done> answer_online(Office& office, const Actor& actor, const OnlineAnswer& answer, std::string_view once_key);

/// One of its files; leaves a ledger line.
Result<files::File> open_online_file(Office& office, const Actor& actor, const ApplicationId& id,
                                     const files::FileId& file);

}  // namespace gishe::desk
