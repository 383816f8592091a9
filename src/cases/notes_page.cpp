#include <algorithm>

#include "base/text.h"
#include "cases/handlers.h"
#include "cases/note.h"
#include "cases/partner_store.h"
#include "cases/plan_store.h"
#include "staff/staff.h"

// Notes and the service log: lists of what was written, and the form for one more.
namespace gishe::cases::pages {
namespace {

using access::Action;
using page::Values;

/// A line a month, newest first, with what was done in each measure.
void fill_months(page::Page& page, const words::Words& w, const std::vector<MonthSum>& sums) {
  for (std::size_t i = 0; i < sums.size();) {
    const std::string& month = sums[i].month;  // 2026-11
    std::string done;
    std::size_t next = i;
    for (; next < sums.size() && sums[next].month == month; ++next) {
      if (!done.empty()) done += ", ";
      done += w.count("cases.amount." + sums[next].unit, sums[next].amount);
    }
    const auto number = text::whole_number(month.substr(5)).value_or(1);
    page.add("MONTHS")
        .set("MONTH", w("words.month." + std::to_string(number)) + " " + month.substr(0, 4))
        .set("SUM", done);
    i = next;
  }
}

/// Accounts that work on this case, but for the one who writes.
std::vector<Values::Choice> reader_choices(db::Session& session, const web::Context& c, const CaseFile& file) {
  std::vector<Values::Choice> list;
  const auto chosen = c.request.form_all("readers");
  const auto add = [&](const AccountId& id) {
    if (id == c.actor.account) return;
    Values::Choice choice{id.text(), staff::account_name(session, id)};
    for (const auto& other : list) {
      if (other.value == choice.value) return;
    }
    choice.chosen = std::find(chosen.begin(), chosen.end(), choice.value) != chosen.end();
    list.push_back(std::move(choice));
  };
  add(file.lead);
  for (const Partner& p : store::list_partners(session, file)) add(p.account);
  return list;
}

void fill_note_form(page::Page& page, const web::Context& c, db::Session& session, const AllowedCase& allowed,
                    const Refusals& no) {
  const words::Words& w = c.words;
  const auto& r = c.request;
  auto form = page.add("WRITE");
  form.show_if(!no.empty(), "WRITE_OPEN");
  form.select("KIND", {"kind", w("cases.note.kind")},
              choices_of(w, "cases.note_kind.", note_kinds, r.form("kind"), true), no);
  const std::string level = no.empty() ? (allowed.as_partner ? "3" : "2") : std::string(r.form("level"));
  form.radios("LEVEL", {"level", w("cases.note.level")},
              {{"2", w("cases.note_level.2"), "", level == "2"}, {"3", w("cases.note_level.3"), "", level == "3"}}, no);
  // A specialist's notes are hers alone unless she says otherwise.
  const std::string audience =
      no.empty() ? (allowed.as_partner ? "author_only" : "team") : std::string(r.form("audience"));
  form.radios("AUDIENCE", {"audience", w("cases.note.audience")}, choices_of(w, "cases.audience.", audiences, audience),
              no);
  const auto readers = reader_choices(session, c, allowed.file);
  if (!readers.empty())
    form.add("SOME_READERS").checkboxes("READERS", {"readers", w("cases.note.readers")}, readers, no);
  Values::Input words{"words", w("cases.note.words"), std::string(r.form("words"))};
  words.max_length = 4000;
  form.area("WORDS", words, no, 5);
  Values::Input conclusion{"conclusion", w("cases.note.conclusion"), std::string(r.form("conclusion")),
                           w("cases.note.conclusion_hint")};
  conclusion.optional = true;
  form.area("CONCLUSION", conclusion, no, 2);
  Values::Input on{"about_on", w("cases.note.about_on"), std::string(r.form("about_on")), w("common.date_hint"),
                   "date"};
  on.optional = true;
  on.width = "short";
  form.input("ABOUT", on, no);
}

web::Response notes_page(web::Context& c, const CaseId& id, const Refusals& no) {
  const auto allowed = open_case(c.office, c.actor, id, "case.notes_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  const words::Words& w = c.words;
  auto page = c.page("cases/notes.html");
  page.title(w("cases.tab.notes"));
  fill_head(page, c, *allowed, "notes");
  page.error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) {
    const auto notes = list_notes(session, c.actor, *allowed);
    for (const Note& n : notes) {
      auto row = page.add("NOTES");
      row.set("KIND", w("cases.note_kind." + n.kind)).set("ON", w.day(n.about_on));
      row.set("WHO", staff::account_name(session, n.author)).set("FOR", w("cases.audience." + n.audience));
      row.show_if(n.level == 3, "SENSITIVE").show_if(!n.readable, "SHUT");
      if (n.readable) row.add("READ").set("WORDS", n.words);
      if (!n.conclusion.empty()) row.add("CONCLUDED").set("CONCLUSION", n.conclusion);
    }
    page.show_if(notes.empty(), "EMPTY");
    const bool may =
        allowed->file.state != State::closed && access::decide(c.actor, Action::write_note, allowed->facts).allowed;
    if (may) fill_note_form(page, c, session, *allowed, no);
  });
  return c.show(page, status_of(no));
}

void fill_log_form(page::Page& page, const web::Context& c, db::Session& session, const AllowedCase& allowed,
                   const Refusals& no) {
  const words::Words& w = c.words;
  const auto& r = c.request;
  auto form = page.add("WRITE");
  std::vector<Values::Choice> actions{{"", w("cases.log.no_action")}};
  const auto plan = store::find_running(session, allowed.file);
  if (plan && plan->of == allowed.file.id) {
    for (const PlanAction& a : store::list_actions(session, allowed.file, plan->id)) {
      if (allowed.as_partner && a.account != c.actor.account) continue;
      actions.push_back({a.id.text(), a.words, "", r.form("action") == a.id.text()});
    }
  }
  Values::Input action{"action", w("cases.log.action")};
  action.optional = true;
  form.select("ACTION", action, actions, no);
  Values::Input words{"words", w("cases.log.words"), std::string(r.form("words"))};
  form.input("WORDS", words, no);
  Values::Input on{"done_on", w("cases.log.on"), std::string(r.form("done_on")), w("common.date_hint"), "date"};
  on.width = "short";
  form.input("ON", on, no);
  form.select("UNIT", {"unit", w("cases.log.unit")}, choices_of(w, "cases.unit.", units, r.form("unit"), true), no);
  Values::Input amount{"amount", w("cases.log.amount"), std::string(r.form("amount")), w("cases.log.amount_hint"),
                       "number"};
  amount.optional = true;
  amount.width = "short";
  form.input("AMOUNT", amount, no);
}

web::Response log_page(web::Context& c, const CaseId& id, const Refusals& no) {
  const auto allowed = open_case(c.office, c.actor, id, "case.log_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  const words::Words& w = c.words;
  auto page = c.page("cases/log.html");
  page.title(w("cases.tab.log"));
  fill_head(page, c, *allowed, "log");
  page.error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) {
    const Log log = read_log(session, c.actor, *allowed);
    const auto amount = [&](const std::string& unit, std::int64_t n) { return w.count("cases.amount." + unit, n); };
    fill_months(page, w, log.months);
    page.show_if(!log.months.empty(), "ANY_MONTH");
    for (const LogLine& l : log.lines) {
      auto row = page.add("LINES");
      row.set("ON", w.day(l.done_on))
          .set("WHAT", l.words.empty() ? w("cases.for_team") : l.words)
          .set("HOW_MUCH", amount(l.unit, l.amount));
      row.set("WHO", staff::account_name(session, l.by));
    }
    page.show_if(!log.lines.empty(), "ANY").show_if(log.lines.empty(), "EMPTY");
    if (allowed->file.state != State::closed && access::decide(c.actor, Action::log_service, allowed->facts).allowed) {
      fill_log_form(page, c, session, *allowed, no);
    }
  });
  return c.show(page, status_of(no));
}

}  // namespace

web::Response show_notes(web::Context& c) { return notes_page(c, c.request.id<CaseId>("id").value_or(CaseId{}), {}); }

web::Response write_one_note(web::Context& c) {
  const auto& r = c.request;
  const auto id = r.id<CaseId>("id").value_or(CaseId{});
  NewNote note{std::string(r.form("kind")),
               std::string(r.form("level")),
               std::string(r.form("audience")),
               std::string(r.form("words")),
               std::string(r.form("conclusion")),
               std::string(r.form("about_on")),
               {}};
  for (const auto reader : r.form_all("readers")) {
    if (const auto account = AccountId::parse(reader)) note.readers.push_back(*account);
  }
  const auto done = write_note(c.office, c.actor, id, note, c.once_key());
  if (done) return c.go("/cases/" + id.text() + "/notes", "cases.notice.saved");
  return has_field(done.refusals()) ? notes_page(c, id, done.refusals()) : c.refuse(done.refusals());
}

web::Response show_log(web::Context& c) { return log_page(c, c.request.id<CaseId>("id").value_or(CaseId{}), {}); }

web::Response log_one(web::Context& c) {
  const auto& r = c.request;
  const auto id = r.id<CaseId>("id").value_or(CaseId{});
  const NewLogLine line{std::string(r.form("action")), std::string(r.form("words")), std::string(r.form("done_on")),
                        std::string(r.form("unit")), std::string(r.form("amount"))};
  const auto done = log_service(c.office, c.actor, id, line, c.once_key());
  if (done) return c.go("/cases/" + id.text() + "/log", "cases.notice.saved");
  return has_field(done.refusals()) ? log_page(c, id, done.refusals()) : c.refuse(done.refusals());
}

}  // namespace gishe::cases::pages
