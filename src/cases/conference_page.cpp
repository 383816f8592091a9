#include "cases/conference.h"
#include "cases/handlers.h"
#include "cases/partner_store.h"
#include "staff/staff.h"

namespace gishe::cases::pages {
namespace {

using access::Action;
using page::Values;

constexpr std::size_t decisions_shown = 3;

std::vector<Values::Choice> who_choices(db::Session& session, const web::Context& c, const CaseFile& file,
                                        std::string_view chosen) {
  std::vector<Values::Choice> list{{"", c.words("cases.conference.other_person")}};
  const auto add = [&](const AccountId& id) {
    for (const auto& other : list) {
      if (other.value == id.text()) return;
    }
    list.push_back({id.text(), staff::account_name(session, id), "", id.text() == chosen});
  };
  add(file.lead);
  for (const Partner& p : store::list_partners(session, file)) add(p.account);
  return list;
}

void fill_form(page::Page& page, const web::Context& c, db::Session& session, const CaseFile& file,
               const Refusals& no) {
  const words::Words& w = c.words;
  const auto& r = c.request;
  auto form = page.add("HOLD");
  form.show_if(!no.empty(), "HOLD_OPEN");
  Values::Input on{"held_on", w("cases.conference.on"), std::string(r.form("held_on")), w("common.date_hint"), "date"};
  on.width = "short";
  form.input("ON", on, no);
  const struct {
    const char *part, *name, *key;
    bool optional;
  } areas[] = {{"PRESENT", "present", "cases.conference.present", false},
               {"REMOTE", "remote", "cases.conference.remote", true},
               {"TOPICS", "topics", "cases.conference.topics", false},
               {"DECIDED", "decisions", "cases.conference.decisions", true}};
  for (const auto& a : areas) {
    Values::Input input{a.name, w(a.key), std::string(r.form(a.name))};
    input.optional = a.optional;
    input.max_length = static_cast<int>(words_max);
    form.area(a.part, input, no, 3);
  }
  for (std::size_t i = 0; i < decisions_shown; ++i) {
    const std::string n = std::to_string(i);
    auto row = form.add("TASKS");
    row.set("NTH", static_cast<std::int64_t>(i + 1));
    const auto typed = [&](const char* name) { return std::string(r.form(name + n)); };
    Values::Input what{"words_" + n, w("cases.task.what"), typed("words_")};
    what.optional = true;
    row.input("WHAT", what, no);
    Values::Input who{"who_" + n, w("cases.task.responsible")};
    who.optional = true;
    row.select("WHO", who, who_choices(session, c, file, typed("who_")), no);
    Values::Input name{"name_" + n, w("cases.conference.other_name"), typed("name_")};
    name.optional = true;
    row.input("OTHER", name, no);
    Values::Input due{"due_" + n, w("cases.task.due"), typed("due_"), "", "date"};
    due.optional = true;
    due.width = "short";
    row.input("DUE", due, no);
  }
}

web::Response draw(web::Context& c, const CaseId& id, const Refusals& no) {
  const auto allowed = open_case(c.office, c.actor, id, "case.conferences_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  if (allowed->as_partner) return c.refuse(Refusal(not_found));
  const words::Words& w = c.words;
  auto page = c.page("cases/conferences.html");
  page.title(w("cases.tab.conferences"));
  fill_head(page, c, *allowed, "conferences");
  page.error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) {
    const auto list = store::list_conferences(session, allowed->file);
    const auto tasks = store::list_tasks(session, allowed->file);
    for (const Conference& conference : list) {
      auto row = page.add("CONFERENCES");
      row.set("HELD", w.day(conference.held_on)).set("TOPICS", conference.topics);
      row.set("BY", staff::account_name(session, conference.by));
      if (!conference.decisions.empty()) row.add("DECIDED").set("DECISIONS", conference.decisions);
      for (const Participant& p : conference.participants) {
        row.add("PEOPLE").set("NAME", p.name).show_if(p.remote, "REMOTE");
      }
      for (const Task& t : tasks) {
        if (t.conference != conference.id) continue;
        row.add("DONE")
            .set("WHAT", t.words)
            .set("STATE_WORDS", w("cases.task_state." + t.state))
            .set("WHO", t.account.is_nil() ? t.responsible : staff::account_name(session, t.account));
      }
    }
    page.show_if(list.empty(), "EMPTY");
    const bool may = access::decide(c.actor, Action::hold_conference, allowed->facts).allowed;
    if (may && allowed->file.state != State::closed) fill_form(page, c, session, allowed->file, no);
  });
  return c.show(page, status_of(no));
}

}  // namespace

web::Response show_conferences(web::Context& c) { return draw(c, c.request.id<CaseId>("id").value_or(CaseId{}), {}); }

web::Response hold_one_conference(web::Context& c) {
  const auto& r = c.request;
  const auto id = r.id<CaseId>("id").value_or(CaseId{});
  NewConference conference{std::string(r.form("held_on")),   std::string(r.form("present")),
                           std::string(r.form("remote")),    std::string(r.form("topics")),
                           std::string(r.form("decisions")), {}};
  for (std::size_t i = 0; i < decisions_shown; ++i) {
    const std::string n = std::to_string(i);
    conference.tasks.push_back({std::string(r.form("words_" + n)), std::string(r.form("due_" + n)),
                                std::string(r.form("who_" + n)), std::string(r.form("name_" + n))});
  }
  const auto done = hold_conference(c.office, c.actor, id, conference, c.once_key());
  if (done) return c.go("/cases/" + id.text() + "/conferences", "cases.notice.saved");
  return has_field(done.refusals()) ? draw(c, id, done.refusals()) : c.refuse(done.refusals());
}

}  // namespace gishe::cases::pages
