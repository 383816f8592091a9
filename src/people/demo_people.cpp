#include <array>
#include <map>
#include <random>
#include <stdexcept>

#include "base/csv.h"
#include "people/people.h"
#include "platform/embedded/embedded.h"
#include "territory/territory.h"

namespace gishe::people {
namespace {

/// kind → words: given_m, given_f, father_of_m, father_of_f, family_m, its ending, and phrases.
using Names = std::map<std::string, std::vector<std::string>>;

Names read_names() {
  const auto text = embedded::find("demo/names.csv");
  if (!text) throw std::runtime_error("demo/names.csv is not in this binary");
  Names names;
  csv::Reader reader(*text);
  while (reader.next()) names[reader.get("kind")].push_back(reader.get("name"));
  return names;
}

using Random = std::mt19937;
int below(Random& random, int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); }
const std::string& one_of(Random& random, const std::vector<std::string>& list) { return list[random() % list.size()]; }

/// Ten digits with the right date and sex and a check digit that is wrong on purpose: it can be nobody's.
std::string nobodys_number(Random& random, Day born, bool woman) {
  constexpr std::array weights = {2, 4, 8, 5, 10, 9, 7, 3, 6};
  const int month = born.month() + (born.year() >= 2000 ? 40 : 0);
  std::string digits;
  for (const int two : {born.year() % 100, month, born.day()}) {
    digits += static_cast<char>('0' + two / 10);
    digits += static_cast<char>('0' + two % 10);
  }
  const int serial = below(random, 100) * 10 + 2 * below(random, 5) + (woman ? 1 : 0);
  digits += static_cast<char>('0' + serial / 100);
  digits += static_cast<char>('0' + serial / 10 % 10);
  digits += static_cast<char>('0' + serial % 10);
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (digits[i] - '0') * weights[i];
  digits += static_cast<char>('0' + (sum % 11 % 10 + 1 + below(random, 9)) % 10);
  return digits;
}

/// Mostly the old, some children: who comes to the desk of a small municipality.
int some_age(Random& random) {
  const int kind = below(random, 100);
  if (kind < 52) return 65 + below(random, 28);
  if (kind < 80) return 20 + below(random, 45);
  return below(random, 18);
}

std::vector<std::string> some_groups(Random& random, int age) {
  std::vector<std::string> groups;
  if (age >= 65) groups.push_back("older_person");
  if (age < 18) groups.push_back("child");
  if (below(random, 100) < 30) groups.push_back("disability");
  if (age < 65 && below(random, 100) < 25) groups.push_back("family_at_risk");
  return groups;
}

}  // namespace

std::vector<PersonId> load_demo(Office& office, const Actor& officer, int count, Sensitivity sensitivity) {
  const Names names = read_names();
  const auto settlements =
      office.db.read([&](db::Session& s) { return territory::list_settlements(s, officer.post.municipality); });
  Random random(static_cast<unsigned>(std::hash<std::string>{}(officer.post.municipality.text) % 10'000) +
                static_cast<unsigned>(sensitivity));
  std::vector<PersonId> made;
  for (int i = 0; i < count; ++i) {
    const bool woman = below(random, 100) < 56;
    const std::string& father = one_of(random, names.at(woman ? "father_of_f" : "father_of_m"));
    const std::string& family = one_of(random, names.at("family_m"));
    const int age = some_age(random);
    const Day born = office.today().plus_days(-age * 365 - below(random, 364) - 1 - age / 4);
    NewPerson person;
    person.given_name = one_of(random, woman ? names.at("given_f") : names.at("given_m"));
    person.middle_name = father;
    person.family_name = family + (woman ? names.at("ending_family_f").front() : "");
    person.sex = woman ? "f" : "m";
    person.born_on = born.iso();
    person.identifier_kind = "egn";
    person.identifier = nobodys_number(random, born, woman);
    person.identifier_reason = names.at("number_reason").front();
    if (!settlements.empty()) {
      person.settlement =
          settlements[static_cast<std::size_t>(below(random, static_cast<int>(settlements.size())))].code.text;
      person.address = names.at("street").front() + " " + std::to_string(1 + below(random, 90));
    }
    person.target_groups = some_groups(random, age);
    person.duplicates_seen = true;
    person.sensitivity = sensitivity;
    auto id = register_person(office, officer, person, {});
    if (id) made.push_back(*id);  // a number drawn twice is refused like anybody's; the next one is drawn instead
  }
  return made;
}

}  // namespace gishe::people
