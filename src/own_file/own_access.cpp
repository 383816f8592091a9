#include "own_file/own_access.h"

namespace gishe::own_file {

const std::vector<std::string>& identity_checks() {
  static const std::vector<std::string> codes{"identity_card", "passport", "residence_card", "home_visit"};
  return codes;
}

const std::vector<std::string>& end_reasons() {
  static const std::vector<std::string> codes{"asked", "mandate_over", "mistake", "other"};
  return codes;
}

}  // namespace gishe::own_file
