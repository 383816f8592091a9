#pragma once
#include <string>
#include <vector>

#include "desk/desk.h"
#include "platform/words/words.h"

/// The overview's numbers: gathered once, shown as sentence, table, picture, CSV and JSON, always already suppressed.
namespace gishe::overview {

struct Figures {
  int year = 0;
  std::vector<desk::NeedCount> counts;
  desk::FollowUpCount follow_up;                                 // of the whole zone
  std::vector<std::pair<std::string, std::string>> place_names;  // code → name; districts too

  std::string place_name(const std::string& code) const;
};

/// Whole years only: years do not overlap, so no number of one can be subtracted from another's.
int year_from(std::string_view typed, Day today);
inline constexpr int years_back = 5;

/// The running year is still counted: each number is rounded down to a multiple of five and the mark to halves, so that
/// tomorrow's report minus today's tells of no single person.
void say_in_fives(Figures& figures);
/// Of the running year: in fives.
Figures gather(Office& office, const Actor& actor, int year, words::Language language);

/// A cell for a spreadsheet: quoted, and what a spreadsheet would run (= + - @ tab) made plain text by an apostrophe.
std::string csv(const Figures& figures, const words::Words& w);

/// Asked for, by need, summed over the shown numbers; largest first, at most 12.
std::vector<std::pair<std::string, std::int64_t>> asked_by_need(const Figures& figures, const words::Words& w);

}  // namespace gishe::overview
