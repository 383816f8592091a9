#pragma once
#include <string>

#include "directory/directory.h"

/// How an entry is said to people; shared by the pages; put_places and said_on stand in the door.
namespace gishe::directory {

/// Ages and target groups, one line each; "Everybody" when there is no limit.
std::vector<std::string> who_may_use(const words::Words& w, const Service& service);
/// Free places as a badge, or that the service is suspended: then with a section STOPPED that holds the words.
void put_places_or_stop(page::Values& values, const words::Words& w, const Service& service, Day today);
/// „Временно не работи до 15.1.2027 г.“; empty where it is not suspended.
std::string stopped_said(const words::Words& w, const Service& service);
/// Months after which an entry is said to be unconfirmed.
bool confirmed_lately(const Service& service, Day today);

}  // namespace gishe::directory
