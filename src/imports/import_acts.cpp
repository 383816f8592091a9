#include "imports/import_acts.h"

#include <map>

#include "base/csv.h"
#include "base/text.h"
#include "imports/imports.h"
#include "places/places.h"
#include "platform/office/act.h"
#include "territory/territory.h"

namespace gishe::imports {
namespace {

using access::Action;

constexpr int rows_at_once = 25;    // a transaction: others write too
constexpr int seconds_at_once = 4;  // a request

Result<const char*> rule_for(const Actor& actor) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = Sensitivity::personal;
  return access::rule_for(actor, Action::import_people, facts);
}

void note_on(db::Tx& tx, const Office& office, const Actor& actor, const Import& import, const char* line,
             const char* rule) {
  office.note(tx, actor, {line, import.municipality, "import", import.id.value, rule, "", {}});
}

/// As it is written, in either script; where two places have one name, the one of this municipality.
std::string ekatte_of(db::Session& session, const MunicipalityCode& home, std::string name) {
  for (const auto& kind : words::said_in_all_languages("imports.said.settlement")) {
    if (!text::lower(name).starts_with(kind)) continue;
    if (!kind.ends_with('.') && !std::string_view(name).substr(kind.size()).starts_with(' ')) continue;
    name = text::tidy(std::string_view(name).substr(kind.size()));
    break;
  }
  std::vector<territory::Settlement> same;
  for (auto& place : territory::list_settlements_named(session, name)) {
    if (text::lower(place.name_bg) != text::lower(name) && text::lower(place.name_latin) != text::lower(name)) continue;
    if (place.municipality == home) return place.code.text;
    same.push_back(std::move(place));
  }
  return same.size() == 1 ? same.front().code.text : std::string();
}

std::vector<Described> rows_of(db::Session& session, const Office& office, const Import& import,
                               const table::Table& table) {
  std::map<std::string, std::string> known;
  const auto find_place = [&](const std::string& name) {
    const auto [at, fresh] = known.emplace(name, "");
    if (fresh) at->second = ekatte_of(session, import.municipality, name);
    return at->second;
  };
  return describe(table, import.mapping, find_place, office.today());
}

Result<Looked> looked_at(db::Session& session, const Office& office, const Actor& actor, const ImportId& id) {
  const auto rule = rule_for(actor);
  if (!rule) return rule.refusals();
  auto import = store::find_import(session, access::scope(actor, Action::import_people), id);
  if (!import) return not_found;
  Looked looked{std::move(*import), {}, {}, *rule};
  const bool before_end = looked.import.state == "draft" || looked.import.state == "running";
  if (!before_end || !looked.import.file) return looked;
  const auto file = files::find(session, office.vault, looked.import.municipality, *looked.import.file);
  if (!file) return looked;
  auto table = table::read(file->bytes);
  if (!table) return table.refusals();
  looked.table = std::move(*table);
  looked.rows = rows_of(session, office, looked.import, looked.table);
  return looked;
}

/// Changes a draft of the actor's municipality.
template <class Change>
Result<Done> on_draft(Office& office, const Actor& actor, const ImportId& id, Change change) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto rule = rule_for(actor);
    if (!rule) return rule.refusals();
    auto import = store::find_import(tx, access::scope(actor, Action::import_people), id);
    if (!import) return not_found;
    if (import->state != "draft") return not_from_this_state;
    change(tx, *import, *rule);
    return Done{};
  });
}

bool is_new(const Import& import, std::int64_t row) {
  return import.alike == "new" || text::one_of(import.as_new, std::to_string(row));
}

void leave_out(db::Tx& tx, const Import& import, std::int64_t row, const Refusal& why) {
  store::insert_outcome(tx, import, {row, "left_out", why.code->name, why.field, std::nullopt});
}

void register_row(db::Tx& tx, Office& office, const Actor& actor, const Looked& looked, std::int64_t row) {
  if (store::has_outcome(tx, looked.import, row)) return;
  const auto& described = looked.rows[static_cast<std::size_t>(row - 1)];
  if (!described.faults.empty()) return leave_out(tx, looked.import, row, described.faults.front());
  auto person = described.person;
  person.duplicates_seen = is_new(looked.import, row);
  const auto id = people::register_person_in(tx, office, actor, person);
  if (!id) return leave_out(tx, looked.import, row, id.refusals().front());
  store::insert_outcome(tx, looked.import, {row, "registered", "", "", *id});
}

/// Each item of [from, to) in one transaction; where the schema says no to one of them, each in its own, and that one
/// goes to `refused`.
template <class Each, class Refused>
void in_batch(Office& office, std::int64_t from, std::int64_t to, Each each, Refused refused) {
  try {
    office.db.write([&](db::Tx& tx) {
      for (auto i = from; i < to; ++i) each(tx, i);
    });
    return;
  } catch (const db::Conflict&) {
    // One of them; which, the next lines tell.
  }
  for (auto i = from; i < to; ++i) {
    try {
      office.db.write([&](db::Tx& tx) { each(tx, i); });
    } catch (const db::Conflict&) {
      office.db.write([&](db::Tx& tx) { refused(tx, i); });
    }
  }
}

std::string list_left_out(db::Session& session, const Looked& looked, const words::Words& words) {
  const auto rows = store::list_outcomes(session, looked.import, "left_out", static_cast<int>(table::rows_max));
  if (rows.empty()) return {};
  std::string text(csv::byte_order_mark);
  for (const auto& heading : looked.table.headings) text += csv::cell(heading) + ",";
  text += csv::cell(words("imports.row")) + "," + csv::cell(words("imports.why_left_out")) + "\n";
  for (const auto& row : rows) {
    for (const auto& cell : looked.table.rows.at(static_cast<std::size_t>(row.row - 1)).cells)
      text += csv::cell(cell) + ",";
    text += csv::cell(std::to_string(row.row)) + "," + csv::cell(words("refusal." + row.reason)) + "\n";
  }
  return text;
}

void finish(Office& office, const Actor& actor, const Looked& looked, const words::Words& words) {
  const auto& import = looked.import;
  const auto text = office.db.read([&](db::Session& session) { return list_left_out(session, looked, words); });
  std::optional<files::Prepared> rest;
  if (!text.empty() && text.size() <= files::bytes_max)
    rest = files::prepare(office.vault, {import.municipality, text, "text/csv", "left-out.csv"});
  office.db.write([&](db::Tx& tx) {
    const auto until = due_by_rule(tx, "people.import_undo", import.municipality, office.today());
    if (!store::set_state(tx, import, "running", "done", until)) return;
    std::optional<files::FileId> file;
    if (rest) file = files::store(tx, *rest, office.now());
    store::set_file(tx, import, file, office.now().plus_seconds(file_hours * 3600));
    note_on(tx, office, actor, import, "import.finished", looked.rule);
  });
}

void undo_row(db::Tx& tx, Office& office, const Actor& actor, const Import& import, const Outcome& row,
              const char* rule) {
  const auto pseudonym = store::untouched(tx, import, row);
  // No foreign key holds a stay, which may be in a house of another municipality.
  if (!pseudonym || places::ever_stayed(tx, import.municipality, *row.person))
    return store::mark_touched(tx, import, row);
  store::mark_undone(tx, import, row);
  people::take_out(tx, import.municipality, *row.person, import.made_by);
  office.note(tx, actor, {"person.import_undone", import.municipality, "person", *pseudonym, rule, "", {}});
}

}  // namespace

Result<ImportId> take_table(Office& office, const Actor& actor, std::string_view bytes, std::string_view once_key) {
  const auto rule = rule_for(actor);
  if (!rule) return rule.refusals();
  const auto table = table::read(bytes);
  if (!table) return table.refusals();
  const auto file = files::prepare(office.vault, {actor.post.municipality, bytes, "text/csv", "table.csv"});
  const auto id = office.db.write([&](db::Tx& tx) {
    return jobs::once(tx, office.clock, actor, once_key, "imports.take", content_digest({bytes}),
                      [&]() -> Result<std::string> {
                        Import i;
                        i.id = ImportId::make();
                        i.municipality = actor.post.municipality;
                        i.file = files::store(tx, file, office.now());
                        i.mapping = propose(table->headings);
                        i.rows = static_cast<std::int64_t>(table->rows.size());
                        i.made_by = actor.account;
                        i.made_at = office.now();
                        i.erase_at = office.now().plus_seconds(file_hours * 3600);
                        store::insert_import(tx, i);
                        note_on(tx, office, actor, i, "import.begun", *rule);
                        return i.id.text();
                      });
  });
  if (!id) return id.refusals();
  return ImportId::parse(*id).value_or(ImportId{});
}

Result<Done> choose_columns(Office& office, const Actor& actor, const ImportId& id, const Mapping& mapping) {
  if (auto no = why_not(mapping)) return *no;
  return on_draft(office, actor, id, [&](db::Tx& tx, Import& import, const char*) {
    if (mapping.size() != import.mapping.size()) return;
    import.mapping = mapping;
    store::change_draft(tx, import);
  });
}

Result<Done> choose_alike(Office& office, const Actor& actor, const ImportId& id, std::string_view alike,
                          const std::vector<std::string>& shown, const std::vector<std::string>& as_new) {
  if (alike != "leave" && alike != "new") return Refusal(not_in_list, "alike");
  return on_draft(office, actor, id, [&](db::Tx& tx, Import& import, const char*) {
    import.alike = alike;
    std::erase_if(import.as_new, [&](const std::string& row) { return text::one_of(shown, row); });
    for (const auto& row : as_new) {
      const auto number = text::whole_number(row);
      if (number && *number >= 1 && *number <= import.rows && text::one_of(shown, row)) import.as_new.push_back(row);
    }
    store::change_draft(tx, import);
  });
}

Result<Done> drop_draft(Office& office, const Actor& actor, const ImportId& id) {
  return on_draft(office, actor, id, [&](db::Tx& tx, Import& import, const char* rule) {
    store::delete_draft(tx, import);
    note_on(tx, office, actor, import, "import.dropped", rule);
  });
}

Result<Import> find(Office& office, const Actor& actor, const ImportId& id) {
  return office.db.read([&](db::Session& session) -> Result<Import> {
    const auto rule = rule_for(actor);
    if (!rule) return rule.refusals();
    auto import = store::find_import(session, access::scope(actor, Action::import_people), id);
    if (!import) return not_found;
    return *import;
  });
}

Result<Looked> look(Office& office, const Actor& actor, const ImportId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) {
    auto looked = looked_at(session, office, actor, id);
    if (looked) line = {"import.looked_at", looked->import.municipality, "import", id.value, looked->rule, "", {}};
    return looked;
  });
}

Result<Done> go_on(Office& office, const Actor& actor, const ImportId& id, const words::Words& words) {
  auto looked = office.db.read([&](db::Session& session) { return looked_at(session, office, actor, id); });
  if (!looked) return looked.refusals();
  const auto& import = looked->import;
  if (import.state != "draft" && import.state != "running") return not_from_this_state;
  if (looked->rows.empty()) return too_late;
  if (auto no = why_not(import.mapping)) return *no;
  const auto stop = office.now().plus_seconds(seconds_at_once);
  office.db.write([&](db::Tx& tx) {
    if (store::set_state(tx, import, "draft", "running", std::nullopt))
      note_on(tx, office, actor, import, "import.confirmed", looked->rule);
  });
  const auto each = [&](db::Tx& tx, std::int64_t row) { register_row(tx, office, actor, *looked, row); };
  const auto refused = [&](db::Tx& tx, std::int64_t row) {
    if (!store::has_outcome(tx, import, row))
      leave_out(tx, import, row, Refusal(people::ask_coordinator, "identifier"));
  };
  const auto end = static_cast<std::int64_t>(looked->rows.size()) + 1;
  auto next = office.db.read([&](db::Session& session) { return store::last_row(session, import); }) + 1;
  for (; next < end && office.now() < stop; next += rows_at_once)
    in_batch(office, next, std::min(next + rows_at_once, end), each, refused);
  if (next >= end) finish(office, actor, *looked, words);
  return Done{};
}

Result<Done> undo(Office& office, const Actor& actor, const ImportId& id) {
  const auto rule = rule_for(actor);
  if (!rule) return rule.refusals();
  const auto import = find(office, actor, id);
  if (!import) return import.refusals();
  if (import->state != "done" && import->state != "undoing") return not_from_this_state;
  if (*import->undo_until < office.today()) return too_late;
  const auto stop = office.now().plus_seconds(seconds_at_once);
  office.db.write([&](db::Tx& tx) {
    if (store::set_state(tx, *import, "done", "undoing", import->undo_until))
      note_on(tx, office, actor, *import, "import.undo_begun", *rule);
  });
  while (office.now() < stop) {
    const auto rows = office.db.read(
        [&](db::Session& session) { return store::list_outcomes(session, *import, "registered", rows_at_once); });
    if (rows.empty()) {
      office.db.write([&](db::Tx& tx) {
        if (!store::set_state(tx, *import, "undoing", "undone", import->undo_until)) return;
        store::set_file(tx, *import, std::nullopt, office.now());
        note_on(tx, office, actor, *import, "import.undone", *rule);
      });
      break;
    }
    const auto row = [&](std::int64_t i) -> const Outcome& { return rows[static_cast<std::size_t>(i)]; };
    in_batch(
        office, 0, static_cast<std::int64_t>(rows.size()),
        [&](db::Tx& tx, std::int64_t i) { undo_row(tx, office, actor, *import, row(i), *rule); },
        [&](db::Tx& tx, std::int64_t i) { store::mark_touched(tx, *import, row(i)); });
  }
  return Done{};
}

Result<std::string> left_out(Office& office, const Actor& actor, const ImportId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<std::string> {
    const auto rule = rule_for(actor);
    if (!rule) return rule.refusals();
    const auto import = store::find_import(session, access::scope(actor, Action::import_people), id);
    if (!import || !import->file || import->state == "draft" || import->state == "running") return not_found;
    const auto file = files::find(session, office.vault, import->municipality, *import->file);
    if (!file) return not_found;
    line = {"import.left_out_read", import->municipality, "import", id.value, *rule, "", {}};
    return file->bytes;
  });
}

bool rest_was_too_long(const Import& import, std::int64_t left_out, Instant now) {
  return import.state == "done" && left_out > 0 && !import.file && import.erase_at > now;
}

int forget_files(Office& office) {
  constexpr int at_once = 20;
  return office.db.write([&](db::Tx& tx) {
    const auto old = store::list_to_erase(tx, office.now(), at_once);
    for (const auto& import : old) {
      if (import.state == "draft") {
        store::delete_draft(tx, import);
        continue;
      }
      store::set_file(tx, import, std::nullopt, import.erase_at);
      // Stopped half-way and left so: what was registered stays, and can still be undone.
      if (import.state == "running")
        store::set_state(tx, import, "running", "done",
                         due_by_rule(tx, "people.import_undo", import.municipality, office.today()));
    }
    return static_cast<int>(old.size());
  });
}

}  // namespace gishe::imports
