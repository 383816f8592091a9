#include "base/text.h"
#include "hospital/handlers.h"
#include "hospital/staff_acts.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

// What came from hospitals and was taken: the list, and one of them with its next step.
namespace gishe::hospital {
namespace {

using access::Action;
using Input = page::Values::Input;
using Choice = page::Values::Choice;

constexpr int rows_a_page = 25;
constexpr std::string_view case_types[] = {"older_person", "disability", "support", "child_and_family", "housing"};

void fill_story(page::Page& page, const web::Context& c, db::Session& session, const Discharge& d) {
  std::vector<page::Values::Step> steps;
  for (const auto& e : store::list_events(session, d)) {
    page::Values::Step step{c.words.moment(e.at), c.words("hospital.event." + e.verb)};
    step.who = e.by ? staff::account_name(session, *e.by) : d.house_name;
    step.note = e.note;
    if (e.verb == "complete") step.note = c.words("referral.outcome." + e.reason);
    if (e.verb == "not_started") step.note = c.words("decline_reason." + e.reason);
    if (e.on) step.note = c.words.with("hospital.admitted_on", {{"day", c.words.day(*e.on)}});
    steps.push_back(std::move(step));
  }
  page.timeline("STORY", steps);
}

void fill_give(page::Page& page, const web::Context& c, db::Session& session, const Discharge& d, const Refusals& no) {
  std::vector<Choice> workers{{"", c.words("common.choose")}};
  for (const auto& a : list_workers(session, d.municipality, c.office.today()))
    workers.push_back({a.account.text(), a.name});
  page.add("GIVE").select("FIELD", {"worker", c.words("hospital.worker")}, workers, no);
}

void fill_start(page::Page& page, const web::Context& c, const Discharge& d, bool again, const Refusals& no) {
  const std::string type = again ? std::string(c.request.form("type")) : "older_person";
  auto form = page.add("START");
  form.radios("TYPE", {"type", c.words("cases.type")}, choices_of(c.words, "cases.type.", case_types, type), no);
  Input reason{"reason", c.words("cases.reason"),
               again ? std::string(c.request.form("reason"))
                     : c.words.with("hospital.case_reason",
                                    {{"day", c.words.day(d.leaves_on)}, {"needs", needs_words(c.words, d.needs)}})};
  reason.max_length = 2000;
  form.area("REASON", reason, no, 4);
}

void fill_end(page::Page& page, const web::Context& c, const Discharge& d, const Refusals& no) {
  const auto verb = c.request.form("verb");
  auto form = page.add("END");
  form.show_if(!no.empty() && !verb.empty(), "END_OPEN");
  Input outcome{"outcome", c.words("hospital.outcome")};
  outcome.optional = false;
  form.select("OUTCOME_FIELD", outcome,
              choices_of(c.words, "referral.outcome.", referrals::outcomes(), c.request.form("outcome"), true),
              verb == "complete" ? no : Refusals{});
  if (!find_transition(d.state, "not_started", Side::worker)) return;
  form.add("NOT_STARTED")
      .select("REASON_FIELD", {"why", c.words("hospital.why_not_started")},
              choices_of(c.words, "decline_reason.", referrals::decline_reasons, c.request.form("why"), true),
              verb == "not_started" ? no : Refusals{});
}

web::Response one_page(web::Context& c, const DischargeId& id, const Refusals& no) {
  const auto allowed = open_discharge(c.office, c.actor, id);
  if (!allowed) return c.refuse(allowed.refusals());
  const Discharge& d = allowed->discharge;
  const words::Words& w = c.words;
  auto page = c.page("hospital/one.html");
  page.title(w("hospital.one")).error_summary("ERRORS", no);
  page.set("ID", d.id.text()).set("NUMBER", d.number).set("NAME", d.person_name).set("VERSION", d.version);
  page.badge("STATE", tone_of(d.state), state_words(w, d.state)).set("PERSON", d.person->text());
  page.set("HOUSE", d.house_name)
      .set("LEAVES", w.day(d.leaves_on))
      .set("SENDER", d.sender)
      .set("NEEDS", needs_words(w, d.needs));
  page.set("URGENCY", w("referral.urgency." + d.urgency)).set("APPLICATION", d.application.text());
  if (!d.outcome.empty()) page.show("OUTCOME").set("OUTCOME_WORDS", w("referral.outcome." + d.outcome));
  if (d.of_case && access::function_may(c.actor, Action::open_case)) page.add("CASE").set("CASE_ID", d.of_case->text());
  const bool waits = d.state == State::accepted;
  c.office.db.read([&](db::Session& session) {
    fill_story(page, c, session, d);
    const auto may = [&](Action action) { return allowed_discharge(session, c.actor, action, id).ok(); };
    if (waits && may(Action::start_case)) {
      fill_start(page, c, d, !no.empty() && c.request.form("verb").empty(), no);
    } else if (waits && may(Action::change_team)) {
      fill_give(page, c, session, d, no);
    }
    if (find_transition(d.state, "complete", Side::worker) && may(Action::change_application)) fill_end(page, c, d, no);
  });
  return c.show(page, status_of(no));
}

}  // namespace

web::Response show_list(web::Context& c) {
  const words::Words& w = c.words;
  const auto scope = access::scope(c.actor, Action::open_application);
  const auto before = DischargeId::parse(c.request.query("before"));
  auto list =
      c.office.db.read([&](db::Session& session) { return store::list(session, scope, before, rows_a_page + 1); });
  const bool more = list.size() > rows_a_page;
  if (more) list.pop_back();
  auto page = c.page("hospital/list.html");
  page.title(w("hospital.title")).show_if(list.empty(), "EMPTY").show_if(!list.empty(), "ANY");
  page.show_if(access::function_may(c.actor, Action::take_online_application), "DESK");
  for (const Discharge& d : list) {
    auto row = page.add("ROWS");
    row.set("ID", d.id.text()).set("NUMBER", d.number).set("HOUSE", d.house_name);
    row.set("NEEDS", needs_words(w, d.needs)).set("LEAVES", w.day(d.leaves_on));
    row.badge("STATE", tone_of(d.state), state_words(w, d.state));
  }
  page.pager("PAGER", before ? "/hospital" : "", more ? "/hospital?before=" + list.back().id.text() : "",
             w("hospital.title"));
  return c.show(page);
}

web::Response show_one(web::Context& c) {
  const auto id = c.request.id<DischargeId>("id");
  return id ? one_page(c, *id, {}) : c.refuse(not_found);
}

web::Response give_from_page(web::Context& c) {
  const auto id = c.request.id<DischargeId>("id");
  const auto worker = AccountId::parse(c.request.form("worker"));
  if (!id) return c.refuse(not_found);
  const auto done = give_to_worker(c.office, c.actor, *id, worker.value_or(AccountId{}), c.once_key("give"));
  return done ? c.go("/hospital/" + id->text(), "hospital.notice.given") : one_page(c, *id, done.refusals());
}

web::Response start_from_page(web::Context& c) {
  const auto id = c.request.id<DischargeId>("id");
  if (!id) return c.refuse(not_found);
  const auto started =
      start_case_of(c.office, c.actor, *id, c.request.form("type"), c.request.form("reason"), c.once_key("start"));
  return started ? c.go("/cases/" + started->text(), "hospital.notice.started") : one_page(c, *id, started.refusals());
}

web::Response end_from_page(web::Context& c) {
  const auto id = c.request.id<DischargeId>("id");
  if (!id) return c.refuse(not_found);
  const std::string verb(c.request.form("verb"));
  const char* field = verb == "complete" ? "outcome" : "why";
  const Ending ending{*id, text::whole_number(c.request.form("version")).value_or(-1), verb,
                      std::string(c.request.form(field))};
  const auto done = end_discharge(c.office, c.actor, ending, c.once_key(verb));
  if (done) return c.go("/hospital/" + id->text(), "hospital.notice.ended");
  Refusals no = done.refusals();
  for (Refusal& r : no) {
    if (r.field == "reason") r.field = field;
  }
  return one_page(c, *id, no);
}

}  // namespace gishe::hospital
