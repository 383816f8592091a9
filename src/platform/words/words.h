#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/day.h"
#include "base/instant.h"
#include "base/money.h"
#include "base/refusal.h"

/// The house's three languages. Keys are dotted English ("desk.day.title"); the texts stand in locale/{bg,it,en}.po.
namespace gishe::words {

enum class Language { bg, it, en };
std::string_view code(Language language);  // "bg"
std::optional<Language> from_code(std::string_view code);
/// First of ours in an Accept-Language header, else Bulgarian.
Language preferred(std::string_view accept_language);

using Values = std::vector<std::pair<std::string, std::string>>;

class Words {
 public:
  explicit Words(Language language) : m_language(language) {}
  Language language() const { return m_language; }

  /// The text of a key. A missing key comes back as the key itself (tests/house fails on missing keys).
  std::string operator()(std::string_view key) const;
  bool has(std::string_view key) const;
  /// With {name} replaced.
  std::string with(std::string_view key, const Values& values) const;
  /// The plural form for n, with {n} replaced by the number as people write it, and other values.
  std::string count(std::string_view key, std::int64_t n, const Values& values = {}) const;
  /// The words of a refusal: "refusal." + its name.
  std::string refusal(const Refusal& refusal) const;

  std::string day(Day day) const;                  // 22.11.2026 г. · 22/11/2026 · 22 Nov 2026
  std::string day_long(Day day) const;             // 22 ноември 2026 г. · 22 novembre 2026 · 22 November 2026
  std::string moment(Instant at) const;            // 22.11.2026 г., 09:30 (local time)
  std::string time(Instant at) const;              // 09:30
  std::string relative(Day day, Day today) const;  // днес, утре, вчера, след 3 дни, преди 5 дни
  std::string number(std::int64_t n) const;        // 1 234 · 1.234 · 1,234
  /// With at most three decimals, as many as it has and at least so many: 1234500 is 1 234,5 · 1.234,5 · 1,234.5.
  std::string decimal(std::int64_t thousandths, int decimals_min = 0) const;
  std::string money(const Money& money) const;  // 1 234,50 €
  std::string minutes(int minutes) const;       // 34 мин. · 1 ч. 10 мин.

 private:
  Language m_language;
};

/// What people may call something: the words of a key, which stand with commas between them, in all languages.
std::vector<std::string> said_in_all_languages(std::string_view key);

}  // namespace gishe::words
