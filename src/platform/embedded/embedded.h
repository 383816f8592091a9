#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The files that travel inside the binary: templates, catalogues, migrations, styles, fonts, the demo.
/// While developing (GISHE_SOURCE set to the source folder) files are read from disk instead, at every look; only files
/// of names known when the program was built.
namespace gishe::embedded {

struct Entry {
  const char* name;
  const char* begin;
  const char* end;
};
extern const Entry entries[];  // written at build time (cmake/embed.cmake), ends with a null name
extern const int entry_count;

/// Bytes of a file by its name, for example "pages/desk/day.html"; nullopt where there is none.
std::optional<std::string_view> find(std::string_view name);
/// Names that begin so, sorted.
std::vector<std::string_view> list(std::string_view prefix);

}  // namespace gishe::embedded
