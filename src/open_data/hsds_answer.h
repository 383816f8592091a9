#pragma once
#include <boost/json.hpp>
#include <optional>
#include <string_view>

#include "open_data/hsds_filter_store.h"

/// Documents put together as HSDS nests them.
namespace gishe::open_data {

namespace json = boost::json;

/// How much of a thing an answer holds. `brief`: its own fields and what it points at, without lists.
enum class Depth { brief, full };

/// In the order of `ids`; what is not listed falls out. `full_service`: organisations with whole services.
json::array answer_of(db::Session& session, std::string_view kind, const Ids& ids, Depth depth,
                      bool full_service = false);

}  // namespace gishe::open_data
