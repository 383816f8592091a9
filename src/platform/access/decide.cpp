#include <algorithm>
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

/// The cell this actor stands in; nullptr when no row names the function, or a second factor is still awaited and the
/// row is about more than open things.
const Cell* cell_of(const Actor& actor, Action action) {
  const Cell& c = cell(function_of(actor), action);
  if (!c.row || (actor.proof == Proof::awaiting && c.row->sensitivity > Sensitivity::open)) return nullptr;
  return &c;
}

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

/// Shielded records need no line here: nobody is named for one without a second factor (staff/README.md).
Sensitivity highest(const Row& row, const Actor& actor) {
  return actor.proof == Proof::second_factor ? row.sensitivity : std::min(row.sensitivity, Sensitivity::personal);
}

bool may_know(Sensitivity level, const Row& row, const Actor& actor, unsigned relations) {
  if (level == Sensitivity::shielded) return (relations & named) != 0;
  return level <= highest(row, actor);
}

}  // namespace

Decision decide(const Actor& actor, Action action, const Facts& facts) {
  const Cell* c = cell_of(actor, action);
  if (!c) return {false, "", &not_your_function};
  const bool allowed = !(facts.relations & barred) && lies_within(c->row->territory, actor.post, facts) &&
                       (facts.relations & c->row->relations) == c->row->relations &&
                       may_know(facts.sensitivity, *c->row, actor, facts.relations);
  if (!allowed) return {false, c->rule.c_str(), &not_found};
  return {true, c->rule.c_str(), nullptr};
}

std::optional<Refusal> why_not(const Actor& actor, Action action, const Facts& facts) {
  const Decision decision = decide(actor, action, facts);
  if (decision.allowed) return std::nullopt;
  return Refusal(*decision.no);
}

Result<const char*> rule_for(const Actor& actor, Action action, const Facts& facts) {
  const Decision decision = decide(actor, action, facts);
  if (!decision.allowed) return *decision.no;
  return decision.rule;
}

bool function_may(const Actor& actor, Action action) { return cell_of(actor, action) != nullptr; }

Scope scope(const Actor& actor, Action action) {
  Scope s;
  s.m_account = actor.account;
  const Cell* c = cell_of(actor, action);
  if (!c) return s;
  s.m_none = false;
  s.m_territory = c->row->territory;
  s.m_municipality = actor.post.municipality;
  s.m_organisation = actor.post.organisation;
  s.m_sensitivity_max = static_cast<int>(highest(*c->row, actor));
  s.m_relations = c->row->relations;
  s.m_rule = c->rule.c_str();
  return s;
}

}  // namespace gishe::access
