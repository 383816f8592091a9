#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "platform/office/office.h"
#include "platform/visitors/tries.h"

/// The secret in a link that works once, for somebody without an account: "PAZ14.…". The municipality stands in front,
/// so that one index finds it; a keyed hash is all that is kept.
namespace gishe::visitors {

/// 256 random bits.
std::string draw_link_token(const MunicipalityCode& municipality);
struct LinkToken {
  MunicipalityCode municipality;
  std::string hash;
};
/// `use`: of the keyed hash, one a capability. Nullopt when it cannot be such a token.
std::optional<LinkToken> read_link_token(const Office& office, std::string_view use, std::string_view token);

/// Wrong links of this use from that address: must the next one wait, and one more.
std::optional<Refusal> why_link_waits(db::Session& session, const Office& office, std::string_view use,
                                      std::string_view remote, const RefusalCode& too_many);
void count_wrong_link(db::Tx& tx, const Office& office, std::string_view use, std::string_view remote);
}  // namespace gishe::visitors
