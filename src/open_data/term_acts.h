#pragma once
#include <optional>
#include <string_view>

#include "open_data/term_store.h"
#include "platform/office/office.h"

namespace gishe::open_data {

/// Says what a foreign term means here, when it still means `old`: access keep_search_words → rule → store → ledger,
/// once per form key. The first entries with the term follow at once, the others by apply_meanings; imports from now on
/// use it. Undone by saying something else.
Result<Done> keep_meaning(Office& office, const Actor& actor, const Uuid& term, const std::optional<Meaning>& old,
                          const Meaning& now, std::string_view once_key);

}  // namespace gishe::open_data
