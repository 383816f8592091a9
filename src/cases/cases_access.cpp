#include "cases/cases_access.h"

#include <algorithm>

#include "cases/case_store.h"
#include "cases/partner_store.h"
#include "people/people.h"

namespace gishe::cases {

access::Facts facts_of(db::Session& session, const Actor& actor, const CaseFile& file) {
  access::Facts facts;
  facts.municipality = file.municipality;
  facts.sensitivity = file.sensitivity;
  if (const auto person = people::facts_of(session, actor, file.municipality, file.person)) {
    facts.sensitivity = std::max(facts.sensitivity, person->sensitivity);
    facts.relations |= person->relations & (access::on_team | access::named | access::barred);
  } else {
    facts.relations |= access::barred;
  }
  if (store::is_partner(session, file, actor)) facts.relations |= access::partner;
  return facts;
}

Result<AllowedCase> allowed_case(db::Session& session, const Actor& actor, access::Action action, const CaseId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  const auto scope = access::scope(actor, action);
  auto file = store::find(session, scope, id);
  if (!file) return not_found;
  const auto facts = facts_of(session, actor, *file);
  const auto decision = access::decide(actor, action, facts);
  if (!decision.allowed) return *decision.no;
  return AllowedCase{std::move(*file), facts, decision.rule, (scope.relations_needed() & access::partner) != 0};
}

bool reads_health(const AllowedCase& allowed) {
  return !allowed.as_partner && (allowed.facts.relations & (access::on_team | access::named)) != 0;
}

Result<Done> on_case(Office& office, const Actor& actor, access::Action action, const CaseId& id, std::string_view act,
                     std::initializer_list<std::string_view> content, std::string_view once_key,
                     const std::function<Result<Done>(db::Tx&, const AllowedCase&)>& run) {
  const std::string digest = content_digest(content);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, act, {id.text(), digest}, [&]() -> Result<Done> {
      const auto allowed = allowed_case(tx, actor, action, id);
      if (!allowed) return allowed.refusals();
      return run(tx, *allowed);
    });
  });
}

ledger::Line line_about(const CaseFile& file, const char* action, const char* rule, std::string_view reason) {
  return {action, file.municipality, "person", file.pseudonym, rule, std::string(reason), {}};
}

void note_case(db::Tx& tx, const Office& office, const Actor& actor, const AllowedCase& allowed, const char* action,
               std::string_view reason) {
  office.note(tx, actor, line_about(allowed.file, action, allowed.rule, reason));
}

Result<Done> keep_case(db::Tx& tx, const Office& office, const AccountId& by, const CaseFile& before, CaseFile after,
                       std::string_view verb, std::string_view reason, std::string_view note) {
  after.version = before.version + 1;
  if (!store::update(tx, after, office.now())) return changed_meanwhile;
  store::insert_event(tx, after, verb, by, state_name(before.state), reason, note, office.now());
  store::refresh_due(tx, after.municipality, after.id);
  return Done{};
}

}  // namespace gishe::cases
