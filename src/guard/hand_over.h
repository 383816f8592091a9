#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "guard/guard.h"
#include "people/people.h"

/// A colleague leaves: everything of hers goes to another one, in one transaction. Nothing is opened by it.
namespace gishe::guard {

struct Counted {
  std::string kind;  // files, cases, applications, referrals
  std::int64_t moved = 0, stayed = 0;
};
struct HandOver {
  Uuid id;
  people::Colleague from, to;
  std::string by, reason;
  Instant at;
  std::vector<Counted> counts;
};
/// Who may take over: those who search for people here.
std::vector<people::Colleague> list_takers(db::Session& session, const Actor& actor, Day on);

/// How much there is, before anything moves (`moved`). Refuses no_such_account, same_account.
Result<HandOver> preview_hand_over(Office& office, const Actor& actor, std::string_view from, std::string_view to);
/// What is left afterwards stays with the colleague: a file the other one is barred from. Shielded people's work is
/// neither moved nor counted.
Result<Uuid> hand_over(Office& office, const Actor& actor, std::string_view from, std::string_view to,
                       std::string_view reason, std::string_view once_key);
/// The report; of the own municipality.
Result<HandOver> find_hand_over(Office& office, const Actor& actor, const Uuid& id);

namespace store {
void insert_hand_over(db::Tx& tx, const MunicipalityCode& municipality, const HandOver& row, const AccountId& by);
std::optional<HandOver> find_hand_over(db::Session& session, const MunicipalityCode& municipality, const Uuid& id);
}  // namespace store

}  // namespace gishe::guard
