#pragma once
#include <string>

#include "directory/directory.h"

/// How an entry is said to people; shared by the pages; put_places and said_on stand in the door.
namespace gishe::directory {

/// Ages and target groups, one line each; "Everybody" when there is no limit.
std::vector<std::string> who_may_use(const words::Words& w, const Service& service);
/// Months after which an entry is said to be unconfirmed.
bool confirmed_lately(const Service& service, Day today);

}  // namespace gishe::directory
