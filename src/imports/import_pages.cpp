#include <algorithm>

#include "base/text.h"
#include "imports/handlers.h"
#include "imports/import_acts.h"
#include "imports/imports.h"
#include "platform/web/download.h"

// The list with the field for a table; one import: columns, preview, how far it is, what came of it.
namespace gishe::imports {
namespace {

using access::Action;
using page::Values;

constexpr std::size_t rows_shown = 50;

void fill_state(Values row, const web::Context& c, const Import& i) {
  const auto tone = i.state == "done"    ? Values::Tone::go
                    : i.state == "draft" ? Values::Tone::plain
                                         : Values::Tone::info;
  row.badge("STATE", tone, c.words("imports.state." + i.state)).set("WHEN", c.words.moment(i.made_at));
  row.set("ROW_COUNT", i.rows);
}

web::Response list_page(web::Context& c, const Refusals& no) {
  auto p = c.page("imports/imports.html");
  p.title(c.words("imports.title")).error_summary("ERRORS", no);
  Values::Input table{"table", c.words("imports.table")};
  table.type = "file";
  table.hint = c.words("imports.table_hint");
  p.input("TABLE", table, no);
  const auto scope = access::scope(c.actor, Action::import_people);
  const auto list = c.office.db.read([&](db::Session& s) { return store::list_imports(s, scope, 50); });
  for (const auto& i : list) {
    auto row = p.add("IMPORTS");
    row.set("IMPORT", i.id.text());
    fill_state(row, c, i);
  }
  p.show_if(list.empty(), "NONE");
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

std::string field_words(const web::Context& c, const std::string& field) {
  return text::one_of(fields(), field) ? c.words("imports.field." + field) + ": " : std::string();
}

void fill_columns(page::Page& p, const web::Context& c, const Looked& looked, const Refusals& no) {
  for (std::size_t i = 0; i < looked.table.headings.size(); ++i) {
    const auto name = "column_" + std::to_string(i);
    const auto& heading = looked.table.headings[i];
    std::vector<Values::Choice> choices{{"", c.words("imports.not_taken"), "", looked.import.mapping.at(i).empty()}};
    const std::string chosen = no.empty() ? looked.import.mapping[i] : std::string(c.request.form(name));
    for (const auto& field : fields())
      choices.push_back({field, c.words("imports.field." + field), "", field == chosen});
    Values::Input input{name,
                        heading.empty() ? c.words.with("imports.column", {{"n", std::to_string(i + 1)}}) : heading};
    input.width = "half";
    p.add("COLUMNS").select("FIELD", input, choices, no);
  }
}

void fill_alike(Values row, const web::Context& c, const std::vector<people::Alike>& list) {
  for (const auto& alike : list) {
    std::vector<std::string> why;
    if (alike.same_number) why.push_back(c.words("imports.same_number"));
    for (const auto& reason : alike.reasons) why.push_back(c.words("people.same." + reason));
    row.add("ALIKE")
        .set("PERSON", alike.person.id.text())
        .set("KNOWN", alike.person.full_name())
        .set("REASONS", text::join(why, " · "));
  }
}

/// Whether the row is alike to somebody registered, so that there is something to choose.
bool fill_row(Values preview, db::Session& session, const web::Context& c, const Looked& looked, std::size_t i) {
  const auto& described = looked.rows[i];
  const auto number = std::to_string(i + 1);
  auto row = preview.add("ROWS");
  row.set("ROW", number).set("NAME", text::tidy(described.person.given_name + ' ' + described.person.family_name));
  row.set("NUMBER", described.person.identifier).set("BORN", described.person.born_on);
  for (const auto& fault : described.faults)
    row.add("FAULTS").set("WORDS", field_words(c, fault.field) + c.words.refusal(fault));
  if (!described.faults.empty()) return false;
  const auto list =
      people::list_alike(session, c.office, access::scope(c.actor, Action::find_person), described.person);
  fill_alike(row, c, list);
  const bool may_be_new = !list.empty() && !list.front().same_number;
  if (may_be_new) {
    auto choice = row.add("CHOICE");
    choice.set("ROW", number).show_if(text::one_of(looked.import.as_new, number), "TICKED");
  }
  row.show_if(list.empty(), "GOOD");
  return !list.empty();
}

void fill_preview(page::Page& p, const web::Context& c, const Looked& looked) {
  const auto asked = text::whole_number(c.request.query("from")).value_or(1);
  const auto count = looked.rows.size();
  const std::size_t from =
      asked >= 1 && asked <= static_cast<std::int64_t>(count) ? static_cast<std::size_t>(asked - 1) : 0;
  const std::size_t to = std::min(from + rows_shown, count);
  const auto faulty =
      std::count_if(looked.rows.begin(), looked.rows.end(), [](const Described& d) { return !d.faults.empty(); });
  auto preview = p.add("PREVIEW");
  preview.set("COUNT", static_cast<std::int64_t>(count)).set("FAULTY", static_cast<std::int64_t>(faulty));
  bool any_alike = count > rows_shown;  // of the other pages nothing is known here
  c.office.db.read([&](db::Session& session) {
    for (std::size_t i = from; i < to; ++i) any_alike = fill_row(preview, session, c, looked, i) || any_alike;
  });
  Values::Input alike{"alike", c.words("imports.alike")};
  if (any_alike) {
    preview.add("CHOOSE").radios("ALIKE_ALL", alike,
                                 {{"leave", c.words("imports.alike.leave"), "", looked.import.alike == "leave"},
                                  {"new", c.words("imports.alike.new"), "", looked.import.alike == "new"}});
  } else {
    preview.add("NOBODY_ALIKE").set("ALIKE_KEPT", looked.import.alike);
  }
  const auto base = "/imports/" + looked.import.id.text() + "?from=";
  preview.pager("PAGER", from == 0 ? "" : base + std::to_string(from < rows_shown ? 1 : from + 1 - rows_shown),
                to >= count ? "" : base + std::to_string(to + 1),
                std::to_string(from + 1) + "–" + std::to_string(to) + " / " + std::to_string(count));
}

web::Response draft_page(web::Context& c, const ImportId& id, const Refusals& no) {
  const auto looked = look(c.office, c.actor, id);
  if (!looked) return c.refuse(looked.refusals());
  auto p = c.page("imports/draft.html");
  p.title(c.words("imports.one")).set("IMPORT", id.text()).error_summary("ERRORS", no);
  fill_state(p, c, looked->import);
  fill_columns(p, c, *looked, no);
  if (!why_not(looked->import.mapping)) fill_preview(p, c, *looked);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response result_page(web::Context& c, const Import& import) {
  auto p = c.page("imports/result.html");
  p.title(c.words("imports.one")).set("IMPORT", import.id.text());
  fill_state(p, c, import);
  c.office.db.read([&](db::Session& session) {
    auto counts = store::count_outcomes(session, import);
    std::int64_t done = 0;
    for (const auto* outcome : {"registered", "left_out", "undone", "touched"}) {
      done += counts[outcome];
      if (counts[outcome] == 0) continue;
      p.add("COUNTS").set("LABEL", c.words("imports.outcome." + std::string(outcome))).set("N", counts[outcome]);
    }
    p.set("DONE", done).show_if(rest_was_too_long(import, counts["left_out"], c.office.now()), "TOO_LONG");
    for (const auto& row : store::list_outcomes(session, import, "left_out", 200))
      p.add("LEFT").set("ROW", row.row).set("WHY", field_words(c, row.field) + c.words("refusal." + row.reason));
    for (const auto& row : store::list_outcomes(session, import, "touched", 200)) p.add("TOUCHED").set("ROW", row.row);
  });
  p.show_if(import.state == "running", "GO_ON").show_if(import.state == "undoing", "UNDO_ON");
  if (import.file && import.state == "done") p.add("FILE").set("UNTIL", c.words.moment(import.erase_at));
  if (import.state == "done" && *import.undo_until >= c.office.today())
    p.add("UNDO").set("UNTIL", c.words.day(*import.undo_until));
  return c.show(p);
}

web::Response one_page(web::Context& c, const Refusals& no) {
  const auto id = c.request.id<ImportId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto import = find(c.office, c.actor, *id);
  if (!import) return c.refuse(import.refusals());
  return import->state == "draft" ? draft_page(c, *id, no) : result_page(c, *import);
}

/// Back to the import, or the refusal: beside its field on the draft, else on a page of its own.
web::Response after(web::Context& c, const Result<Done>& done, const char* notice, const std::string& query = {}) {
  const auto id = c.request.id<ImportId>("id").value_or(ImportId{});
  if (done) return c.go("/imports/" + id.text() + query, notice);
  return done.refusals().front().field.empty() ? c.refuse(done.refusals()) : one_page(c, done.refusals());
}

ImportId id_of(const web::Context& c) { return c.request.id<ImportId>("id").value_or(ImportId{}); }

Result<Done> keep_alike(web::Context& c) {
  std::vector<std::string> shown, as_new;
  for (const auto row : c.request.form_all("shown")) shown.emplace_back(row);
  for (const auto row : c.request.form_all("new")) as_new.emplace_back(row);
  return choose_alike(c.office, c.actor, id_of(c), c.request.form("alike"), shown, as_new);
}

}  // namespace

web::Response show_imports(web::Context& c) { return list_page(c, {}); }

web::Response post_table(web::Context& c) {
  for (const auto& upload : c.request.uploads) {
    if (upload.field != "table" || upload.bytes.empty()) continue;
    const auto id = take_table(c.office, c.actor, upload.bytes, c.once_key());
    if (id) return c.go("/imports/" + id->text());
    return id.refusals().front().field.empty() ? c.refuse(id.refusals()) : list_page(c, id.refusals());
  }
  return list_page(c, {Refusal(required, "table")});
}

web::Response show_import(web::Context& c) { return one_page(c, {}); }

web::Response post_columns(web::Context& c) {
  const auto import = find(c.office, c.actor, id_of(c));
  if (!import) return c.refuse(import.refusals());
  Mapping mapping;
  for (std::size_t i = 0; i < import->mapping.size(); ++i)
    mapping.emplace_back(c.request.form("column_" + std::to_string(i)));
  return after(c, choose_columns(c.office, c.actor, import->id, mapping), "imports.columns_kept");
}

web::Response post_alike(web::Context& c) {
  const auto first = text::whole_number(c.request.form("shown"));
  return after(c, keep_alike(c), "imports.alike_kept", first ? "?from=" + std::to_string(*first) : "");
}

web::Response post_confirmation(web::Context& c) {
  // What is ticked on the preview goes along; an import that runs has its choice.
  if (!c.request.form("alike").empty()) {
    const auto kept = keep_alike(c);
    if (!kept && !kept.refusals().front().is(not_from_this_state)) return after(c, kept, "");
  }
  return after(c, go_on(c.office, c.actor, id_of(c), c.words), "");
}

web::Response post_removal(web::Context& c) {
  const auto done = drop_draft(c.office, c.actor, id_of(c));
  return done ? c.go("/imports", "imports.dropped") : c.refuse(done.refusals());
}

web::Response post_undo(web::Context& c) { return after(c, undo(c.office, c.actor, id_of(c)), ""); }

web::Response download_left_out(web::Context& c) {
  auto text = left_out(c.office, c.actor, id_of(c));
  if (!text) return c.refuse(text.refusals());
  return web::download(std::move(*text), "text/csv", "left-out.csv");
}

}  // namespace gishe::imports
