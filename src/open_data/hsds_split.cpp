#include <algorithm>
#include <map>

#include "open_data/bg_social.h"
#include "open_data/hsds_check.h"
#include "open_data/hsds_json.h"
#include "open_data/hsds_shape.h"

// A nested entity → the things it is made of.
namespace gishe::open_data {
namespace {

using hsds::text_of;

std::string_view table_told_by(const json::object& o) {
  const auto has = [&](const char* member) { return o.contains(member); };
  if (has("location_type")) return hsds::locations;
  if (has("location") || (has("service_id") && has("location_id"))) return hsds::service_at_location;
  if (has("status")) return hsds::services;
  if (has("taxonomy_detail") || has("taxonomy") || has("taxonomy_id") || has("parent_id") || has("code"))
    return hsds::taxonomy_terms;
  for (const char* member : {"organization_identifiers", "website", "legal_status", "locations", "services", "programs",
                             "tax_status", "email", "year_incorporated", "parent_organization_id", "phones"}) {
    if (has(member)) return hsds::organizations;
  }
  if (has("version") || has("uri")) return hsds::taxonomies;
  return has("name") && has("description") ? hsds::organizations : std::string_view();
}

int rank(std::string_view table) {
  if (table == hsds::organizations) return 0;
  if (table == hsds::taxonomies) return 1;
  if (table == hsds::taxonomy_terms) return 2;
  if (table == hsds::locations) return 3;
  if (table == hsds::services) return 4;
  return table == hsds::service_at_location ? 5 : 6;
}

class Splitter {
 public:
  Splitter(const Place& at, ImportReport& report) : m_at(at), m_report(report) {}
  std::vector<Root> roots;

  void root(std::string_view table, json::object&& object, bool weak) {
    const auto* t = hsds::find_table(table);
    if (!t || !parts(*t, object, 0, {})) return;
    for (auto& known : roots) {
      if (known.table != table || text_of(known.object, "id") != text_of(object, "id")) continue;
      for (auto& [name, value] : object) known.object.emplace(name, value);  // told twice: what the first left out
      known.weak = known.weak && weak;
      return;
    }
    roots.push_back({std::string(table), std::move(object), m_at, weak});
  }

 private:
  /// Checks a row and takes out of it what has a document of its own.
  bool parts(const hsds::Table& table, json::object& object, int depth, const std::string& found_id) {
    if (depth > 12) return false;
    if (!check_row(table, object, m_at, m_report, found_id.empty() ? nullptr : &found_id)) return false;
    for (const auto& r : hsds::references()) {
      if (r.table == table.name) reference(r, object, depth);
    }
    const auto id = text_of(object, "id");
    if (table.name == hsds::services) pull(object, "service_at_locations", hsds::service_at_location, "service_id", id);
    if (table.name == hsds::organizations) {
      pull(object, "locations", hsds::locations, "organization_id", id);
      pull(object, "services", hsds::services, "organization_id", id);
    }
    for (const auto& n : hsds::nests()) {
      if (n.parent == table.name) rows(n, object, id, depth);
    }
    return true;
  }

  void rows(const hsds::Nest& n, json::object& object, const std::string& id, int depth) {
    auto* list = object.if_contains(n.member);
    if (!list) return;
    if (!list->is_array()) {
      m_report.field(m_at, n.member, "is no list");
      object.erase(n.member);
      return;
    }
    const auto* table = hsds::find_table(n.table);
    json::array kept;
    for (auto& item : list->get_array()) {
      const auto found_id = bg_social::named_id(id + "/" + std::string(n.member) + "/" + std::to_string(kept.size()));
      if (item.is_object() && parts(*table, item.get_object(), depth + 1, found_id.text()))
        kept.push_back(std::move(item));
    }
    if (kept.empty())
      object.erase(n.member);
    else
      *list = std::move(kept);
  }

  void pull(json::object& object, std::string_view member, std::string_view table, std::string_view pointer,
            const std::string& id) {
    auto* list = object.if_contains(member);
    if (!list) return;
    json::array items;
    if (list->is_array()) items = std::move(list->get_array());
    object.erase(member);
    for (auto& item : items) {
      if (!item.is_object()) continue;
      auto& inside = item.get_object();
      if (inside.size() <= 3 && table == hsds::services) continue;  // only said to be there
      if (text_of(inside, pointer).empty()) inside[pointer] = id;
      root(table, std::move(inside), table != hsds::service_at_location);
    }
  }

  void reference(const hsds::Reference& r, json::object& object, int depth) {
    auto* value = object.if_contains(r.member);
    if (!value) return;
    if (!value->is_object()) {
      object.erase(r.member);
      return;
    }
    auto& inside = value->get_object();
    const auto id = text_of(inside, "id");
    if (!id.empty() && text_of(object, r.column).empty()) object[r.column] = id;
    if (r.target == "units") {
      const auto found_id = bg_social::named_id(text_of(object, "id") + "/unit").text();
      if (!parts(*hsds::find_table("units"), object.at(r.member).get_object(), depth + 1, found_id))
        object.erase(r.member);
      return;
    }
    // Terms stay inside as well: whoever reads the attribute wants their name.
    if (r.target == hsds::taxonomy_terms || r.target == hsds::taxonomies) {
      json::object copy = object.at(r.member).get_object();
      return root(r.target, std::move(copy), true);
    }
    json::object taken = std::move(object.at(r.member).get_object());
    object.erase(r.member);
    if (r.target == "programs") {
      const auto owner = text_of(object, "organization_id");
      if (!owner.empty() && text_of(taken, "organization_id").empty()) taken["organization_id"] = owner;
      return program(owner, std::move(taken));
    }
    root(r.target, std::move(taken), true);
  }

  /// A programme is a part of its organisation; without it, it stands by itself.
  void program(const std::string& owner, json::object&& object) {
    for (auto& known : roots) {
      if (known.table != hsds::organizations || text_of(known.object, "id") != owner) continue;
      auto* list = known.object.if_contains("programs");
      if (!list || !list->is_array()) list = &(known.object["programs"] = json::array{});
      for (const auto& one : list->get_array()) {
        if (one.is_object() && text_of(one.get_object(), "id") == text_of(object, "id")) return;
      }
      list->get_array().push_back(std::move(object));
      return;
    }
    root("programs", std::move(object), true);
  }

  Place m_at;
  ImportReport& m_report;
};

/// The same row (a telephone) inside several things of one entity: each copy says all it belongs to, as its one line in
/// a table would.
class Belongings {
 public:
  void note(Root& root) { walk(root.table, root.object, false); }
  void write(Root& root) { walk(root.table, root.object, true); }

 private:
  void walk(std::string_view table, json::object& object, bool writing) {
    const auto id = text_of(object, "id");
    for (const auto& n : hsds::nests()) {
      if (n.parent != table) continue;
      auto* list = object.if_contains(n.member);
      if (!list || !list->is_array()) continue;
      for (auto& item : list->get_array()) {
        if (!item.is_object()) continue;
        auto& row = item.get_object();
        auto& all = m_known[{std::string(n.table), text_of(row, "id")}];
        if (writing) {
          for (const auto& [column, value] : all) {
            if (!row.contains(column)) row[column] = value;
          }
        } else {
          all.emplace(n.pointer, id);
        }
        walk(n.table, row, writing);
      }
    }
  }
  std::map<std::pair<std::string, std::string>, std::map<std::string, std::string>> m_known;
};

}  // namespace

std::vector<Root> split_entity(std::string_view table, json::object&& entity, const Place& at, ImportReport& report) {
  if (table.empty()) table = table_told_by(entity);
  if (table.empty()) return {};
  Splitter splitter(at, report);
  splitter.root(table, std::move(entity), false);
  Belongings belongings;
  for (auto& root : splitter.roots) belongings.note(root);
  for (auto& root : splitter.roots) belongings.write(root);
  std::stable_sort(splitter.roots.begin(), splitter.roots.end(),
                   [](const Root& a, const Root& b) { return rank(a.table) < rank(b.table); });
  return std::move(splitter.roots);
}

}  // namespace gishe::open_data
