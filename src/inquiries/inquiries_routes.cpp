#include "inquiries/inquiries.h"
#include "inquiries/inquiries_handlers.h"

namespace gishe::inquiries {

web::Routes routes() {
  using enum web::Method;
  using enum access::Action;
  return {
      {get, "/ask", ask_desk, show_ask},
      {post, "/ask", ask_desk, ask_from_page},
      {get, "/ask/answer", ask_desk, show_answer_form},
      {post, "/ask/answer", ask_desk, show_answer},
      {post, "/ask/words", ask_desk, write_from_page},
      {post, "/ask/end", ask_desk, leave_from_page},
      {get, "/callback", ask_desk, show_callback},
      {post, "/callback", ask_desk, callback_from_page},

      {get, "/desk/contacts", count_contact, show_contacts},
      {post, "/desk/contacts", count_contact, count_from_page},
      {get, "/desk/contacts/counts", count_contact, show_contact_counts},
      {get, "/desk/contacts/counts.csv", count_contact, download_contact_counts},
      {get, "/desk/contacts/{id}", count_contact, show_contact},
      {post, "/desk/contacts/{id}/correction", count_contact, correct_from_page},
      {post, "/desk/contacts/{id}/withdrawal", count_contact, withdraw_from_page},

      {get, "/desk/inquiries", see_inquiries, show_inbox},
      {post, "/desk/inquiries/presence", answer_inquiry, be_present_from_page},
      {get, "/desk/inquiries/{id}", see_inquiries, show_inquiry},
      {post, "/desk/inquiries/{id}/taking", answer_inquiry, take_from_page},
      {post, "/desk/inquiries/{id}/answer", answer_inquiry, answer_from_page},
      {post, "/desk/inquiries/{id}/call", answer_inquiry, call_from_page},
      {post, "/desk/inquiries/{id}/end", answer_inquiry, end_from_page},
      {post, "/desk/inquiries/{id}/contact", answer_inquiry, count_inquiry_from_page},
      {post, "/desk/inquiries/{id}/application", answer_inquiry, hold_from_page},
  };
}

}  // namespace gishe::inquiries
