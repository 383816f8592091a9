#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "platform/ledger/ledger.h"

namespace gishe::ledger {

/// The line as canonical JSON: keys sorted, no blanks, UTF-8. Values of fields only as keyed hashes, tied to the
/// record.
std::string write_body(const secrets::Vault& vault, const Actor& actor, const Line& line, int lane, Instant at);

/// SHA-256("audit-v1\0" || seq as 8 bytes, highest first || prev || SHA-256(body)).
std::string chain_hash(std::int64_t seq, std::string_view prev, std::string_view body);

/// What a body says of itself, to compare with the columns beside it; nullopt when it is no such JSON.
struct Said {
  int lane = -1;
  std::int64_t at = 0;
  std::string municipality;
  std::string subject, account;  // empty: none
};
std::optional<Said> read_body(const std::string& body);

}  // namespace gishe::ledger
