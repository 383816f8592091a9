#include "desk/online_store.h"

#include "base/split.h"
#include "base/text.h"
#include "desk/visible.h"

namespace gishe::desk {
namespace {

#define DRAFT_COLUMNS "municipality, id, content, started_at"
#define ONLINE_COLUMNS \
  "o.id, o.municipality, o.number, o.needs, o.content, o.state, o.reply, o.sent_at, o.sent_on, o.due_on, o.version"

const db::Query q_insert_draft{"online.insert_draft",
                               "INSERT INTO online_draft (municipality, id, token_hash, from_hash, content, started_at)"
                               " VALUES ($1, $2, $3, $4, $5, $6)"};
const db::Query q_find_draft{"online.find_draft",
                             "SELECT " DRAFT_COLUMNS " FROM online_draft WHERE municipality = $1 AND token_hash = $2"};
const db::Query q_draft_by_id{"online.draft_by_id",
                              "SELECT " DRAFT_COLUMNS " FROM online_draft WHERE municipality = $1 AND id = $2"};
const db::Query q_update_draft{"online.update_draft",
                               "UPDATE online_draft SET content = $3 WHERE municipality = $1 AND id = $2"};
const db::Query q_delete_draft{"online.delete_draft", "DELETE FROM online_draft WHERE municipality = $1 AND id = $2"};
const db::Query q_old_drafts{"online.old_drafts", "SELECT " DRAFT_COLUMNS
                                                  " FROM online_draft WHERE started_at < $1 ORDER BY started_at"
                                                  " LIMIT $2"};
const db::Query q_count_drafts{"online.count_drafts", "SELECT count(*) FROM online_draft WHERE municipality = $1"};
const db::Query q_count_from{"online.count_drafts_from", "SELECT count(*) FROM online_draft WHERE from_hash = $1"};
const db::Query q_draft_bytes{"online.draft_bytes",
                              "SELECT CAST(coalesce(sum(f.size_bytes), 0) AS BIGINT) FROM online_draft d"
                              " JOIN application_file f ON f.municipality = d.municipality"
                              " AND f.application_id = d.id"};

const db::Query q_network_bytes{"online.network_bytes",
                                "SELECT CAST(coalesce(sum(f.size_bytes), 0) AS BIGINT) FROM online_draft d"
                                " JOIN application_file f ON f.municipality = d.municipality"
                                " AND f.application_id = d.id WHERE d.from_hash ="
                                " (SELECT n.from_hash FROM online_draft n WHERE n.municipality = $1 AND n.id = $2)"};

const db::Query q_insert{"online.insert",
                         "INSERT INTO online_application (municipality, id, number, secret_hash, needs, content, state,"
                         " sent_at, sent_on, due_on, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $8)"};
const db::Query q_find{"online.find", "SELECT " ONLINE_COLUMNS
                                      " FROM online_application o WHERE o.municipality = $1 AND o.id = $2 AND $3 >= 2"};
const db::Query q_find_unseen{"online.find_unseen", "SELECT " ONLINE_COLUMNS
                                                    " FROM online_application o WHERE o.municipality = $1 AND o.id = "
                                                    "$2"};
const db::Query q_by_number{"online.by_number",
                            "SELECT " ONLINE_COLUMNS
                            ", o.secret_hash FROM online_application o WHERE o.municipality = $1 AND o.number = $2"};
const db::Query q_list{"online.list",
                       "SELECT " ONLINE_COLUMNS
                       " FROM online_application o WHERE o.municipality = $1 AND $2 >= 2 AND o.state = $3 AND o.id > $4"
                       " ORDER BY o.id LIMIT $5"};
const db::Query q_count{"online.count",
                        "SELECT count(*) FROM (SELECT 1 FROM online_application o WHERE o.municipality = $1"
                        " AND $2 >= 2 AND o.state = $3 LIMIT $4) some"};
const db::Query q_sent_on{"online.sent_on",
                          "SELECT count(*) FROM online_application WHERE municipality = $1 AND sent_on = $2"};
const db::Query q_update{"online.update",
                         "UPDATE online_application SET state = $3, reply = $4, changed_at = $5, changed_by = $6,"
                         " content = $8, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $7"};

const db::Query q_insert_file{"online.insert_file",
                              "INSERT INTO application_file (municipality, id, application_id, code, size_bytes,"
                              " added_at, added_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"};
const db::Query q_files{"online.files",
                        "SELECT id, application_id, code, size_bytes, added_at, added_by FROM application_file"
                        " WHERE municipality = $1 AND application_id = $2 ORDER BY added_at, code, id LIMIT 100"};
const db::Query q_delete_file{"online.delete_file",
                              "DELETE FROM application_file WHERE municipality = $1 AND application_id = $2"
                              " AND id = $3"};

DraftRow draft_from(const db::Row& row) {
  return {row.municipality(0), row.id<ApplicationId>(1), row.string(2), row.instant(3)};
}

Online online_from(const db::Row& row) {
  Online o;
  o.id = row.id<ApplicationId>(0);
  o.municipality = row.municipality(1);
  o.number = row.string(2);
  o.needs = text::split(row.text(3), ',');
  o.content = row.string(4);
  o.state = row.string(5);
  o.reply = row.string(6);
  o.sent_at = row.instant(7);
  o.sent_on = row.day(8);
  o.due_on = row.day(9);
  o.version = row.integer(10);
  return o;
}

}  // namespace

void insert_draft(db::Tx& tx, const DraftRow& d, std::string_view token_hash, std::string_view from_hash) {
  tx.run(q_insert_draft,
         {d.municipality, d.id, db::Blob{token_hash}, db::Blob{from_hash}, db::Blob{d.content}, d.started_at});
}

std::optional<DraftRow> find_draft(db::Session& session, const MunicipalityCode& municipality,
                                   std::string_view token_hash) {
  std::optional<DraftRow> found;
  session.one(q_find_draft, {municipality, db::Blob{token_hash}}, [&](const db::Row& row) { found = draft_from(row); });
  return found;
}

std::optional<DraftRow> find_draft_by_id(db::Session& session, const MunicipalityCode& municipality,
                                         const ApplicationId& id) {
  std::optional<DraftRow> found;
  session.one(q_draft_by_id, {municipality, id}, [&](const db::Row& row) { found = draft_from(row); });
  return found;
}

void update_draft(db::Tx& tx, const DraftRow& d) {
  tx.run(q_update_draft, {d.municipality, d.id, db::Blob{d.content}});
}

bool delete_draft(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& id) {
  return tx.run(q_delete_draft, {municipality, id}) == 1;
}

std::vector<DraftRow> list_drafts_before(db::Session& session, Instant before, int limit) {
  std::vector<DraftRow> list;
  session.each(q_old_drafts, {before, limit}, [&](const db::Row& row) { list.push_back(draft_from(row)); });
  return list;
}

std::int64_t count_drafts(db::Session& session, const MunicipalityCode& municipality) {
  return session.count(q_count_drafts, {municipality});
}
std::int64_t count_drafts_from(db::Session& session, std::string_view from_hash) {
  return session.count(q_count_from, {db::Blob{from_hash}});
}
std::int64_t draft_bytes(db::Session& session) { return session.count(q_draft_bytes, {}); }
std::int64_t draft_bytes_around(db::Session& session, const MunicipalityCode& municipality, const ApplicationId& id) {
  return session.count(q_network_bytes, {municipality, id});
}

void insert_online(db::Tx& tx, const Online& o, std::string_view secret_hash) {
  tx.run(q_insert, {o.municipality, o.id, o.number, db::Blob{secret_hash}, text::join(o.needs, ","),
                    db::Blob{o.content}, o.state, o.sent_at, o.sent_on, o.due_on});
}

std::optional<Online> find_online(db::Session& session, const access::Scope& scope, const ApplicationId& id) {
  std::optional<Online> found;
  session.one(q_find, {bound_municipality(scope), id, bound_level(scope)},
              [&](const db::Row& row) { found = online_from(row); });
  return found;
}

std::optional<Online> find_online_unseen(db::Session& session, const MunicipalityCode& municipality,
                                         const ApplicationId& id) {
  std::optional<Online> found;
  session.one(q_find_unseen, {municipality, id}, [&](const db::Row& row) { found = online_from(row); });
  return found;
}

std::optional<visitors::Kept<Online>> find_online_by_number(db::Session& session, const MunicipalityCode& municipality,
                                                            std::string_view number) {
  std::optional<visitors::Kept<Online>> found;
  session.one(q_by_number, {municipality, number},
              [&](const db::Row& row) { found = visitors::Kept<Online>{online_from(row), row.string(11)}; });
  return found;
}

std::vector<Online> list_online(db::Session& session, const access::Scope& scope, std::string_view state,
                                const std::optional<ApplicationId>& after, int limit) {
  std::vector<Online> list;
  session.each(q_list, {bound_municipality(scope), bound_level(scope), state, after.value_or(ApplicationId{}), limit},
               [&](const db::Row& row) { list.push_back(online_from(row)); });
  return list;
}

std::int64_t count_online(db::Session& session, const access::Scope& scope, std::string_view state, int limit) {
  return session.count(q_count, {bound_municipality(scope), bound_level(scope), state, limit});
}

std::int64_t count_sent_on(db::Session& session, const MunicipalityCode& municipality, Day on) {
  return session.count(q_sent_on, {municipality, on});
}

bool update_online(db::Tx& tx, const Online& o, Instant at, const std::optional<AccountId>& by) {
  return tx.run(q_update, {o.municipality, o.id, o.state, o.reply, at, by, o.version, db::Blob{o.content}}) == 1;
}

void insert_paper_file(db::Tx& tx, const MunicipalityCode& municipality, const PaperFile& f) {
  tx.run(q_insert_file, {municipality, f.id, f.application, f.code, f.size_bytes, f.added_at, f.added_by});
}

std::vector<PaperFile> list_paper_files(db::Session& session, const MunicipalityCode& municipality,
                                        const ApplicationId& application) {
  std::vector<PaperFile> list;
  session.each(q_files, {municipality, application}, [&](const db::Row& row) {
    list.push_back({row.id<files::FileId>(0), row.id<ApplicationId>(1), row.string(2), row.integer(3), row.instant(4),
                    row.maybe_id<AccountId>(5)});
  });
  return list;
}

bool delete_paper_file(db::Tx& tx, const MunicipalityCode& municipality, const ApplicationId& application,
                       const files::FileId& id) {
  return tx.run(q_delete_file, {municipality, application, id}) == 1;
}

}  // namespace gishe::desk
