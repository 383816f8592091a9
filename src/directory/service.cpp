#include <algorithm>

#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/entry_state.h"

namespace gishe::directory {

bool Service::suspended() const { return status == "suspended" && !stopped_words.empty(); }
bool Service::listed() const { return is_listed(status) || suspended(); }

std::string_view Capacity::status_on(Day today) const {
  constexpr int days_believed = 30;
  if (!updated_on || updated_on->days_until(today) > days_believed) return "unknown";
  return status;
}

bool is_service_type(std::string_view type) {
  return std::find(std::begin(service_types), std::end(service_types), type) != std::end(service_types);
}

std::vector<std::string> split_codes(std::string_view joined, char between) {
  std::vector<std::string> codes;
  while (!joined.empty()) {
    const auto end = joined.find(between);
    if (end != 0) codes.emplace_back(joined.substr(0, end));
    if (end == std::string_view::npos) break;
    joined.remove_prefix(end + 1);
  }
  return codes;
}

}  // namespace gishe::directory
