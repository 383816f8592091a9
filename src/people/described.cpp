#include <algorithm>

#include "people/identifier.h"
#include "people/people.h"
#include "people/person_form.h"
#include "people/person_search.h"

// Somebody described from outside, before any officer has looked: judged, and compared with those a scope may see.
namespace gishe::people {
namespace {

NewPerson with_a_sex(NewPerson described) {
  if (described.sex.empty()) described.sex = "unknown";
  return described;
}

}  // namespace

Refusals why_not_described(const NewPerson& described, Day today) {
  const auto checked = check_new_person(with_a_sex(described), today);
  return checked ? Refusals{} : checked.refusals();
}

std::string kind_of_number(std::string_view typed, Day today) {
  const std::string digits = tidy_number(typed);
  if (digits.empty()) return "none";
  const bool egn = read_egn(digits, today).reading == Reading::valid;
  return !egn && read_lnch(digits).reading == Reading::valid ? "lnch" : "egn";
}

std::vector<Alike> list_alike(db::Session& session, const Office& office, const access::Scope& scope,
                              const NewPerson& described) {
  std::vector<Alike> list;
  auto typed = with_a_sex(described);
  typed.identifier_reason = "-";  // a number that fails its check is compared too
  const auto fresh = check_new_person(typed, office.today());
  if (!fresh) return list;
  if (!fresh->identifier.empty()) {
    const auto hash = identifier_hash(office.vault, fresh->identifier_kind, fresh->identifier);
    if (auto known = find_by_number(session, scope, fresh->identifier_kind, hash)) {
      list.push_back({std::move(*known), true, {}});
    }
  }
  for (auto& candidate :
       list_candidates(session, office.vault, scope, fresh->person, fresh->identifier_kind, fresh->identifier)) {
    if (!list.empty() && list.front().person.id == candidate.person.id) continue;
    Alike alike{std::move(candidate.person), false, {}};
    for (const auto likeness : candidate.why.reasons) alike.reasons.emplace_back(likeness_name(likeness));
    list.push_back(std::move(alike));
  }
  return list;
}

}  // namespace gishe::people
