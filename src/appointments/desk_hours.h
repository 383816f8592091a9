#pragma once
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"

/// When a desk is open and how its day is cut into slots. Pure.
namespace gishe::appointments {

inline constexpr int hold_minutes = 5;  // the grain of the database's rule: slots are multiples of it
inline constexpr int periods_max = 6;   // of one day

struct Period {
  int from = 0, until = 0;  // minutes from midnight, from < until
  bool operator==(const Period&) const = default;
};
using Hours = std::vector<Period>;  // in order, not overlapping; empty: closed

/// "9:00-12:00, 13:00-17:00" as people write it (– and — too); empty text: closed. nullopt: not understood, in the
/// wrong order, overlapping, not on five minutes, or more than periods_max.
std::optional<Hours> hours_from(std::string_view text);
std::string hours_text(const Hours& hours);  // "09:00-12:00, 13:00-17:00"

struct SpecialDay {
  Hours hours;  // empty: closed
  std::string note;
};

struct Plan {
  MunicipalityCode municipality;
  int slot_minutes = 20;
  int counters = 1;         // how many people at once
  int notice_hours = 4;     // not later than this before the beginning
  int days_ahead = 21;      // not further than this
  int online_per_day = 30;  // bookings without an account that one day may bring
  std::string place;        // where to come: „ет. 1, стая 3“
  std::array<Hours, 7> week;
  std::map<Day, SpecialDay> special;
  bool has_kiosk = false;
  std::int64_t version = 0;
};

/// What holds on a day: its special hours, else closed on a public holiday, else its weekday's.
const Hours& hours_on(const Plan& plan, Day day);
/// Beginnings of the slots of a day, in order, in minutes. A slot fits whole into its period; one that would touch an
/// hour which the clocks leave out is not there.
std::vector<int> slots_on(const Plan& plan, Day day);
/// Is this a slot of that day, and whole in the future?
bool is_slot(const Plan& plan, Day day, int minute);

/// The public holidays of чл. 154 КТ: the dates, Good Friday to Easter Monday, and the first working day after a
/// date (not after Easter) that falls on a weekend.
bool is_public_holiday(Day day);
Day orthodox_easter(int year);  // Meeus' Julian algorithm, in the Gregorian calendar; 1900–2099

}  // namespace gishe::appointments
