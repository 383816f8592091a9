#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "desk/application.h"
#include "directory/directory.h"
#include "platform/office/office.h"

/// Lines that have a service leave the desk together: a referral to each provider, a letter for each state desk.
namespace gishe::desk {

/// Grounds for passing data on; locale "legal_ground.CODE".
inline constexpr std::string_view grounds[] = {"consent", "legal_duty", "public_task", "vital_interest"};
inline constexpr std::string_view consent_forms[] = {"written", "oral_recorded", "representative"};

struct ReadyLine {
  Line line;
  directory::Service service;
};
/// Lines with a service, still at the desk.
std::vector<ReadyLine> list_ready(db::Session& session, const File& file);

struct Sending {
  ApplicationId application;
  std::int64_t version = 0;
  std::vector<std::string> package_fields;                         // people::package_fields()
  std::string legal_ground, consent_how;                           // once for all
  std::vector<std::pair<ApplicationLineId, std::string>> reasons;  // what is asked of each; empty: the own words
};
struct Sent {
  int referrals = 0, letters = 0;
};
/// All lines or none. Refuses nothing_to_send, no_package, no_ground, and what referrals refuses (quota used up …).
Result<Sent> send_lines(Office& office, const Actor& actor, const Sending& sending, std::string_view once_key);

}  // namespace gishe::desk
