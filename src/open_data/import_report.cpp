#include "open_data/import_report.h"

#include <fmt/format.h>

#include <stdexcept>

#include "open_data/hsds_rows.h"

namespace gishe::open_data {

ImportReport::ImportReport(const std::string& path) {
  if (path.empty()) return;
  m_file.open(path, std::ios::binary);
  if (!m_file) throw std::runtime_error(fmt::format("{} cannot be written", path));
  m_file << "file,line,field,reason,outcome\r\n";
}

void ImportReport::broken(const Place& at, std::string_view why) {
  ++m_broken;
  write(at, "", why, "file broken");
}

void ImportReport::row(const Place& at, std::string_view why, std::string_view field) {
  ++rows;
  write(at, field, why, "row refused");
}

void ImportReport::field(const Place& at, std::string_view field, std::string_view why) {
  ++fields;
  write(at, field, why, "field refused");
}

void ImportReport::note(const Place& at, std::string_view field, std::string_view why) {
  ++notes;
  write(at, field, why, "noted");
}

void ImportReport::write(const Place& at, std::string_view field, std::string_view why, std::string_view outcome) {
  constexpr std::size_t shown_max = 100;
  if (m_first.size() < shown_max) {
    const auto line = at.line > 0 ? fmt::format(" line {}", at.line) : std::string();
    const auto where = field.empty() ? std::string() : fmt::format(", {}", field);
    m_first.push_back(fmt::format("{}{}{}: {} ({})", at.file, line, where, why, outcome));
  }
  if (!m_file.is_open()) return;
  std::string text;
  put_csv_field(text, at.file);
  text += ',';
  if (at.line > 0) text += std::to_string(at.line);
  text += ',';
  put_csv_field(text, field);
  text += ',';
  put_csv_field(text, why);
  text += ',';
  put_csv_field(text, outcome);
  m_file << text << "\r\n";
}

}  // namespace gishe::open_data
