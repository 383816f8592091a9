#pragma once
#include <boost/json.hpp>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "open_data/import_report.h"

namespace gishe::open_data {

namespace json = boost::json;

/// One thing with a document of its own. `weak`: told in passing inside another, perhaps not whole; what is known of it
/// beyond that stays.
struct Root {
  std::string table;
  json::object object;
  Place at;
  bool weak = false;
};

/// A JSON text without holding more than one entity in memory: one entity, a list of them, a page with `contents`,
/// an object with a list for each table (our own export), or one entity a line. The report becomes broken when the text
/// is no JSON; then nothing was given to `take`.
void read_json(const std::string& name, std::string_view text, ImportReport& report,
               const std::function<void(std::vector<Root>&& roots, std::size_t offset)>& take);

/// One nested object as the things it is made of, those that others point at first. `table` empty: it is told by its
/// members.
std::vector<Root> split_entity(std::string_view table, json::object&& entity, const Place& at, ImportReport& report);

}  // namespace gishe::open_data
