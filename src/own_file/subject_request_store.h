#pragma once
#include "own_file/subject_request.h"
#include "platform/office/office.h"

/// Every statement on subject_request. Reading asks the person's row too: a file that was shielded takes its requests
/// along.
namespace gishe::own_file::store {

bool number_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
void insert(db::Tx& tx, const SubjectRequest& row);
/// False when somebody changed it since row.version.
bool update(db::Tx& tx, const SubjectRequest& row);
struct RequestEvent {
  AccountId account;
  Instant at;
  std::string from, to, reason;
};
void add_event(db::Tx& tx, const SubjectRequest& row, const RequestEvent& event);
std::vector<RequestEvent> list_events(db::Session& session, const SubjectRequest& row);

/// For who answers them (scope of answer_request): open ones first due first, or those that are over, newest first.
std::vector<SubjectRequest> list_requests(db::Session& session, const access::Scope& scope, bool open, int limit);
std::optional<SubjectRequest> find_request(db::Session& session, const access::Scope& scope,
                                           const SubjectRequestId& id);
/// Of one file, which the caller has been let into; newest first, at most 50.
std::vector<SubjectRequest> list_requests_of(db::Session& session, const MunicipalityCode& municipality,
                                             const PersonId& person);

}  // namespace gishe::own_file::store
