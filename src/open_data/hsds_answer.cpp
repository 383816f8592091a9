#include "open_data/hsds_answer.h"

#include <map>

#include "open_data/hidden_rows.h"
#include "open_data/hsds_shape.h"

namespace gishe::open_data {
namespace {

using hsds::id_of;
using hsds::text_of;
using Objects = std::map<Uuid, json::object>;

Objects objects_of(db::Session& session, std::string_view kind, Ids ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
  Objects all;
  each_body(session, kind, ids, [&](const Uuid& id, std::string_view body) {
    if (auto object = parse_object(body)) all.emplace(id, std::move(*object));
  });
  std::vector<json::object*> read;
  for (auto& [id, object] : all) read.push_back(&object);
  drop_hidden_rows(session, kind, read);
  return all;
}

/// Its own fields: no lists, and of what is nested only what has nobody else to stand for it.
json::object brief(const json::object& whole) {
  json::object out;
  for (const auto& [name, value] : whole) {
    if (!value.is_array()) out.emplace(name, value);
  }
  return out;
}

void note(Ids& ids, const json::object& object, std::string_view member) {
  if (const auto id = id_of(object, member)) ids.push_back(*id);
}

const json::object* find_row(const json::object& object, std::string_view member, const std::string& id) {
  const auto* rows = object.if_contains(member);
  if (!rows || !rows->is_array()) return nullptr;
  for (const auto& row : rows->get_array()) {
    if (row.is_object() && text_of(row.get_object(), "id") == id) return &row.get_object();
  }
  return nullptr;
}

/// Services with their organisation and programme and, in full, where they are given.
class Services {
 public:
  Services(db::Session& session, const Ids& ids, Depth depth) : m_depth(depth) {
    m_services = objects_of(session, hsds::services, ids);
    Ids owners, places;
    for (const auto& [id, service] : m_services) note(owners, service, "organization_id");
    m_owners = objects_of(session, hsds::organizations, owners);
    if (depth == Depth::brief) return;
    each_pair(session, ids, [&](const Uuid& service, std::string_view body) {
      auto pair = parse_object(body);
      if (!pair) return;
      note(places, *pair, "location_id");
      m_pairs[service].push_back(std::move(*pair));
    });
    std::vector<json::object*> read;
    for (auto& [service, list] : m_pairs) {
      for (auto& pair : list) read.push_back(&pair);
    }
    drop_hidden_rows(session, hsds::service_at_location, read);
    m_places = objects_of(session, hsds::locations, places);
  }

  std::optional<json::object> find(const Uuid& id) const {
    const auto found = m_services.find(id);
    if (found == m_services.end()) return std::nullopt;
    json::object service = m_depth == Depth::full ? found->second : brief(found->second);
    put_owner(service);
    if (m_depth == Depth::full) put_pairs(service, id);
    return service;
  }

 private:
  void put_owner(json::object& service) const {
    const auto id = id_of(service, "organization_id");
    const auto owner = id ? m_owners.find(*id) : m_owners.end();
    if (owner == m_owners.end()) return;
    service["organization"] = m_depth == Depth::full ? owner->second : brief(owner->second);
    const auto program = text_of(service, "program_id");
    if (program.empty()) return;
    if (const auto* row = find_row(owner->second, "programs", program)) service["program"] = *row;
  }

  void put_pairs(json::object& service, const Uuid& id) const {
    const auto pairs = m_pairs.find(id);
    if (pairs == m_pairs.end()) return;
    json::array list;
    for (json::object pair : pairs->second) {
      const auto place_id = id_of(pair, "location_id");
      const auto place = place_id ? m_places.find(*place_id) : m_places.end();
      if (place != m_places.end()) pair["location"] = place->second;
      list.push_back(std::move(pair));
    }
    service["service_at_locations"] = std::move(list);
  }

  Depth m_depth;
  Objects m_services, m_owners, m_places;
  std::map<Uuid, std::vector<json::object>> m_pairs;
};

json::array services(db::Session& session, const Ids& ids, Depth depth) {
  const Services all(session, ids, depth);
  json::array list;
  for (const auto& id : ids) {
    if (auto service = all.find(id)) list.push_back(std::move(*service));
  }
  return list;
}

json::array pairs(db::Session& session, const Ids& ids, Depth depth) {
  const auto found = objects_of(session, hsds::service_at_location, ids);
  Ids of, at;
  for (const auto& [id, pair] : found) {
    note(of, pair, "service_id");
    note(at, pair, "location_id");
  }
  const Services all(session, of, depth);
  const auto places = objects_of(session, hsds::locations, at);
  json::array list;
  for (const auto& id : ids) {
    const auto one = found.find(id);
    if (one == found.end()) continue;
    json::object pair = depth == Depth::full ? one->second : brief(one->second);
    const auto service = id_of(pair, "service_id"), place = id_of(pair, "location_id");
    if (service) {
      if (auto whole = all.find(*service)) {
        whole->erase("service_at_locations");
        pair["service"] = std::move(*whole);
      }
    }
    if (const auto there = place ? places.find(*place) : places.end(); there != places.end()) {
      pair["location"] = depth == Depth::full ? there->second : brief(there->second);
    }
    list.push_back(std::move(pair));
  }
  return list;
}

json::array services_of(db::Session& session, const Uuid& organisation, bool whole) {
  const auto ids = list_of_organisation(session, hsds::services, organisation);
  if (whole) {
    auto all = services(session, ids, Depth::full);
    for (auto& service : all) service.get_object().erase("organization");
    return all;
  }
  json::array list;
  for (const auto& [id, service] : objects_of(session, hsds::services, ids)) {
    list.push_back(json::object{{"id", id.text()}, {"name", service.at("name")}, {"status", service.at("status")}});
  }
  return list;
}

json::array organisations(db::Session& session, const Ids& ids, Depth depth, bool full_service) {
  const auto found = objects_of(session, hsds::organizations, ids);
  json::array list;
  for (const auto& id : ids) {
    const auto one = found.find(id);
    if (one == found.end()) continue;
    json::object organisation = depth == Depth::full ? one->second : brief(one->second);
    if (depth == Depth::full) {
      json::array places;
      for (auto& [place_id, place] :
           objects_of(session, hsds::locations, list_of_organisation(session, hsds::locations, id))) {
        places.push_back(std::move(place));
      }
      if (!places.empty()) organisation["locations"] = std::move(places);
    }
    if (depth == Depth::full || full_service) organisation["services"] = services_of(session, id, full_service);
    list.push_back(std::move(organisation));
  }
  return list;
}

}  // namespace

json::array answer_of(db::Session& session, std::string_view kind, const Ids& ids, Depth depth, bool full_service) {
  if (kind == hsds::services) return services(session, ids, depth);
  if (kind == hsds::service_at_location) return pairs(session, ids, depth);
  if (kind == hsds::organizations) return organisations(session, ids, depth, full_service);
  const auto found = objects_of(session, kind, ids);
  json::array list;
  for (const auto& id : ids) {
    if (const auto one = found.find(id); one != found.end()) list.push_back(one->second);
  }
  return list;
}

}  // namespace gishe::open_data
