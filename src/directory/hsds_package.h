#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// An HSDS 3.0/3.1 data set in one form, whether it came as tables (CSV) or as nested objects (JSON).
namespace gishe::directory::hsds {

/// One row or object; `where` is for refusals: "services.csv line 3", "service_full.json".
struct Record {
  std::string where;
  std::map<std::string, std::string, std::less<>> fields;

  const std::string& get(std::string_view name) const;
};

struct Package {
  /// By the names of the tabular package without ".csv": organizations, services, service_at_location …
  std::map<std::string, std::vector<Record>, std::less<>> tables;
  std::vector<std::string> refused;

  const std::vector<Record>& table(std::string_view name) const;
  /// Every record of a table whose `field` holds `value`, in order.
  std::vector<const Record*> where(std::string_view table, std::string_view field, std::string_view value) const;
  void refuse(std::string line);                    // keeps at most 100
  bool add(std::string_view table, Record record);  // false: over the limit of 200,000 records
  std::size_t records = 0;

 private:
  using Index = std::map<std::string, std::vector<std::size_t>, std::less<>>;
  mutable std::map<std::pair<std::string, std::string>, Index>
      m_indexes;  // made at the first where(); add() drops them
};

/// A folder with organizations.csv and its sisters, a folder of .json files, or one .json file.
Package read_package(const std::string& path);
/// One JSON text: an entity, a list of entities, or a page with `contents`.
void read_json(std::string_view name, std::string_view text, Package& into);

}  // namespace gishe::directory::hsds
