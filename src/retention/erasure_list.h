#pragma once
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"

/// The list of erased people beside the database: municipality, id and day, one a line, and nothing else. It only
/// grows.
namespace gishe::retention {

struct Listed {
  MunicipalityCode municipality;
  PersonId person;
  Day erased_on;
  auto operator<=>(const Listed&) const = default;
};
/// Lines that are none are left out.
std::vector<Listed> parse_list(const std::string& text);
std::string list_text(std::vector<Listed> list);  // sorted, each once
/// Of the folder that keep_list_in named; empty where there is none.
std::vector<Listed> read_list();
std::vector<Listed> read_list(const std::string& file);
/// Adds to what the file holds already; on disk when it returns. Throws db::Fault when the disk refuses.
void add_to_list(const std::string& file, std::vector<Listed> more);

}  // namespace gishe::retention
