#pragma once
#include <optional>
#include <string>

namespace gishe::territory {

/// The bytes of a file of an import; nullopt, and why in `fault`, when there is none or it is over 64 MiB.
std::optional<std::string> whole_file(const std::string& path, std::string& fault);

}  // namespace gishe::territory
