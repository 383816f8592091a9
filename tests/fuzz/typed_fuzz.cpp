// What people and their files give us: days, names, numbers, CSV.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/csv.h"
#include "base/day.h"
#include "base/text.h"
#include "base/transliterate.h"
#include "people/identifier.h"

using namespace gishe;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  const std::string_view all(reinterpret_cast<const char*>(bytes), length);
  if (const auto day = Day::from_person(all); day && Day::from_iso(day->iso()) != day) std::abort();
  if (text::is_plain(all, text::Lines::one)) {
    const auto tidy = text::tidy(all, text::Lines::one);
    if (text::tidy(tidy, text::Lines::one) != tidy) std::abort();
    const auto skeleton = name_skeleton(all);
    for (const char c : skeleton) {
      if (c >= 'A' && c <= 'Z') std::abort();
    }
    // What goes into the database must be UTF-8: PostgreSQL refuses anything else.
    for (const auto& made : {skeleton, to_cyrillic(all)}) {
      if (!text::is_plain(made, text::Lines::one)) std::abort();
    }
  }
  const auto number = people::tidy_number(all);
  (void)people::read_number("egn", number, *Day::of(2026, 11, 22));
  (void)people::read_number("lnch", number, *Day::of(2026, 11, 22));
  csv::Reader reader(all);
  for (int n = 0; n < 10'000 && reader.next(); ++n) {
    if (reader.line() < 1) std::abort();
  }
  return 0;
}
