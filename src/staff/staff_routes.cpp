#include "staff/staff_pages.h"

namespace gishe::staff {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/sign-in", A::sign_in, pages::show_sign_in},
      {Method::post, "/sign-in", A::sign_in, pages::sign_in},
      {Method::get, "/sign-in/code", A::sign_in, pages::show_code_form},
      {Method::post, "/sign-in/code", A::sign_in, pages::take_code},
      {Method::post, "/sign-in/passkey/challenge", A::sign_in, pages::challenge_sign_in},
      {Method::post, "/sign-in/passkey", A::sign_in, pages::sign_in_by_passkey},
      {Method::post, "/sign-out", A::own_account, pages::sign_out},
      {Method::get, "/welcome/{token}", A::sign_in, pages::show_welcome},
      {Method::post, "/welcome/{token}", A::sign_in, pages::use_welcome},

      {Method::get, "/account", A::own_account, pages::show_account},
      {Method::post, "/account/post", A::own_account, pages::choose_post},
      {Method::post, "/account/language", A::own_account, pages::set_language},
      {Method::post, "/account/password", A::own_account, pages::change_password},
      {Method::post, "/account/sign-out-everywhere", A::own_account, pages::sign_out_everywhere},
      {Method::get, "/account/second-factor", A::own_account, pages::show_second_factor},
      {Method::post, "/account/second-factor/secret", A::own_account, pages::begin_second_factor},
      {Method::post, "/account/second-factor", A::own_account, pages::confirm_second_factor},
      {Method::post, "/account/second-factor/recovery-codes", A::own_account, pages::make_recovery_codes},
      {Method::post, "/account/passkeys/challenge", A::own_account, pages::challenge_new_passkey},
      {Method::post, "/account/passkeys", A::own_account, pages::add_passkey},
      {Method::post, "/account/passkeys/removal", A::own_account, pages::remove_passkey},

      {Method::get, "/staff/accounts", A::manage_accounts, pages::list_accounts},
      {Method::post, "/staff/accounts/list", A::manage_accounts, pages::list_accounts},
      {Method::get, "/staff/accounts/new", A::manage_accounts, pages::show_new_account},
      {Method::post, "/staff/accounts", A::manage_accounts, pages::add_account},
      {Method::get, "/staff/accounts/{id}", A::manage_accounts, pages::show_managed},
      {Method::post, "/staff/accounts/{id}/link", A::manage_accounts, pages::make_link},
      {Method::post, "/staff/accounts/{id}/posts", A::manage_accounts, pages::give_post},
      {Method::post, "/staff/accounts/{id}/posts/{post}/end", A::manage_accounts, pages::end_post},
      {Method::post, "/staff/accounts/{id}/closure", A::manage_accounts, pages::disable},
      {Method::post, "/staff/accounts/{id}/reopening", A::manage_accounts, pages::enable},
      {Method::post, "/staff/accounts/{id}/second-factor-reset", A::manage_accounts, pages::reset_second_factor},

      {Method::get, "/api/v1/account", A::own_account, api::own_account,
       web::Route::Api{"Whose token this is, and the post it acts in", "", "OwnAccount"}},
      {Method::put, "/api/v1/account/language", A::own_account, api::choose_language,
       web::Route::Api{"Language of words meant for people", "LanguageChoice", "OwnAccount"}},
  };
}

}  // namespace gishe::staff
