#include "base/csv.h"

namespace gishe::csv {

Reader::Reader(std::string_view text, char separator) : m_text(text), m_separator(separator) {
  if (m_text.starts_with("\xEF\xBB\xBF")) m_at = 3;
  read_record(m_header);
  if (!m_header.empty()) m_fields.resize(m_header.size());
}

bool Reader::next() {
  if (!read_record(m_fields)) return false;
  if (m_fault.empty() && m_fields.size() != m_header.size()) {
    m_fault = "has " + std::to_string(m_fields.size()) + " fields, the header has " + std::to_string(m_header.size());
  }
  m_fields.resize(m_header.size());
  return true;
}

const std::string& Reader::get(std::string_view column) const {
  static const std::string none;
  const int n = column_number(column);
  return n < 0 ? none : m_fields[static_cast<std::size_t>(n)];
}

int Reader::column_number(std::string_view column) const {
  for (std::size_t i = 0; i < m_header.size(); ++i) {
    if (m_header[i] == column) return static_cast<int>(i);
  }
  return -1;
}

bool Reader::read_record(std::vector<std::string>& fields) {
  m_fault.clear();
  fields.clear();
  while (m_at < m_text.size() && (m_text[m_at] == '\r' || m_text[m_at] == '\n')) end_line();
  if (m_at >= m_text.size()) return false;
  m_line = m_next_line;
  fields.emplace_back();
  while (m_at < m_text.size()) {
    const char c = m_text[m_at];
    if (c == '\r' || c == '\n') {
      end_line();
      break;
    }
    ++m_at;
    if (c == m_separator) {
      fields.emplace_back();
    } else if (c == '"' && fields.back().empty()) {
      read_quoted(fields.back());
    } else {
      if (c == '"') m_fault = "has a quote inside an unquoted field";
      fields.back() += c;
    }
  }
  return true;
}

void Reader::read_quoted(std::string& field) {
  while (m_at < m_text.size()) {
    const char c = m_text[m_at++];
    if (c == '\n') ++m_next_line;
    if (c != '"') {
      field += c;
    } else if (m_at < m_text.size() && m_text[m_at] == '"') {
      field += '"';
      ++m_at;
    } else {
      const bool ends =
          m_at == m_text.size() || m_text[m_at] == m_separator || m_text[m_at] == '\r' || m_text[m_at] == '\n';
      if (!ends) m_fault = "has text after a closing quote";
      return;
    }
  }
  m_fault = "has a quote that is never closed";
}

void Reader::end_line() {
  if (m_text[m_at] == '\r' && m_at + 1 < m_text.size() && m_text[m_at + 1] == '\n') ++m_at;
  ++m_at;
  ++m_next_line;
}

std::string cell(std::string_view text) {
  std::string quoted = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) quoted += '\'';
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace gishe::csv
