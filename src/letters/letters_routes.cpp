#include "letters/letters.h"
#include "letters/letters_handlers.h"

namespace gishe::letters {

web::Routes routes() {
  using web::Method;
  using A = access::Action;  // what the office is set up with; no content of anybody's file
  return {
      {Method::get, "/letters", A::manage_accounts, pages::show_letters},
      {Method::get, "/letters/{kind}/{language}", A::manage_accounts, pages::show_letter},
      {Method::post, "/letters/{kind}/{language}", A::manage_accounts, pages::post_letter},
      {Method::post, "/letters/{kind}/{language}/house", A::manage_accounts, pages::post_house_text},
      {Method::post, "/letters/{kind}/{language}/preview", A::manage_accounts, pages::preview_letter},
  };
}

}  // namespace gishe::letters
