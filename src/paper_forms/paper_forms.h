#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// Empty forms on paper for a day without power, each with a serial number, and their later entry with the true day.
namespace gishe::paper_forms {

inline constexpr RefusalCode no_such_form{"paper_forms.no_such_form", 422};
inline constexpr RefusalCode entered_before{"paper_forms.entered_before", 422};  // with {day}
inline constexpr RefusalCode day_to_come{"paper_forms.day_to_come", 422};
inline constexpr RefusalCode day_too_old{"paper_forms.day_too_old", 422};        // with {days}
inline constexpr RefusalCode too_many_forms{"paper_forms.too_many_forms", 422};  // with {max}
inline constexpr RefusalCode nothing_to_print{"paper_forms.nothing_to_print", 422};

/// What somebody typed from a paper form: fields paper_serial and occurred_on. Both empty: it is not from paper.
struct FromPaper {
  std::string serial, occurred_on;
  bool is_one() const { return !serial.empty() || !occurred_on.empty(); }
};
/// Inside the act that makes the record, which asked access in this municipality: the form is entered, once; gives back
/// the true day. Refuses, each at its field: no_such_form (also of another kind or municipality), entered_before,
/// day_to_come, day_too_old (rule paper.entry).
Result<Day> enter_in(db::Tx& tx, const Office& office, const Actor& actor, std::string_view kind,
                     const FromPaper& typed, std::string_view record_number);

/// Times of a day for the list of the desk: when, number, counter; never a name. Set once by app/wiring.
struct BookedTime {
  std::string time, number, counter;
};
using ListTimes = std::vector<BookedTime> (*)(db::Session& session, const Actor& actor, Day day);
void list_times_with(ListTimes list);

web::Routes routes();  // /forms

}  // namespace gishe::paper_forms
