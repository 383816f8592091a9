#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "platform/page/page.h"

namespace gishe::page {

struct Values::Shared {
  words::Words words;
  std::map<std::string, std::string, std::less<>> labels;  // field name → label
  // Links of the error summary, each with its field: they are named when the page is made, after all fields are known.
  std::vector<std::pair<Values, std::string>> links;
};

}  // namespace gishe::page
