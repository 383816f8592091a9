#include "directory/hsds_package.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "base/csv.h"

namespace gishe::directory::hsds {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t file_bytes_max = 256u << 20;
constexpr std::size_t records_max = 200'000;

// What of the tabular package we read; the rest (contacts, funding, languages, metadata …) has no place here yet.
constexpr std::array tables_read{"organizations",   "organization_identifiers",
                                 "locations",       "addresses",
                                 "services",        "service_at_location",
                                 "phones",          "schedules",
                                 "service_areas",   "required_documents",
                                 "cost_options",    "attributes",
                                 "taxonomy_terms",  "taxonomies",
                                 "service_capacity"};

std::optional<std::string> whole_file(const fs::path& path, Package& package) {
  std::error_code error;
  const auto bytes = fs::file_size(path, error);
  std::ifstream file(path, std::ios::binary);
  if (error || !file) {
    package.refuse(path.filename().string() + ": cannot be read");
    return std::nullopt;
  }
  if (bytes > file_bytes_max) {
    package.refuse(path.filename().string() + ": is larger than 256 MiB");
    return std::nullopt;
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void read_table(const fs::path& folder, std::string_view table, Package& package) {
  const std::string name = std::string(table) + ".csv";
  if (!fs::exists(folder / name)) return;
  const auto text = whole_file(folder / name, package);
  if (!text) return;
  csv::Reader row(*text);
  while (row.next()) {
    Record record{fmt::format("{} line {}", name, row.line()), {}};
    if (!row.fault().empty()) {
      package.refuse(record.where + ": " + row.fault());
      continue;
    }
    for (const auto& column : row.header()) record.fields[column] = row.get(column);
    if (!package.add(table, std::move(record))) return;
  }
}

}  // namespace

const std::string& Record::get(std::string_view name) const {
  static const std::string none;
  const auto found = fields.find(name);
  return found == fields.end() ? none : found->second;
}

const std::vector<Record>& Package::table(std::string_view name) const {
  static const std::vector<Record> none;
  const auto found = tables.find(name);
  return found == tables.end() ? none : found->second;
}

std::vector<const Record*> Package::where(std::string_view table_name, std::string_view field,
                                          std::string_view value) const {
  std::vector<const Record*> found;
  if (value.empty()) return found;
  const auto& records_there = table(table_name);
  auto [at, is_new] = m_indexes.try_emplace({std::string(table_name), std::string(field)});
  if (is_new) {
    for (std::size_t i = 0; i < records_there.size(); ++i) at->second[records_there[i].get(field)].push_back(i);
  }
  if (const auto hits = at->second.find(value); hits != at->second.end()) {
    for (const auto i : hits->second) found.push_back(&records_there[i]);
  }
  return found;
}

void Package::refuse(std::string line) {
  if (refused.size() < 100) refused.push_back(std::move(line));
}

bool Package::add(std::string_view table_name, Record record) {
  if (records >= records_max) {
    refuse(record.where + ": is beyond the 200,000 records that are read at once");
    return false;
  }
  ++records;
  m_indexes.clear();
  tables[std::string(table_name)].push_back(std::move(record));
  return true;
}

Package read_package(const std::string& path) {
  Package package;
  std::vector<fs::path> files;
  if (fs::is_directory(path)) {
    for (const auto* table : tables_read) read_table(path, table, package);
    if (!package.tables.empty()) return package;
    for (const auto& entry : fs::directory_iterator(path)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
  } else {
    files.push_back(path);
  }
  if (files.empty()) package.refuse(path + ": holds neither organizations.csv nor .json files");
  for (const auto& file : files) {
    if (const auto text = whole_file(file, package)) read_json(file.filename().string(), *text, package);
  }
  return package;
}

}  // namespace gishe::directory::hsds
