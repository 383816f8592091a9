#pragma once
#include "inquiries/inquiry.h"
#include "platform/words/words.h"

/// The verbs of somebody who is not signed in. Each is limited: per network and day, and per desk and day.
namespace gishe::inquiries {

/// What a day may bring to one desk; more would bury the people who read it.
inline constexpr int asked_a_day_max = 60;
inline constexpr int from_one_network_max = 6;

struct NewInquiry {
  Kind kind = Kind::question;
  MunicipalityCode municipality;
  std::optional<ServiceId> service;
  std::string topic, words;  // words: the question, or what the call is about
  std::string email;         // optional: told that there is an answer, nothing else
  std::string phone, call_when = "any";
  bool discreet = false;
  words::Language language = words::Language::bg;
};
struct Asked {
  InquiryId id;
  Kind kind;
  std::string number;
  std::string secret;  // shown once; empty for a call-back
  Day due_on;
};
/// A conversation where nobody is there any more becomes a question. Refuses desk_is_full, too_many_from_here.
Result<Asked> ask_desk(Office& office, const NewInquiry& inquiry, std::string_view remote, std::string_view once_key);

/// What the asker may see again.
struct Followed {
  Inquiry inquiry;
  std::vector<Message> messages;
};
/// Wrong number and wrong secret: the same wrong_number_or_secret after the same work; too_many_tries meanwhile.
Result<Followed> follow_inquiry(Office& office, std::string_view number, std::string_view secret,
                                std::string_view remote);
/// Once more to an answered question (asked_twice after that), or another line of a conversation.
Result<Done> write_again(Office& office, std::string_view number, std::string_view secret, std::string_view words,
                         std::string_view remote, std::string_view once_key);
/// The asker is done with a conversation.
Result<Done> leave_conversation(Office& office, std::string_view number, std::string_view secret,
                                std::string_view remote);

/// Desks one can write to: municipalities where somebody is a desk officer today.
struct Desk {
  MunicipalityCode municipality;
  std::string name;
  bool present = false;  // somebody takes conversations now
};
std::vector<Desk> list_desks(db::Session& session, words::Language language, Day today, Instant now);

}  // namespace gishe::inquiries
