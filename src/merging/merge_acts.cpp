#include "merging/merge_acts.h"

#include "base/text.h"
#include "desk/desk.h"
#include "merging/merge_map.h"
#include "platform/office/act.h"
#include "referrals/referrals.h"

namespace gishe::merging {
namespace {

using access::Action;

constexpr std::size_t reason_max = 300;

std::optional<Refusal> why_not_reason(std::string_view typed) {
  if (!text::is_plain(typed, text::Lines::many)) return Refusal(not_plain_text, "reason");
  if (text::tidy(typed, text::Lines::many).empty()) return Refusal(required, "reason");
  if (text::length(typed) > reason_max) return Refusal(too_long, "reason", {{"max", std::to_string(reason_max)}});
  return std::nullopt;
}

std::optional<Refusal> why_not_one_person(db::Session& session, const people::Person& kept,
                                          const people::Person& gone) {
  if (kept.id == gone.id) return Refusal(people::same_person);
  if (gone.sensitivity > kept.sensitivity) return Refusal(keep_the_guarded);
  const bool level = gone.sensitivity == kept.sensitivity;
  if (level && kept.identifier_masked.empty() && !gone.identifier_masked.empty()) return Refusal(keep_the_numbered);
  if (store::speaks_for(session, kept.municipality, kept.id, gone.id)) return Refusal(tied);
  for (const auto* p : {&kept, &gone}) {
    if (auto closed = people::why_closed(session, p->municipality, p->id)) return *closed;
  }
  return std::nullopt;
}

Result<Compared> both(db::Session& session, const Actor& actor, const PersonId& kept, const PersonId& gone) {
  auto one = people::allowed_person(session, actor, Action::merge_people, kept);
  if (!one) return one.refusals();
  auto other = people::allowed_person(session, actor, Action::merge_people, gone);
  if (!other) return other.refusals();
  Compared c{std::move(one->person), std::move(other->person), {}, {}, one->rule};
  if (auto no = why_not_one_person(session, c.kept, c.gone)) return *no;
  c.kept_columns = store::read_columns(session, c.kept.municipality, kept);
  c.gone_columns = store::read_columns(session, c.gone.municipality, gone);
  return c;
}

void note_on(db::Tx& tx, const Office& office, const Actor& actor, const MunicipalityCode& municipality,
             const Uuid& pseudonym, const char* action, const char* rule, const std::string& reason) {
  office.note(tx, actor, {action, municipality, "person", pseudonym, rule, "", {{"reason", "", reason}}});
}

/// Applications and referrals copy a file's level; the rows that went over take the kept one's, and back.
void let_follow(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person) {
  const auto level = store::find_level(tx, municipality, person);
  if (!level) return;
  const auto sensitivity = static_cast<Sensitivity>(level->sensitivity);
  desk::person_level_changed(tx, municipality, person, sensitivity);
  referrals::person_level_changed(tx, municipality, person, sensitivity);
}

Result<std::string> merge_in(db::Tx& tx, Office& office, const Actor& actor, const Wish& wish) {
  const auto c = both(tx, actor, wish.kept, wish.gone);
  if (!c) return c.refusals();
  if (c->kept.version != wish.kept_version || c->gone.version != wish.gone_version) return changed_meanwhile;
  Merge m;
  m.id = MergeId::make();
  m.municipality = c->kept.municipality;
  m.kept = wish.kept;
  m.gone = wish.gone;
  m.gone_state = c->gone.state;
  m.gone_sensitivity = static_cast<int>(c->gone.sensitivity);
  m.reason = text::tidy(wish.reason, text::Lines::many);
  m.by = actor.account;
  m.at = office.now();
  m.undo_until = due_by_rule(tx, "people.unmerge", m.municipality, office.today());
  store::insert_merge(tx, m);
  const Columns result = chosen(c->kept_columns, c->gone_columns, wish.take);
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    const auto& before = c->kept_columns.values[i];
    if (before.second != result.values[i].second)
      store::note_field(tx, m, before.first, before.second, result.values[i].second);
  }
  if (!store::write_columns(tx, m.municipality, m.kept, result, c->kept.version, m.at)) return changed_meanwhile;
  for (const Join& j : joins()) {
    tx.run(j.note, {m.municipality, m.id, m.gone, m.kept});
    tx.run(j.join, {m.municipality, m.id, m.gone, m.kept});
  }
  for (const Move& move : moves()) {
    tx.run(move.note, {m.municipality, m.id, m.gone, m.kept});
    tx.run(move.move, {m.municipality, m.id, m.gone, m.kept});
  }
  store::set_merged(tx, m, m.at);
  let_follow(tx, m.municipality, m.kept);
  note_on(tx, office, actor, m.municipality, c->kept.pseudonym, "person.merged", c->rule, m.reason);
  note_on(tx, office, actor, m.municipality, c->gone.pseudonym, "person.merged", c->rule, m.reason);
  return m.id.text();
}

/// Fields that still hold what the merge wrote get back what was there before it.
void give_back_fields(db::Tx& tx, const Merge& m, const people::Person& kept, Instant at) {
  Columns now = store::read_columns(tx, m.municipality, m.kept);
  for (const auto& field : store::list_fields(tx, m)) {
    for (auto& [column, value] : now.values) {
      if (column == field.field && value == field.after) value = field.before;
    }
  }
  store::write_columns(tx, m.municipality, m.kept, now, kept.version, at);
}

Result<Done> undo_in(db::Tx& tx, Office& office, const Actor& actor, const MergeId& id, const std::string& reason) {
  const auto m = store::find_merge(tx, access::scope(actor, Action::merge_people), id);
  if (!m) return not_found;
  if (m->undone_at) return not_from_this_state;
  const auto gone = store::find_level(tx, m->municipality, m->gone);
  const auto now = store::find_level(tx, m->municipality, m->kept);
  if (now && now->state == "merged") return merged_on;
  const auto kept = people::allowed_person(tx, actor, Action::merge_people, m->kept);
  if (!kept) return kept.refusals();
  if (!gone || m->undo_until < office.today()) return too_late;
  for (const Move& move : moves()) tx.run(move.back, {m->municipality, m->id, m->gone, m->kept});
  for (const Join& j : joins()) tx.run(j.part, {m->municipality, m->id, m->gone, m->kept});
  give_back_fields(tx, *m, kept->person, office.now());
  store::set_apart(tx, *m, office.now());
  store::close_merge(tx, *m, actor.account, office.now(), reason);
  let_follow(tx, m->municipality, m->gone);
  note_on(tx, office, actor, m->municipality, kept->person.pseudonym, "person.unmerged", kept->rule, reason);
  note_on(tx, office, actor, m->municipality, gone->pseudonym, "person.unmerged", kept->rule, reason);
  return Done{};
}

}  // namespace

Result<Compared> compare(Office& office, const Actor& actor, const PersonId& kept, const PersonId& gone) {
  auto seen = office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Compared> {
    auto c = both(session, actor, kept, gone);
    if (!c) return c;
    line = {"person.compared", c->kept.municipality, "person", c->kept.pseudonym, c->rule, "", {}};
    return c;
  });
  if (!seen) return seen;
  office.db.write_before_answer([&office, actor, gone_file = seen->gone, rule = seen->rule](db::Tx& tx) {
    office.note(tx, actor, {"person.compared", gone_file.municipality, "person", gone_file.pseudonym, rule, "", {}});
  });
  return seen;
}

Result<MergeId> merge(Office& office, const Actor& actor, const Wish& wish, std::string_view once_key) {
  if (auto no = why_not_reason(wish.reason)) return *no;
  std::string take;
  for (const auto& [choice, side] : wish.take) take += choice + "=" + side + ";";
  try {
    const auto id = office.db.write([&](db::Tx& tx) {
      return jobs::once(tx, office.clock, actor, once_key, "merging.merge",
                        content_digest({wish.kept.text(), wish.gone.text(), take, wish.reason}),
                        [&] { return merge_in(tx, office, actor, wish); });
    });
    if (!id) return id.refusals();
    return MergeId::parse(*id).value_or(MergeId{});
  } catch (const db::Conflict&) {
    // A plan in force, a case of the same kind, a place: each may be open once for one person.
    return both_open;
  }
}

Result<Done> undo(Office& office, const Actor& actor, const MergeId& id, std::string_view reason,
                  std::string_view once_key) {
  if (!access::function_may(actor, Action::merge_people)) return not_your_function;
  if (auto no = why_not_reason(reason)) return *no;
  const auto words = text::tidy(reason, text::Lines::many);
  try {
    return office.db.write([&](db::Tx& tx) {
      return once_done(tx, office, actor, once_key, "merging.undo", {id.text(), words},
                       [&] { return undo_in(tx, office, actor, id, words); });
    });
  } catch (const db::Conflict&) {
    return both_open;
  }
}

}  // namespace gishe::merging
