#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// What reaches the desk before there is a file: contacts that are only counted, questions, call-backs, conversations.
namespace gishe::inquiries {

inline constexpr RefusalCode day_in_future{"inquiries.day_in_future", 422};
inline constexpr RefusalCode day_too_old{"inquiries.day_too_old", 422};
inline constexpr RefusalCode too_many_topics{"inquiries.too_many_topics", 422};      // with {max}
inline constexpr RefusalCode too_many_services{"inquiries.too_many_services", 422};  // with {max}
inline constexpr RefusalCode not_todays{"inquiries.not_todays", 409};  // corrected on the day it was written down only
inline constexpr RefusalCode no_desk_there{"inquiries.no_desk_there", 422};
inline constexpr RefusalCode not_an_email{"inquiries.not_an_email", 422};
inline constexpr RefusalCode not_a_phone{"inquiries.not_a_phone", 422};
inline constexpr RefusalCode desk_is_full{"inquiries.desk_is_full", 429};
inline constexpr RefusalCode too_many_from_here{"inquiries.too_many_from_here", 429};
inline constexpr RefusalCode wrong_number_or_secret{"inquiries.wrong_number_or_secret", 404};
inline constexpr RefusalCode too_many_tries{"inquiries.too_many_tries", 429};  // with {minutes}
inline constexpr RefusalCode asked_twice{"inquiries.asked_twice", 409};        // one more question is all

using InquiryId = Id<struct InquiryKind>;

/// Questions, call-backs and conversations that wait for the desk, for the rail and the day. Nothing where the actor
/// may not see them.
struct Waiting {
  std::int64_t count = 0;     // at most 100
  std::optional<Day> due_on;  // of the first
};
Waiting count_waiting(db::Session& session, const Actor& actor);

/// What this officer is about to take as an application: the words, for the intake form.
struct InHand {
  InquiryId id;
  std::string number, words;
};
std::optional<InHand> find_in_hand(db::Session& session, const Actor& actor);
/// The application has been taken: the inquiry ends and is counted. Inside the desk's transaction.
void taken_as_application(db::Tx& tx, Office& office, const Actor& actor, const Uuid& inquiry);

/// For the job: conversations nobody writes in any more end after an hour; what is over long enough is erased. Gives
/// back how many were erased, at most 500 a turn.
int end_and_erase(Office& office);

/// The demo zone: contacts over four months, entered by the clerk; three questions and two call-backs. Through the real
/// acts, all at the office's hour.
struct DemoDesk {
  Actor officer, clerk;
};
void load_demo(Office& office, const DemoDesk& desk);

web::Routes routes();  // /ask, /callback, /desk/contacts, /desk/inquiries …

}  // namespace gishe::inquiries
