#pragma once
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

/// Everything an import did not take as it was, in words for the person who made the file.
namespace gishe::open_data {

struct Place {
  std::string file;
  int line = 0;  // 0: nobody can say
};

class ImportReport {
 public:
  /// `path`: every line goes into this CSV file as well (file, line, field, reason, outcome); empty: only counted.
  explicit ImportReport(const std::string& path);

  /// Nothing of the file can be trusted: nothing is imported.
  void broken(const Place& at, std::string_view why);
  void row(const Place& at, std::string_view why, std::string_view field = "id");
  /// The row is taken without this field.
  void field(const Place& at, std::string_view field, std::string_view why);
  /// Taken, but not as it was meant, or not used for everything.
  void note(const Place& at, std::string_view field, std::string_view why);

  bool is_broken() const { return m_broken > 0; }
  int rows = 0, fields = 0, notes = 0;
  int refused() const { return m_broken + rows + fields; }
  const std::vector<std::string>& first() const { return m_first; }  // at most 100 lines

 private:
  void write(const Place& at, std::string_view field, std::string_view why, std::string_view outcome);
  int m_broken = 0;
  std::vector<std::string> m_first;
  std::ofstream m_file;
};

}  // namespace gishe::open_data
