#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "complaints/complaints.h"

/// The life of a complaint, and what one must hold. Pure.
namespace gishe::complaints {

using ComplaintId = Id<struct ComplaintKind>;

enum class State { received, assigned, answered, reopened, closed };
std::string_view state_name(State state);  // stored; locale "complaints.state.NAME"
std::optional<State> state_from(std::string_view name);
bool is_open(State state);  // an answer is awaited

enum class Verb { assign, answer, reopen, close };
std::string_view verb_name(Verb verb);  // stored; locale "complaints.verb.NAME"
/// Nullopt: not from this state. Assigning an assigned or reopened one changes only who has it.
std::optional<State> after(State from, Verb verb);

inline constexpr std::string_view abouts[] = {"employee", "service", "centre"};  // locale "complaints.about.CODE"
inline constexpr std::size_t about_max = 200, words_max = 4000, answer_max = 4000, name_max = 120, address_max = 200;

struct Complaint {
  ComplaintId id;
  MunicipalityCode municipality;
  std::string number;
  std::int64_t version = 1;
  std::string about, about_words, words;
  std::string name, email, address;  // each may be empty
  std::string language = "bg", channel = "public";
  AccountId taken_by;  // nil: nobody, it came from outside
  State state = State::received;
  bool reopened = false;
  Day received_on, due_on;
  AccountId handler;
  std::string answer;
  std::optional<Day> answered_on, reopen_until;
  std::optional<Day> erase_on;  // of a closed one
};

struct NewComplaint {
  MunicipalityCode municipality;
  std::string about, about_words, words, name, email, address;
  std::string language = "bg";
};
Refusals why_not_complain(const NewComplaint& typed);

/// Does this text name that colleague? Given and family name both, in any order and alphabet; where the complaint is
/// about an employee the family name alone is enough: rather one colleague too many.
bool names(std::string_view text, std::string_view colleague, bool family_name_is_enough);

}  // namespace gishe::complaints
