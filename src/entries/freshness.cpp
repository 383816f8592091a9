#include "entries/freshness.h"

#include <map>

#include "entries/entries.h"
#include "staff/staff.h"

namespace gishe::entries {
namespace {

using directory::Service;

constexpr int at_once_max = 500;  // the rest waits for the next turn

std::map<OrganisationId, std::vector<Service>> overdue_by_house(db::Session& session, Day today) {
  std::map<OrganisationId, std::vector<Service>> found;
  int left = at_once_max;
  for (const int months : directory::list_update_months(session)) {
    if (left <= 0) break;
    for (auto& service : directory::list_unconfirmed(session, months, must_be_confirmed_since(months, today), left)) {
      --left;
      found[service.organisation].push_back(std::move(service));
    }
  }
  return found;
}

/// The provider's heads; where it has none, the editors of the municipality.
std::vector<staff::Account> whom_to_remind(db::Session& session, const Service& service, Day today) {
  const auto& place = service.municipality;
  auto heads = staff::list_holders(session, Function::provider_head, place, service.organisation, today);
  if (!heads.empty()) return heads;
  return staff::list_holders(session, Function::directory_editor, place, {}, today);
}

void remind(db::Tx& tx, Office& office, const Service& service, int entries) {
  for (const auto& account : whom_to_remind(tx, service, office.today())) {
    post::Message message;
    message.to = account.email;
    message.language = words::from_code(account.language).value_or(words::Language::bg);
    message.kind = "entries_stale";
    message.values = {{"n", std::to_string(entries)}, {"link", office.public_address + "/provider/services"}};
    post::queue(tx, office.clock, message);
  }
}

void note_needs_update(db::Tx& tx, Office& office, const Service& service, const char* before) {
  office.note(tx, Actor{},
              {"entry.needs_update",
               service.municipality,
               "service",
               service.id.value,
               "system/freshness",
               "",
               {{"state", before, "needs_update"}}});
}

Stale mark_of_house(Office& office, const std::vector<Service>& services) {
  return office.db.write([&](db::Tx& tx) {
    Stale done;
    int to_say = 0;
    for (const auto& service : services) {
      if (!directory::mark_needs_update(tx, service.id, office.now())) continue;
      ++done.marked;
      note_needs_update(tx, office, service, "published");
      if (remember_reminder(tx, service, office.now())) ++to_say;
    }
    if (to_say > 0) remind(tx, office, services.front(), to_say);
    done.reminded = to_say;
    return done;
  });
}

/// The day it was suspended until is over: it is listed again, and has to be confirmed.
bool end_suspension(db::Tx& tx, Office& office, Service service) {
  if (!directory::may_move(service.status, "needs_update", directory::Hand::clock)) return false;
  service.status = "needs_update";
  service.stopped_words.clear();
  service.suspended_until.reset();
  service.modified_at = office.now();
  if (!directory::replace_entry(tx, service)) return false;
  note_needs_update(tx, office, service, "suspended");
  if (remember_reminder(tx, service, office.now())) remind(tx, office, service, 1);
  return true;
}

int end_suspensions(Office& office) {
  return office.db.write([&](db::Tx& tx) {
    int ended = 0;
    for (const auto& service : directory::list_suspended_until(tx, office.today().plus_days(-1), at_once_max)) {
      if (end_suspension(tx, office, service)) ++ended;
    }
    return ended;
  });
}

}  // namespace

Day must_be_confirmed_since(int update_months, Day today) { return today.plus_days(-(update_months * 61 / 2)); }

Stale mark_stale(Office& office) {
  const auto houses = office.db.read([&](db::Session& s) { return overdue_by_house(s, office.today()); });
  Stale all;
  all.marked = end_suspensions(office);
  for (const auto& [house, services] : houses) {
    const auto done = mark_of_house(office, services);
    all.marked += done.marked;
    all.reminded += done.reminded;
  }
  return all;
}

}  // namespace gishe::entries
