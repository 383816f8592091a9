#include "territory/places_csv.h"
#include "territory/territory.h"
#include "territory/whole_file.h"

namespace gishe::territory {

Imported import_places(db::Database& database, const std::string& folder, const std::function<void(int)>& progress) {
  Imported imported;
  const auto file = [&](const std::string& name) {
    std::string fault;
    auto text = whole_file(folder + "/" + name, fault);
    if (!text) imported.refused.push_back(name + ": " + fault);
    return text;
  };
  const auto districts = file("districts.csv"), municipalities = file("municipalities.csv"),
             settlements = file("settlements.csv");
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
