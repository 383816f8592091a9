#include <filesystem>

#include "open_data/hsds_check.h"
#include "open_data/hsds_tables.h"

namespace gishe::open_data {
namespace {

namespace fs = std::filesystem;

constexpr int depth_max = 6;

/// datapackage.json may name the files; otherwise each table has its own name.
std::map<std::string, std::string, std::less<>> files_of(const std::string& folder, ImportReport& report) {
  std::map<std::string, std::string, std::less<>> files;
  const auto description = fs::path(folder) / "datapackage.json";
  if (!fs::exists(description)) return files;
  json::error_code error;
  try {
    const TextFile file(description.string());
    const auto whole = json::parse(json::string_view(file.text().data(), file.text().size()), error);
    const auto* resources = error || !whole.is_object() ? nullptr : whole.get_object().if_contains("resources");
    if (!resources || !resources->is_array()) {
      report.note({"datapackage.json", 0}, "",
                  "is no description of a data package; the usual names of files are used");
      return files;
    }
    for (const auto& one : resources->get_array()) {
      if (!one.is_object()) continue;
      const auto* table = hsds::find_table(hsds::text_of(one.get_object(), "name"));
      const auto path = hsds::text_of(one.get_object(), "path");
      const bool inside = !path.empty() && path.find("..") == std::string::npos && path[0] != '/';
      if (table && inside) files[std::string(table->name)] = path;
    }
  } catch (const std::runtime_error& fault) {
    report.note({"datapackage.json", 0}, "", fault.what());
  }
  return files;
}

void note_unknown_files(const std::string& folder, ImportReport& report) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv" && !hsds::find_table(entry.path().stem().string())) {
      report.note({entry.path().filename().string(), 0}, "", "is no table of HSDS; it was left out");
    }
  }
}

}  // namespace

std::unique_ptr<TablePackage> TablePackage::open(const std::string& folder, ImportReport& report) {
  std::unique_ptr<TablePackage> package(new TablePackage(report));
  const auto named = files_of(folder, report);
  for (const auto& table : hsds::tables()) {
    const auto found = named.find(table.name);
    auto path = fs::path(folder) / (found != named.end() ? found->second : std::string(table.name) + ".csv");
    if (!fs::exists(path)) continue;
    package->m_files[std::string(table.name)] = std::make_unique<TableFile>(table, path.string(), report);
  }
  if (package->m_files.empty()) return nullptr;
  if (named.empty()) note_unknown_files(folder, report);
  return package;
}

TableFile* TablePackage::find(std::string_view table) {
  const auto found = m_files.find(table);
  return found == m_files.end() ? nullptr : found->second.get();
}

TableFile::Row TablePackage::rows(std::string_view table) const {
  const auto found = m_files.find(table);
  return found == m_files.end() ? 0 : found->second->rows();
}

std::optional<json::object> TablePackage::checked(TableFile& file, TableFile::Row row) {
  if (file.refused(row)) return std::nullopt;
  auto object = file.object(row);
  // Told once: a row may stand in several objects.
  static thread_local ImportReport silent{std::string()};
  if (check_row(file.table(), object, file.place(row), file.tell(row) ? m_report : silent)) return object;
  file.refuse(row);
  return std::nullopt;
}

void TablePackage::nest(const hsds::Table& table, json::object& object, int depth) {
  if (depth > depth_max) return;
  const auto id = hsds::text_of(object, "id");
  for (const auto& n : hsds::nests()) {
    if (n.parent != table.name) continue;
    TableFile* file = find(n.table);
    if (!file) continue;
    json::array rows;
    for (const auto row : file->where(n.pointer, id)) {
      auto inside = checked(*file, row);
      if (!inside) continue;
      file->use(row);
      nest(file->table(), *inside, depth + 1);
      rows.push_back(std::move(*inside));
    }
    if (!rows.empty()) object[n.member] = std::move(rows);
  }
  for (const auto& r : hsds::references()) {
    // Whole copies only of what has no document of its own to be looked up in, and of the terms everybody asks for.
    if (r.table != table.name || (r.target != "units" && r.target != hsds::taxonomy_terms)) continue;
    TableFile* file = find(r.target);
    if (!file) continue;
    const auto rows = file->where("id", hsds::text_of(object, r.column));
    auto inside = rows.empty() ? std::nullopt : checked(*file, rows.front());
    if (!inside) continue;
    file->use(rows.front());
    if (r.target == "units") nest(file->table(), *inside, depth + 1);
    object[r.member] = std::move(*inside);
  }
}

void TablePackage::give(TableFile& file, TableFile::Row row, const Take& take) {
  auto object = checked(file, row);
  if (!object) return;
  file.use(row);
  nest(file.table(), *object, 0);
  take(file.table().name, std::move(*object), file.place(row));
}

void TablePackage::each(std::string_view table, const Take& take) {
  TableFile* file = find(table);
  if (!file) return;
  for (TableFile::Row row = 0; row < file->rows(); ++row) give(*file, row, take);
}

void TablePackage::each_of(std::string_view table, std::string_view column, const std::string& value,
                           const Take& take) {
  TableFile* file = find(table);
  if (!file) return;
  for (const auto row : file->where(column, value)) give(*file, row, take);
}

void TablePackage::each_loose(const Take& take) {
  for (auto& [name, file] : m_files) {
    const bool pair = name == hsds::service_at_location;
    for (TableFile::Row row = 0; row < file->rows(); ++row) {
      if (file->used(row) || file->refused(row)) continue;
      if (hsds::is_root(name) && !pair) continue;
      if (pair && file->tell(row)) {
        m_report.row(file->place(row), "names a service that is not in this package", "service_id");
      } else if (!pair) {
        give(*file, row, take);
      }
    }
  }
}

}  // namespace gishe::open_data
