#include "cases/partner_acts.h"

#include "base/text.h"
#include "cases/case_acts.h"
#include "cases/task.h"
#include "cases/typed.h"
#include "people/people.h"
#include "staff/staff.h"

namespace gishe::cases {

using access::Action;

Result<Done> invite_partner(Office& office, const Actor& actor, const CaseId& id, const Invitation& typed,
                            std::string_view once_key) {
  Refusals no;
  check_words(typed.email, "email", Needed::yes, no, 200);
  check_words(typed.role, "role", Needed::yes, no, 100);
  check_words(typed.section_title, "section_title", Needed::yes, no, 100);
  if (!no.empty()) return no;
  const std::string email = text::tidy(typed.email);
  return on_case(office, actor, Action::keep_case, id, "case.partner_invited", {email, typed.role, typed.section_title},
                 once_key, [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   const CaseFile& file = allowed.file;
                   if (file.state == State::closed) return case_is_closed;
                   const auto whom = staff::actor_for(tx, email);
                   if (!whom || !access::function_may(*whom, Action::write_section))
                     return Refusal(no_such_partner, "email");
                   const auto ties = people::facts_of(tx, *whom, file.municipality, file.person);
                   if (!ties || (ties->relations & access::barred)) return Refusal(no_such_partner, "email");
                   if (file.sensitivity == Sensitivity::shielded && !(ties->relations & access::named)) {
                     return Refusal(partner_not_named, "email");
                   }
                   Partner partner;
                   partner.account = whom->account;
                   partner.role = text::tidy(typed.role);
                   partner.section_title = text::tidy(typed.section_title);
                   store::invite(tx, file, partner, whom->post, actor.account, office.now());
                   note_case(tx, office, actor, allowed, "case.partner_invited");
                   return Done{};
                 });
}

Result<Done> end_partner(Office& office, const Actor& actor, const CaseId& id, const AccountId& account,
                         std::string_view once_key) {
  return on_case(office, actor, Action::keep_case, id, "case.partner_ended", {account.text()}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   if (!store::end_partner(tx, allowed.file, account, office.today())) return not_found;
                   note_case(tx, office, actor, allowed, "case.partner_ended");
                   return Done{};
                 });
}

Result<Done> add_member(Office& office, const Actor& actor, const CaseId& id, std::string_view name,
                        std::string_view role, std::string_view once_key) {
  Refusals no;
  check_words(name, "name", Needed::yes, no, 100);
  check_words(role, "member_role", Needed::yes, no, 100);
  if (!no.empty()) return no;
  return on_case(office, actor, Action::keep_case, id, "case.member_added", {name, role}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   if (allowed.file.state == State::closed) return case_is_closed;
                   store::insert_member(tx, allowed.file, {Uuid::make(), text::tidy(name), text::tidy(role)},
                                        office.now());
                   note_case(tx, office, actor, allowed, "case.member_added");
                   return Done{};
                 });
}

Result<Done> end_member(Office& office, const Actor& actor, const CaseId& id, const Uuid& member,
                        std::string_view once_key) {
  return on_case(office, actor, Action::keep_case, id, "case.member_ended", {member.text()}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   if (!store::end_member(tx, allowed.file, member, office.today())) return not_found;
                   note_case(tx, office, actor, allowed, "case.member_ended");
                   return Done{};
                 });
}

Result<Done> write_section(Office& office, const Actor& actor, const CaseId& id, std::int64_t version,
                           std::string_view words, std::string_view once_key) {
  Refusals no;
  check_words(words, "section", Needed::yes, no, 4000);
  if (!no.empty()) return no;
  const std::string tidied = text::tidy(words, text::Lines::many);
  return on_case(office, actor, Action::write_section, id, "case.section_written", {tidied, std::to_string(version)},
                 once_key, [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   const CaseFile& file = allowed.file;
                   auto partner = store::find_partner(tx, file, actor.account);
                   if (!partner) return not_found;
                   partner->section_words = tidied;
                   partner->version = version;
                   if (!store::write_section(tx, file, *partner, office.now())) return changed_meanwhile;
                   if (!store::has_open_task(tx, file, "partner_note"))
                     tell_lead(tx, office, file, "partner_note", "cases.task");
                   note_case(tx, office, actor, allowed, "case.section_written");
                   return Done{};
                 });
}

}  // namespace gishe::cases
