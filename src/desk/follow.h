#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "desk/application.h"
#include "platform/office/office.h"

/// Following an application by its number and secret, without signing in. No names, nothing the person said.
namespace gishe::desk {

struct FollowedLine {
  std::string need;  // code
  LineState state;
  std::string outcome;       // granted, partly, refused or empty
  std::string remedy;        // what one can do after a refusal
  std::string organisation;  // empty where none is chosen or its place is not shown
};
struct FollowedApplication {
  std::string number;
  Day received_on, due_on;
  ApplicationState state;
  std::vector<FollowedLine> lines;
  std::vector<std::string> papers_missing;  // codes
};

/// Wrong number and wrong secret: the same wrong_number_or_secret, after the same work. Wrong tries are counted by
/// number and address and by address alone; too_many_tries (even for the right secret) until the wait is over.
Result<FollowedApplication> follow_application(Office& office, std::string_view number, std::string_view secret,
                                               std::string_view remote);

/// Is this the secret of that application? For the slip, inside the desk.
bool is_secret_of(const Office& office, std::string_view number, std::string_view stored_hash, std::string_view secret);

}  // namespace gishe::desk
