#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/transliterate.h"
#include "people/identifier.h"
#include "people/person_row.h"
#include "people/person_search.h"

// The name index is walked in its own order and stops at the page's length; nothing is sorted but the page itself.
// CROSS JOIN keeps SQLite from starting at person; for PostgreSQL it is an ordinary join.
namespace gishe::people {
namespace {

using store::person_of;

constexpr std::size_t words_max = 4;
constexpr int selectivity_probe = 400;  // index entries looked at to choose the rarest word

struct Range {
  std::string from, until;  // until: exclusive; skeletons are letters and digits of ASCII, so \x7f ends them
};
Range starts_with(const std::string& prefix) { return {prefix, prefix + '\x7f'}; }
/// Whole words: the next text after "petrov" is "petrov\1".
Range equals(const std::string& token) { return {token, token + '\x01'}; }

std::int64_t probe(db::Session& session, const MunicipalityCode& municipality, const Range& range) {
  static const db::Query q{
      "people.probe_names",
      "SELECT count(*) FROM (SELECT 1 FROM person_name_key WHERE municipality = $1 AND token >= $2 AND "
      "token < $3 LIMIT $4) few"};
  return session.count(q, {municipality, range.from, range.until, selectivity_probe});
}

/// Rarest first.
std::vector<Range> by_selectivity(db::Session& session, const MunicipalityCode& municipality,
                                  std::vector<Range> ranges) {
  if (ranges.size() < 2) return ranges;
  std::vector<std::pair<std::int64_t, Range>> weighed;
  for (auto& range : ranges) weighed.emplace_back(probe(session, municipality, range), std::move(range));
  std::stable_sort(weighed.begin(), weighed.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Range> out;
  for (auto& [count, range] : weighed) out.push_back(std::move(range));
  return out;
}

std::vector<Range> typed_ranges(std::string_view query) {
  std::vector<Range> ranges;
  for (auto& word : text::words(text::lower(query))) {
    // A final y may still become ъ or й: what comes before it decides.
    if (word.size() > 1 && word.back() == 'y') word.pop_back();
    const auto skeleton = name_skeleton(word);
    if (!skeleton.empty() && ranges.size() < words_max) ranges.push_back(starts_with(skeleton));
  }
  return ranges;
}

struct NamePage {
  std::vector<Person> people;
  std::string next;
};

constexpr char cursor_mark = '.';

NamePage list_by_names(db::Session& session, const access::Scope& scope, const std::vector<Range>& ranges, int limit,
                       std::string_view cursor) {
  // $5, $6: where in the index to go on; $7: end of the range; $8: its beginning (a person appears at her first match).
  static const db::Query q{"people.by_names", "SELECT k.token, " GISHE_PERSON_COLUMNS
                                              "FROM person_name_key k CROSS JOIN person p WHERE k.municipality = $1 "
                                              "AND k.token >= $5 AND k.token < $7 AND (k.token > "
                                              "$5 OR k.person_id > $6) AND p.id = k.person_id AND" GISHE_PERSON_VISIBLE
                                              "AND NOT EXISTS (SELECT 1 FROM person_name_key e WHERE e.municipality = "
                                              "$1 AND e.person_id = k.person_id AND e.token >= "
                                              "$8 AND e.token < k.token) "
                                              "AND ($9 = '' OR EXISTS (SELECT 1 FROM person_name_key a WHERE "
                                              "a.municipality = $1 AND a.person_id = k.person_id AND "
                                              "a.token >= $9 AND a.token < $10)) "
                                              "AND ($11 = '' OR EXISTS (SELECT 1 FROM person_name_key a WHERE "
                                              "a.municipality = $1 AND a.person_id = k.person_id AND "
                                              "a.token >= $11 AND a.token < $12)) "
                                              "AND ($13 = '' OR EXISTS (SELECT 1 FROM person_name_key a WHERE "
                                              "a.municipality = $1 AND a.person_id = k.person_id AND "
                                              "a.token >= $13 AND a.token < $14)) "
                                              "ORDER BY k.token, k.person_id LIMIT $15"};
  std::array<Range, words_max> r;
  std::copy(ranges.begin(), ranges.end(), r.begin());
  std::string from = r[0].from;
  Uuid after;
  const auto mark = cursor.find(cursor_mark);
  if (mark != std::string_view::npos && cursor.substr(0, mark).starts_with(r[0].from)) {
    if (const auto id = Uuid::parse(cursor.substr(mark + 1))) {
      from = cursor.substr(0, mark);
      after = *id;
    }
  }
  NamePage page;
  std::string last_token;
  session.each(q,
               {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), from, after,
                r[0].until, r[0].from, r[1].from, r[1].until, r[2].from, r[2].until, r[3].from, r[3].until, limit + 1},
               [&](const db::Row& row) {
                 if (page.people.size() == static_cast<std::size_t>(limit)) {
                   page.next = last_token + cursor_mark + page.people.back().id.text();
                   return;
                 }
                 last_token = row.string(0);
                 page.people.push_back(person_of(row, 1));
               });
  return page;
}

/// Shielded people stand in no index: those that the account is named for are a handful, and compared one by one.
std::vector<Person> list_shielded_of(db::Session& session, const access::Scope& scope) {
  constexpr int named_max = 200;
  static const db::Query q{"people.shielded_of", "SELECT " GISHE_PERSON_COLUMNS
                                                 "FROM person_named m CROSS JOIN person p WHERE m.account_id = $3 AND "
                                                 "m.municipality = $1 AND p.id = m.person_id AND p.sensitivity = 4 "
                                                 "AND" GISHE_PERSON_VISIBLE "ORDER BY p.id LIMIT $5"};
  std::vector<Person> found;
  session.each(q, {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), named_max},
               [&](const db::Row& row) { found.push_back(person_of(row)); });
  return found;
}

bool has_names(const Person& person, const std::vector<Range>& ranges) {
  const auto tokens = name_tokens(person);
  return !ranges.empty() && std::all_of(ranges.begin(), ranges.end(), [&](const Range& range) {
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const std::string& token) { return token >= range.from && token < range.until; });
  });
}

void sort_by_name(std::vector<Person>& people) {
  std::sort(people.begin(), people.end(), [](const Person& a, const Person& b) {
    return std::tie(a.family_name, a.given_name, a.middle_name, a.id) <
           std::tie(b.family_name, b.given_name, b.middle_name, b.id);
  });
}

/// People with one of these ten numbers' hashes.
void each_by_hashes(db::Session& session, const access::Scope& scope, std::string_view kind,
                    std::span<const std::string, 10> h, const std::function<void(const db::Row&)>& row) {
  static const db::Query q{
      "people.by_numbers",
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM person_identifier i CROSS JOIN person p WHERE i.municipality = $1 AND i.kind = $5 AND i.hash IN "
      "($6, $7, $8, $9, $10, $11, $12, $13, $14, $15) AND p.id = i.person_id AND" GISHE_PERSON_VISIBLE "LIMIT 20"};
  using db::Blob;
  session.each(
      q,
      {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), kind, Blob{h[0]},
       Blob{h[1]}, Blob{h[2]}, Blob{h[3]}, Blob{h[4]}, Blob{h[5]}, Blob{h[6]}, Blob{h[7]}, Blob{h[8]}, Blob{h[9]}},
      row);
}

std::vector<Person> list_near_number(db::Session& session, const secrets::Vault& vault, const access::Scope& scope,
                                     std::string_view kind, std::string_view digits) {
  std::vector<Person> found;
  std::vector<std::string> hashes;
  for (const auto& neighbour : one_digit_neighbours(digits)) hashes.push_back(identifier_hash(vault, kind, neighbour));
  for (std::size_t i = 0; i + 10 <= hashes.size(); i += 10) {
    each_by_hashes(session, scope, kind, std::span<const std::string, 10>(hashes.data() + i, 10),
                   [&](const db::Row& row) { found.push_back(person_of(row)); });
  }
  return found;
}

std::vector<Person> list_born_on(db::Session& session, const access::Scope& scope, Day day, int limit) {
  static const db::Query q GISHE_INDEXED("people.by_birth", "SELECT " GISHE_PERSON_COLUMNS "FROM person p",
                                         "person_by_birth", "WHERE p.born_on = $5 AND" GISHE_PERSON_VISIBLE "LIMIT $6");
  std::vector<Person> found;
  session.each(q,
               {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), day, limit},
               [&](const db::Row& row) { found.push_back(person_of(row)); });
  return found;
}

/// People with these two whole names. Of a name that half a town bears only the first are walked: there a birth date
/// finds her, and in most municipalities no name is borne by as many.
std::vector<Person> list_named(db::Session& session, const access::Scope& scope, const std::string& rarest,
                               const std::string& other, const std::string& third) {
  constexpr int walk_max = 600, found_max = 60;
  static const db::Query q{
      "people.same_names",
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM (SELECT person_id FROM person_name_key WHERE municipality = $1 AND token = $5 ORDER "
      "BY person_id LIMIT $8) k CROSS JOIN person p WHERE p.id = k.person_id AND EXISTS (SELECT 1 "
      "FROM person_name_key a WHERE a.municipality = $1 AND a.person_id = k.person_id AND a.token "
      "= $6) AND ($7 = '' OR EXISTS (SELECT 1 FROM person_name_key a WHERE a.municipality = $1 AND "
      "a.person_id = k.person_id AND a.token = $7)) AND" GISHE_PERSON_VISIBLE "LIMIT $9"};
  std::vector<Person> found;
  session.each(q,
               {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), rarest, other,
                third, walk_max, found_max},
               [&](const db::Row& row) { found.push_back(person_of(row)); });
  return found;
}

/// With the same given and family name, and once more with the father's: then a rarer name may lead to her.
std::vector<Person> list_same_names(db::Session& session, const access::Scope& scope, const Person& fresh) {
  // The index holds words: of „Анна-Мария“ the first leads to her.
  const auto first_word = [](const std::string& name) {
    const auto skeleton = name_skeleton(name);
    return skeleton.substr(0, skeleton.find(' '));
  };
  const auto given = first_word(fresh.given_name), fathers = first_word(fresh.middle_name),
             family = first_word(fresh.family_name);
  const auto rarest = [&](std::vector<std::string> names) {
    std::vector<Range> ranges;
    for (const auto& name : names) ranges.push_back(equals(name));
    return by_selectivity(session, scope.municipality(), std::move(ranges));
  };
  const auto two = rarest({given, family});
  auto found = list_named(session, scope, two[0].from, two[1].from, "");
  if (fathers.empty()) return found;
  const auto three = rarest({given, fathers, family});
  if (three[0].from == two[0].from) return found;
  auto more = list_named(session, scope, three[0].from, three[1].from, three[2].from);
  found.insert(found.begin(), more.begin(), more.end());
  return found;
}

}  // namespace

std::string identifier_hash(const secrets::Vault& vault, std::string_view kind, std::string_view digits) {
  return vault.keyed_hash(identifier_hash_use, std::string(kind) + ':' + std::string(digits));
}

std::optional<Person> find_by_number(db::Session& session, const access::Scope& scope, std::string_view kind,
                                     std::string_view hash) {
  static const db::Query q{
      "people.by_number",
      "SELECT " GISHE_PERSON_COLUMNS
      "FROM person_identifier i CROSS JOIN person p WHERE i.municipality = $1 AND i.kind = $5 AND i.hash = $6 "
      "AND p.id = COALESCE((SELECT m.merged_into FROM person m WHERE m.municipality = i.municipality AND m.id = "
      "i.person_id), i.person_id) AND" GISHE_PERSON_VISIBLE "ORDER BY i.set_apart LIMIT 1"};
  std::optional<Person> found;
  if (access::no_town(scope)) return found;
  session.one(
      q,
      {scope.municipality(), scope.sensitivity_max(), scope.account(), access::team_only(scope), kind, db::Blob{hash}},
      [&](const db::Row& row) { found = person_of(row); });
  return found;
}

static FoundPeople list_by_number(db::Session& session, const secrets::Vault& vault, const access::Scope& scope,
                                  std::string_view digits) {
  FoundPeople found{FoundBy::number, {}, {}};
  for (const std::string_view kind : {"egn", "lnch"}) {
    if (auto person = find_by_number(session, scope, kind, identifier_hash(vault, kind, digits))) {
      found.people.push_back(std::move(*person));
    }
  }
  if (!found.people.empty()) return found;
  found.by = FoundBy::near_number;
  for (const std::string_view kind : {"egn", "lnch"}) {
    for (auto& person : list_near_number(session, vault, scope, kind, digits))
      found.people.push_back(std::move(person));
  }
  sort_by_name(found.people);
  return found;
}

FoundPeople list_people(db::Session& session, const secrets::Vault& vault, const access::Scope& scope,
                        std::string_view query, int limit, std::string_view cursor) {
  FoundPeople found;
  if (access::no_town(scope)) return found;
  limit = std::clamp(limit, 1, page_length_max);
  const auto digits = tidy_number(query);
  if (read_lnch(digits).reading != Reading::wrong_form) return list_by_number(session, vault, scope, digits);
  if (const auto day = Day::from_person(query)) {
    found = {FoundBy::birth, list_born_on(session, scope, *day, limit), {}};
    sort_by_name(found.people);
    return found;
  }
  const auto ranges = by_selectivity(session, scope.municipality(), typed_ranges(query));
  if (ranges.empty()) return found;
  auto page = list_by_names(session, scope, ranges, limit, cursor);
  found = {FoundBy::names, std::move(page.people), std::move(page.next)};
  std::erase_if(found.people, [](const Person& p) { return p.sensitivity == Sensitivity::shielded; });  // an old index
  if (cursor.empty()) {  // beside the first page
    for (auto& person : list_shielded_of(session, scope)) {
      if (has_names(person, ranges)) found.people.push_back(std::move(person));
    }
  }
  sort_by_name(found.people);
  return found;
}

static bool has_number(const secrets::Vault& vault, std::string_view digits, const std::vector<std::string>& hashes) {
  const auto held = [&](std::string_view kind, std::string_view number) {
    return std::find(hashes.begin(), hashes.end(), identifier_hash(vault, kind, number)) != hashes.end();
  };
  for (const std::string_view kind : {"egn", "lnch"}) {
    if (held(kind, digits)) return true;
    for (const auto& near : one_digit_neighbours(digits)) {
      if (held(kind, near)) return true;
    }
  }
  return false;
}

bool search_would_find(const secrets::Vault& vault, std::string_view query, const Person& person,
                       const std::vector<std::string>& hashes) {
  const auto digits = tidy_number(query);
  if (read_lnch(digits).reading != Reading::wrong_form) return has_number(vault, digits, hashes);
  if (const auto day = Day::from_person(query)) return person.born_on == day;
  return has_names(person, typed_ranges(query));
}

std::vector<Candidate> list_candidates(db::Session& session, const secrets::Vault& vault, const access::Scope& scope,
                                       const Person& fresh, std::string_view number_kind, std::string_view number) {
  std::vector<Candidate> list;
  if (access::no_town(scope)) return list;
  const auto look_at = [&](const std::vector<Person>& people, bool one_digit_off) {
    for (const auto& person : people) {
      if (std::ranges::any_of(list, [&](const Candidate& c) { return c.person.id == person.id; })) continue;
      auto why = compare(fresh, person, one_digit_off);
      if (why.score >= candidate_from) list.push_back({person, std::move(why)});
    }
  };
  if (!number.empty()) look_at(list_near_number(session, vault, scope, number_kind, number), true);
  look_at(list_same_names(session, scope, fresh), false);
  look_at(list_shielded_of(session, scope), false);
  if (fresh.born_on) {
    constexpr int born_max = 50;
    look_at(list_born_on(session, scope, *fresh.born_on, born_max), false);
    if (const auto swapped = swapped_day_and_month(*fresh.born_on))
      look_at(list_born_on(session, scope, *swapped, born_max), false);
  }
  std::stable_sort(list.begin(), list.end(),
                   [](const Candidate& a, const Candidate& b) { return a.why.score > b.why.score; });
  if (list.size() > 10) list.erase(list.begin() + 10, list.end());
  return list;
}

}  // namespace gishe::people
