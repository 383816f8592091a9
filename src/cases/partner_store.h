#pragma once
#include <vector>

#include "cases/case_file.h"
#include "platform/db/db.h"

/// Who works on a case beside the team: accounts of providers with their section, and people without an account.
namespace gishe::cases {

struct Partner {
  AccountId account;
  std::string role, section_title, section_words;
  std::optional<Instant> section_changed_at;
  std::optional<Day> ended_on;
  std::int64_t version = 0;
};
struct Member {
  Uuid id;
  std::string name, role;
};

namespace store {

/// An invitation that runs, given to the house this actor sits in now, to a case that is not closed.
bool is_partner(db::Session& session, const CaseFile& file, const Actor& actor);
std::optional<Partner> find_partner(db::Session& session, const CaseFile& file, const AccountId& account);
/// At most 50 each; partners whose invitation runs.
std::vector<Partner> list_partners(db::Session& session, const CaseFile& file);
std::vector<Member> list_members(db::Session& session, const CaseFile& file);
/// `from`: the post she has now; with another house the invitation opens nothing.
void invite(db::Tx& tx, const CaseFile& file, const Partner& partner, const Post& from, const AccountId& by,
            Instant now);
/// False when there was no running invitation.
bool end_partner(db::Tx& tx, const CaseFile& file, const AccountId& account, Day on);
bool write_section(db::Tx& tx, const CaseFile& file, const Partner& partner, Instant now);
void insert_member(db::Tx& tx, const CaseFile& file, const Member& member, Instant now);
bool end_member(db::Tx& tx, const CaseFile& file, const Uuid& id, Day on);

}  // namespace store
}  // namespace gishe::cases
