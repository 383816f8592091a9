#include "cases/handlers.h"

namespace gishe::cases {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/cases", A::list_cases, pages::show_list},
      {Method::get, "/cases/new", A::start_case, pages::show_new},
      {Method::post, "/cases", A::start_case, pages::start},
      {Method::get, "/cases/{id}", A::open_case, pages::show_case},
      {Method::post, "/cases/{id}/activation", A::keep_case, pages::activate},
      {Method::get, "/cases/{id}/hold", A::keep_case, pages::show_hold},
      {Method::post, "/cases/{id}/hold", A::keep_case, pages::hold},
      {Method::post, "/cases/{id}/resumption", A::keep_case, pages::resume},
      {Method::get, "/cases/{id}/closure", A::keep_case, pages::show_closure},
      {Method::post, "/cases/{id}/closure", A::keep_case, pages::close},
      {Method::get, "/cases/{id}/reopening", A::keep_case, pages::show_reopening},
      {Method::post, "/cases/{id}/reopening", A::keep_case, pages::reopen},
      {Method::post, "/cases/{id}/loose-ends", A::keep_case, pages::hand_over_one},
      {Method::post, "/cases/{id}/tasks", A::keep_case, pages::add_one_task},
      {Method::post, "/cases/{id}/tasks/{task}/end", A::keep_case, pages::end_one_task},
  };
}

}  // namespace gishe::cases
