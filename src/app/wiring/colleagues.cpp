#include "app/wiring/wiring.h"
#include "people/people.h"
#include "staff/staff.h"

namespace gishe::app::wiring {

static void add_holders(std::vector<people::Colleague>& list, db::Session& session, Function function,
                        const MunicipalityCode& municipality, Day on) {
  for (const auto& a : staff::list_holders(session, function, municipality, {}, on)) {
    list.push_back({a.id, a.name, a.email});
  }
}

static std::vector<people::Colleague> holders(db::Session& session, access::Action action,
                                              const MunicipalityCode& municipality, Day on) {
  std::vector<people::Colleague> list;
  for (const access::Row& row : access::table()) {
    if (row.action == action && row.relations == access::none_needed) {
      add_holders(list, session, row.function, municipality, on);
    }
  }
  return list;
}

static std::vector<people::Colleague> colleagues(db::Session& session, const MunicipalityCode& municipality, Day on) {
  std::vector<people::Colleague> list;
  for (const auto function : {Function::desk_officer, Function::social_worker, Function::supervisor}) {
    add_holders(list, session, function, municipality, on);
  }
  return list;
}

static std::optional<AccountId> colleague_by_email(db::Session& session, std::string_view email) {
  const auto account = staff::find_account_by_email(session, email);
  return account && !account->disabled ? std::optional(account->id) : std::nullopt;
}

void join_colleagues() { people::find_colleagues_with(&colleagues, &colleague_by_email, &holders); }

}  // namespace gishe::app::wiring
