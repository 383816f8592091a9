#pragma once
#include "departures/transfer.h"

/// Every statement on person_transfer. Reading takes the scope of one side; a shielded person's comes only to those
/// named, here for the person, there in the offer.
namespace gishe::departures::store {

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number);
void insert_transfer(db::Tx& tx, const Transfer& t);
/// False when it changed since t.version.
bool update_transfer(db::Tx& tx, const Transfer& t, const AccountId& by);
/// The latest of a person, for the side that offers, which asked move_person.
std::optional<Transfer> find_latest(db::Session& session, const MunicipalityCode& municipality, const PersonId& person);
/// For the side it is offered to: offered or received.
std::optional<Transfer> find_for_receiver(db::Session& session, const access::Scope& scope, const TransferId& id);
/// What an offer shows of the person: never address, household or who works with her. After find_for_receiver.
std::optional<people::Person> find_offered(db::Session& session, const Transfer& transfer);
std::vector<Transfer> list_for_receiver(db::Session& session, const access::Scope& scope, int limit);
/// Offers whose day has passed, every municipality: for the clock.
std::vector<Transfer> list_past(db::Session& session, Day today, int limit);

}  // namespace gishe::departures::store
