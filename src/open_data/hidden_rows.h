#pragma once
#include <string_view>
#include <vector>

#include "open_data/document.h"

/// What a document of something else says of a place that is not public.
namespace gishe::open_data {

/// Takes out, at any depth, the rows that belong to such a place or to a service at it (a telephone of both); of what
/// lost a row, and of an organisation that has such a place, what is told of changes goes too. Gives back those that
/// are no longer what they were.
std::vector<json::object*> drop_hidden_rows(db::Session& session, std::string_view kind,
                                            const std::vector<json::object*>& documents);
/// At any depth: earlier values can be an address.
bool drop_metadata(json::object& document);
/// The rows inside lists whose `location_id` or `service_at_location_id` is told to be hidden.
bool drop_rows(json::object& document, const std::function<bool(const Uuid& place_or_pair)>& hidden);

}  // namespace gishe::open_data
