#include "platform/access/access.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

namespace gishe::access {
namespace {

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

/// The second writing of the rules: what a cell of tests/access_expected.csv says.
struct Expected {
  bool any_row = false;
  std::string where;
  int level = -1;
  unsigned ties = 0;
};

std::map<std::pair<std::string, int>, Expected> read_expected() {
  static const std::map<std::string, unsigned> tie_bits = {
      {"team", 1}, {"sender", 2}, {"receiver", 4}, {"open", 8}, {"self", 32}, {"emergency", 64}, {"partner", 128}};
  std::map<std::pair<std::string, int>, Expected> cells;
  std::ifstream file(GISHE_SOURCE_DIR "/tests/access_expected.csv");
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line.front() == '#' || line.starts_with("verb,")) continue;
    const auto columns = split(line, ',');
    for (int f = 0; f < function_count; ++f) {
      Expected e;
      const auto parts = split(columns.at(static_cast<std::size_t>(f) + 1), ':');
      if (parts.at(0) != "no") {
        e = {true, parts[0], std::stoi(parts.at(1)), 0};
        if (parts.size() > 2) {
          for (const auto& tie : split(parts[2], '+')) e.ties |= tie_bits.at(tie);
        }
      }
      cells[{columns[0], f}] = e;
    }
  }
  return cells;
}

bool expected_to_allow(const Expected& e, const Actor& actor, const Facts& facts) {
  const unsigned r = facts.relations;
  if (!e.any_row || (r >> 31) != 0) return false;
  if (actor.proof == Proof::awaiting && e.level > 0) return false;
  if (e.where == "town" && (actor.post.municipality.text.empty() || facts.municipality != actor.post.municipality))
    return false;
  if (e.where == "house" && (actor.post.organisation.is_nil() || facts.organisation != actor.post.organisation))
    return false;
  if (e.where == "sent") {
    const bool house = !actor.post.organisation.is_nil();
    if (house && facts.to_organisation != actor.post.organisation) return false;
    if (!house && (actor.post.municipality.text.empty() || facts.to_municipality != actor.post.municipality))
      return false;
  }
  if ((e.ties & ~r) != 0) return false;
  const int level = static_cast<int>(facts.sensitivity);
  if (level == 3 && actor.proof != Proof::second_factor) return false;
  return level == 4 ? (r & 16) != 0 : level <= e.level;
}

/// What a query with this scope would return, row by row.
bool in_scope(const Scope& s, const Facts& row) {
  if (s.none() || (row.relations & barred)) return false;
  switch (s.territory()) {
    case Territory::anywhere:
      break;
    case Territory::municipality:
      if (s.municipality().empty() || row.municipality != s.municipality()) return false;
      break;
    case Territory::organisation:
      if (s.organisation().is_nil() || row.organisation != s.organisation()) return false;
      break;
    case Territory::addressed:
      if (s.organisation().is_nil() ? s.municipality().empty() || row.to_municipality != s.municipality()
                                    : row.to_organisation != s.organisation()) {
        return false;
      }
  }
  if (s.relations_needed() & ~row.relations) return false;
  const int level = static_cast<int>(row.sensitivity);
  return level <= s.sensitivity_max() || (level == 4 && (row.relations & named));
}

/// Random actors and records from a small world, so that they meet often; some posts and records have empty places.
class World {
 public:
  Actor actor() {
    Actor a;
    a.post.function = static_cast<Function>(pick(function_count));
    if (a.post.function != Function::none) a.account = AccountId::make();
    a.post.municipality = town();
    a.post.organisation = house();
    if (pick(4) == 0) a.proof = pick(2) == 0 ? Proof::password : Proof::awaiting;
    return a;
  }
  Facts facts() {
    Facts f;
    f.municipality = town();
    f.to_municipality = town();
    f.organisation = house();
    f.to_organisation = house();
    f.sensitivity = static_cast<Sensitivity>(pick(5));
    f.relations = static_cast<unsigned>(pick(256));
    if (pick(3) == 0) f.relations = 255;
    if (pick(10) == 0) f.relations |= barred;
    return f;
  }
  Action action() { return static_cast<Action>(pick(action_count())); }

 private:
  int pick(int n) { return static_cast<int>(m_random() % static_cast<unsigned>(n)); }
  MunicipalityCode town() { return {std::array{"", "PAZ14", "PAZ19"}[static_cast<std::size_t>(pick(3))]}; }
  OrganisationId house() { return m_houses[static_cast<std::size_t>(pick(3))]; }
  std::mt19937 m_random{20261122};
  std::array<OrganisationId, 3> m_houses = {OrganisationId{}, OrganisationId::make(), OrganisationId::make()};
};

TEST(Access, every_cell_is_as_the_role_table_says) {
  const auto expected = read_expected();
  ASSERT_EQ(expected.size(), static_cast<std::size_t>(action_count() * function_count));
  World world;
  for (int a = 0; a < action_count(); ++a) {
    for (int f = 0; f < function_count; ++f) {
      const Action action = static_cast<Action>(a);
      const auto cell = expected.find({std::string(action_name(action)), f});
      ASSERT_NE(cell, expected.end()) << action_name(action);
      for (int i = 0; i < 200; ++i) {
        Actor actor = world.actor();
        actor.post.function = static_cast<Function>(f);
        actor.account = f == 0 ? AccountId{} : AccountId::make();
        const Facts facts = world.facts();
        const Decision decision = decide(actor, action, facts);
        ASSERT_EQ(decision.allowed, expected_to_allow(cell->second, actor, facts))
            << action_name(action) << " by " << function_name(actor.post.function) << ", L"
            << static_cast<int>(facts.sensitivity) << ", relations " << facts.relations;
        const bool may = cell->second.any_row && (actor.proof != Proof::awaiting || cell->second.level == 0);
        ASSERT_EQ(function_may(actor, action), may);
        if (decision.allowed) continue;
        ASSERT_EQ(decision.no, may ? &not_found : &not_your_function);
      }
    }
  }
}

TEST(Access, scope_shows_exactly_what_decide_allows) {
  World world;
  int allowed = 0;
  for (int i = 0; i < 200'000; ++i) {
    const Actor actor = world.actor();
    const Action action = world.action();
    const Facts row = world.facts();
    const bool yes = decide(actor, action, row).allowed;
    ASSERT_EQ(in_scope(scope(actor, action), row), yes) << action_name(action);
    allowed += yes;
  }
  EXPECT_GT(allowed, 5'000) << "the worlds are too empty to prove anything";
}

TEST(Access, one_row_for_a_function_and_an_action) {
  std::map<std::pair<Action, Function>, int> seen;
  for (const Row& row : table()) {
    const int times = ++seen[{row.action, row.function}];
    EXPECT_EQ(times, 1) << action_name(row.action);
  }
}

TEST(Access, an_actor_without_account_is_nobody_whatever_the_post_says) {
  Actor actor;
  actor.post = {PostId::make(), Function::desk_officer, {"PAZ14"}, {}};
  EXPECT_FALSE(function_may(actor, Action::find_person));
  EXPECT_TRUE(scope(actor, Action::find_person).none());
}

TEST(Access, the_rule_names_its_row) {
  Actor actor;
  actor.account = AccountId::make();
  actor.post = {PostId::make(), Function::social_worker, {"PAZ14"}, {}};
  Facts facts;
  facts.municipality = {"PAZ14"};
  facts.sensitivity = Sensitivity::sensitive;
  facts.relations = on_team;
  EXPECT_STREQ(decide(actor, Action::open_person, facts).rule, "social_worker/municipality/L3/on_team");
  EXPECT_FALSE(why_not(actor, Action::open_person, facts).has_value());
  facts.relations |= barred;
  EXPECT_TRUE(why_not(actor, Action::open_person, facts)->is(not_found));
}

}  // namespace
}  // namespace gishe::access
