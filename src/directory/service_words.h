#pragma once
#include <string>

#include "directory/directory.h"

/// How an entry is said to people; shared by the public pages and the provider's.
namespace gishe::directory {

/// One of the four states, or "not known", as a badge: icon, word, colour. Numbers of places where they are known.
void put_places(page::Values& values, const words::Words& w, const Capacity& capacity, Day today);
/// "As said by the provider on …"; empty when nothing was said or it is too old to count on.
std::string said_on(const words::Words& w, const Capacity& capacity, Day today);
/// Ages and target groups, one line each; "Everybody" when there is no limit.
std::vector<std::string> who_may_use(const words::Words& w, const Service& service);
/// Months after which an entry is said to be unconfirmed.
bool confirmed_lately(const Service& service, Day today);

}  // namespace gishe::directory
