#include <algorithm>

#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/entry_state.h"
#include "directory/refusals.h"
#include "platform/post/post.h"

namespace gishe::directory {

bool Service::suspended() const { return status == "suspended" && !stopped_words.empty(); }
bool Service::listed() const { return is_listed(status) || suspended(); }

std::string_view Capacity::status_on(Day today) const {
  constexpr int days_believed = 30;
  if (!updated_on || updated_on->days_until(today) > days_believed) return "unknown";
  return status;
}

Service for_everybody(Service s) {
  if (!s.restricted) return s;
  s.municipality = {};
  s.capacity.state_only = true;
  s.capacity.places_total = s.capacity.places_free = s.capacity.waiting = 0;
  constexpr std::int64_t micros_a_day = 86'400'000'000;
  s.modified_at.micros -= s.modified_at.micros % micros_a_day;
  return s;
}

bool hides_by_kind(const Service& s) {
  return s.type == "shelter" || std::find(s.needs.begin(), s.needs.end(), "violence_shelter") != s.needs.end();
}

std::optional<Refusal> why_not_email(const std::string& email, const char* field) {
  // What mailto: would take for more than an address.
  const bool plain = post::is_address(email) && email.find_first_of("?&%#") == std::string::npos;
  if (email.empty() || plain) return std::nullopt;
  return Refusal(not_an_email, field);
}

std::optional<Refusal> why_not_website(const std::string& website, const char* field) {
  const bool link = website.starts_with("https://") || website.starts_with("http://");
  if (website.empty() || (link && website.find_first_of(" \"<>\\") == std::string::npos)) return std::nullopt;
  return Refusal(not_a_web_address, field);
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
