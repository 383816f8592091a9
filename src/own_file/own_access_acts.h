#pragma once
#include "own_file/own_access.h"

/// What the desk does about somebody's access to her own file. Action: open_own_access.
namespace gishe::own_file {

struct AtTheDesk {
  people::Person person;
  std::vector<people::Representative> representatives;  // whose mandate holds today
  struct Row {
    OwnAccess access;
    std::string holder, email;  // holder: as the representative's name reads; empty: the person herself
    bool holds = true;
  };
  std::vector<Row> rows;
};
/// For the page at the desk. Leaves a ledger line.
Result<AtTheDesk> open_at_the_desk(Office& office, const Actor& actor, const PersonId& id);

struct NewAccess {
  PersonId person;
  std::string holder;  // "self", or the id of a mandate
  std::string email, identity_check;
};
/// What goes into the letter; `link` is empty when nothing is to be handed over: she has her password already, or this
/// form was answered before.
struct Opened {
  std::string link;  // "/welcome/TOKEN"
  std::string email, person, holder;
};
Result<Opened> open_access(Office& office, const Actor& actor, const NewAccess& typed, std::string_view once_key);
/// Letter, password or telephone lost: papers checked again; a new link, and the old password and second factor end.
Result<Opened> renew_letter(Office& office, const Actor& actor, const PersonId& person, const OwnAccessId& id,
                            std::string_view identity_check, std::string_view once_key);
Result<Done> end_access(Office& office, const Actor& actor, const PersonId& person, const OwnAccessId& id,
                        std::string_view reason, std::string_view once_key);

}  // namespace gishe::own_file
