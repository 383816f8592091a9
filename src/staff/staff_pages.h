#pragma once
#include "staff/staff_store.h"

/// Handlers of staff_routes.cpp.
namespace gishe::staff::pages {

web::Response show_sign_in(web::Context& c);
web::Response sign_in(web::Context& c);
web::Response show_code_form(web::Context& c);
web::Response take_code(web::Context& c);
web::Response sign_out(web::Context& c);
web::Response show_welcome(web::Context& c);
web::Response use_welcome(web::Context& c);
/// Behind the link of make_first_link, when it is good.
web::Response show_first_account(web::Context& c, const Refusals& no);
web::Response add_first_account(web::Context& c);

web::Response show_account(web::Context& c);
web::Response choose_post(web::Context& c);
web::Response set_language(web::Context& c);
web::Response change_password(web::Context& c);
web::Response sign_out_everywhere(web::Context& c);
web::Response show_second_factor(web::Context& c);
web::Response begin_second_factor(web::Context& c);
web::Response confirm_second_factor(web::Context& c);
web::Response make_recovery_codes(web::Context& c);
/// What the page of the second factor says of passkeys; beside codes, in second_factor_pages.cpp.
web::Response draw_second_factor(web::Context& c, const Refusals& no);
web::Response draw_code_form(web::Context& c, const Refusals& no);
web::Response draw_recovery_codes(web::Context& c, const std::vector<std::string>& codes);
void fill_passkeys(page::Page& p, const web::Context& c, const std::vector<store::Passkey>& passkeys,
                   const Refusals& no);
std::optional<Refusal> why_not_own(const Actor& actor);
web::Response with_session(web::Response answer, const std::string& token);

web::Response challenge_sign_in(web::Context& c);
web::Response sign_in_by_passkey(web::Context& c);
web::Response challenge_new_passkey(web::Context& c);
web::Response add_passkey(web::Context& c);
web::Response remove_passkey(web::Context& c);

web::Response list_accounts(web::Context& c);
web::Response show_new_account(web::Context& c);
web::Response add_account(web::Context& c);
web::Response show_managed(web::Context& c);
web::Response make_link(web::Context& c);
web::Response give_post(web::Context& c);
web::Response end_post(web::Context& c);
web::Response disable(web::Context& c);
web::Response enable(web::Context& c);
web::Response reset_second_factor(web::Context& c);

/// Where somebody goes who has just signed in: `next` if it is a path of this house, the posts if there are several,
/// else the page her work begins on.
std::string page_after_sign_in(const Actor& actor, int posts, std::string_view next);
/// "//elsewhere" and "/\elsewhere" are other sites to a browser: empty.
std::string local_or_empty(std::string_view next);

/// The session's token as the browser sent it.
std::string_view session_token(const web::Request& request);

}  // namespace gishe::staff::pages

namespace gishe::staff::api {

web::Response own_account(web::Context& c);
web::Response choose_language(web::Context& c);

}  // namespace gishe::staff::api
