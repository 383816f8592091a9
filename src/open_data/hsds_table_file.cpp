#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "open_data/hsds_tables.h"

namespace gishe::open_data {
namespace {

/// Steps over one record of RFC 4180 that begins at `at`; gives its fields to `take`. False: a quote never closes.
template <class Take>
bool read_record(std::string_view text, std::size_t& at, Take&& take) {
  std::string field;
  bool quoted = false;
  for (;;) {
    if (at >= text.size()) {
      take(field);
      return !quoted;
    }
    // What is plain goes over whole.
    const std::size_t begin = at;
    while (at < text.size() && text[at] != '"' &&
           (quoted || (text[at] != ',' && text[at] != '\n' && text[at] != '\r'))) {
      ++at;
    }
    field += text.substr(begin, at - begin);
    if (at == text.size()) continue;
    const char c = text[at];
    if (quoted) {
      ++at;
      if (at < text.size() && text[at] == '"') {
        field += '"';
        ++at;
      } else {
        quoted = false;
      }
    } else if (c == ',') {
      ++at;
      take(field);
      field.clear();
    } else if (c == '\n' || c == '\r') {
      at += c == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2 : 1;
      take(field);
      return true;
    } else if (c == '"' && field.empty()) {
      quoted = true;
      ++at;
    } else {
      field += c;
      ++at;
    }
  }
}

std::uint64_t hash_of(std::string_view text) {
  std::uint64_t h = 0xcbf29ce484222325ull;
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c >= 'A' && c <= 'Z' ? c + 32 : c)) * 0x100000001b3ull;
  return h;
}

bool is_blank_line(std::string_view text, std::size_t at) { return text[at] == '\n' || text[at] == '\r'; }

/// Structured values of fields that HSDS has no table for travel as JSON in a cell.
json::value cell(const std::string& text) {
  if (text.size() < 2 || (text[0] != '[' && text[0] != '{')) return json::value(text);
  json::error_code error;
  auto value = json::parse(text, error);
  return error ? json::value(text) : value;
}

}  // namespace

TableFile::TableFile(const hsds::Table& table, const std::string& path, ImportReport& report)
    : m_table(table), m_name(std::filesystem::path(path).filename().string()) {
  try {
    m_file = std::make_unique<TextFile>(path);
  } catch (const std::runtime_error& fault) {
    report.broken({m_name, 0}, fault.what());
    return;
  }
  if (m_file->was_windows_1251()) {
    report.note({m_name, 0}, "", "is no UTF-8; it was read as windows-1251. Check a few names");
  }
  std::size_t at = m_file->text().starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (at >= m_file->text().size() || !read_header(at, report) || !read_rows(at, report)) return;
  for (auto& [column, pointers] : m_pointers) {
    std::stable_sort(pointers.begin(), pointers.end(), [](const auto& a, const auto& b) { return a.hash < b.hash; });
    pointers.shrink_to_fit();
  }
  refuse_repeated(report);
}

bool TableFile::read_header(std::size_t& at, ImportReport& report) {
  if (!read_record(m_file->text(), at, [&](const std::string& field) { m_header.push_back(field); })) {
    report.broken({m_name, 1}, "has a quote that is never closed");
    return false;
  }
  const auto look_up = [&](std::string_view column) {
    const auto found = std::find(m_header.begin(), m_header.end(), column);
    if (found != m_header.end()) m_numbers[std::string(column)] = static_cast<std::size_t>(found - m_header.begin());
  };
  look_up("id");
  hsds::each_word(m_table.parents, look_up);
  if (m_table.name == hsds::service_at_location) look_up("service_id");
  if (m_numbers.contains("id")) return true;
  report.broken({m_name, 1}, "has no column id");
  return false;
}

bool TableFile::read_rows(std::size_t at, ImportReport& report) {
  const auto text = m_file->text();
  const auto lines = [&](std::size_t from, std::size_t to) {
    return static_cast<std::uint32_t>(std::count(text.data() + from, text.data() + to, '\n'));
  };
  std::vector<std::string> fields;
  std::uint32_t line = 1 + lines(0, at);
  while (at < text.size()) {
    if (is_blank_line(text, at)) {
      line += text[at] == '\n';
      ++at;
      continue;
    }
    const std::size_t begin = at;
    fields.clear();
    if (!read_record(text, at, [&](const std::string& field) { fields.push_back(field); })) {
      report.broken({m_name, static_cast<int>(line)}, "has a quote that is never closed");
      return false;
    }
    const auto row = rows();
    m_begins.push_back(begin);
    m_lines.push_back(line);
    m_marks.push_back(0);
    line += lines(begin, at);
    if (fields.size() != m_header.size()) {
      report.row(place(row), fmt::format("has {} fields, the header has {}", fields.size(), m_header.size()), "");
      m_marks[row] |= mark_refused | mark_told;
      continue;
    }
    for (const auto& [column, number] : m_numbers) {
      if (!fields[number].empty()) m_pointers[column].push_back({hash_of(fields[number]), row});
    }
  }
  return true;
}

void TableFile::refuse_repeated(ImportReport& report) {
  const auto& ids = m_pointers["id"];
  for (std::size_t i = 1; i < ids.size(); ++i) {
    if (ids[i].hash != ids[i - 1].hash) continue;
    std::size_t first = i - 1;
    while (first > 0 && ids[first - 1].hash == ids[i].hash) --first;
    const auto id = field(ids[i].row, m_numbers["id"]);
    if (field(ids[first].row, m_numbers["id"]) != id) continue;
    report.row(place(ids[i].row), fmt::format("has an id that line {} has already: {}", m_lines[ids[first].row], id));
    m_marks[ids[i].row] |= mark_refused | mark_told;
  }
}

bool TableFile::tell(Row row) {
  const bool first = !(m_marks[row] & mark_told);
  m_marks[row] |= mark_told;
  return first;
}

Place TableFile::place(Row row) const { return {m_name, static_cast<int>(m_lines[row])}; }

std::string TableFile::field(Row row, std::size_t number) const {
  std::size_t at = m_begins[row], n = 0;
  std::string found;
  read_record(m_file->text(), at, [&](const std::string& field) {
    if (n++ == number) found = field;
  });
  return found;
}

json::object TableFile::object(Row row) const {
  json::object out;
  out.reserve(m_header.size() + 4);
  std::size_t at = m_begins[row], n = 0;
  read_record(m_file->text(), at, [&](const std::string& field) {
    if (!field.empty() && n < m_header.size()) out[m_header[n]] = cell(field);
    ++n;
  });
  return out;
}

std::vector<TableFile::Row> TableFile::where(std::string_view column, std::string_view value) const {
  std::vector<Row> found;
  const auto pointers = m_pointers.find(column);
  const auto number = m_numbers.find(column);
  if (pointers == m_pointers.end() || number == m_numbers.end() || value.empty()) return found;
  const auto hash = hash_of(value);
  auto it = std::lower_bound(pointers->second.begin(), pointers->second.end(), hash,
                             [](const Pointer& p, std::uint64_t h) { return p.hash < h; });
  for (; it != pointers->second.end() && it->hash == hash; ++it) {
    if (!refused(it->row)) found.push_back(it->row);
  }
  return found;
}

}  // namespace gishe::open_data
