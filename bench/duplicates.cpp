// How often the check for duplicates is right: gishe_bench_duplicates FOLDER [PEOPLE, 20000 [CASES OF EACH KIND, 400]]
// A town is filled with invented people (names of $GISHE_SHARED/data/language-bg, which the program does not know),
// some of them brothers, sisters and twins. Then people are registered anew as desks do it, with one fault each, and
// people who are new. Printed: how many of each kind are found among the candidates, and how many candidates are right.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <random>

#include "base/clock.h"
#include "base/csv.h"
#include "base/text.h"
#include "people/identifier.h"
#include "people/person_search.h"
#include "people/person_store.h"
#include "platform/db/db.h"
#include "platform/search/letters.h"

namespace {

using namespace gishe;
using people::Person;
using Random = std::mt19937_64;

struct Names {
  std::vector<std::string> men, women;                        // by how common they are
  std::vector<std::pair<std::string, std::string>> families;  // of men, of women
  std::map<std::string, std::vector<std::string>> names_of_home;

  explicit Names(const std::filesystem::path& folder) {
    each_plain(folder / "given_names.csv", [&](const csv::Reader& row) {
      (row.get("gender").starts_with("m") ? men : women).push_back(row.get("name"));
    });
    each_plain(folder / "family_names.csv",
               [&](const csv::Reader& row) { families.emplace_back(row.get("masculine"), row.get("feminine")); });
    const auto saints = boost::json::parse(text_of(folder / "name_days.json"));
    for (const auto& entry : saints.as_array()) {
      // The list holds names of the other sex, too.
      const std::string name = entry.at("name").as_string().c_str();
      for (const auto& variant : entry.at("variants").as_array()) {
        const std::string at_home = variant.as_string().c_str();
        if (is_womans(at_home) == is_womans(name)) names_of_home[name].push_back(at_home);
      }
    }
    if (men.empty() || women.empty() || families.empty()) throw std::runtime_error("no names in " + folder.string());
  }

 private:
  static bool is_womans(const std::string& name) { return name.ends_with("а") || name.ends_with("я"); }
  static std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Without the odd names that another source brings in.
  static void each_plain(const std::filesystem::path& file, const std::function<void(const csv::Reader&)>& row) {
    const std::string text = text_of(file);
    for (csv::Reader reader(text); reader.next();) {
      if (reader.get("source").starts_with("casual")) row(reader);
    }
  }
};

class Town {
 public:
  Town(Random& random, const Names& names) : m_random(random), m_names(names) {}

  std::size_t any(std::size_t count) { return std::uniform_int_distribution<std::size_t>(0, count - 1)(m_random); }
  /// The first of a list many times, the last hardly ever.
  template <class T>
  const T& common(const std::vector<T>& list) {
    std::vector<double> weights(list.size());
    for (std::size_t i = 0; i < list.size(); ++i) weights[i] = 1.0 / (8.0 + static_cast<double>(i));
    return list[std::discrete_distribution<std::size_t>(weights.begin(), weights.end())(m_random)];
  }
  Person anybody() {
    Person p;
    const bool woman = any(2) == 0;
    const auto& family = common(m_names.families);
    p.sex = woman ? "f" : "m";
    p.given_name = common(woman ? m_names.women : m_names.men);
    p.middle_name = fathers_name(woman);
    p.family_name = woman ? family.second : family.first;
    p.born_on = birth(1930, 75);
    p.born_precision = "day";
    return p;
  }
  Person sibling_of(const Person& known, bool twin) {
    Person p = known;
    const auto& list = p.sex == "f" ? m_names.women : m_names.men;
    do p.given_name = common(list);
    while (p.given_name == known.given_name);
    if (!twin) p.born_on = birth(known.born_on->year() + 1, 5);
    return p;
  }
  std::string fathers_name(bool woman) {
    const auto& family = common(m_names.families);
    return woman ? family.second : family.first;
  }
  std::optional<Day> birth(int from, int years) {
    return Day::of(from + static_cast<int>(any(static_cast<std::size_t>(years))), 1 + static_cast<int>(any(12)),
                   1 + static_cast<int>(any(28)));
  }
  const Names& names() const { return m_names; }

 private:
  Random& m_random;
  const Names& m_names;
};

/// One wrong, missing, doubled or changed-over letter.
std::string slip(Town& town, const std::string& name) {
  auto letters = search::letters_of(name);
  if (letters.size() < 4) return name;
  const auto at = 1 + town.any(letters.size() - 2);
  switch (town.any(4)) {
    case 0:
      letters[at] = static_cast<char32_t>(U'а' + town.any(28));
      break;
    case 1:
      letters.erase(at, 1);
      break;
    case 2:
      letters.insert(at, 1, static_cast<char32_t>(U'а' + town.any(28)));
      break;
    default:
      std::swap(letters[at], letters[at - 1 + 2 * town.any(2) * (at + 1 < letters.size() ? 1 : 0)]);
  }
  return text::capitalised(text::lower(search::utf8_of(letters)));
}

/// As in a passport.
std::string in_latin(const std::string& name) {
  static constexpr std::u32string_view letters = U"абвгдежзийклмнопрстуфхцчшщъьюя";
  static constexpr const char* sounds[] = {"a", "b", "v",  "g",  "d",  "e",   "zh", "z", "i",  "y",
                                           "k", "l", "m",  "n",  "o",  "p",   "r",  "s", "t",  "u",
                                           "f", "h", "ts", "ch", "sh", "sht", "a",  "y", "yu", "ya"};
  std::string out;
  for (const char32_t c : search::letters_of(text::lower(name))) {
    const auto at = letters.find(c);
    out += at == std::u32string_view::npos ? search::utf8_of({c}) : sounds[at];
  }
  return text::capitalised(out);
}

struct Kind {
  std::string name;
  std::function<bool(Town&, Person&)> spoil;  // false: cannot be done to this person
};

std::optional<Day> wrong_digit(Town& town, Day day) {
  for (int i = 0; i < 50; ++i) {
    auto iso = day.iso();
    const std::size_t places[] = {2, 3, 6, 8, 9};
    iso[places[town.any(5)]] = static_cast<char>('0' + town.any(10));
    const auto other = Day::from_iso(iso);
    if (other && *other != day && *other < system_clock().today()) return other;
  }
  return std::nullopt;
}

std::vector<Kind> kinds() {
  return {
      {"the same once more", [](Town&, Person&) { return true; }},
      {"no father's name", [](Town&, Person& p) { return p.middle_name.clear(), true; }},
      {"Latin letters",
       [](Town&, Person& p) {
         for (auto* name : {&p.given_name, &p.middle_name, &p.family_name}) *name = in_latin(*name);
         return true;
       }},
      {"given and family name changed over",
       [](Town&, Person& p) {
         p.middle_name.clear();
         return std::swap(p.given_name, p.family_name), true;
       }},
      {"a slip in the family name",
       [](Town& t, Person& p) {
         const auto was = std::exchange(p.family_name, slip(t, p.family_name));
         return p.family_name != was;
       }},
      {"a slip in the family name, no father's name",
       [](Town& t, Person& p) {
         p.middle_name.clear();
         const auto was = std::exchange(p.family_name, slip(t, p.family_name));
         return p.family_name != was;
       }},
      {"a slip in the given name, no father's name",
       [](Town& t, Person& p) {
         p.middle_name.clear();
         const auto was = std::exchange(p.given_name, slip(t, p.given_name));
         return p.given_name != was;
       }},
      {"as called at home, no father's name",
       [](Town& t, Person& p) {
         const auto at = t.names().names_of_home.find(p.given_name);
         if (at == t.names().names_of_home.end() || at->second.empty()) return false;
         p.middle_name.clear();
         p.given_name = at->second[t.any(at->second.size())];
         return true;
       }},
      {"another family name (married)",
       [](Town& t, Person& p) {
         const auto was = std::exchange(p.family_name, t.fathers_name(p.sex == "f"));
         return p.family_name != was;
       }},
      {"birth: day and month changed over",
       [](Town&, Person& p) {
         const auto other = people::swapped_day_and_month(*p.born_on);
         if (other) p.born_on = other;
         return other.has_value();
       }},
      {"birth: one wrong digit",
       [](Town& t, Person& p) {
         const auto other = wrong_digit(t, *p.born_on);
         if (other) p.born_on = other;
         return other.has_value();
       }},
      {"birth not known", [](Town&, Person& p) { return p.born_on.reset(), true; }},
  };
}

struct Counted {
  int asked = 0, found = 0, candidates = 0;
};

void print(std::string_view name, const Counted& c) {
  fmt::print("| {} | {} | {} | {:.3f} |\n", name, c.asked, c.found, c.asked ? 1.0 * c.found / c.asked : 0.0);
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) return fmt::print(stderr, "gishe_bench_duplicates FOLDER [PEOPLE [CASES]]\n"), 1;
  const auto number = [&](int at, int otherwise) { return count > at ? std::atoi(words[at]) : otherwise; };
  const int size = number(2, 20'000), cases = number(3, 400);
  const char* shared = std::getenv("GISHE_SHARED");
  const Names names(std::filesystem::path(shared ? shared : "../shared") / "data/language-bg");
  Random random{20261123};
  Town town(random, names);

  const auto db = db::Database::open(words[1]);
  const auto vault = secrets::Vault::for_tests();
  Actor officer;
  db->read([&](db::Session& s) {
    static const db::Query q{"bench.post",
                             "SELECT account_id, municipality FROM post WHERE function = 'desk_officer' LIMIT 1"};
    s.one(q, {}, [&](const db::Row& row) {
      officer.account = row.id<AccountId>(0);
      officer.post = {PostId::make(), Function::desk_officer, row.municipality(1), {}};
    });
  });
  std::vector<Person> known;
  for (int n = 0; n < size; ++n) {
    Person p = n % 10 == 9 ? town.sibling_of(known[town.any(known.size())], n % 20 == 19) : town.anybody();
    p.id = PersonId::make();
    p.pseudonym = Uuid::make();
    p.municipality = officer.post.municipality;
    p.state = "identified";
    p.version = 1;
    known.push_back(p);
  }
  db->write([&](db::Tx& tx) {
    for (const Person& p : known) {
      people::store::insert_person(tx, {p, officer.account, system_clock().now()});
      people::store::insert_name_keys(tx, p);
    }
  });

  const auto scope = access::scope(officer, access::Action::find_person);
  Counted all, fresh;
  double slowest = 0, total = 0;
  const auto ask = [&](const Person& p) {
    const auto begun = std::chrono::steady_clock::now();
    auto list = db->read([&](db::Session& s) { return people::list_candidates(s, vault, scope, p, "", ""); });
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begun;
    slowest = std::max(slowest, took.count());
    total += took.count();
    return list;
  };
  fmt::print("{} people, {} of each kind\n\n| kind | asked | found | recall |\n|---|---|---|---|\n", size, cases);
  for (const Kind& kind : kinds()) {
    Counted c;
    for (int tries = 0; c.asked < cases && tries < 40 * cases; ++tries) {
      const Person& origin = known[town.any(known.size())];
      Person again = origin;
      if (!kind.spoil(town, again)) continue;
      const auto list = ask(again);
      ++c.asked;
      c.candidates += static_cast<int>(list.size());
      if (std::ranges::any_of(list, [&](const auto& candidate) { return candidate.person.id == origin.id; })) ++c.found;
    }
    print(kind.name, c);
    all.asked += c.asked;
    all.found += c.found;
    all.candidates += c.candidates;
  }
  for (int n = 0; n < 4 * cases; ++n) {
    // Half are sisters, brothers and twins of people that are known.
    const Person p = n % 2 ? town.anybody() : town.sibling_of(known[town.any(known.size())], n % 4 == 0);
    const auto list = ask(p);
    ++fresh.asked;
    if (!list.empty()) ++fresh.found;
    fresh.candidates += static_cast<int>(list.size());
  }
  print("all kinds", all);
  fmt::print(
      "\nprecision: {} of {} candidates are the person ({:.3f}); of {} new people {} were asked about ({:.3f})\n",
      all.found, all.candidates + fresh.candidates, 1.0 * all.found / (all.candidates + fresh.candidates), fresh.asked,
      fresh.found, 1.0 * fresh.found / fresh.asked);
  fmt::print("a check took {:.2f} ms on average, {:.2f} ms at most\n", total / (all.asked + fresh.asked), slowest);
}
