#include "guard/guard.h"
#include "guard/guard_pages.h"

namespace gishe::guard {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/emergency", A::break_glass, pages::show_break_glass},
      {Method::post, "/emergency", A::break_glass, pages::break_glass_from_page},
      {Method::get, "/emergency/{id}", A::open_in_emergency, pages::show_in_emergency},
      {Method::post, "/emergency/{id}/end", A::open_in_emergency, pages::end_from_page},

      {Method::get, "/emergencies", A::review_emergency, pages::show_review},
      {Method::post, "/emergencies/{id}/review", A::review_emergency, pages::review_from_page},

      {Method::get, "/look-up", A::look_up_stub, pages::show_look_up},
      {Method::post, "/look-up", A::look_up_stub, pages::look_up_from_page},

      {Method::get, "/hand-over", A::hand_over, pages::show_hand_over},
      {Method::post, "/hand-over/preview", A::hand_over, pages::preview_from_page},
      {Method::post, "/hand-over", A::hand_over, pages::hand_over_from_page},
      {Method::get, "/hand-over/{id}", A::hand_over, pages::show_handed_over},

      {Method::get, "/data-protection", A::see_accesses, pages::show_accesses},
      {Method::post, "/data-protection", A::see_accesses, pages::ask_accesses},
      {Method::post, "/data-protection/accesses.csv", A::see_accesses, pages::download_accesses},
  };
}

}  // namespace gishe::guard
