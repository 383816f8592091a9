#include "guard/stub.h"

#include "directory/directory.h"
#include "guard/emergency_store.h"
#include "people/people.h"
#include "territory/territory.h"

namespace gishe::guard {
namespace {

constexpr int hour_seconds = 3600;

WhomToAsk whom(db::Session& session, const MunicipalityCode& municipality, words::Language language) {
  WhomToAsk ask{municipality, {}, {}};
  for (const auto& [id, name] : directory::list_organisations(session, municipality)) {
    const auto organisation = directory::find_organisation(session, id);
    if (!organisation || organisation->kind != "municipal" || organisation->phone.empty()) continue;
    ask.unit = organisation->name;
    ask.phone = organisation->phone;
    return ask;
  }
  if (const auto town = territory::find_municipality(session, municipality)) ask.unit = town->name(language);
  return ask;
}

}  // namespace

Result<std::vector<WhomToAsk>> look_up_stub(Office& office, const Actor& actor, std::string_view number) {
  const auto scope = access::scope(actor, access::Action::look_up_stub);
  if (scope.none()) return not_your_function;
  if (!people::is_whole_number(number)) return Refusal(number.empty() ? required : not_a_number, "number");
  return office.db.write([&](db::Tx& tx) -> Result<std::vector<WhomToAsk>> {
    const auto& home = actor.post.municipality;
    const auto limit = store::find_limits(tx, home, office.today()).stubs_an_hour_max;
    store::lock_account(tx, actor.account);
    if (store::count_stub_look_ups(tx, home, actor.account, office.now().plus_seconds(-hour_seconds)) >= limit)
      return Refusal(too_many_look_ups, "number", {{"max", std::to_string(limit)}});
    store::insert_stub_look_up(tx, home, actor.account, office.now());
    office.note(tx, actor, {"person.looked_up", home, "", {}, scope.rule(), "whole_number", {}});
    people::raise_alarms(tx, office, actor, {"searched", std::string(number), {}, {}, {}, scope.rule()});
    std::vector<WhomToAsk> list;
    for (const auto& held : people::list_numbered_anywhere(tx, office, actor, number)) {
      office.note(tx, actor, {"person.stub_told", held.municipality, "person", held.pseudonym, scope.rule(), "", {}});
      list.push_back(whom(tx, held.municipality, words::Language::bg));
    }
    return list;
  });
}

}  // namespace gishe::guard
