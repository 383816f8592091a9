#include "base/text.h"
#include "staff/account_acts.h"
#include "staff/staff_pages.h"

namespace gishe::staff::pages {
namespace {

using page::Values;

constexpr int accounts_a_page = 50;

std::vector<Values::Choice> functions(const web::Context& c, std::string_view chosen) {
  std::vector<Values::Choice> out;
  for (int i = 1; i < function_count; ++i) {
    if (is_own_file_post({{}, static_cast<Function>(i), {}, {}})) continue;
    const std::string name(function_name(static_cast<Function>(i)));
    out.push_back({name, c.words("function." + name), c.words("function." + name + ".hint"), name == chosen});
  }
  return out;
}

std::vector<std::pair<OrganisationId, std::string>> organisations_of(const web::Context& c, db::Session& session) {
  const auto port = organisations_port();
  if (!port) return {};
  return port(session, c.actor.post.municipality);
}

void fill_post_fields(page::Page& p, const web::Context& c, const Refusals& no) {
  p.radios("FUNCTION", {"function", c.words("staff.function")}, functions(c, c.request.form("function")), no);
  std::vector<Values::Choice> houses{{"", c.words("staff.municipality_itself")}};
  c.office.db.read([&](db::Session& session) {
    for (const auto& [id, name] : organisations_of(c, session)) {
      houses.push_back({id.text(), name, {}, id.text() == c.request.form("organisation")});
    }
  });
  Values::Input organisation{"organisation", c.words("staff.organisation")};
  organisation.hint = c.words("staff.organisation_hint");
  p.select("ORGANISATION", organisation, houses, no);
}

/// The post as typed: always in the administrator's own municipality.
Result<Post> typed_post(const web::Context& c) {
  const auto function = function_from(c.request.form("function"));
  if (c.request.form("function").empty()) return Refusal(required, "function");
  if (!function || static_cast<int>(*function) == 0) return Refusal(not_in_list, "function");
  return Post{PostId{}, *function, c.actor.post.municipality,
              OrganisationId::parse(c.request.form("organisation")).value_or(OrganisationId{})};
}

void set_state(Values& row, const web::Context& c, const Account& account) {
  row.badge("STATE", account.disabled ? Values::Tone::stop : Values::Tone::go,
            c.words(account.disabled ? "staff.state.disabled" : "staff.state.open"));
}

web::Response show_form(web::Context& c, const Refusals& no) {
  auto p = c.page("staff/account_form.html");
  p.title(c.words("staff.accounts.add")).error_summary("ERRORS", no);
  Values::Input name{"name", c.words("staff.full_name")};
  name.value = c.request.form("name");
  name.max_length = 120;
  p.input("NAME", name, no);
  Values::Input email{"email", c.words("common.email")};
  email.value = c.request.form("email");
  email.type = "email";
  email.max_length = 120;
  p.input("EMAIL", email, no);
  fill_post_fields(p, c, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response show(web::Context& c, const AccountId& id, std::string_view link, const Refusals& no = {}) {
  const auto found = c.office.db.read([&](db::Session& session) { return find_managed(session, c.actor, id); });
  if (!found) return c.refuse(found.refusals());
  auto p = c.page("staff/managed.html");
  p.title(c.words("staff.accounts.one"))
      .set("ID", id.text())
      .set("NAME", found->account.name)
      .email("EMAIL", found->account.email);
  set_state(p, c, found->account);
  if (!link.empty()) p.add("LINK").set("HREF", c.office.public_address + std::string(link));
  const auto houses = c.office.db.read([&](db::Session& session) { return organisations_of(c, session); });
  for (const auto& held : found->posts) {
    // What she is elsewhere is not this administrator's business.
    if (held.post.municipality != c.actor.post.municipality) continue;
    auto row = p.add("POSTS");
    row.set("FUNCTION", c.words("function." + std::string(function_name(held.post.function))));
    for (const auto& [house, name] : houses) {
      if (house == held.post.organisation) row.set("ORGANISATION", name);
    }
    row.set("UNTIL", held.until ? c.words.with("staff.until", {{"day", c.words.day(*held.until)}}) : std::string());
    const bool over = held.until && *held.until < c.office.today();
    if (!over) row.add("END").set("ID", id.text()).set("POST", held.post.id.text());
  }
  fill_post_fields(p, c, no);
  Values::Input until{"until_on", c.words("staff.until_on")};
  until.type = "date";
  until.optional = true;
  until.width = "short";
  p.input("UNTIL_ON", until, no);
  const bool factor = c.office.db.read([&](db::Session& session) { return has_second_factor(session, id); });
  p.show_if(factor, "FACTOR");
  p.show_if(!found->account.disabled, "DISABLE").show_if(found->account.disabled, "ENABLE");
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

/// After an act: back to the account's page with a line, or the refusal's words.
web::Response answer(web::Context& c, const AccountId& id, const Result<Done>& done, std::string_view notice) {
  if (!done) {
    if (!done.refusals().front().field.empty()) return show(c, id, "", done.refusals());
    return c.refuse(done.refusals());
  }
  return c.go("/staff/accounts/" + id.text(), notice);
}

}  // namespace

web::Response list_accounts(web::Context& c) {
  auto p = c.page("staff/accounts.html");
  p.title(c.words("staff.accounts.title"));
  std::optional<Refusals> no;
  c.office.db.read([&](db::Session& session) {
    const auto list = list_managed(session, c.actor, c.request.form("after"), accounts_a_page + 1);
    if (!list) {
      no = list.refusals();
      return;
    }
    int shown = 0;
    for (const auto& account : *list) {
      if (++shown > accounts_a_page) break;
      auto row = p.add("ROWS");
      row.set("ID", account.id.text()).set("NAME", account.name).email("EMAIL", account.email);
      std::vector<std::string> posts;
      for (const auto& held : store::list_posts_on(session, account.id, c.office.today())) {
        if (held.post.municipality == c.actor.post.municipality) {
          posts.push_back(c.words("function." + std::string(function_name(held.post.function))));
        }
      }
      row.set("POSTS", text::join(posts, ", "));
      set_state(row, c, account);
    }
    if (shown > accounts_a_page) p.add("MORE").set("AFTER", store::email_key((*list)[accounts_a_page - 1].email));
  });
  if (no) return c.refuse(*no);
  return c.show(p);
}

web::Response show_new_account(web::Context& c) { return show_form(c, {}); }

web::Response add_account(web::Context& c) {
  const auto post = typed_post(c);
  std::vector<Post> posts;
  if (post) posts.push_back(*post);
  const auto id = staff::add_account(c.office, c.actor, std::string(c.request.form("email")),
                                     std::string(c.request.form("name")), posts, "");
  if (!id && id.refusals().front().field.empty()) return c.refuse(id.refusals());
  if (!id) return show_form(c, id.refusals());
  return c.go("/staff/accounts/" + id->text(), "staff.accounts.added");
}

web::Response show_managed(web::Context& c) {
  const auto id = c.request.id<AccountId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return show(c, *id, "");
}

web::Response make_link(web::Context& c) {
  const auto id = c.request.id<AccountId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto link = make_welcome_link(c.office, c.actor, *id);
  if (!link) return c.refuse(link.refusals());
  return show(c, *id, *link);
}

web::Response give_post(web::Context& c) {
  const auto id = c.request.id<AccountId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto post = typed_post(c);
  if (!post) return show(c, *id, "", post.refusals());
  HeldPost held{*post, c.office.today(), std::nullopt};
  const auto until = text::tidy(c.request.form("until_on"));
  if (!until.empty()) {
    held.until = Day::from_person(until);
    if (!held.until) return show(c, *id, "", {Refusal(not_a_date, "until_on")});
  }
  return answer(c, *id, staff::give_post(c.office, c.actor, *id, held), "staff.post.added");
}

web::Response end_post(web::Context& c) {
  const auto id = c.request.id<AccountId>("id");
  const auto post = c.request.id<PostId>("post");
  if (!id || !post) return c.refuse(Refusal(not_found));
  return answer(c, *id, staff::end_post(c.office, c.actor, *id, *post), "staff.post.ended");
}

web::Response disable(web::Context& c) {
  const auto id = c.request.id<AccountId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return answer(c, *id, disable_account(c.office, c.actor, *id), "staff.accounts.was_disabled");
}

web::Response reset_second_factor(web::Context& c) {
  const auto id = c.request.id<AccountId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return answer(c, *id, staff::reset_second_factor(c.office, c.actor, *id), "staff.factor.was_reset");
}

web::Response enable(web::Context& c) {
  const auto id = c.request.id<AccountId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return answer(c, *id, enable_account(c.office, c.actor, *id), "staff.accounts.was_enabled");
}

}  // namespace gishe::staff::pages
