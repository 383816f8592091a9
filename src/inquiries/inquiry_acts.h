#pragma once
#include "inquiries/contact.h"
#include "inquiries/inquiry.h"

/// The verbs of the officer. Access: see_inquiries to read, answer_inquiry for everything else.
namespace gishe::inquiries {

struct Opened {
  Inquiry inquiry;
  std::vector<Message> messages;
};
/// With a ledger line that is on disk before the answer leaves.
Result<Opened> open_inquiry(Office& office, const Actor& actor, const InquiryId& id);

/// Which one, as the officer saw it.
struct Which {
  InquiryId id;
  std::int64_t version = 0;
};
/// Mine from now on, or given back to all.
Result<Done> take_inquiry(Office& office, const Actor& actor, const Which& which, bool mine, std::string_view once_key);
/// Words for the asker. Who left an e-mail is told that there is an answer. It becomes the officer's own.
Result<Done> answer_inquiry(Office& office, const Actor& actor, const Which& which, std::string_view words,
                            std::string_view once_key);
/// The officer has called. Not reached the third time, it ends.
Result<Done> note_call(Office& office, const Actor& actor, const Which& which, bool reached, std::string_view once_key);
/// Ends it without an answer, for one of end_reasons; a conversation and an answered question may just end ("").
Result<Done> end_inquiry(Office& office, const Actor& actor, const Which& which, std::string_view reason,
                         std::string_view once_key);
/// Counted as a contact, once. Nothing of the inquiry goes along but what `contact` says.
Result<Done> count_inquiry(Office& office, const Actor& actor, const Which& which, const NewContact& contact,
                           std::string_view once_key);
/// Its words wait on the officer's next intake form; `hold` false puts it down again.
Result<Done> hold_for_application(Office& office, const Actor& actor, const Which& which, bool hold,
                                  std::string_view once_key);

/// "I am here for conversations" for the next hour, or no longer.
Result<Done> be_present(Office& office, const Actor& actor, bool here);
inline constexpr int presence_minutes = 60;

}  // namespace gishe::inquiries
