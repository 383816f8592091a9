#include "retention/erasure.h"

#include "platform/db/wall.h"
#include "retention/erasure_list.h"
#include "retention/erasure_map.h"
#include "retention/retention_store.h"

namespace gishe::retention {

std::int64_t erase_in(db::Tx& tx, const Office& office, const Actor& actor, const Erasure& e) {
  const db::BeyondTheWall to_erase_all;
  const auto pseudonym = store::find_pseudonym(tx, e.municipality, e.person);
  if (!pseudonym) return 0;
  std::int64_t rows = 0;
  for (const auto& gone : store::list_gone_into(tx, e.municipality, e.person)) {
    rows += erase_in(tx, office, actor, {e.municipality, gone, e.cause, e.request_number, e.record_class, e.rule});
  }
  count_in(tx, e.municipality, e.person);
  const auto papers = list_files(tx, e.municipality, e.person);
  for (const Step& step : erasure_steps()) rows += tx.run(step.statement, {e.municipality, e.person});
  for (const auto& paper : papers) rows += files::erase(tx, e.municipality, paper) ? 1 : 0;
  store::insert_erasure(tx, {e.municipality, e.person, e.cause, e.request_number, e.record_class,
                             actor.signed_in() ? std::optional(actor.account) : std::nullopt, office.today(), rows});
  office.note(tx, actor, {"person.erased", e.municipality, "person", *pseudonym, e.rule, e.cause, {}});
  return rows;
}

int erase_again(Office& office) {
  int back = 0;
  for (const Listed& one : read_list()) {
    const bool there = office.db.read(
        [&](db::Session& session) { return store::find_pseudonym(session, one.municipality, one.person).has_value(); });
    if (!there) continue;
    // One transaction a person: a long list must not hold up whoever works beside it.
    office.db.write([&](db::Tx& tx) {
      erase_in(tx, office, Actor{}, {one.municipality, one.person, "restored", "", "file", "system"});
    });
    ++back;
  }
  write_list(office);
  return back;
}

}  // namespace gishe::retention
