#pragma once
#include "staff/staff_store.h"

/// What an administrator does with accounts of her municipality, beside what staff.h declares.
namespace gishe::staff {

/// The account with all its posts, when an administrator of this actor's municipality may manage it: at least one post
/// lies there.
struct ManagedAccount {
  Account account;
  std::vector<HeldPost> posts;
};
Result<ManagedAccount> find_managed(db::Session& session, const Actor& actor, const AccountId& account);
/// What the first administrator types behind the link of make_first_link.
struct FirstAccount {
  std::string email, name, municipality, password, repeated;
};
bool is_first_link(Office& office, std::string_view token);
/// Takes the link. Refuses link_over as soon as any account exists.
Result<AccountId> add_first_account(Office& office, std::string_view token, const FirstAccount& typed);

Result<std::vector<Account>> list_managed(db::Session& session, const Actor& actor, std::string_view after, int limit);

/// Is this the post of somebody who sees her own file and nothing else?
bool is_own_file_post(const Post& post);
Refusals why_not_account(const std::string& email, const std::string& name, const std::vector<Post>& posts);

/// Nobody gives a post to herself (not_for_yourself): it takes a second administrator.
Result<Done> give_post(Office& office, const Actor& actor, const AccountId& account, const HeldPost& post);
Result<Done> end_post(Office& office, const Actor& actor, const AccountId& account, const PostId& post);
Result<Done> enable_account(Office& office, const Actor& actor, const AccountId& account);

ListOrganisations organisations_port();

}  // namespace gishe::staff
