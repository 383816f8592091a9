#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace gishe::csv {

/// Reads RFC 4180 text record by record: quoted fields, doubled quotes, line breaks inside quotes, CRLF or LF, a byte
/// order mark; another separator where one is given. The first record is the header; blank lines are passed over. The
/// text must outlive the reader.
class Reader {
 public:
  explicit Reader(std::string_view text, char separator = ',');

  /// Steps to the next record; false at the end. Look at fault() before using its fields.
  bool next();
  /// Empty when the record is well formed, else what is wrong with it, in English, for the person who made the file.
  const std::string& fault() const { return m_fault; }
  /// Line on which the current record begins, counted from 1.
  int line() const { return m_line; }

  bool has(std::string_view column) const { return column_number(column) >= 0; }
  /// The field under this heading; empty where there is no such column.
  const std::string& get(std::string_view column) const;
  const std::vector<std::string>& header() const { return m_header; }
  /// As many as the header has, in its order.
  const std::vector<std::string>& fields() const { return m_fields; }

 private:
  int column_number(std::string_view column) const;
  bool read_record(std::vector<std::string>& fields);
  void read_quoted(std::string& field);
  void end_line();

  std::string_view m_text;
  char m_separator;
  std::size_t m_at = 0;
  int m_line = 0;
  int m_next_line = 1;
  std::vector<std::string> m_header, m_fields;
  std::string m_fault;
};

/// One field, always quoted. What a spreadsheet would take for a formula gets an apostrophe in front.
std::string cell(std::string_view text);

/// Spreadsheets read Cyrillic only when this stands first.
inline constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace gishe::csv
