#pragma once
#include "platform/office/office.h"
#include "platform/web/web.h"

/// People come from a table that an office kept before.
namespace gishe::imports {

inline constexpr RefusalCode names_missing{"imports.names_missing", 422};    // no column for given or family name
inline constexpr RefusalCode column_twice{"imports.column_twice", 422};      // two columns for one field
inline constexpr RefusalCode row_broken{"imports.row_broken", 422};          // more or fewer cells than headings
inline constexpr RefusalCode twice_in_table{"imports.twice_in_table", 422};  // with {row}: the earlier one
inline constexpr RefusalCode unknown_place{"imports.unknown_place", 422};    // or there are several
inline constexpr RefusalCode too_late{"imports.too_late", 409};

/// Files whose day is over go; a draft goes with its file. For a job.
int forget_files(Office& office);

web::Routes routes();  // /imports …

}  // namespace gishe::imports
