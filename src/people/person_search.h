#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "people/duplicates.h"
#include "people/people.h"
#include "platform/secrets/secrets.h"

/// Looking people up. All of it goes through the scope: who may not be seen is neither found, counted nor compared.
namespace gishe::people {

inline constexpr std::string_view identifier_hash_use = "person_identifier";
/// Keyed hash of kind and number.
std::string identifier_hash(const secrets::Vault& vault, std::string_view kind, std::string_view digits);

enum class FoundBy { nothing_typed, names, number, near_number, birth };
struct FoundPeople {
  FoundBy by = FoundBy::nothing_typed;
  std::vector<Person> people;
  std::string next;  // cursor of the next page; empty: no more
};
inline constexpr int page_length_max = 50;
/// Beginnings of names in Cyrillic or Latin, in any order, all must match (the first four words count); or a whole
/// ЕГН/ЛНЧ, then also with one wrong digit; or a birth date. A cursor of another query gives the first page.
FoundPeople list_people(db::Session& session, const secrets::Vault& vault, const access::Scope& scope,
                        std::string_view query, int limit, std::string_view cursor);

/// Would list_people, for eyes that may see this person, find her? `hashes`: of her numbers.
bool search_would_find(const secrets::Vault& vault, std::string_view query, const Person& person,
                       const std::vector<std::string>& hashes);

/// The person in scope with exactly this number.
std::optional<Person> find_by_number(db::Session& session, const access::Scope& scope, std::string_view kind,
                                     std::string_view hash);
/// Best first, at most 10: near-duplicates of somebody about to be registered. `number` may be empty.
std::vector<Candidate> list_candidates(db::Session& session, const secrets::Vault& vault, const access::Scope& scope,
                                       const Person& fresh, std::string_view number_kind, std::string_view number);

}  // namespace gishe::people
