#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/actor.h"
#include "base/refusal.h"
#include "base/sensitivity.h"
#include "platform/access/action.h"

/// The only place where access is decided. Four questions must all say yes: function, territory, relation, sensitivity.
/// One table answers both "may this actor do this to this record" (decide) and "which records may she see" (scope).
namespace gishe::access {

/// Where the record must lie, seen from the actor's post.
enum class Territory {
  anywhere,      // public things, own account
  municipality,  // record's municipality == post's municipality
  organisation,  // record's organisation == post's organisation
  addressed,     // the record was sent to the post's organisation or, where it has none, to its municipality
};

/// What ties the actor to the record. Bits; facts hold what is true, rows hold what is needed (all of them).
enum Relation : unsigned {
  none_needed = 0,
  on_team = 1u << 0,       // in the file's team, or the application's officer
  sender = 1u << 1,        // of the sending side of this referral
  receiver = 1u << 2,      // of the receiving side of this referral
  package_open = 1u << 3,  // the referral's package is open to its receiver now
  named = 1u << 4,         // named for this L4 record
  self = 1u << 5,          // the actor's own account, own file (or that of whom she represents today), own signal
  emergency = 1u << 6,     // a running emergency opening of this file by this account
  partner = 1u << 7,       // invited to this case: owns a section of its plan
};
/// Never overridden by any row: a barred account gets "not found".
inline constexpr unsigned barred = 1u << 31;

/// What must be known of a record to decide. Made by the capability's *_access.* from the store.
struct Facts {
  MunicipalityCode municipality;
  OrganisationId organisation;       // owner; nil when the municipality itself
  MunicipalityCode to_municipality;  // for what is sent
  OrganisationId to_organisation;
  Sensitivity sensitivity = Sensitivity::open;
  unsigned relations = 0;  // Relation bits true of this actor
};

/// One row of the table.
struct Row {
  Action action;
  Function function;
  Territory territory;
  unsigned relations;       // all of these must hold
  Sensitivity sensitivity;  // at most; shielded additionally needs Relation::named, always
};
/// All rows of the house, in access_table.cpp; one table to read.
std::span<const Row> table();

struct Decision {
  bool allowed = false;
  const char* rule = "";            // which row, in words: "desk_officer/municipality/L2": goes into the ledger
  const RefusalCode* no = nullptr;  // not_found, or not_your_function where no row names this function at all
};
Decision decide(const Actor& actor, Action action, const Facts& facts);
/// nullopt when allowed: for `if (auto no = access::why_not(...)) return *no;`
std::optional<Refusal> why_not(const Actor& actor, Action action, const Facts& facts);
/// The row that allows it, for the ledger, or the refusal.
Result<const char*> rule_for(const Actor& actor, Action action, const Facts& facts);
/// May this function ever do it, whatever the record? For menus, buttons and the router's first door.
bool function_may(const Actor& actor, Action action);

/// Must this function show a second factor before anything but open things? Others may go without; then nothing from L3
/// on is there for them.
bool needs_second_factor(Function function);

/// Whose eyes: the same table as bound values for SQL. Every store function that reads personal data takes one.
/// Only decide.cpp makes it. A query uses it like this (a scope that allows nothing has none == true):
///   … WHERE municipality = $1 AND (sensitivity <= $2 OR (sensitivity = 4 AND EXISTS (… named … account_id = $3)))
class Scope {
 public:
  const AccountId& account() const { return m_account; }
  bool none() const { return m_none; }
  Territory territory() const { return m_territory; }
  const MunicipalityCode& municipality() const { return m_municipality; }  // bind as is; empty matches no row
  const OrganisationId& organisation() const { return m_organisation; }
  /// 0…3; L4 rows only through their list of named accounts.
  int sensitivity_max() const { return m_sensitivity_max; }
  unsigned relations_needed() const { return m_relations; }
  const char* rule() const { return m_rule; }

 private:
  friend Scope scope(const Actor&, Action);
  AccountId m_account;
  bool m_none = true;
  Territory m_territory = Territory::municipality;
  MunicipalityCode m_municipality;
  OrganisationId m_organisation;
  int m_sensitivity_max = -1;
  unsigned m_relations = 0;
  const char* m_rule = "";
};
/// The widest row of the table for this actor's function and action.
Scope scope(const Actor& actor, Action action);

}  // namespace gishe::access
