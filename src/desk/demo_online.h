#pragma once
#include <vector>

#include "desk/desk.h"

namespace gishe::desk {

/// Two applications sent on-line to this desk, waiting: a man for himself with a paper (drawn by platform/paper, said
/// to be invented), and a daughter for an old woman of these people,
/// who stand in the register already.
void send_demo_online(Office& office, const Actor& officer, const std::vector<PersonId>& people);

}  // namespace gishe::desk
