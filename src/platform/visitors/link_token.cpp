#include "platform/visitors/link_token.h"

namespace gishe::visitors {

std::string draw_link_token(const MunicipalityCode& municipality) {
  return municipality.text + "." + secrets::random_token();
}

std::optional<LinkToken> read_link_token(const Office& office, std::string_view use, std::string_view token) {
  constexpr std::size_t length_max = 100;
  const auto point = token.find('.');
  if (point == std::string_view::npos || token.size() > length_max) return std::nullopt;
  auto municipality = MunicipalityCode::parse(token.substr(0, point));
  if (!municipality) return std::nullopt;
  return LinkToken{*municipality, office.vault.keyed_hash(use, token)};
}

std::optional<Refusal> why_link_waits(db::Session& session, const Office& office, std::string_view use,
                                      std::string_view remote, const RefusalCode& too_many) {
  return why_wait(session, tried_at(office.vault, {}, use, remote), office.now(), too_many);
}

void count_wrong_link(db::Tx& tx, const Office& office, std::string_view use, std::string_view remote) {
  count_wrong_try(tx, tried_at(office.vault, {}, use, remote), office.now());
}

}  // namespace gishe::visitors
