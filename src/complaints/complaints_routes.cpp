#include "complaints/complaints.h"
#include "complaints/complaints_handlers.h"

namespace gishe::complaints {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/complaints", A::make_complaint, pages::show_form},
      {Method::post, "/complaints", A::make_complaint, pages::make_from_page},
      {Method::get, "/complaints/answer", A::make_complaint, pages::show_answer_form},
      {Method::post, "/complaints/answer", A::make_complaint, pages::show_answer},
      {Method::post, "/complaints/answer/again", A::make_complaint, pages::reopen_from_page},
      {Method::post, "/complaints/answer/letter.pdf", A::make_complaint, pages::answer_letter},

      {Method::get, "/desk/complaints", A::handle_complaint, pages::show_inbox},
      {Method::get, "/desk/complaints/{id}", A::handle_complaint, pages::show_one},
      {Method::post, "/desk/complaints/{id}/assignment", A::handle_complaint, pages::assign_from_page},
      {Method::post, "/desk/complaints/{id}/colleague", A::handle_complaint, pages::bar_from_page},
      {Method::post, "/desk/complaints/{id}/answer", A::handle_complaint, pages::answer_from_page},
      {Method::get, "/desk/complaints/{id}/letter.pdf", A::handle_complaint, pages::show_letter},
  };
}

}  // namespace gishe::complaints
