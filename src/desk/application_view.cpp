#include "desk/application_view.h"

#include "desk/desk_access.h"
#include "desk/online.h"
#include "desk/said.h"
#include "staff/staff.h"

namespace gishe::desk {
namespace {

using access::Action;
constexpr int events_shown = 60;

bool at_the_desk(const Line& line) { return after(line.state, LineStep::choose).has_value(); }

void fill_decision(page::Values& row, const words::Words& w, const web::Context& c, const Line& line,
                   const Refusals& refusals) {
  const auto typed = [&](std::string_view field) {
    return refusals.empty() ? std::string() : std::string(c.request.form(field));
  };
  const std::string of = line.id.text();
  row.show_if(!refusals.empty(), "DECIDE_OPEN");
  page::Values::Input outcome{"outcome", w("desk.decision.outcome")};
  outcome.of = of;
  row.radios("DECIDE_OUTCOME", outcome, choices_of(w, "line.outcome.", outcomes, typed("outcome")), refusals);
  page::Values::Input reasons{"reasons", w("desk.decision.reasons"), typed("reasons"), w("desk.decision.reasons_hint")};
  reasons.max_length = static_cast<int>(reason_max);
  reasons.of = of;
  row.area("DECIDE_REASONS", reasons, refusals, 3);
  page::Values::Input remedy{"remedy", w("desk.decision.remedy"), typed("remedy"), w("desk.decision.remedy_hint")};
  remedy.max_length = static_cast<int>(reason_max);
  remedy.of = of;
  row.area("DECIDE_REMEDY", remedy, refusals, 3);
}

void fill_line(page::Values row, const words::Words& w, const web::Context& c, const View& view, const Line& line,
               const Refusals& refusals) {
  row.set("LINE", line.id.text()).set("NEED", w("need." + line.need));
  row.badge("STATE", tone_of(line.state), w("line.state." + std::string(line_state_name(line.state))));
  if (is_due(line.state)) {
    row.show("DUE_SHOWN")
        .set("DUE", due_words(w, line.due_on, c.office.today()))
        .set("DUE_CLASS", due_class(line.due_on, c.office.today()));
  }
  if (line.service) {
    if (const auto at = view.services.find(*line.service); at != view.services.end()) {
      row.show("SERVICE").set("SERVICE_ID", line.service->text()).set("SERVICE_NAME", at->second.name);
      row.set("ORGANISATION", at->second.organisation_name).set("ROUTE", w("line.route." + line.route));
    }
  }
  if (line.referral) row.show("REFERRAL").set("REFERRAL_ID", line.referral->text());
  if (!line.outcome.empty()) {
    row.show("OUTCOME").set("OUTCOME_WORDS", w("line.outcome." + line.outcome));
    row.set("REASONS", line.refusal_reasons).set("REMEDY", line.remedy);
    if (line.outcome == "refused") row.add("OTHERS").set("NEED_CODE", line.need);
  }
  const bool may = access::function_may(c.actor, Action::change_application);
  row.show_if(may && at_the_desk(line), "MAY_CHOOSE");
  row.set("CHOOSE_WORDS", w(line.service ? "desk.line.choose_again" : "desk.line.choose"));
  row.show_if(line.service.has_value(), "LETTER");
  row.show_if(may && after(line.state, LineStep::close), "MAY_CLOSE_LINE");
  row.show_if(may && after(line.state, LineStep::expire) && line.due_on < c.office.today(), "MAY_EXPIRE");
  row.show_if(may && after(line.state, LineStep::withdraw), "MAY_WITHDRAW");
  if (may && after(line.state, LineStep::decide)) {
    row.show("MAY_DECIDE");
    fill_decision(row, w, c, line, refusals);
  }
}

/// What came of the papers, and where she adds what she scanned.
void fill_files(page::Page& page, const words::Words& w, const View& view, bool may, const web::Context& c,
                const Refusals& refusals) {
  page.show_if(!view.files.empty(), "SOME_FILES");
  for (const ShownFile& file : view.files) {
    auto row = page.add("FILES");
    row.set("FILE", file.row.id.text()).set("FILE_NAME", file.name).set("PAPER", w("paper." + file.row.code));
    row.set("SIZE", size_words(w, file.row.size_bytes)).set("ADDED", w.moment(file.row.added_at));
    row.show_if(!file.row.added_by, "BY_PERSON");
  }
  if (!may) return;
  std::vector<page::Values::Choice> papers;
  for (const Paper& paper : view.file.papers) papers.push_back({paper.code, w("paper." + paper.code)});
  papers.push_back({std::string(other_paper), w("paper." + std::string(other_paper))});
  const std::string code(c.request.form("code"));
  const bool mine = !refusals.empty() && refusals.front().field.starts_with("file_");
  for (auto& paper : papers) paper.chosen = mine && paper.value == code;
  auto form = page.add("ADD_FILE");
  page::Values::Input which{"code", w("desk.paper.one")};
  which.of = "file";
  form.select("CODE", which, papers, {}).show_if(mine, "ADD_OPEN");
  page::Values::Input file{"file_" + (mine ? code : "new"), w("desk.file.choose"), {}, w("apply.papers.limits")};
  file.type = "file";
  form.input("FILE_FIELD", file, mine ? refusals : Refusals{});
}

void fill_papers(page::Page& page, const words::Words& w, const web::Context& c, const View& view,
                 const Refusals& refusals) {
  const bool may = access::function_may(c.actor, Action::change_application);
  for (const Paper& paper : view.file.papers) {
    auto row = page.add("PAPERS");
    const auto tone = paper.state == "missing"    ? page::Values::Tone::wait
                      : paper.state == "required" ? page::Values::Tone::info
                                                  : page::Values::Tone::go;
    row.set("CODE", paper.code).set("PAPER", w("paper." + paper.code)).set("BECAUSE", paper.waived_because);
    row.badge("PAPER_STATE", tone, w("paper_state." + paper.state)).show_if(may, "MAY_CHANGE_PAPER");
    row.show_if(!paper.waived_because.empty(), "WAIVED");
    const bool mine = !refusals.empty() && c.request.form("code") == paper.code;
    page::Values::Input because{"waived_because", w("desk.paper.waived_because")};
    if (mine) because.value = c.request.form("waived_because");
    because.of = paper.code;
    row.input("WAIVED_BECAUSE", because, mine ? refusals : Refusals{}).show_if(mine, "WAIVE_OPEN");
  }
  fill_files(page, w, view, may, c, refusals);
  page.show_if(!view.file.papers.empty(), "SOME_PAPERS").show_if(view.file.papers.empty(), "NO_PAPERS");
}

void fill_tasks(page::Page& page, const words::Words& w, const web::Context& c, const View& view) {
  bool any = false;
  for (const Task& task : view.tasks) {
    if (task.done) continue;
    any = true;
    auto row = page.add("TASKS");
    const std::string what = task_words(w, task.kind, task.reason);
    row.set("TASK", task.id.text()).set("WHAT", what).set("NEED", task.need.empty() ? "" : w("need." + task.need));
    row.set("DUE", due_words(w, task.due_on, c.office.today()))
        .set("DUE_CLASS", due_class(task.due_on, c.office.today()));
    row.set("DONE_LABEL", w.with("desk.task.done_label", {{"what", what}, {"number", task.number}}));
    if (task.referral) row.set("REFERRAL", task.referral->text());
    const bool asks = task.kind == "ask_follow_up";  // done by answering, not by saying so
    row.show(asks ? "ON_FOLLOW_UP" : task.referral ? "ON_REFERRAL" : "ON_NOTHING");
    if (asks) row.set("OF", task.application.text());
    row.show_if(!asks && access::function_may(c.actor, Action::close_task), "MAY_CLOSE");
  }
  page.show_if(any, "SOME_TASKS");
}

void fill_story(page::Page& page, const words::Words& w, const View& view) {
  std::vector<page::Values::Step> steps;
  for (const LineEvent& e : view.events) {
    const Line* line = view.file.find_line(e.line);
    page::Values::Step step;
    step.when = w.moment(e.at);
    step.what = w("line.step." + e.step) + (line ? ": " + w("need." + line->need) : "");
    if (e.account) {
      const auto name = view.names.find(*e.account);
      if (name != view.names.end()) step.who = name->second;
    }
    step.note = w("line.state." + std::string(line_state_name(e.to)));
    step.tone = tone_of(e.to);
    steps.push_back(std::move(step));
  }
  const Application& a = view.file.application;
  const auto opener = view.names.find(a.opened_by);
  steps.push_back({w.moment(a.received_at), w("desk.story.taken"), opener == view.names.end() ? "" : opener->second,
                   w("desk.channel." + a.channel), page::Values::Tone::info});
  page.timeline("STORY", steps);
}

/// One next step of the whole application, most pressing first.
void fill_next(page::Page& page, const words::Words& w, const web::Context& c, const View& view) {
  const std::string here = "/desk/applications/" + view.file.application.id.text();
  const bool may = access::function_may(c.actor, Action::change_application);
  const auto go = [&](std::string_view words_key, const std::string& href) {
    if (may) page.show("GO").set("GO_HREF", href).set("GO_WORDS", w(words_key));
  };
  const Line* to_choose = nullptr;
  bool ready = false, waiting = false, decide = false;
  for (const Line& line : view.file.lines) {
    if (line.state == LineState::received && !to_choose) to_choose = &line;
    ready = ready || (line.service && after(line.state, LineStep::send));
    waiting = waiting || line.state == LineState::routed;
    decide = decide || line.state == LineState::in_assessment;
  }
  if (to_choose) {
    page.set("NEXT", w("desk.next.choose"));
    go("desk.line.choose", here + "/lines/" + to_choose->id.text() + "/services");
  } else if (ready) {
    page.set("NEXT", w("desk.next.send"));
    go("desk.next.review", here + "/sending");
  } else {
    page.set("NEXT", w(waiting ? "desk.next.wait" : decide ? "desk.next.decide" : "desk.next.nothing"));
  }
  // Something may go out although another line still looks for its service.
  if (to_choose && ready) page.set("NEXT", w("desk.next.choose_and_send"));
}

void fill_side(page::Page& page, const words::Words& w, const View& view) {
  const Application& a = view.file.application;
  page.set("PERSON", a.person.text()).set("NAME", view.person ? view.person->full_name() : "");
  page.set("OWN_WORDS", a.own_words.empty() ? w("common.none") : a.own_words);
  page.set("URGENCY", w("referral.urgency." + a.urgency)).set("CHANNEL", w("desk.channel." + a.channel));
  page.set("RECEIVED", w.moment(a.received_at));
  const auto opener = view.names.find(a.opened_by);
  page.set("OPENED_BY", opener == view.names.end() ? "" : opener->second);
  for (const auto& r : view.representatives) {
    if (a.representative != r.id) continue;
    page.show("REPRESENTED").set("REPRESENTATIVE", r.name + " (" + r.document + ")");
  }
}

}  // namespace

std::map<ServiceId, directory::Service> services_of(db::Session& session, const File& file) {
  std::vector<ServiceId> chosen;
  for (const Line& line : file.lines) {
    if (line.service) chosen.push_back(*line.service);
  }
  std::map<ServiceId, directory::Service> services;
  for (auto& service : directory::list_services_by_id(session, chosen))
    services.emplace(service.id, std::move(service));
  return services;
}

Result<View> open_view(Office& office, const Actor& actor, const ApplicationId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<View> {
    auto opened = open_file(session, actor, Action::open_application, id);
    if (!opened) return opened.refusals();
    const auto scope = access::scope(actor, Action::open_application);
    View view;
    view.file = std::move(opened->file);
    const Application& a = view.file.application;
    line = line_about(a, "application.opened", opened->rule);
    view.person = people::find_person(session, scope, a.person);
    view.representatives = people::list_representatives(session, scope, a.person, office.today());
    view.services = services_of(session, view.file);
    view.files = list_files(session, office, a.municipality, a.id);
    view.tasks = list_tasks_of(session, scope, a.id);
    view.events = list_events(session, a, events_shown);
    const auto name = [&](const AccountId& account) {
      if (!view.names.contains(account)) view.names[account] = staff::account_name(session, account);
    };
    name(a.opened_by);
    for (const LineEvent& e : view.events) {
      if (e.account) name(*e.account);
    }
    return view;
  });
}

web::Response application_page(web::Context& c, const ApplicationId& id, const Refusals& refusals,
                               std::optional<ApplicationLineId> line) {
  const auto view = open_view(c.office, c.actor, id);
  if (!view) return c.refuse(view.refusals());
  const Application& a = view->file.application;
  const words::Words& w = c.words;
  auto page = c.page("desk/application.html");
  page.title(w("desk.application") + ' ' + a.number);
  page.set("APPLICATION", a.id.text()).set("NUMBER", a.number).set("VERSION", a.version);
  page.badge("STATE", tone_of(a.state), w("application.state." + std::string(application_state_name(a.state))));
  if (is_due(a.state)) {
    auto due = page.add("WHOLE_DUE");  // not the name that lines use: they would show it as theirs
    due.set("DUE", due_words(w, a.due_on, c.office.today())).set("DUE_CLASS", due_class(a.due_on, c.office.today()));
  }
  page.error_summary("ERRORS", refusals, line ? line->text() : c.request.form("code"));
  fill_next(page, w, c, *view);
  fill_tasks(page, w, c, *view);
  for (const Line& l : view->file.lines) {
    fill_line(page.add("LINES"), w, c, *view, l, line == l.id ? refusals : Refusals{});
  }
  fill_papers(page, w, c, *view, refusals);
  fill_story(page, w, *view);
  fill_side(page, w, *view);
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace gishe::desk
