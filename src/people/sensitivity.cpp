#include "base/text.h"
#include "people/circle.h"
#include "people/circle_store.h"
#include "people/person_acts.h"
#include "people/person_store.h"
#include "people/shielded.h"
#include "platform/db/wall.h"

namespace gishe::people {

Result<Done> change_sensitivity(Office& office, const Actor& actor, const SensitivityChange& change,
                                std::string_view once_key) {
  if (auto no = why_not_reason(change.reason)) return *no;
  if (change.level < static_cast<int>(Sensitivity::personal) || change.level > static_cast<int>(Sensitivity::shielded))
    return Refusal(not_in_list, "sensitivity");
  const auto level = static_cast<Sensitivity>(change.level);
  const std::string content = std::to_string(change.level) + ' ' + std::to_string(change.version) + change.reason;
  try {
    return on_file(office, actor, access::Action::change_sensitivity, change.person, "people.change_sensitivity",
                   content, once_key, [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                     const db::BeyondTheWall until_all_follow;
                     Person p = allowed.person;
                     const Sensitivity before = p.sensitivity;
                     p.version = change.version;
                     if (!store::set_sensitivity(tx, p, level, office.now())) return changed_meanwhile;
                     if (level == Sensitivity::shielded) {
                       store::name_account(tx, p.municipality, p.id, actor.account, office.now());
                       // A place in a household would say where she lives to whoever adds one more to it.
                       store::end_membership(tx, p.municipality, p.id, office.today());
                     } else {
                       auto told = store::list_named(tx, p.municipality, p.id);
                       std::erase(told, actor.account);
                       tell(tx, office, told, "naming_changed");
                       store::unname_all(tx, p.municipality, p.id);
                       store::drop_proposals(tx, p.municipality, p.id);
                     }
                     p.sensitivity = level;
                     store::replace_name_keys(tx, p);
                     let_follow(tx, p, level);
                     office.note(
                         tx, actor,
                         {"person.sensitivity_changed",
                          p.municipality,
                          "person",
                          p.pseudonym,
                          allowed.rule,
                          "",
                          {{"sensitivity", std::to_string(static_cast<int>(before)), std::to_string(change.level)},
                           {"reason", "", text::tidy(change.reason)}}});
                     return Done{};
                   });
  } catch (const db::Conflict&) {
    // The number was registered a second time behind the shield: two open files must not hold it.
    return ask_coordinator;
  }
}

}  // namespace gishe::people
