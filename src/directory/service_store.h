#pragma once
#include "directory/directory.h"

/// Statements on services that pages and acts of this folder need beside the door.
namespace gishe::directory {

/// Replaces what the provider may change itself; false when `version` is no longer the one stored.
bool store_contact(db::Tx& tx, const NewContact& contact, std::string_view state, Day confirmed_on, Instant at);
void store_capacity(db::Tx& tx, const ServiceId& service, const Capacity& capacity, Instant at);
/// Where an entry came from: own or hsds; empty when there is none.
std::string source_of_service(db::Session& session, const ServiceId& id);
std::string source_of_organisation(db::Session& session, const OrganisationId& id);

/// Rows of an imported entry that our own words have no place for.
struct Remains {
  std::vector<std::string> papers, areas, costs;  // in words
  struct Hours {
    std::string byday, opens_at, closes_at, words;
  };
  std::vector<Hours> hours;
  struct Attribute {
    std::string taxonomy, term, words;
  };
  std::vector<Attribute> attributes;
};
void store_remains(db::Tx& tx, const ServiceId& service, const Remains& remains);
Remains find_remains(db::Session& session, const ServiceId& service);

}  // namespace gishe::directory
