#include "base/text.h"
#include "own_file/subject_copy.h"

namespace gishe::own_file::store {
namespace {

// What is sealed opens only in its own place.
std::string context(const SubjectCopy& copy, const char* column, std::int64_t position) {
  return "subject_copy_line." + std::string(column) + ":" + copy.request.text() + ":" + std::to_string(position);
}

std::string joined(const std::vector<std::string>& parts) { return text::join(parts, "\n"); }

#define LINE_COLUMNS "SELECT position, section, words, parts, choice, ground, version FROM subject_copy_line "

ReviewedLine line_of(const db::Row& row, const secrets::Vault& vault, const SubjectCopy& copy) {
  ReviewedLine r;
  r.position = row.integer(0);
  r.line.section = row.string(1);
  const auto words = vault.unseal(row.text(2), context(copy, "words", r.position)).value_or("");
  const auto end = std::min(words.find('\n'), words.size());
  r.line.what = words.substr(0, end);
  if (end < words.size()) r.line.words = words.substr(end + 1);
  r.parts = parts_of(vault.unseal(row.text(3), context(copy, "parts", r.position)).value_or(""));
  r.choice = row.string(4);
  r.ground = row.string(5);
  r.version = row.integer(6);
  return r;
}

}  // namespace

std::optional<SubjectCopy> find_copy(db::Session& session, const SubjectRequest& request) {
  static const db::Query q{"subject_copy.find",
                           "SELECT prepared_at, prepared_by, released_at, released_by, paper_id, machine_id, version "
                           "FROM subject_copy WHERE municipality = $1 AND request_id = $2"};
  std::optional<SubjectCopy> found;
  session.one(q, {request.municipality, request.id}, [&](const db::Row& row) {
    SubjectCopy copy{
        request.municipality, request.id, row.instant(0), row.id<AccountId>(1), row.maybe_instant(2), {}, {}, {},
        row.integer(6)};
    copy.released_by = row.maybe_id<AccountId>(3).value_or(AccountId{});
    copy.paper = row.maybe_id<files::FileId>(4).value_or(files::FileId{});
    copy.machine = row.maybe_id<files::FileId>(5).value_or(files::FileId{});
    found = copy;
  });
  return found;
}

void insert_copy(db::Tx& tx, const secrets::Vault& vault, const SubjectCopy& copy,
                 const std::vector<ReviewedLine>& lines) {
  static const db::Query q_copy{"subject_copy.insert",
                                "INSERT INTO subject_copy (municipality, request_id, prepared_at, prepared_by) VALUES "
                                "($1, $2, $3, $4)"};
  static const db::Query q_line{"subject_copy.insert_line",
                                "INSERT INTO subject_copy_line (municipality, request_id, position, section, words, "
                                "parts, choice, ground) VALUES ($1, $2, $3, $4, $5, $6, $7, '')"};
  tx.run(q_copy, {copy.municipality, copy.request, copy.prepared_at, copy.prepared_by});
  for (const auto& one : lines) {
    const auto words = vault.seal(one.line.what + "\n" + one.line.words, context(copy, "words", one.position));
    const auto parts = vault.seal(joined(one.parts), context(copy, "parts", one.position));
    tx.run(q_line, {copy.municipality, copy.request, one.position, one.line.section, db::Blob{words}, db::Blob{parts},
                    one.choice});
  }
}

std::vector<ReviewedLine> list_lines(db::Session& session, const secrets::Vault& vault, const SubjectCopy& copy) {
  static const db::Query q{"subject_copy.lines",
                           LINE_COLUMNS "WHERE municipality = $1 AND request_id = $2 ORDER BY position LIMIT 4000"};
  std::vector<ReviewedLine> lines;
  session.each(q, {copy.municipality, copy.request},
               [&](const db::Row& row) { lines.push_back(line_of(row, vault, copy)); });
  return lines;
}

std::optional<ReviewedLine> find_line(db::Session& session, const secrets::Vault& vault, const SubjectCopy& copy,
                                      std::int64_t position) {
  static const db::Query q{"subject_copy.line",
                           LINE_COLUMNS "WHERE municipality = $1 AND request_id = $2 AND position = $3"};
  std::optional<ReviewedLine> found;
  session.one(q, {copy.municipality, copy.request, position},
              [&](const db::Row& row) { found = line_of(row, vault, copy); });
  return found;
}

bool decide_line(db::Tx& tx, const secrets::Vault& vault, const SubjectCopy& copy, const ReviewedLine& line,
                 const AccountId& by, Instant at) {
  static const db::Query q_line{
      "subject_copy.decide_line",
      "UPDATE subject_copy_line SET parts = $4, choice = $5, ground = $6, decided_by = $7, decided_at = $8, version = "
      "version + 1 WHERE municipality = $1 AND request_id = $2 AND position = $3 AND version = $9"};
  static const db::Query q_copy{
      "subject_copy.touch",
      "UPDATE subject_copy SET version = version + 1 WHERE municipality = $1 AND request_id = "
      "$2 AND released_at IS NULL"};
  const auto parts = vault.seal(joined(line.parts), context(copy, "parts", line.position));
  return tx.run(q_copy, {copy.municipality, copy.request}) == 1 &&
         tx.run(q_line, {copy.municipality, copy.request, line.position, db::Blob{parts}, line.choice, line.ground, by,
                         at, line.version}) == 1;
}

bool release(db::Tx& tx, const SubjectCopy& copy) {
  static const db::Query q_copy{"subject_copy.release",
                                "UPDATE subject_copy SET released_at = $3, released_by = $4, paper_id = $5, machine_id "
                                "= $6, version = version + 1 "
                                "WHERE municipality = $1 AND request_id = $2 AND version = $7 AND released_at IS NULL"};
  static const db::Query q_lines{"subject_copy.forget_lines",
                                 "DELETE FROM subject_copy_line WHERE municipality = $1 AND request_id = $2"};
  if (tx.run(q_copy, {copy.municipality, copy.request, copy.released_at, copy.released_by, copy.paper, copy.machine,
                      copy.version}) != 1)
    return false;
  tx.run(q_lines, {copy.municipality, copy.request});
  return true;
}

}  // namespace gishe::own_file::store
