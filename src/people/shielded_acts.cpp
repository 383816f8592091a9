#include "base/text.h"
#include "people/circle_store.h"
#include "people/person_acts.h"

// What higher floors do to a guarded file inside their own acts: who knows of one knows of the other, the rule for safe
// contact, and a file that leaves the search for good.
namespace gishe::people {

using access::Action;

Result<Done> share_circle_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& from, const PersonId& to) {
  const auto allowed = allowed_person(tx, actor, Action::name_account, from);
  if (!allowed) return allowed.refusals();
  const auto& home = allowed->person.municipality;
  if (const auto named = name_accounts_in(tx, office, actor, to, store::list_named(tx, home, from), Crew::no); !named)
    return named.refusals();
  return name_accounts_in(tx, office, actor, to, store::list_team(tx, home, from), Crew::yes);
}

Result<Done> change_safe_contact_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& id,
                                    std::string_view rule, std::string_view phone) {
  auto allowed = allowed_person(tx, actor, Action::change_person, id);
  if (!allowed) return allowed.refusals();
  Person p = allowed->person;
  constexpr std::size_t phone_length_max = 40, rule_max = rule_length_max;
  if (text::tidy(rule).empty()) return Refusal(required, "contact_rule");
  if (!text::is_plain(rule, text::Lines::many)) return Refusal(not_plain_text, "contact_rule");
  if (text::length(rule) > rule_max) return Refusal(too_long, "contact_rule", {{"max", std::to_string(rule_max)}});
  if (!text::is_plain(phone)) return Refusal(not_plain_text, "phone");
  if (text::length(phone) > phone_length_max)
    return Refusal(too_long, "phone", {{"max", std::to_string(phone_length_max)}});
  const Person before = p;
  p.contact_rule = text::tidy(rule);
  p.phone = text::tidy(phone);
  if (!store::update_person(tx, p, office.now())) return changed_meanwhile;
  office.note(tx, actor,
              {"person.changed",
               p.municipality,
               "person",
               p.pseudonym,
               allowed->rule,
               "",
               {{"contact_rule", before.contact_rule, p.contact_rule}, {"phone", before.phone, p.phone}}});
  return Done{};
}

void withdraw_from_search_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                             const PersonId& id) {
  store::delete_name_keys(tx, municipality, id);
  for (const auto& account : store::list_team(tx, municipality, id)) {
    store::leave_team(tx, municipality, id, account, office.today());
  }
}

}  // namespace gishe::people
