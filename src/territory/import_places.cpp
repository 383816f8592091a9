#include <fstream>
#include <iterator>

#include "territory/places_csv.h"
#include "territory/territory.h"

namespace gishe::territory {
namespace {

constexpr std::streamoff file_bytes_max = 64 << 20;

/// nullopt, and a line in `refused`, when there is no such file or it is too large.
std::optional<std::string> whole_file(const std::string& folder, const std::string& name,
                                      std::vector<std::string>& refused) {
  std::ifstream file(folder + "/" + name, std::ios::binary | std::ios::ate);
  if (!file) {
    refused.push_back(name + ": there is no such file in " + folder);
    return std::nullopt;
  }
  if (file.tellg() > file_bytes_max) {
    refused.push_back(name + ": is larger than 64 MiB");
    return std::nullopt;
  }
  file.seekg(0);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace

Imported import_places(db::Database& database, const std::string& folder, const std::function<void(int)>& progress) {
  Imported imported;
  const auto districts = whole_file(folder, "districts.csv", imported.refused);
  const auto municipalities = whole_file(folder, "municipalities.csv", imported.refused);
  const auto settlements = whole_file(folder, "settlements.csv", imported.refused);
  if (!districts || !municipalities || !settlements) return imported;

  const Places places = read_places({*districts, *municipalities, *settlements});
  if (progress) progress(20);
  // One transaction: a folder is taken whole, or not at all.
  database.write([&](db::Tx& tx) { store_places(tx, places); });
  if (progress) progress(100);
  imported.districts = static_cast<int>(places.districts.size());
  imported.municipalities = static_cast<int>(places.municipalities.size());
  imported.settlements = static_cast<int>(places.settlements.size());
  imported.refused = places.refused;
  return imported;
}

}  // namespace gishe::territory
