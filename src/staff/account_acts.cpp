#include "staff/account_acts.h"

#include <algorithm>

#include "base/text.h"
#include "staff/password_rules.h"
#include "staff/session_cache.h"
#include "staff/sign_in.h"
#include "territory/territory.h"

namespace gishe::staff {
namespace {

constexpr std::int64_t link_seconds = 72 * 3600;
constexpr int token_days_max = 366;

// Set once before the first request, read by many threads after.
ListOrganisations organisations = nullptr;

/// The command line's actor has no row in account: no session can ever be hers.
const AccountId& operator_id() {
  static const AccountId id{*Uuid::parse("00000000-0000-7000-8000-006f70657261")};
  return id;
}

/// May this actor manage accounts there? The operator sits in every municipality.
access::Decision decide_there(Actor actor, const MunicipalityCode& municipality) {
  if (actor.account == operator_id()) actor.post.municipality = municipality;
  access::Facts facts;
  facts.municipality = municipality;
  return access::decide(actor, access::Action::manage_accounts, facts);
}

/// Everything about the account itself (its password, its end) needs all its posts to lie where the actor may manage:
/// otherwise one municipality's administrator would reach into another's. Empty: nobody's account yet, operator only.
Result<ManagedAccount> find_wholly_managed(db::Session& session, const Actor& actor, const AccountId& id) {
  auto found = find_managed(session, actor, id);
  if (!found) return found;
  for (const auto& held : found->posts) {
    if (!decide_there(actor, held.post.municipality).allowed) return not_found;
  }
  return found;
}

bool looks_like_email(std::string_view email) {
  const auto at = email.find('@');
  if (at == std::string_view::npos || at == 0 || email.find('@', at + 1) != std::string_view::npos) return false;
  const auto domain = email.substr(at + 1);
  const bool dotted = domain.find('.') != std::string_view::npos || domain == "localhost";
  return dotted && domain.front() != '.' && domain.back() != '.' &&
         std::none_of(email.begin(), email.end(),
                      [](char c) { return c <= ' ' || c == ',' || c == '<' || c == '>' || c == '"'; });
}

/// Somebody's own file stands alone: who has it has no other post, ever, and no administrator gives it.
std::optional<Refusal> why_not_together(const Actor& actor, const std::vector<Post>& posts) {
  const bool own = std::any_of(posts.begin(), posts.end(), is_own_file_post);
  if (own && (posts.size() > 1 || actor.account != operator_id())) return Refusal(stands_alone, "function");
  return std::nullopt;
}

void note(db::Tx& tx, const Office& office, const Actor& actor, const MunicipalityCode& municipality,
          const char* action, const AccountId& account, const char* rule, std::vector<ledger::Change> changes = {}) {
  office.note(tx, actor, {action, municipality, "account", account.value, rule, "", std::move(changes)});
}

AccountId insert(db::Tx& tx, const Office& office, const std::string& email, const std::string& name,
                 const std::string& hash) {
  const store::AccountRow row{{AccountId::make(), email, name, "", false}, hash, 1};
  store::insert_account(tx, row, office.now());
  store::end_first_invitations(tx, office.now());
  return row.account.id;
}

MunicipalityCode home_of(const ManagedAccount& found, const Actor& actor) {
  return found.posts.empty() ? actor.post.municipality : found.posts.front().post.municipality;
}

}  // namespace

bool is_own_file_post(const Post& post) {
  Actor holder;
  holder.account = AccountId::make();
  holder.post = post;
  return access::function_may(holder, access::Action::see_own_file);
}

Refusals why_not_account(const std::string& email, const std::string& name, const std::vector<Post>& posts) {
  Refusals no;
  if (email.empty())
    no.emplace_back(required, "email");
  else if (!looks_like_email(email) || email.size() > 120)
    no.emplace_back(not_an_email, "email");
  if (!text::is_plain(name)) no.emplace_back(not_plain_text, "name");
  if (name.empty()) no.emplace_back(required, "name");
  if (text::length(name) > 120)
    no.emplace_back(too_long, "name", std::vector<std::pair<std::string, std::string>>{{"max", "120"}});
  if (posts.empty()) no.emplace_back(required, "function");
  return no;
}

void list_organisations_with(ListOrganisations list) { organisations = list; }
ListOrganisations organisations_port() { return organisations; }

Actor operator_actor() {
  Actor actor;
  actor.account = operator_id();
  actor.name = "operator";
  actor.post.function = Function::administrator;
  return actor;
}

Result<ManagedAccount> find_managed(db::Session& session, const Actor& actor, const AccountId& id) {
  if (!access::function_may(actor, access::Action::manage_accounts)) return not_your_function;
  auto account = find_account(session, id);
  if (!account) return not_found;
  ManagedAccount found{std::move(*account), store::list_posts(session, id)};
  // A link made for the account of somebody's own file would open that file: the desk makes it, who saw her papers.
  const bool own_file = std::any_of(found.posts.begin(), found.posts.end(),
                                    [](const HeldPost& held) { return is_own_file_post(held.post); });
  if (own_file && actor.account != operator_id()) return not_found;
  const bool any = std::any_of(found.posts.begin(), found.posts.end(), [&](const HeldPost& held) {
    return decide_there(actor, held.post.municipality).allowed;
  });
  if (!any && !(found.posts.empty() && actor.account == operator_id())) return not_found;
  return found;
}

Result<std::vector<Account>> list_managed(db::Session& session, const Actor& actor, std::string_view after, int limit) {
  const auto decision = decide_there(actor, actor.post.municipality);
  if (!decision.allowed) return *decision.no;
  return store::list_accounts(session, actor.post.municipality, after, std::clamp(limit, 1, 100));
}

Result<AccountId> add_account(Office& office, const Actor& actor, const std::string& typed_email,
                              const std::string& typed_name, const std::vector<Post>& posts,
                              const std::string& password) {
  const auto email = text::tidy(typed_email);
  const auto name = text::tidy(typed_name);
  auto no = why_not_account(email, name, posts);
  if (auto alone = why_not_together(actor, posts)) no.push_back(*alone);
  if (!no.empty()) return no;
  std::string hash;
  if (!password.empty()) {
    if (auto weak = why_not_password(password, email)) return *weak;
    hash = secrets::hash_password(password);
  }
  return office.db.write([&](db::Tx& tx) -> Result<AccountId> {
    for (const auto& post : posts) {
      const auto decision = decide_there(actor, post.municipality);
      if (!decision.allowed) return *decision.no;
    }
    if (store::find_by_email(tx, email)) return Refusal(email_taken, "email");
    const auto id = insert(tx, office, email, name, hash);
    Instant added = office.now();
    for (auto post : posts) {
      if (post.id.is_nil()) post.id = PostId::make();
      store::insert_post(tx, id, {post, std::nullopt, std::nullopt}, added);
      ++added.micros;  // posts keep the order they were given in: the first is the one in use after signing in
      note(tx, office, actor, post.municipality, "account.added", id, decide_there(actor, post.municipality).rule,
           {{"function", "", std::string(function_name(post.function))}});
    }
    return id;
  });
}

std::optional<std::string> make_first_link(Office& office) {
  return office.db.write([&](db::Tx& tx) -> std::optional<std::string> {
    if (any_account(tx)) return std::nullopt;
    const auto token = secrets::random_token();
    store::end_first_invitations(tx, office.now());
    store::insert_invitation(tx, secrets::digest(token), {}, office.now(), office.now().plus_seconds(link_seconds));
    note(tx, office, operator_actor(), {}, "account.first_link_made", {}, "manage_accounts");
    return "/welcome/" + token;
  });
}

bool is_first_link(Office& office, std::string_view token) {
  return office.db.read([&](db::Session& session) {
    const auto of = store::find_invitation(session, secrets::digest(token), office.now());
    return of && of->is_nil() && !any_account(session);
  });
}

Result<AccountId> add_first_account(Office& office, std::string_view token, const FirstAccount& typed) {
  if (!is_first_link(office, token)) return link_over;
  const auto email = text::tidy(typed.email);
  const auto name = text::tidy(typed.name);
  const auto municipality = MunicipalityCode::parse(typed.municipality);
  Post post{PostId::make(), Function::administrator, municipality.value_or(MunicipalityCode{}), {}};
  auto no = why_not_account(email, name, {post});
  if (typed.municipality.empty()) {
    no.emplace_back(required, "municipality");
  } else if (!municipality || !office.db.read([&](db::Session& session) {
               return territory::find_municipality(session, *municipality).has_value();
             })) {
    no.emplace_back(not_in_list, "municipality");
  }
  if (auto weak = why_not_password(typed.password, email)) {
    no.push_back(*weak);
  } else if (typed.password != typed.repeated) {
    no.emplace_back(passwords_differ, "repeated");
  }
  if (!no.empty()) return no;
  const auto hash = secrets::hash_password(typed.password);
  return office.db.write([&](db::Tx& tx) -> Result<AccountId> {
    // The link is one row: of two who press at once the second waits for it and finds it used.
    if (!store::use_invitation(tx, secrets::digest(token), office.now()) || any_account(tx)) return link_over;
    const auto id = insert(tx, office, email, name, hash);
    store::insert_post(tx, id, {post, std::nullopt, std::nullopt}, office.now());
    note(tx, office, Actor{id, name, post, ""}, *municipality, "account.added", id, "first_link",
         {{"function", "", std::string(function_name(post.function))}});
    return id;
  });
}

Result<std::string> make_welcome_link(Office& office, const Actor& actor, const AccountId& id) {
  return office.db.write([&](db::Tx& tx) -> Result<std::string> {
    const auto found = find_wholly_managed(tx, actor, id);
    if (!found) return found.refusals();
    const auto token = secrets::random_token();
    store::end_invitations(tx, id, office.now());
    store::insert_invitation(tx, secrets::digest(token), id, office.now(), office.now().plus_seconds(link_seconds));
    note(tx, office, actor, home_of(*found, actor), "account.link_made", id, "manage_accounts");
    // The owner learns of it, so that nobody takes over an account in silence.
    post::queue(tx, office.clock,
                {found->account.email,
                 words::from_code(found->account.language).value_or(words::Language::bg),
                 "account_link",
                 {{"link", office.public_address + "/sign-in"}}});
    return "/welcome/" + token;
  });
}

Result<std::string> make_api_token(Office& office, const Actor& actor, const AccountId& id, int days, Proof proof) {
  return office.db.write([&](db::Tx& tx) -> Result<std::string> {
    const auto found = find_wholly_managed(tx, actor, id);
    if (!found) return found.refusals();
    if (days < 1 || days > token_days_max) return Refusal(not_in_list, "days");
    auto token = secrets::random_token();
    store::insert_token(tx, secrets::digest(token), {id, proof == Proof::second_factor ? "second_factor" : "password"},
                        office.now(), office.now().plus_seconds(std::int64_t{days} * 24 * 3600));
    note(tx, office, actor, home_of(*found, actor), "account.token_made", id, "manage_accounts");
    tell_owner(tx, office, id);
    return token;
  });
}

Result<Done> reset_second_factor(Office& office, const Actor& actor, const AccountId& id) {
  auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto found = find_wholly_managed(tx, actor, id);
    if (!found) return found.refusals();
    if (id == actor.account) return not_for_yourself;
    store::reset_second_factor(tx, id);
    store::delete_sessions(tx, id);
    note(tx, office, actor, home_of(*found, actor), "account.second_factor_reset", id, "manage_accounts");
    tell_owner(tx, office, id);
    return Done{};
  });
  session_cache().forget_all();
  return done;
}

bool has_second_factor(db::Session& session, const AccountId& account) {
  const auto factor = store::find_second_factor(session, account);
  return factor && factor->in_use();
}

Result<Done> disable_account(Office& office, const Actor& actor, const AccountId& id) {
  auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto found = find_wholly_managed(tx, actor, id);
    if (!found) return found.refusals();
    if (id == actor.account) return not_for_yourself;
    store::set_disabled(tx, id, office.now());
    store::delete_sessions(tx, id);
    store::delete_tokens(tx, id);
    store::end_invitations(tx, id, office.now());
    note(tx, office, actor, home_of(*found, actor), "account.disabled", id, "manage_accounts");
    return Done{};
  });
  session_cache().forget_all();
  return done;
}

Result<Done> enable_account(Office& office, const Actor& actor, const AccountId& id) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto found = find_wholly_managed(tx, actor, id);
    if (!found) return found.refusals();
    store::set_disabled(tx, id, std::nullopt);
    note(tx, office, actor, home_of(*found, actor), "account.enabled", id, "manage_accounts");
    return Done{};
  });
}

Result<Done> give_post(Office& office, const Actor& actor, const AccountId& id, const HeldPost& typed) {
  auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto found = find_managed(tx, actor, id);
    if (!found) return found.refusals();
    if (id == actor.account) return not_for_yourself;
    std::vector<Post> together{typed.post};
    for (const auto& held : found->posts) together.push_back(held.post);
    if (auto alone = why_not_together(actor, together)) return *alone;
    const auto decision = decide_there(actor, typed.post.municipality);
    if (!decision.allowed) return *decision.no;
    if (typed.from && typed.until && *typed.until < *typed.from) return Refusal(not_a_date, "until_on");
    HeldPost held = typed;
    held.post.id = PostId::make();
    store::insert_post(tx, id, held, office.now());
    note(tx, office, actor, held.post.municipality, "account.post_given", id, decision.rule,
         {{"function", "", std::string(function_name(held.post.function))}});
    return Done{};
  });
  session_cache().forget_all();
  return done;
}

Result<Done> end_post(Office& office, const Actor& actor, const AccountId& id, const PostId& post) {
  auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto found = find_managed(tx, actor, id);
    if (!found) return found.refusals();
    for (const auto& held : found->posts) {
      if (held.post.id != post) continue;
      const auto decision = decide_there(actor, held.post.municipality);
      if (!decision.allowed) return *decision.no;
      // The last day in force is yesterday: the right is gone with the next request.
      store::end_post(tx, held.post.municipality, post, id, office.today().plus_days(-1));
      note(tx, office, actor, held.post.municipality, "account.post_ended", id, decision.rule);
      return Done{};
    }
    return not_found;
  });
  session_cache().forget_all();
  return done;
}

}  // namespace gishe::staff
