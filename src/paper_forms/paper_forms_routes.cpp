#include "paper_forms/paper_forms.h"
#include "paper_forms/paper_forms_handlers.h"

namespace gishe::paper_forms {

web::Routes routes() {
  using web::Method;
  using A = access::Action;
  return {
      {Method::get, "/forms", A::close_task, pages::show_forms},
      {Method::post, "/forms/sheets.pdf", A::close_task, pages::print_from_page},
      {Method::post, "/forms/entry", A::close_task, pages::enter_from_page},
  };
}

}  // namespace gishe::paper_forms
