#pragma once
#include <functional>
#include <initializer_list>

#include "cases/case_file.h"
#include "platform/office/act.h"

/// The facts platform/access decides on, for cases, and what every act here does first and last.
namespace gishe::cases {

inline constexpr RefusalCode case_is_closed{"cases.is_closed", 409};  // nothing more is written into it

/// Level, team, named and barred are the person's; partner is an invitation that runs.
access::Facts facts_of(db::Session& session, const Actor& actor, const CaseFile& file);

struct AllowedCase {
  CaseFile file;
  access::Facts facts;
  const char* rule = "";
  /// Sees the own section, goals and the shared summary: nothing else of the case.
  bool as_partner = false;
};
/// The case and the row that lets this actor do this with it; else not_found or not_your_function.
Result<AllowedCase> allowed_case(db::Session& session, const Actor& actor, access::Action action, const CaseId& id);

/// Is she of the team, not a partner and not somebody who looks from outside it? Only the team reads what is health
/// (L3).
bool reads_health(const AllowedCase& allowed);

/// One transaction around a verb on one case, once for each key of its form; `content` is what the key stands for.
Result<Done> on_case(Office& office, const Actor& actor, access::Action action, const CaseId& id, std::string_view act,
                     std::initializer_list<std::string_view> content, std::string_view once_key,
                     const std::function<Result<Done>(db::Tx&, const AllowedCase&)>& run);

/// In the ledger a case stands under its person's pseudonym: who asks who saw her file finds it.
ledger::Line line_about(const CaseFile& file, const char* action, const char* rule, std::string_view reason = {});
void note_case(db::Tx& tx, const Office& office, const Actor& actor, const AllowedCase& allowed, const char* action,
               std::string_view reason = {});

/// Adds an event and takes the version one up, in this transaction; refuses changed_meanwhile.
Result<Done> keep_case(db::Tx& tx, const Office& office, const AccountId& by, const CaseFile& before, CaseFile after,
                       std::string_view verb, std::string_view reason, std::string_view note);

}  // namespace gishe::cases
