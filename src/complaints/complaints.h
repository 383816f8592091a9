#pragma once
#include <optional>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// A complaint is its own object with number and secret; the one it is about never sees nor handles it. README.md.
namespace gishe::complaints {

inline constexpr RefusalCode wrong_number_or_secret{"complaints.wrong_number_or_secret", 404};
inline constexpr RefusalCode too_many_tries{"complaints.too_many_tries", 429};  // with {minutes}
inline constexpr RefusalCode too_many_from_here{"complaints.too_many_from_here", 429};
inline constexpr RefusalCode no_desk_there{"complaints.no_desk_there", 422};
inline constexpr RefusalCode not_an_email{"complaints.not_an_email", 422};
inline constexpr RefusalCode no_such_handler{"complaints.no_such_handler", 422};
inline constexpr RefusalCode reopened_before{"complaints.reopened_before", 409};
inline constexpr RefusalCode reopening_is_over{"complaints.reopening_is_over", 409};

/// Answered ones nobody has asked to look at again in time: closed. For the clock; how many.
int close_answered(Office& office);
/// Closed ones that were kept as long as `complaint.kept` says: erased, for good. For the clock; how many.
int erase_over(Office& office);

/// The demo: one about a service, received; one about the centre, answered.
void load_demo(Office& office, const Actor& handler);

web::Routes routes();  // /complaints, /desk/complaints

}  // namespace gishe::complaints
