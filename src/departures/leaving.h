#pragma once
#include "departures/death_store.h"

/// What of a person runs, asked of every capability, and its end.
namespace gishe::departures {

std::vector<store::Item> list_running(db::Session& session, const Actor& actor, const people::Person& person);
/// The same without booked times: who moves may still come.
std::vector<store::Item> list_going_over(db::Session& session, const Actor& actor, const people::Person& person);
bool may_go_on(db::Session& session, const MunicipalityCode& there, const store::Item& item, Day on);
/// Everything listed ends; the file closes. False: it was closed already.
bool end_everything(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person,
                    const people::Closing& closing, Left left);
void bring_back(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person);

}  // namespace gishe::departures
