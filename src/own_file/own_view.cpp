#include "own_file/own_view.h"

#include <algorithm>

#include "desk/desk.h"
#include "directory/directory.h"
#include "own_file/own_access_store.h"
#include "own_file/own_file_access.h"

namespace gishe::own_file {
namespace {

using access::Action;

constexpr int lines_max = 200, applications_max = 50;

/// May this account read the file now? The own shielded file is known to exist, and told of in person.
struct Look {
  bool open = false, in_person = false;
  const char* rule = "";
  const RefusalCode* no = &not_found;
};
Look look(db::Session& session, const Actor& actor, const OwnAccess& own, Day today) {
  Look seen;
  const auto facts = facts_of(session, actor, own, today);
  if (!facts) return seen;
  const auto decision = access::decide(actor, Action::see_own_file, *facts);
  seen.open = decision.allowed && facts->sensitivity != Sensitivity::shielded;
  seen.rule = decision.rule;
  if (!decision.allowed) seen.no = decision.no;
  const bool hers = (facts->relations & access::self) && !(facts->relations & access::barred) && !own.mandate;
  seen.in_person = hers && facts->sensitivity == Sensitivity::shielded;
  return seen;
}

std::vector<OwnAccess> rows_of(db::Session& session, const Actor& actor) {
  if (!access::function_may(actor, Action::see_own_file)) return {};
  return store::list_of_account(session, actor.post.municipality, actor.account);
}

bool is_over(db::Session& session, const OwnAccess& own, Day today) {
  return own.mandate && !people::mandate_holds(session, own.municipality, own.person, *own.mandate, today);
}

void end_what_is_over(Office& office, const Actor& actor) {
  const bool any = office.db.read([&](db::Session& session) {
    for (const auto& own : rows_of(session, actor)) {
      if (is_over(session, own, office.today())) return true;
    }
    return false;
  });
  if (!any) return;
  office.db.write([&](db::Tx& tx) {
    for (const auto& own : rows_of(tx, actor)) {
      if (is_over(tx, own, office.today())) store::end(tx, own, {}, "mandate_over", office.now());
    }
  });
}

bool shelters(db::Session& session, const OrganisationId& organisation) {
  if (organisation.is_nil()) return false;
  constexpr int services_max = 200;
  const auto services = directory::list_services_of(session, organisation, services_max);
  return std::any_of(services.begin(), services.end(), [](const auto& service) { return service.restricted; });
}

}  // namespace

std::vector<Mine> list_mine(Office& office, const Actor& actor) {
  end_what_is_over(office, actor);
  return office.db.read([&](db::Session& session) {
    std::vector<Mine> mine;
    const auto scope = access::scope(actor, Action::see_own_file);
    for (const auto& own : rows_of(session, actor)) {
      const auto seen = look(session, actor, own, office.today());
      if (seen.in_person) mine.push_back({own, "", true});
      if (!seen.open) continue;
      const auto person = people::find_for_own_eyes(session, scope, own.municipality, own.person);
      if (person) mine.push_back({own, person->full_name(), false});
    }
    return mine;
  });
}

Result<OwnFile> open_own_file(Office& office, const Actor& actor, const words::Words& words, const PersonId& id) {
  if (!access::function_may(actor, Action::see_own_file)) return not_your_function;
  end_what_is_over(office, actor);
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OwnFile> {
    const auto scope = access::scope(actor, Action::see_own_file);
    for (const auto& own : rows_of(session, actor)) {
      if (own.person != id) continue;
      const auto seen = look(session, actor, own, office.today());
      line = {"own_file.asked_for", own.municipality, "own_access", own.id.value, seen.rule, "", {}};
      if (seen.in_person) return OwnFile{own, true, {}, {}, {}, {}};
      if (!seen.open) return *seen.no;
      const auto person = people::find_for_own_eyes(session, scope, own.municipality, id);
      if (!person) return not_found;
      line = {"person.own_file_opened", own.municipality, "person", person->pseudonym, seen.rule, "", {}};
      const auto entries = ledger::list_for_subject(session, own.municipality, person->pseudonym, lines_max);
      auto opened = who_opened(entries, own.mandate ? Reader::representative : Reader::herself);
      // A house with a hidden place asked: its name on a screen at home would say where to look.
      std::erase_if(opened, [&](const Opening& one) { return shelters(session, one.organisation); });
      return OwnFile{own,
                     false,
                     *person,
                     desk::list_applied_for_own_eyes(session, scope, words, own.municipality, id, applications_max),
                     contracts::list_for_own_eyes(session, scope, words, own.municipality, id),
                     std::move(opened)};
    }
    return not_found;
  });
}

}  // namespace gishe::own_file
