#pragma once
#include <optional>
#include <string>
#include <vector>

#include "platform/ledger/ledger.h"

namespace gishe::ledger {

/// A checkpoint's text taken apart.
struct Checkpoint {
  std::int64_t seq = 0;
  std::string previous_hex;  // SHA-256 of the text of the checkpoint before, of nothing for the first
  std::vector<Verdict::Head> heads;
};
std::optional<Checkpoint> read_checkpoint(const std::string& body);

}  // namespace gishe::ledger
