#include "open_data/hidden_rows.h"

#include <algorithm>
#include <set>

#include "directory/directory.h"
#include "open_data/hsds_shape.h"

namespace gishe::open_data {
namespace {

using hsds::id_of;

constexpr const char* pointers[] = {"location_id", "service_at_location_id"};

void note_pointers(const json::object& object, std::vector<LocationId>& places, std::vector<Uuid>& pairs) {
  for (const auto& [name, value] : object) {
    if (!value.is_array()) continue;
    for (const auto& item : value.get_array()) {
      if (!item.is_object()) continue;
      const auto& row = item.get_object();
      if (const auto id = id_of(row, "location_id")) places.push_back({*id});
      if (const auto id = id_of(row, "service_at_location_id")) pairs.push_back(*id);
      note_pointers(row, places, pairs);
    }
  }
}

/// Of these places and pairs of a service and a place those that are not public.
std::set<Uuid> hidden_of(db::Session& session, std::vector<LocationId> places, const std::vector<Uuid>& pairs) {
  std::vector<std::pair<Uuid, Uuid>> places_of_pairs;
  each_body(session, hsds::service_at_location, pairs, [&](const Uuid& pair, std::string_view body) {
    const auto object = parse_object(body);
    const auto place = object ? id_of(*object, "location_id") : std::nullopt;
    if (!place) return;
    places_of_pairs.emplace_back(pair, *place);
    places.push_back({*place});
  });
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
  std::set<Uuid> hidden;
  for (const auto& known : directory::list_known_places(session, places)) {
    if (known.visibility != "public") hidden.insert(known.id);
  }
  for (const auto& [pair, place] : places_of_pairs) {
    if (hidden.contains(place)) hidden.insert(pair);
  }
  return hidden;
}

std::set<Uuid> with_hidden_place(db::Session& session, const std::vector<json::object*>& organisations) {
  std::vector<OrganisationId> ids;
  for (const auto* one : organisations) {
    if (const auto id = id_of(*one)) ids.push_back({*id});
  }
  std::set<Uuid> found;
  for (const auto& id : directory::list_with_hidden_place(session, ids)) found.insert(id.value);
  return found;
}

}  // namespace

bool drop_metadata(json::object& object) {
  bool dropped = object.erase("metadata") > 0;
  for (auto& [name, value] : object) {
    if (value.is_object()) dropped = drop_metadata(value.get_object()) || dropped;
    if (!value.is_array()) continue;
    for (auto& item : value.get_array()) {
      if (item.is_object()) dropped = drop_metadata(item.get_object()) || dropped;
    }
  }
  return dropped;
}

bool drop_rows(json::object& object, const std::function<bool(const Uuid&)>& hidden) {
  bool dropped = false;
  std::vector<std::string> empty;
  const auto of_hidden = [&](const json::object& row) {
    return std::any_of(std::begin(pointers), std::end(pointers), [&](const char* pointer) {
      const auto id = id_of(row, pointer);
      return id && hidden(*id);
    });
  };
  for (auto& [name, value] : object) {
    if (!value.is_array() || value.get_array().empty()) continue;
    auto& rows = value.get_array();
    for (auto row = rows.begin(); row != rows.end();) {
      if (row->is_object() && of_hidden(row->get_object())) {
        row = rows.erase(row);
        dropped = true;
      } else {
        if (row->is_object()) dropped = drop_rows(row->get_object(), hidden) || dropped;
        ++row;
      }
    }
    if (rows.empty()) empty.emplace_back(name);
  }
  for (const auto& name : empty) object.erase(name);
  return dropped;
}

std::vector<json::object*> drop_hidden_rows(db::Session& session, std::string_view kind,
                                            const std::vector<json::object*>& documents) {
  std::vector<LocationId> places;
  std::vector<Uuid> pairs;
  for (const auto* document : documents) note_pointers(*document, places, pairs);
  const auto hidden = hidden_of(session, std::move(places), pairs);
  const auto owners = kind == hsds::organizations ? with_hidden_place(session, documents) : std::set<Uuid>{};
  std::vector<json::object*> changed;
  if (hidden.empty() && owners.empty()) return changed;
  for (auto* document : documents) {
    bool so = drop_rows(*document, [&](const Uuid& id) { return hidden.contains(id); });
    const auto id = id_of(*document);
    if (so || (id && owners.contains(*id))) so = drop_metadata(*document) || so;
    if (so) changed.push_back(document);
  }
  return changed;
}

}  // namespace gishe::open_data
