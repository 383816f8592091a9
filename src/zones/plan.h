#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/refusal.h"

/// A plan of several municipalities, and what has to be true of one. Pure.
namespace gishe::zones {

inline constexpr std::size_t name_length_max = 200;
inline constexpr std::size_t members_max = 40;
inline constexpr int years_max = 7;

/// Whose law the plan follows: the planning of social services (ЗСУ) or the piano di zona (L. 328/2000).
inline constexpr std::string_view frames[] = {"bg", "it"};

struct NewPlan {
  std::string name;
  int first_year = 0, last_year = 0;
  std::string frame;
  std::vector<MunicipalityCode> members;  // with that of the office that keeps it
};
/// Words of the fields name, first_year, last_year, frame, members.
Refusals why_not_open(const NewPlan& plan, Day today);

struct Plan {
  ZonePlanId id;
  MunicipalityCode municipality;  // the office that keeps it
  std::string name;
  int first_year = 0, last_year = 0;
  std::string frame, state;  // locale "zones.state.STATE"
  AccountId opened_by;
  Instant opened_at;
  std::int64_t version = 1;
  std::optional<Day> comments_from, comments_until;  // both days are in; nothing before the consultation
  std::vector<MunicipalityCode> members;
};
bool is_open_to_comments(const Plan& plan, Day today);

}  // namespace gishe::zones
