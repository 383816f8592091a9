#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "platform/office/office.h"
#include "platform/office/unused_number.h"
#include "platform/visitors/tries.h"

/// What somebody who is not signed in takes home: a number to name and a secret to keep. Both together open again what
/// she wrote. A keyed hash is all that is kept of the secret.
namespace gishe::visitors {

/// What tells one capability's numbers, secrets and answers from another's.
struct Kind {
  std::string_view letter;      // before the year in the number; none for applications
  std::string_view use;         // of the keyed hash
  const RefusalCode& wrong;     // the number or the secret: which one is not said
  const RefusalCode& too_many;  // wrong tries; with {minutes}
  int secret_characters = 12;
};

struct Receipt {
  std::string number;       // PAZ14-26-483920
  std::string secret;       // for the person, shown once
  std::string secret_hash;  // what is kept of it
};
/// Random, so that a number tells nothing about how many there are. `taken`: is this number used already?
Receipt write_receipt(const Office& office, const Kind& kind, const MunicipalityCode& municipality,
                      const IsTaken& taken);
/// Is this the secret of that number? In constant time; an empty hash is nobody's.
bool is_secret_of(const Office& office, const Kind& kind, std::string_view number, std::string_view stored_hash,
                  std::string_view secret);

/// What an act gave somebody: shown again, the same, to whoever sends the same form twice.
struct Given {
  Uuid id;  // of what was written
  std::string number, secret;
  std::string also;  // what else the page says; kept in the open
};
/// jobs::once around such an act. Between the first answer and the second the secret lies sealed.
Result<Given> given_once(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                         std::string_view act_name, std::string_view content_digest,
                         const std::function<Result<Given>()>& act);

struct Typed {
  std::string_view number, secret;  // as typed
  std::string_view remote;          // the address it comes from
};
/// A record with the hash its secret must meet.
template <class Record>
struct Kept {
  Record record;
  std::string secret_hash;
};

/// What open_receipt does around looking the number up.
class Opening {
 public:
  Opening(const Office& office, const Kind& kind, const Typed& typed);
  const MunicipalityCode& municipality() const { return m_tried.municipality; }  // empty: the number names none
  const std::string& number() const { return m_number; }                         // tidied
  std::optional<Refusal> why_wait(db::Session& session) const;
  /// `stored_hash` is empty where there is no such number: that costs the same comparison.
  std::optional<Refusal> why_not(std::string_view stored_hash) const;
  void count_wrong(Office& office) const;

 private:
  const Office& m_office;
  const Kind& m_kind;
  std::string m_number, m_secret;
  TriedAt m_tried;
};

/// The record that number and secret open. `find(session, municipality, number)` gives an optional Kept<Record> and
/// looks nothing else up, so that a known number costs no more than an unknown one. Refuses kind.wrong, and
/// kind.too_many (even for the right secret) until the wait is over.
template <class Find>
auto open_receipt(Office& office, const Kind& kind, const Typed& typed, Find&& find)
    -> Result<decltype(find(std::declval<db::Session&>(), MunicipalityCode{}, std::string{})->record)> {
  using Record = decltype(find(std::declval<db::Session&>(), MunicipalityCode{}, std::string{})->record);
  const Opening opening(office, kind, typed);
  auto opened = office.db.read([&](db::Session& session) -> Result<Record> {
    if (const auto wait = opening.why_wait(session)) return *wait;
    auto kept = find(session, opening.municipality(), opening.number());
    if (const auto no = opening.why_not(kept ? std::string_view(kept->secret_hash) : std::string_view())) return *no;
    return std::move(kept->record);
  });
  if (!opened && opened.refusals().front().is(kind.wrong)) opening.count_wrong(office);
  return opened;
}

}  // namespace gishe::visitors
