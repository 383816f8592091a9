#pragma once
#include "own_file/subject_request_store.h"
#include "people/people.h"

/// Asking (ask_about_own, or the desk with open_own_access) and answering (answer_request).
namespace gishe::own_file {

struct Asked {
  PersonId person;
  std::string kind, words;
};
/// From /my: for the file this account may read now.
Result<SubjectRequestId> ask_about_own(Office& office, const Actor& actor, const Asked& asked,
                                       std::string_view once_key);
/// At the desk, for somebody without an account. Refuses in_person_only for a shielded file.
Result<SubjectRequestId> ask_at_the_desk(Office& office, const Actor& actor, const Asked& asked,
                                         std::string_view once_key);

struct OpenedRequest {
  SubjectRequest request;
  std::string person;  // name
  std::vector<store::RequestEvent> events;
};
/// For who answers; leaves a ledger line on the person.
Result<OpenedRequest> open_request(Office& office, const Actor& actor, const SubjectRequestId& id);

struct RequestStep {
  SubjectRequestId id;
  std::string step, words;
  std::int64_t version = 0;
};
/// Refuses not_from_this_state, and changed_meanwhile where somebody else was faster.
Result<Done> take_request_step(Office& office, const Actor& actor, const RequestStep& step, std::string_view once_key);

}  // namespace gishe::own_file
