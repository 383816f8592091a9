#include "zones/plan.h"

#include <algorithm>

#include "base/text.h"
#include "zones/zones.h"

namespace gishe::zones {

Refusals why_not_open(const NewPlan& plan, Day today) {
  Refusals no;
  if (plan.name.empty()) no.emplace_back(required, "name");
  if (text::length(plan.name) > name_length_max)
    no.emplace_back(too_long, "name",
                    std::vector<std::pair<std::string, std::string>>{{"max", std::to_string(name_length_max)}});
  if (plan.first_year < today.year() - 10 || plan.first_year > today.year() + 10) {
    no.emplace_back(not_in_list, "first_year");
  } else if (plan.last_year < plan.first_year || plan.last_year >= plan.first_year + years_max) {
    no.emplace_back(years_wrong, "last_year",
                    std::vector<std::pair<std::string, std::string>>{{"max", std::to_string(years_max)}});
  }
  if (!text::one_of(frames, plan.frame)) no.emplace_back(plan.frame.empty() ? required : not_in_list, "frame");
  if (plan.members.size() < 2) no.emplace_back(too_few_members, "members");
  return no;
}

bool is_open_to_comments(const Plan& plan, Day today) {
  return plan.state == "consultation" && plan.comments_until && *plan.comments_until >= today;
}

}  // namespace gishe::zones
