#include "territory/whole_file.h"

#include <fstream>
#include <iterator>

namespace gishe::territory {

std::optional<std::string> whole_file(const std::string& path, std::string& fault) {
  constexpr std::streamoff bytes_max = 64 << 20;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) {
    fault = "there is no such file";
    return std::nullopt;
  }
  if (file.tellg() > bytes_max) {
    fault = "is larger than 64 MiB";
    return std::nullopt;
  }
  file.seekg(0);
  return std::string(std::istreambuf_iterator<char>(file), {});
}

}  // namespace gishe::territory
