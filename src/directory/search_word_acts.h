#pragma once
#include <optional>
#include <string_view>

#include "directory/search_store.h"
#include "platform/office/office.h"

namespace gishe::directory {

/// Adds `now` (no `old`), takes `old` away (no `now`), or changes one into the other: access keep_search_words → rule →
/// store → ledger, once per form key. Searches use it from the next one on.
Result<Done> keep_search_word(Office& office, const Actor& actor, const std::optional<SearchWord>& old,
                              const std::optional<SearchWord>& now, std::string_view once_key);

}  // namespace gishe::directory
