#include <string>
#include <vector>

#include "platform/access/access.h"

namespace gishe::access {
namespace {

constexpr int functions = function_count;

/// The row of each (action, function), found without a search, and its name for the ledger.
struct Cell {
  const Row* row = nullptr;
  std::string rule;
};

const char* territory_name(Territory territory) {
  switch (territory) {
    case Territory::anywhere:
      return "anywhere";
    case Territory::municipality:
      return "municipality";
    case Territory::organisation:
      return "organisation";
    case Territory::addressed:
      return "addressed";
  }
  return "";
}

std::string rule_name(const Row& row) {
  std::string name(function_name(row.function));
  name += '/';
  name += territory_name(row.territory);
  name += "/L" + std::to_string(static_cast<int>(row.sensitivity));
  if (row.relations & on_team) name += "/on_team";
  if (row.relations & sender) name += "/sender";
  if (row.relations & receiver) name += "/receiver";
  if (row.relations & package_open) name += "/package_open";
  if (row.relations & self) name += "/self";
  if (row.relations & emergency) name += "/emergency";
  if (row.relations & partner) name += "/partner";
  return name;
}

const Cell& cell(Function function, Action action) {
  static const std::vector<Cell> cells = [] {
    std::vector<Cell> made(static_cast<std::size_t>(action_count() * functions));
    for (const Row& row : table()) {
      Cell& c = made[static_cast<std::size_t>(row.action) * functions + static_cast<std::size_t>(row.function)];
      c.row = &row;
      c.rule = rule_name(row);
    }
    return made;
  }();
  return cells[static_cast<std::size_t>(action) * functions + static_cast<std::size_t>(function)];
}

/// Nobody signed in has no post, whatever the Actor's fields say.
Function function_of(const Actor& actor) { return actor.signed_in() ? actor.post.function : Function::none; }

bool lies_within(Territory territory, const Post& post, const Facts& facts) {
  switch (territory) {
    case Territory::anywhere:
      return true;
    case Territory::municipality:
      return !post.municipality.empty() && facts.municipality == post.municipality;
    case Territory::organisation:
      return !post.organisation.is_nil() && facts.organisation == post.organisation;
    case Territory::addressed:
      if (!post.organisation.is_nil()) return facts.to_organisation == post.organisation;
      return !post.municipality.empty() && facts.to_municipality == post.municipality;
  }
  return false;
}

bool may_know(Sensitivity level, const Row& row, unsigned relations) {
  if (level == Sensitivity::shielded) return (relations & named) != 0;
  return level <= row.sensitivity;
}

}  // namespace

Decision decide(const Actor& actor, Action action, const Facts& facts) {
  const Cell& c = cell(function_of(actor), action);
  if (!c.row) return {false, "", &not_your_function};
  const bool allowed = !(facts.relations & barred) && lies_within(c.row->territory, actor.post, facts) &&
                       (facts.relations & c.row->relations) == c.row->relations &&
                       may_know(facts.sensitivity, *c.row, facts.relations);
  if (!allowed) return {false, c.rule.c_str(), &not_found};
  return {true, c.rule.c_str(), nullptr};
}

std::optional<Refusal> why_not(const Actor& actor, Action action, const Facts& facts) {
  const Decision decision = decide(actor, action, facts);
  if (decision.allowed) return std::nullopt;
  return Refusal(*decision.no);
}

bool function_may(const Actor& actor, Action action) { return cell(function_of(actor), action).row != nullptr; }

Scope scope(const Actor& actor, Action action) {
  Scope s;
  s.m_account = actor.account;
  const Cell& c = cell(function_of(actor), action);
  if (!c.row) return s;
  s.m_none = false;
  s.m_territory = c.row->territory;
  s.m_municipality = actor.post.municipality;
  s.m_organisation = actor.post.organisation;
  s.m_sensitivity_max = static_cast<int>(c.row->sensitivity);
  s.m_relations = c.row->relations;
  s.m_rule = c.rule.c_str();
  return s;
}

}  // namespace gishe::access
