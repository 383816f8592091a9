#pragma once
#include <vector>

#include "departures/death.h"

/// Every statement on person_death and departure_item.
namespace gishe::departures::store {

void insert_death(db::Tx& tx, const Death& death);
/// The one in force; after access was asked of the person.
std::optional<Death> find_death(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
/// False when somebody has said so already.
bool set_told(db::Tx& tx, const Death& death, std::string_view how, const AccountId& by, Instant at);
bool set_undone(db::Tx& tx, const Death& death, std::string_view reason, const AccountId& by, Instant at);

/// One death whose household waits, for a list.
struct Waiting {
  PersonId person;
  std::string name;
  Day died_on, tell_by;
};
/// Earliest due first, of people in scope.
std::vector<Waiting> list_to_tell(db::Session& session, const access::Scope& scope, int limit);
ToTell count_to_tell(db::Session& session, const access::Scope& scope);

/// What ran when she left.
struct Item {
  std::string kind;
  Running running;
  bool goes_on = false;
};
void insert_item(db::Tx& tx, const MunicipalityCode& municipality, const Uuid& departure, int position,
                 const Item& item);
std::vector<Item> list_items(db::Session& session, const MunicipalityCode& municipality, const Uuid& departure);

}  // namespace gishe::departures::store
