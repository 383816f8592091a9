#include "desk/application_acts.h"
#include "desk/application_view.h"
#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/said.h"

namespace gishe::desk {
namespace {

constexpr int rows_a_page = 25;

std::string here(const ApplicationId& id) { return "/desk/applications/" + id.text(); }

using LineAct = Result<Done> (*)(Office&, const Actor&, const LineEnd&, std::string_view);

web::Response end_from_page(web::Context& c, LineAct act, std::string_view notice) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto line = c.request.id<ApplicationLineId>("line");
  const auto version = version_of(c);
  if (!id || !line || !version) return c.refuse(not_found);
  const auto done = act(c.office, c.actor, {*id, *line, *version}, c.once_key(line->text()));
  if (!done) return c.refuse(done.refusals());
  return c.go(here(*id), notice);
}

void fill_filter(page::Values form, const words::Words& w, const ListFilter& filter) {
  page::Values::Input input{"state", w("desk.applications.filter")};
  std::vector<page::Values::Choice> choices = {{"", w("desk.applications.all_open"), {}, !filter.state}};
  for (ApplicationState state : application_states) {
    const std::string name(application_state_name(state));
    choices.push_back({name, w("application.state." + name), {}, filter.state == state});
  }
  form.select("STATE_FILTER", input, choices);
}

void fill_listed(page::Values row, const words::Words& w, const Listed& a, Day today) {
  row.set("APPLICATION", a.id.text()).set("NUMBER", a.number).set("NEED", listed_words(w, "need.", a.needs));
  row.badge("STATE", tone_of(a.state), w("application.state." + std::string(application_state_name(a.state))));
  row.set("RECEIVED", w.day(a.received_on));
  if (is_due(a.state)) {
    auto due = row.add("DUE_SHOWN");
    due.set("DUE", w.day(a.due_on)).set("DUE_CLASS", due_class(a.due_on, today));
  }
}

people::Applied applied_of(const words::Words& w, const Listed& a) {
  return {a.id, a.number, listed_words(w, "need.", a.needs),
          w("application.state." + std::string(application_state_name(a.state))), tone_of(a.state)};
}

}  // namespace

std::vector<people::Applied> list_applied_for_own_eyes(db::Session& session, const access::Scope& scope,
                                                       const words::Words& w, const MunicipalityCode& municipality,
                                                       const PersonId& person, int limit) {
  std::vector<people::Applied> applied;
  for (const Listed& a : list_for_own_eyes(session, scope, municipality, person, limit)) {
    applied.push_back(applied_of(w, a));
    if (is_due(a.state)) applied.back().due = w.day(a.due_on);
  }
  return applied;
}

std::vector<people::Applied> list_applied(db::Session& session, const Actor& actor, const words::Words& w,
                                          const PersonId& person, Day today, int limit) {
  std::vector<people::Applied> applied;
  const auto scope = access::scope(actor, access::Action::open_application);
  for (const Listed& a : list_applications(session, scope, {std::nullopt, person, std::nullopt}, limit)) {
    auto one = applied_of(w, a);
    if (is_due(a.state)) {
      one.due = w.day(a.due_on);
      one.due_class = due_class(a.due_on, today);
    }
    applied.push_back(std::move(one));
  }
  return applied;
}

web::Response show_applications(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::open_application);
  const words::Words& w = c.words;
  ListFilter filter;
  filter.person = PersonId::parse(c.request.query("person"));
  if (!filter.person) filter.state = application_state_from(c.request.query("state"));
  filter.before = ApplicationId::parse(c.request.query("before"));
  const bool all_open = !filter.person && !filter.state && !filter.before;
  std::vector<Listed> listed, overdue;
  c.office.db.read([&](db::Session& s) {
    listed = list_applications(s, scope, filter, rows_a_page + 1);
    if (all_open) overdue = list_overdue_applications(s, scope, c.office.today(), rows_a_page);
  });
  const bool more = listed.size() > rows_a_page;
  if (more) listed.resize(rows_a_page);

  auto page = c.page("desk/applications.html");
  page.title(w("desk.applications.title"));
  if (filter.person) {
    page.add("OF_PERSON").set("PERSON", filter.person->text());
  } else {
    fill_filter(page.add("OF_ALL"), w, filter);
  }
  for (const Listed& a : listed) fill_listed(page.add("ROWS"), w, a, c.office.today());
  for (const Listed& a : overdue) fill_listed(page.add("OVERDUE_ROWS"), w, a, c.office.today());
  page.show_if(!overdue.empty(), "OVERDUE");
  page.show_if(!listed.empty(), "ANY").show_if(listed.empty(), "EMPTY");
  std::string same = "/desk/applications?";
  if (filter.person) same += "person=" + filter.person->text() + '&';
  if (filter.state) same += "state=" + std::string(application_state_name(*filter.state)) + '&';
  const std::string next = more ? same + "before=" + listed.back().id.text() : "";
  const std::string previous = filter.before ? same : "";
  page.pager("PAGER", previous, next, w("desk.applications.title"));
  return c.show(page);
}

web::Response show_application(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  return id ? application_page(c, *id) : c.refuse(not_found);
}

web::Response change_paper_from_page(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto version = version_of(c);
  if (!id || !version) return c.refuse(not_found);
  const PaperChange change{*id, std::string(c.request.form("code")), std::string(c.request.form("state")),
                           std::string(c.request.form("waived_because")), *version};
  const auto done = change_paper(c.office, c.actor, change, c.once_key(change.code + change.state));
  if (!done) {
    return done.refusals().front().field.empty() ? c.refuse(done.refusals())
                                                 : application_page(c, *id, done.refusals());
  }
  return c.go(here(*id), "desk.notice.paper_changed");
}

web::Response decide_line_from_page(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto line = c.request.id<ApplicationLineId>("line");
  const auto version = version_of(c);
  if (!id || !line || !version) return c.refuse(not_found);
  const LineDecision decision{*id,
                              *line,
                              std::string(c.request.form("outcome")),
                              std::string(c.request.form("reasons")),
                              std::string(c.request.form("remedy")),
                              *version};
  const auto done = decide_line(c.office, c.actor, decision, c.once_key(line->text()));
  if (!done) {
    return done.refusals().front().field.empty() ? c.refuse(done.refusals())
                                                 : application_page(c, *id, done.refusals(), *line);
  }
  return c.go(here(*id), "desk.notice.decided");
}

web::Response withdraw_line_from_page(web::Context& c) {
  return end_from_page(c, withdraw_line, "desk.notice.withdrawn");
}
web::Response close_line_from_page(web::Context& c) { return end_from_page(c, close_line, "desk.notice.closed"); }
web::Response expire_line_from_page(web::Context& c) { return end_from_page(c, expire_line, "desk.notice.expired"); }

}  // namespace gishe::desk
