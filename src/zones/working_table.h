#pragma once
#include <map>

#include "base/day.h"
#include "zones/comment.h"

/// People of a plan's municipalities sat together on one topic: who by kind, and what they said. Pure.
namespace gishe::zones {

inline constexpr std::size_t topic_length_max = 200, minutes_length_max = 20'000;
inline constexpr int working_tables_max = 200;  // of a plan
inline constexpr int present_max = 1000;        // of a kind

struct WorkingTable {
  int number = 0;  // of the plan; 0: not kept yet
  Day held_on;
  std::string topic, minutes;
  std::map<std::string, int> present;  // of comment_kinds; one that was not there is absent
};
/// Words of the fields held_on, topic, minutes, and "present_resident" for the number of a kind; that one where nobody
/// sat there.
Refusals why_not_working_table(const WorkingTable& table, Day today);

}  // namespace gishe::zones
