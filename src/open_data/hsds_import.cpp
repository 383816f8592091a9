#include <algorithm>
#include <filesystem>
#include <unordered_map>

#include "open_data/hsds_json.h"
#include "open_data/hsds_shape.h"
#include "open_data/hsds_tables.h"
#include "open_data/import_batch.h"
#include "open_data/open_data.h"
#include "platform/embedded/embedded.h"

namespace gishe::open_data {
namespace {

namespace fs = std::filesystem;
using Progress = std::function<void(int)>;

/// Tables: what others point at first; each service followed by its pairs.
void take_tables(TablePackage& package, ImportBatches& batches, const Progress& progress) {
  const auto total = std::max<std::uint32_t>(
      1, package.rows(hsds::organizations) + package.rows(hsds::locations) + package.rows(hsds::services));
  std::uint32_t done = 0;
  const auto take = [&](std::string_view table, json::object&& object, const Place& at) {
    batches.add({std::string(table), std::move(object), at, false});
    const bool counts = table == hsds::organizations || table == hsds::locations || table == hsds::services;
    if (counts && ++done % 500 == 0) progress(static_cast<int>(done * 100ull / total));
  };
  for (const auto table : {hsds::organizations, hsds::taxonomies, hsds::taxonomy_terms, hsds::locations}) {
    package.each(table, take);
  }
  package.each(hsds::services, [&](std::string_view table, json::object&& object, const Place& at) {
    const auto id = hsds::text_of(object, "id");
    std::vector<Root> pairs;
    package.each_of(hsds::service_at_location, "service_id", id,
                    [&](std::string_view pair_table, json::object&& pair, const Place& where) {
                      pairs.push_back({std::string(pair_table), std::move(pair), where, false});
                    });
    take(table, std::move(object), at);
    for (auto& pair : pairs) batches.add(std::move(pair));
  });
  package.each_loose(take);
}

/// JSON that repeats a thing with the same words in many places is taken once.
class Repeats {
 public:
  bool seen(const Root& root) {
    if (!root.weak) return false;
    const auto key = std::hash<std::string>{}(root.table + hsds::text_of(root.object, "id"));
    const auto text = std::hash<std::string>{}(json::serialize(root.object));
    auto [at, is_new] = m_known.try_emplace(key, text);
    if (!is_new && at->second == text) return true;
    at->second = text;
    return false;
  }

 private:
  std::unordered_map<std::size_t, std::size_t> m_known;
};

std::vector<fs::path> json_files(const std::string& path) {
  std::vector<fs::path> files;
  if (!fs::is_directory(path)) return {path};
  for (const auto& entry : fs::directory_iterator(path)) {
    const auto kind = entry.path().extension();
    if ((kind == ".json" || kind == ".ndjson") && entry.path().filename() != "datapackage.json")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

void take_json(const std::vector<fs::path>& paths, ImportReport& report, ImportBatches& batches,
               const Progress& progress) {
  Repeats repeats;
  for (const auto& path : paths) {
    try {
      const TextFile file(path.string());
      const auto name = path.filename().string();
      if (file.was_windows_1251()) report.note({name, 0}, "", "is no UTF-8; it was read as windows-1251");
      int taken = 0;
      read_json(name, file.text(), report, [&](std::vector<Root>&& roots, std::size_t offset) {
        for (auto& root : roots) {
          if (!repeats.seen(root)) batches.add(std::move(root));
        }
        if (++taken % 500 != 0) return;
        file.forget_before(offset);
        progress(static_cast<int>(offset * 100 / std::max<std::size_t>(1, file.text().size())));
      });
    } catch (const std::runtime_error& fault) {
      report.broken({path.filename().string(), 0}, fault.what());
    }
  }
}

/// One look at everything. A tabular package is read to its end before anything of it is taken, a JSON file is known to
/// be JSON before its first entity is.
Imported run(Office& office, const ImportWish& wish, ImportReport& report, bool dry, const Progress& progress) {
  ImportBatches batches(office, wish.fallback, report, dry);
  const auto package = fs::is_directory(wish.path) ? TablePackage::open(wish.path, report) : nullptr;
  if (package) {
    if (!report.is_broken()) take_tables(*package, batches, progress);
  } else {
    const auto files = json_files(wish.path);
    if (files.empty())
      report.broken({fs::path(wish.path).filename().string(), 0},
                    "holds neither tables (organizations.csv …) nor JSON");
    take_json(files, report, batches, progress);
  }
  batches.finish();
  return batches.counts;
}

void note_import(Office& office, const Imported& done, const MunicipalityCode& municipality) {
  if (done.organisations + done.services + done.locations + done.others == 0) return;
  Actor command_line;
  command_line.session = "command line";
  office.db.write([&](db::Tx& tx) {
    office.note(tx, command_line, {"directory.imported", municipality, "", Uuid{}, "command line", "hsds", {}});
  });
}

void copy_report(const ImportReport& report, Imported& done) {
  done.rows_refused = report.rows;
  done.fields_refused = report.fields;
  done.notes = report.notes;
  done.refused = report.first();
}

}  // namespace

void load_demo(Office& office) {
  ImportReport report{std::string()};
  ImportBatches batches(office, {"PAZ14"}, report, false);
  const auto text = embedded::find("demo/imported_services.json").value_or(std::string_view{});
  read_json("imported_services.json", text, report, [&](std::vector<Root>&& roots, std::size_t) {
    for (auto& root : roots) batches.add(std::move(root));
  });
  batches.finish();
  if (report.refused() > 0 || batches.counts.services == 0) throw std::runtime_error("the demo's imported services");
}

Imported import_hsds(Office& office, const ImportWish& wish, const Progress& progress) {
  const Progress tell = progress ? progress : [](int) {};
  make_missing_documents(office);
  if (wish.strict) {
    ImportReport first(wish.report);
    Imported looked = run(office, wish, first, true, tell);
    if (first.refused() > 0) {
      looked = Imported{};
      looked.taken = false;
      copy_report(first, looked);
      return looked;
    }
  }
  ImportReport report(wish.report);
  Imported done = run(office, wish, report, false, tell);
  copy_report(report, done);
  done.taken = !report.is_broken();
  note_import(office, done, wish.fallback);
  tell(100);
  return done;
}

}  // namespace gishe::open_data
