#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/refusal.h"
#include "inquiries/inquiries.h"

/// What somebody who is not signed in asks of a desk. Personal (L2) whatever it says: people write what they want.
namespace gishe::inquiries {

enum class Kind { question, callback, conversation };
enum class State { waiting, answered, ended };  // waiting: the desk's turn; answered: the asker may write once more
inline constexpr Kind kinds[] = {Kind::question, Kind::callback, Kind::conversation};
inline constexpr State states[] = {State::waiting, State::answered, State::ended};
std::string_view kind_name(Kind kind);
std::string_view state_name(State state);
Kind kind_from(std::string_view name);
State state_from(std::string_view name);

inline constexpr std::string_view call_times[] = {"morning", "afternoon", "any"};
/// Why a desk ends something without an answer; locale "inquiry.end.NAME".
inline constexpr std::string_view end_reasons[] = {"not_for_us", "asked_twice", "no_question"};
inline constexpr std::size_t question_max = 2000, about_max = 160, message_max = 1000, email_max = 254;
inline constexpr int messages_max = 100;                // of one conversation
inline constexpr int not_reached_max = 3;               // tries to call; then it ends by itself
inline constexpr int quiet_minutes_max = 60;            // a conversation without a word ends
inline constexpr std::string_view number_letter = "B";  // PAZ14-B26-483920, typed В as in въпрос

struct Inquiry {
  InquiryId id;
  MunicipalityCode municipality;
  std::string number;
  Kind kind = Kind::question;
  State state = State::waiting;
  std::string topic;  // need code or empty
  std::optional<ServiceId> service;
  std::string language, email;
  std::string phone, call_when;  // of a call-back
  bool discreet = false;         // say who calls only to the person
  Instant asked_at, last_at;
  Day due_on;
  std::optional<AccountId> officer;  // who has taken it
  int asked_again = 0, not_reached = 0;
  std::string outcome;  // answered, application, done, not_reached, or one of end_reasons; empty while open
  bool counted = false;
  std::optional<Day> keep_until;
  std::int64_t version = 1;
};

struct Message {
  Instant at;
  std::optional<AccountId> account;  // nullopt: the asker
  std::string words;
};

/// What the desk may do with it now. Pure.
enum class Step { answer, call, end, make_application, count };
bool may(Step step, const Inquiry& inquiry);
/// May the asker write? In a conversation while it is open, to a question once more after an answer. Pure.
bool asker_may_write(const Inquiry& inquiry);

/// Digits with the signs people put between them: 6 to 15 digits. Pure.
bool is_phone(std::string_view typed);

}  // namespace gishe::inquiries
