#pragma once
#include <string>
#include <vector>

#include "people/people.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// What a person sees and asks about herself: her own file, who opened it.
namespace gishe::own_file {

inline constexpr RefusalCode not_all_yours{"own_file.not_all_yours",
                                           409};  // the account reads files of other teams too
inline constexpr RefusalCode in_person_only{"own_file.in_person_only", 409};  // shielded: no access from outside
inline constexpr RefusalCode too_young{"own_file.too_young", 422};            // under 14: a parent or guardian reads
inline constexpr RefusalCode no_mandate{"own_file.no_mandate", 422};          // nobody's mandate that holds today
inline constexpr RefusalCode already_open{"own_file.already_open", 409};      // a new letter is another act
inline constexpr RefusalCode other_address{"own_file.other_address", 409};    // who reads has an account already
inline constexpr RefusalCode address_of_other{"own_file.address_of_other", 409};  // this address is another person's

using OwnAccessId = Id<struct OwnAccessKind>;

/// For departures: access of the dead ends, to her file and to others'. Opened anew by the desk if it was a mistake.
void person_died(db::Tx& tx, Office& office, const Actor& actor, const people::Person& person);

/// The demo zone: a mother reads her own file, and her child's where the desk has entered her as the parent. Invented.
/// Gives back the address to sign in with, empty where nobody of these people fits.
std::string load_demo(Office& office, const Actor& officer, const std::vector<PersonId>& people,
                      const std::string& password);

web::Routes routes();  // /my …, /people/{id}/own-access …

}  // namespace gishe::own_file
