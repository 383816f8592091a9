#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/instant.h"
#include "platform/db/db.h"

/// Limits shorter than a day: dated rows of protection_rule, as deadline_rule holds days.
namespace gishe::protection {

struct MinuteRule {
  int minutes = 0;
  std::string basis, mark;
};
/// The municipality's own row if it has one, else the general one. Bug (throws) when no migration brought the code.
MinuteRule minute_rule(db::Session& session, std::string_view code, const MunicipalityCode& municipality, Day on);

}  // namespace gishe::protection
