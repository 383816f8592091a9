#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "open_data/hsds_shape.h"
#include "open_data/import_report.h"
#include "open_data/text_file.h"

namespace gishe::open_data {

namespace json = boost::json;

/// One CSV file of the tabular package. Rows stay in the file; memory holds where each begins and, sorted by hash,
/// which rows point at what: 24 bytes a row and pointer.
class TableFile {
 public:
  using Row = std::uint32_t;

  /// Reads the whole file once. What cannot be a table at all makes the report broken; a bad row is refused.
  TableFile(const hsds::Table& table, const std::string& path, ImportReport& report);

  const hsds::Table& table() const { return m_table; }
  Row rows() const { return static_cast<Row>(m_begins.size()); }
  bool refused(Row row) const { return m_marks[row] & mark_refused; }
  bool used(Row row) const { return m_marks[row] & mark_used; }
  void use(Row row) { m_marks[row] |= mark_used; }
  void refuse(Row row) { m_marks[row] |= mark_refused; }
  /// True the first time it is asked of a row: what is wrong with a row is told once.
  bool tell(Row row);
  Place place(Row row) const;
  json::object object(Row row) const;
  /// Rows whose `column` (id, or one that points at a parent) holds `value`, in the order of the file.
  std::vector<Row> where(std::string_view column, std::string_view value) const;
  /// The rows before are done with: their pages may leave memory.
  void forget_before(Row row) const { m_file->forget_before(m_begins[row]); }

 private:
  enum Mark : std::uint8_t { mark_refused = 1, mark_used = 2, mark_told = 4 };
  struct Pointer {
    std::uint64_t hash;
    Row row;
  };
  // False: the report is broken.
  bool read_header(std::size_t& at, ImportReport& report);
  bool read_rows(std::size_t at, ImportReport& report);
  void refuse_repeated(ImportReport& report);
  std::string field(Row row, std::size_t number) const;

  const hsds::Table& m_table;
  std::string m_name;
  std::unique_ptr<TextFile> m_file;
  std::vector<std::string> m_header;
  std::vector<std::uint64_t> m_begins;
  std::vector<std::uint32_t> m_lines;
  std::vector<std::uint8_t> m_marks;
  std::map<std::string, std::vector<Pointer>, std::less<>> m_pointers;
  std::map<std::string, std::size_t, std::less<>> m_numbers;  // of the columns that are looked up
};

/// The tabular package as objects that nest.
class TablePackage {
 public:
  /// A folder with organizations.csv and its sisters. Null: it holds no table of HSDS.
  static std::unique_ptr<TablePackage> open(const std::string& folder, ImportReport& report);

  /// Gives every row of a table that is no part of another to `take`, whole, with what belongs to it inside.
  using Take = std::function<void(std::string_view table, json::object&& object, const Place& at)>;
  void each(std::string_view table, const Take& take);
  /// The pairs of one service.
  void each_of(std::string_view table, std::string_view column, const std::string& value, const Take& take);
  /// Rows that belong to nothing in this package; after everything else.
  void each_loose(const Take& take);
  TableFile::Row rows(std::string_view table) const;

 private:
  explicit TablePackage(ImportReport& report) : m_report(report) {}
  TableFile* find(std::string_view table);
  std::optional<json::object> checked(TableFile& file, TableFile::Row row);
  void nest(const hsds::Table& table, json::object& object, int depth);
  void give(TableFile& file, TableFile::Row row, const Take& take);

  ImportReport& m_report;
  std::map<std::string, std::unique_ptr<TableFile>, std::less<>> m_files;
};

}  // namespace gishe::open_data
