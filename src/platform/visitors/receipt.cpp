#include "platform/visitors/receipt.h"

#include "base/public_number.h"
#include "base/text.h"
#include "platform/office/unused_number.h"

namespace gishe::visitors {
namespace {

constexpr std::size_t hash_bytes = 32;

std::string hash_of(const Office& office, const Kind& kind, std::string_view number, std::string_view secret) {
  return office.vault.keyed_hash(kind.use, std::string(number) + ':' + secrets::tidy_code(secret));
}

std::string sealed_as(const Uuid& id) { return "receipt:" + id.text(); }

std::string written(const Office& office, const Given& given) {
  return given.id.text() + '|' + given.number + '|' + text::hex(office.vault.seal(given.secret, sealed_as(given.id))) +
         '|' + given.also;
}

Result<Given> read(const Office& office, std::string_view answer) {
  const auto part = [&answer] {
    const auto end = std::min(answer.find('|'), answer.size());
    const auto text = answer.substr(0, end);
    answer.remove_prefix(std::min(end + 1, answer.size()));
    return text;
  };
  const auto id = Uuid::parse(part());
  if (!id) return not_found;
  Given given{*id, std::string(part()), {}, {}};
  given.secret = office.vault.unseal(text::from_hex(part()), sealed_as(*id)).value_or("");
  given.also = answer;
  return given;
}

}  // namespace

Receipt write_receipt(const Office& office, const Kind& kind, const MunicipalityCode& municipality,
                      const IsTaken& taken) {
  Receipt receipt{unused_number(municipality, office.today(), kind.letter, taken),
                  secrets::random_code(kind.secret_characters),
                  {}};
  receipt.secret_hash = hash_of(office, kind, receipt.number, receipt.secret);
  return receipt;
}

bool is_secret_of(const Office& office, const Kind& kind, std::string_view number, std::string_view stored_hash,
                  std::string_view secret) {
  static const std::string nothing(hash_bytes, '\0');
  const bool known = stored_hash.size() == hash_bytes;
  return secrets::same(hash_of(office, kind, number, secret), known ? stored_hash : nothing) && known;
}

Result<Given> given_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                         std::string_view act_name, std::string_view content_digest,
                         const std::function<Result<Given>()>& act) {
  const auto answer =
      jobs::once(tx, office.clock, actor, once_key, act_name, content_digest, [&]() -> Result<std::string> {
        const auto given = act();
        if (!given) return given.refusals();
        return written(office, *given);
      });
  if (!answer) return answer.refusals();
  return read(office, *answer);
}

Opening::Opening(const Office& office, const Kind& kind, const Typed& typed)
    : m_office(office),
      m_kind(kind),
      m_number(tidy_number(typed.number)),
      m_secret(typed.secret),
      m_tried(tried_at(office.vault, municipality_of_number(m_number, kind.letter).value_or(MunicipalityCode{}),
                       m_number, typed.remote)) {}

std::optional<Refusal> Opening::why_wait(db::Session& session) const {
  return visitors::why_wait(session, m_tried, m_office.now(), m_kind.too_many);
}

std::optional<Refusal> Opening::why_not(std::string_view stored_hash) const {
  if (is_secret_of(m_office, m_kind, m_number, stored_hash, m_secret)) return std::nullopt;
  return Refusal(m_kind.wrong, "number");
}

void Opening::count_wrong(Office& office) const {
  office.db.write([&](db::Tx& tx) { count_wrong_try(tx, m_tried, m_office.now()); });
}

}  // namespace gishe::visitors
