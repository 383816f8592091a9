#pragma once
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace gishe {

/// A kind of refusal, declared once by the folder that gives it:
///   inline constexpr RefusalCode birth_in_future{"people.birth_in_future", 422};
/// Its words stand in locale/*.po under "refusal." + name. Names are unique in the house.
struct RefusalCode {
  const char* name;
  int http_status;
};

/// An expected "no", for a person: which rule, which field of the form (empty: the whole), and what the words need.
struct Refusal {
  const RefusalCode* code;
  std::string field;
  std::vector<std::pair<std::string, std::string>> with;

  Refusal(const RefusalCode& c, std::string on_field = {}, std::vector<std::pair<std::string, std::string>> words = {})
      : code(&c), field(std::move(on_field)), with(std::move(words)) {}
  bool is(const RefusalCode& c) const { return code == &c || std::string_view(code->name) == c.name; }
};
using Refusals = std::vector<Refusal>;

/// Either what was asked for, or why not (at least one refusal).
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : m_is(std::move(value)) {}
  Result(Refusal no) : m_is(Refusals{std::move(no)}) {}
  Result(const RefusalCode& no) : m_is(Refusals{Refusal(no)}) {}
  Result(Refusals no) : m_is(std::move(no)) {}

  bool ok() const { return std::holds_alternative<T>(m_is); }
  explicit operator bool() const { return ok(); }
  T& operator*() { return std::get<T>(m_is); }
  const T& operator*() const { return std::get<T>(m_is); }
  T* operator->() { return &std::get<T>(m_is); }
  const T* operator->() const { return &std::get<T>(m_is); }
  const Refusals& refusals() const { return std::get<Refusals>(m_is); }

 private:
  std::variant<T, Refusals> m_is;
};

/// For acts that give nothing back.
struct Done {
  bool operator==(const Done&) const = default;
};

// Refusals that any folder may give.
/// Absent, or not yours to know: the same answer for both.
inline constexpr RefusalCode not_found{"not_found", 404};
/// Your function does not do this at all (says nothing about any record).
inline constexpr RefusalCode not_your_function{"not_your_function", 403};
/// Somebody changed the record since this form was opened.
inline constexpr RefusalCode changed_meanwhile{"changed_meanwhile", 409};
inline constexpr RefusalCode required{"required", 422};
inline constexpr RefusalCode too_long{"too_long", 422};  // with {max}
inline constexpr RefusalCode not_a_date{"not_a_date", 422};
inline constexpr RefusalCode not_a_number{"not_a_number", 422};
inline constexpr RefusalCode not_in_list{"not_in_list", 422};
inline constexpr RefusalCode not_plain_text{"not_plain_text", 422};  // broken UTF-8 or control characters
/// This step is not possible from the state the record is in now.
inline constexpr RefusalCode not_from_this_state{"not_from_this_state", 409};

}  // namespace gishe
