#include "cases/partner_store.h"

#include "cases/visible.h"

namespace gishe::cases::store {
namespace {

#define PARTNER_COLUMNS \
  "SELECT account_id, role, section_title, section_words, section_changed_at, ended_on, version FROM case_partner "
const db::Query q_is{"case_partner.is",
                     "SELECT 1 FROM case_partner w WHERE w.municipality = $1 AND w.case_id = $2 AND w.account_id = $3 "
                     "AND" PARTNER_FROM_HERE};
const db::Query q_find{"case_partner.find", PARTNER_COLUMNS
                       "WHERE municipality = $1 AND case_id = $2 AND account_id = $3 AND ended_on IS NULL"};
const db::Query q_list{"case_partner.list", PARTNER_COLUMNS
                       "WHERE municipality = $1 AND case_id = $2 AND ended_on IS NULL ORDER BY invited_at, account_id "
                       "LIMIT 50"};
const db::Query q_invite{
    "case_partner.invite",
    "INSERT INTO case_partner (municipality, case_id, account_id, role, section_title, invited_by, "
    "invited_at, from_municipality, from_organisation) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT "
    "(municipality, case_id, account_id) DO UPDATE SET role = $4, section_title = $5, invited_by = $6, invited_at = "
    "$7, ended_on = NULL, from_municipality = $8, from_organisation = $9"};
const db::Query q_end{"case_partner.end",
                      "UPDATE case_partner SET ended_on = $4 WHERE municipality = $1 AND case_id = $2 AND account_id = "
                      "$3 AND ended_on IS NULL"};
const db::Query q_section{
    "case_partner.write_section",
    "UPDATE case_partner SET section_words = $4, section_changed_at = $5, version = version + 1 "
    "WHERE municipality = $1 AND case_id = $2 AND account_id = $3 AND ended_on IS NULL AND version "
    "= $6"};
const db::Query q_members{
    "case_member.list",
    "SELECT id, name, role FROM case_member WHERE municipality = $1 AND case_id = $2 AND ended_on "
    "IS NULL ORDER BY id LIMIT 50"};
const db::Query q_insert_member{"case_member.insert",
                                "INSERT INTO case_member (municipality, id, case_id, name, role, added_at) VALUES ($1, "
                                "$2, $3, $4, $5, $6)"};
const db::Query q_end_member{
    "case_member.end",
    "UPDATE case_member SET ended_on = $4 WHERE municipality = $1 AND case_id = $2 AND id = $3 "
    "AND ended_on IS NULL"};

Partner partner_of(const db::Row& row) {
  return {row.id<AccountId>(0), row.string(1),    row.string(2), row.string(3),
          row.maybe_instant(4), row.maybe_day(5), row.integer(6)};
}

}  // namespace

bool is_partner(db::Session& session, const CaseFile& file, const Actor& actor) {
  if (file.state == State::closed) return false;
  return session.exists(q_is,
                        {file.municipality, file.id, actor.account, actor.post.municipality, actor.post.organisation});
}

std::optional<Partner> find_partner(db::Session& session, const CaseFile& file, const AccountId& account) {
  std::optional<Partner> found;
  session.one(q_find, {file.municipality, file.id, account}, [&](const db::Row& row) { found = partner_of(row); });
  return found;
}

std::vector<Partner> list_partners(db::Session& session, const CaseFile& file) {
  std::vector<Partner> list;
  session.each(q_list, {file.municipality, file.id}, [&](const db::Row& row) { list.push_back(partner_of(row)); });
  return list;
}

std::vector<Member> list_members(db::Session& session, const CaseFile& file) {
  std::vector<Member> list;
  session.each(q_members, {file.municipality, file.id},
               [&](const db::Row& row) { list.push_back({row.uuid(0), row.string(1), row.string(2)}); });
  return list;
}

void invite(db::Tx& tx, const CaseFile& file, const Partner& p, const Post& from, const AccountId& by, Instant now) {
  tx.run(q_invite, {file.municipality, file.id, p.account, p.role, p.section_title, by, now, from.municipality,
                    from.organisation});
}

bool end_partner(db::Tx& tx, const CaseFile& file, const AccountId& account, Day on) {
  return tx.run(q_end, {file.municipality, file.id, account, on}) == 1;
}

bool write_section(db::Tx& tx, const CaseFile& file, const Partner& p, Instant now) {
  return tx.run(q_section, {file.municipality, file.id, p.account, p.section_words, now, p.version}) == 1;
}

void insert_member(db::Tx& tx, const CaseFile& file, const Member& m, Instant now) {
  tx.run(q_insert_member, {file.municipality, m.id, file.id, m.name, m.role, now});
}

bool end_member(db::Tx& tx, const CaseFile& file, const Uuid& id, Day on) {
  return tx.run(q_end_member, {file.municipality, file.id, id, on}) == 1;
}

}  // namespace gishe::cases::store
