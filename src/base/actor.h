#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"

namespace gishe {

/// What somebody is employed to do. Roles R4… of docs/WORDS.md. Only platform/access may compare these.
enum class Function {
  none,                  // anybody, not signed in
  desk_officer,          // R4
  social_worker,         // R5
  provider_head,         // R6
  supervisor,            // R13
  mayor,                 // R15: numbers only
  administrator,         // R25: accounts and settings, no content
  machine,               // integration with a token
  directory_editor,      // R23: reviews and publishes entries, keeps the words of search
  centre_manager,        // R17: the centre's public life; never a file
  provider_specialist,   // R7: own sections of a joint plan, service log
  crisis_worker,         // R9: residents of a crisis centre, bed board
  commission_secretary,  // R10: cases before the commission (МКБППМН), nothing else
  child_protection,      // R11: ОЗД, receives signals
  data_protection,       // R24: who opened what, requests, retention; no content
  zone_planner,          // R14: indicators, plan, budget, monitoring of a zone; never a person
  person_served,         // R2, R3: the own file and nothing else; never together with another function
};
inline constexpr int function_count = 17;
std::string_view function_name(
    Function f);  // "desk_officer": stored, and part of the locale key "function.desk_officer"
std::optional<Function> function_from(std::string_view name);

/// One function, in one municipality, for one organisation. A session acts in one post at a time.
struct Post {
  PostId id;
  Function function = Function::none;
  MunicipalityCode municipality;
  OrganisationId organisation;  // nil: the municipality itself
};

/// How surely the session knows who sits there. awaiting: the password was right, and this function or account has to
/// show a second factor first: only the own account and public things are open. password: nothing from L3 on.
enum class Proof { awaiting, password, second_factor };

/// Who is acting. Made from the session or the token at the request's edge, nowhere else (tests and the demo apart).
struct Actor {
  AccountId account;  // nil: nobody signed in
  std::string name;   // for the screen; never written to logs
  Post post;
  std::string session;                 // short digest of the session, for the ledger
  Proof proof = Proof::second_factor;  // of a session or token: what it says; acts of the house itself need no phone

  bool signed_in() const { return !account.is_nil(); }
};

}  // namespace gishe
