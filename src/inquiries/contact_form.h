#pragma once
#include "inquiries/contact.h"
#include "platform/web/web.h"

/// The one form for writing a contact down and putting it right.
namespace gishe::inquiries {

struct ContactForm {
  NewContact contact;
  std::string on_typed;    // as typed; empty: contact.on
  std::string looked_for;  // words of the search for services
  std::string found_for;   // what the form had searched for already
  Refusals refusals;       // of reading the form
  /// Words were typed into the search that have not been searched yet: show what fits instead of saving.
  bool asks_for_services() const { return !looked_for.empty() && looked_for != found_for; }
};
ContactForm read_contact_form(const web::Request& request, Day today);
void fill_contact_form(web::Context& c, page::Page& page, const ContactForm& form);

}  // namespace gishe::inquiries
