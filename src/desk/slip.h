#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "platform/office/office.h"
#include "platform/paper/paper.h"

namespace gishe::desk {

/// A letter of this desk about an application: head, number, and the code that leads to it.
paper::Letter letter_about(const words::Words& w, const Office& office, const std::string& municipality_name,
                           const std::string& number);

/// What the person takes home: the number, until when an answer comes, what was asked for, the secret where it is
/// known.
struct Slip {
  std::string number, municipality_name;
  Day received_on, due_on;
  std::vector<std::string> needs;
  std::string_view secret;
};
std::string slip_pdf(const words::Words& w, const Office& office, const Slip& slip);

}  // namespace gishe::desk
