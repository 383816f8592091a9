#include <algorithm>

#include "base/text.h"
#include "staff/account_acts.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"

// Accounts of people who see their own file: the desk makes them, after it has seen their papers.
namespace gishe::staff {
namespace {

constexpr std::int64_t letter_seconds = 72 * 3600;

Post post_of(const Actor& actor) { return {PostId::make(), Function::person_served, actor.post.municipality, {}}; }

std::string new_link(db::Tx& tx, const Office& office, const AccountId& id) {
  const auto token = secrets::random_token();
  store::end_invitations(tx, id, office.now());
  store::insert_invitation(tx, secrets::digest(token), id, office.now(), office.now().plus_seconds(letter_seconds));
  return "/welcome/" + token;
}

void note(db::Tx& tx, const Office& office, const Actor& actor, const char* action, const AccountId& id) {
  office.note(tx, actor, {action, actor.post.municipality, "account", id.value, "open_own_access", "", {}});
}

/// Only people's own accounts, and only where this actor opens them.
bool is_of_this_desk(db::Session& session, const Actor& actor, const AccountId& id) {
  const auto posts = store::list_posts(session, id);
  return !posts.empty() && std::all_of(posts.begin(), posts.end(), [&](const HeldPost& held) {
    return is_own_file_post(held.post) && held.post.municipality == actor.post.municipality;
  });
}

}  // namespace

Result<PersonAccount> open_account_for_person(db::Tx& tx, Office& office, const Actor& actor, const std::string& typed,
                                              const std::string& name) {
  if (!access::function_may(actor, access::Action::open_own_access)) return not_your_function;
  const auto email = text::tidy(typed);
  const Post post = post_of(actor);
  if (auto no = why_not_account(email, name, {post}); !no.empty()) return no;
  if (const auto row = store::find_by_email(tx, email)) {
    if (row->account.disabled || !is_of_this_desk(tx, actor, row->account.id)) return Refusal(email_taken, "email");
    if (!row->password_hash.empty()) return PersonAccount{row->account.id, ""};
    return PersonAccount{row->account.id, new_link(tx, office, row->account.id)};
  }
  const store::AccountRow row{{AccountId::make(), email, name, "", false}, "", 1};
  store::insert_account(tx, row, office.now());
  store::insert_post(tx, row.account.id, {post, std::nullopt, std::nullopt}, office.now());
  note(tx, office, actor, "account.added", row.account.id);
  note(tx, office, actor, "account.link_made", row.account.id);
  return PersonAccount{row.account.id, new_link(tx, office, row.account.id)};
}

Result<std::string> renew_account_of_person(db::Tx& tx, Office& office, const Actor& actor, const AccountId& id) {
  if (!access::function_may(actor, access::Action::open_own_access)) return not_your_function;
  if (!is_of_this_desk(tx, actor, id)) return not_found;
  store::set_password(tx, id, "");
  store::reset_second_factor(tx, id);
  store::delete_sessions(tx, id);
  store::delete_tokens(tx, id);
  session_cache().forget_all();
  note(tx, office, actor, "account.link_made", id);
  tell_owner(tx, office, id);
  return new_link(tx, office, id);
}

}  // namespace gishe::staff
