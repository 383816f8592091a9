#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/instant.h"
#include "desk/online.h"
#include "platform/access/access.h"
#include "platform/files/files.h"
#include "platform/visitors/receipt.h"

/// Every statement on online_draft, online_application and application_file.
namespace gishe::desk {

/// Drafts: whoever has the token has the draft, and nobody else reads it.
struct DraftRow {
  MunicipalityCode municipality;
  ApplicationId id;
  std::string content;  // sealed
  Instant started_at;
};
void insert_draft(db::Tx& tx, const DraftRow& draft, std::string_view token_hash, std::string_view from_hash);
std::optional<DraftRow> find_draft(db::Session& session, const MunicipalityCode& municipality,
                                   std::string_view token_hash);
std::optional<DraftRow> find_draft_by_id(db::Session& session, const MunicipalityCode& municipality,
                                         const ApplicationId& id);
void update_draft(db::Tx& tx, const DraftRow& draft);
/// The draft alone; its files stay where they are, for the application it became.
bool delete_draft(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& id);
std::vector<DraftRow> list_drafts_before(db::Session& session, Instant before, int limit);
std::int64_t count_drafts(db::Session& session, const MunicipalityCode& municipality);
std::int64_t count_drafts_from(db::Session& session, std::string_view from_hash);
/// Bytes of the files of all drafts.
std::int64_t draft_bytes(db::Session& session);
/// Of all drafts begun from the network this one was begun from.
std::int64_t draft_bytes_around(db::Session& session, const MunicipalityCode& municipality, const ApplicationId& id);

struct Online {
  ApplicationId id;
  MunicipalityCode municipality;
  std::string number;
  std::vector<std::string> needs;
  std::string content;  // sealed
  std::string state;    // waiting, returned, declined, taken; locale "online.state.NAME"
  std::string reply;    // the officer's words for the person
  Instant sent_at;
  Day sent_on, due_on;
  std::int64_t version = 1;
};
void insert_online(db::Tx& tx, const Online& online, std::string_view secret_hash);
/// Nullopt when absent or not in scope.
std::optional<Online> find_online(db::Session& session, const access::Scope& scope, const ApplicationId& id);
/// Inside the desk's own municipality, for what a house outside does with its own; nobody's eyes.
std::optional<Online> find_online_unseen(db::Session& session, const MunicipalityCode& municipality,
                                         const ApplicationId& id);
/// For the public page only: by number; the secret is the key.
std::optional<visitors::Kept<Online>> find_online_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                            std::string_view number);
/// Of one state, the longest waiting first, behind `after`. Numbers and needs, nothing the person said.
std::vector<Online> list_online(db::Session& session, const access::Scope& scope, std::string_view state,
                                const std::optional<ApplicationId>& after, int limit);
std::int64_t count_online(db::Session& session, const access::Scope& scope, std::string_view state, int limit);
std::int64_t count_sent_on(db::Session& session, const MunicipalityCode& municipality, Day on);
/// State, reply, content and version + 1; false when somebody changed it meanwhile. `by` nullopt: the person.
bool update_online(db::Tx& tx, const Online& online, Instant at, const std::optional<AccountId>& by);

/// A file of a paper: of a draft, an on-line application or an application, which bear one id.
struct PaperFile {
  files::FileId id;
  ApplicationId application;
  std::string code;  // of the paper, or other_paper
  std::int64_t size_bytes = 0;
  Instant added_at;
  std::optional<AccountId> added_by;  // nullopt: the person
};
void insert_paper_file(db::Tx& tx, const MunicipalityCode& municipality, const PaperFile& file);
std::vector<PaperFile> list_paper_files(db::Session& session, const MunicipalityCode& municipality,
                                        const ApplicationId& application);
bool delete_paper_file(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& application,
                       const files::FileId& id);

}  // namespace gishe::desk
