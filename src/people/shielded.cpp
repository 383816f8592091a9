#include "people/shielded.h"

#include "people/person_store.h"
#include "platform/db/wall.h"
#include "platform/post/post.h"

namespace gishe::people {

// Set once before the first request, read by many threads after.
static FindCorrespondent port = nullptr;

void find_correspondents_with(FindCorrespondent find) { port = find; }

std::optional<Correspondent> find_correspondent(db::Session& session, const AccountId& account) {
  if (!port || account.is_nil()) return std::nullopt;
  return port(session, account);
}

void tell_named_accounts(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& municipality,
                         std::string_view kind, std::string_view hash, const PersonId& registered) {
  const db::BeyondTheWall to_tell_them;
  Uuid noted;
  for (const auto& row : store::list_shielded(tx, municipality, kind, hash)) {
    if (row.person == registered) continue;
    if (row.pseudonym != noted) {
      office.note(tx, actor, {"person.number_registered_again", municipality, "person", row.pseudonym, "", "", {}});
      noted = row.pseudonym;
    }
    if (row.named != actor.account) tell(tx, office, {row.named}, "shielded_number");
  }
}

std::vector<AccountId> who_can_answer(db::Session& session, std::vector<AccountId> named) {
  std::erase_if(named, [&](const AccountId& id) {
    const auto who = find_correspondent(session, id);
    return who && !who->may_answer;
  });
  return named;
}

void tell(db::Tx& tx, const Office& office, const std::vector<AccountId>& accounts, std::string_view kind) {
  for (const auto& account : accounts) {
    const auto whom = find_correspondent(tx, account);
    if (!whom || whom->email.empty()) continue;
    post::queue(tx, office.clock,
                {whom->email,
                 words::from_code(whom->language).value_or(words::Language::bg),
                 std::string(kind),
                 {{"link", office.public_address + "/sign-in"}}});
  }
}

}  // namespace gishe::people
