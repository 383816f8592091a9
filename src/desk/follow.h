#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "desk/application.h"
#include "desk/follow_up.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// Following an application by its number and secret, without signing in. No names, nothing the person said.
namespace gishe::desk {

struct FollowedLine {
  std::string need;  // code
  LineState state;
  std::string outcome;       // granted, partly, refused or empty
  std::string remedy;        // what one can do after a refusal
  std::string organisation;  // empty where none is chosen or its place is not shown
};
/// A paper as the person sees it, with how many files came for it: names of files may name people.
struct FollowedPaper {
  std::string code, state;  // of paper_states; empty: sent without anybody having asked
  int files = 0;
};
struct FollowedApplication {
  ApplicationId id;
  MunicipalityCode municipality;
  std::string number;
  Day received_on, due_on;
  ApplicationState state;
  std::vector<FollowedLine> lines;
  std::vector<std::string> papers_missing;  // codes
  std::vector<FollowedPaper> papers;
  std::string online_state;       // waiting, returned, declined: no officer has made it an application yet; else empty
  std::string reply;              // the officer's words, when returned or declined
  bool may_send = false;          // papers still help: not declined, not closed
  std::optional<FollowUp> asked;  // three months after a service began
};

/// Wrong number and wrong secret: the same wrong_number_or_secret, after the same work. Wrong tries are counted by
/// number and network and by network alone; too_many_tries (even for the right secret) until the wait is over.
Result<FollowedApplication> follow_application(Office& office, std::string_view number, std::string_view secret,
                                               std::string_view remote);

/// What the person sends later, by number and secret: files of papers, and words when the desk gave it back. It waits
/// for an officer again, or she gets a task. Refusals as follow_application's, or on the fields of files that were not
/// taken.
struct SentLater {
  std::string_view number, secret, words, once_key;
  const std::vector<web::Upload>& uploads;
};
Refusals send_later(Office& office, const SentLater& sent, std::string_view remote);

}  // namespace gishe::desk
