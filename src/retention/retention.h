#pragma once
#include <string>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// How long files of people are kept, and how they are erased so that nothing of them is left.
namespace gishe::retention {

inline constexpr RefusalCode still_open{"retention.still_open", 409};  // with {what}: something goes on in this file
inline constexpr RefusalCode is_held{"retention.is_held", 409};        // by a court, a complaint, an open case
inline constexpr RefusalCode not_looked_at{"retention.not_looked_at", 422};

/// The clock: which files are due now; those that are not any more leave the list. How many are new.
int find_what_is_due(Office& office);
/// The list of erased people beside the database: municipality, id and day. It only grows.
inline constexpr const char* list_file_name = "erased.list";
/// Adds the lines of these lists to `into`; lists that are not there are none. Throws db::Fault.
void join_lists(const std::string& into, const std::vector<std::string>& lists);
/// Where the list of erased people is kept, outside the database; set once by app before the first erasure.
void keep_list_in(const std::string& folder);
/// The list of this database and of the folder, together, on disk; after a restore and at start.
void write_list(Office& office);
/// Erases anew whoever stands in the list and is in the database again: after a restore of an older backup. How many.
int erase_again(Office& office);
/// Was anybody erased today or yesterday? Then the file of an SQLite database is worth being written anew.
bool erased_lately(Office& office);

/// Two invented people whom this officer registers now: by a clock that stands years back, so that their time is over.
void load_demo(Office& office, const Actor& officer);

web::Routes routes();  // /retention …

}  // namespace gishe::retention
