#include "desk/application.h"

#include <algorithm>

namespace gishe::desk {

Line* File::find_line(const ApplicationLineId& id) {
  const auto at = std::find_if(lines.begin(), lines.end(), [&](const Line& l) { return l.id == id; });
  return at == lines.end() ? nullptr : &*at;
}

const Line* File::find_line(const ApplicationLineId& id) const { return const_cast<File*>(this)->find_line(id); }

std::vector<std::string> File::papers_missing() const {
  std::vector<std::string> codes;
  for (const Paper& p : papers) {
    if (p.state == "missing" || p.state == "required") codes.push_back(p.code);
  }
  return codes;
}

std::string_view route_of(std::string_view service_type, const MunicipalityCode& provider,
                          const MunicipalityCode& home) {
  if (service_type == "state_desk") return "state";
  return provider == home ? "own" : "neighbour";
}

}  // namespace gishe::desk
