#include "people/alarm.h"
#include "people/barring.h"
#include "people/people_pages.h"

// The conflict list of a file, and the alarms it raises.
namespace gishe::people::pages {
namespace {

using page::Values;

web::Response show(web::Context& c, const PersonId& id, const Refusals& no, std::string_view lifting = {}) {
  const auto all = open_conflicts(c.office, c.actor, id);
  if (!all) return c.refuse(all.refusals());
  auto p = c.page("people/conflicts.html");
  p.title(c.words("people.conflicts.title")).set("ID", id.text()).set("NAME", all->person.full_name());
  p.error_summary("ERRORS", no, lifting);
  p.show_if(all->barred.empty(), "NOBODY");
  for (const auto& b : all->barred) {
    const std::string account = b.who.account.text();
    auto row = p.add("BARRED");
    row.set("WHO", b.who.name).email("EMAIL", b.who.email).set("REASON", b.reason);
    row.set("WHEN", c.words.moment(b.at)).set("BY", b.by).set("ACCOUNT", account);
    row.set("LIFT_KEY", c.surroundings.form_key + account).show_if(lifting == account, "LIFT_OPEN");
    Values::Input reason{"reason", c.words("people.conflicts.lift_reason")};
    reason.of = account;
    if (lifting == account) reason.value = c.request.form("reason");
    row.input("LIFT_REASON", reason, lifting == account ? no : Refusals{});
  }
  const bool typed = lifting.empty();
  Values::Input email{"email", c.words("people.circle.account"), typed ? std::string(c.request.form("email")) : ""};
  email.type = "email";
  email.hint = c.words("people.conflicts.account_hint");
  p.input("ACCOUNT_EMAIL", email, typed ? no : Refusals{});
  Values::Input reason{"reason", c.words("people.conflicts.reason"),
                       typed ? std::string(c.request.form("reason")) : ""};
  reason.hint = c.words("people.conflicts.reason_hint");
  p.input("BAR_REASON", reason, typed ? no : Refusals{});
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response after(web::Context& c, const PersonId& id, const Result<Done>& done, std::string_view lifting = {}) {
  if (!done) {
    const auto& no = done.refusals();
    return no.front().field.empty() && !no.front().is(last_named) ? c.refuse(no) : show(c, id, no, lifting);
  }
  // Who declared a conflict of her own does not see this page again.
  const auto still = c.office.db.read([&](db::Session& session) { return facts_of(session, c.actor, id); });
  if (!still || (still->relations & access::barred)) return c.go("/people", "people.circle.saved");
  return c.go("/people/" + id.text() + "/conflicts", "people.circle.saved");
}

}  // namespace

web::Response show_conflicts(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response bar_account(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return after(
      c, *id,
      people::bar_account(c.office, c.actor, *id, c.request.form("email"), c.request.form("reason"), c.once_key()));
}

web::Response lift_bar(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto account = AccountId::parse(c.request.form("account"));
  if (!id || !account) return c.refuse(Refusal(not_found));
  return after(c, *id, people::lift_bar(c.office, c.actor, *id, *account, c.request.form("reason"), c.once_key()),
               account->text());
}

web::Response show_alarms(web::Context& c) {
  const auto alarms = open_alarms(c.office, c.actor);
  if (!alarms) return c.refuse(alarms.refusals());
  auto p = c.page("people/alarms.html");
  p.title(c.words("people.alarms.title")).show_if(alarms->empty(), "NONE");
  if (alarms->empty()) return c.show(p);
  auto list = p.add("LIST");
  for (const auto& a : *alarms) {
    auto row = list.add("ROWS");
    row.set("ID", a.person.id.text()).set("NAME", a.person.full_name()).set("WHO", a.who);
    row.set("HOW", c.words("people.alarms." + a.how)).set("WHEN", c.words.moment(a.raised_at));
    if (a.seen_at) {
      row.badge("STATE", Values::Tone::plain, c.words("people.alarms.was_seen"));
    } else {
      row.badge("STATE", Values::Tone::stop, c.words("people.alarms.new"));
      row.add("SEEN").set("ALARM", a.id.text()).set("SEEN_KEY", c.surroundings.form_key + a.id.text());
    }
  }
  return c.show(p);
}

web::Response mark_alarm_seen(web::Context& c) {
  const auto id = c.request.id<AlarmId>("alarm");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done = people::mark_alarm_seen(c.office, c.actor, *id, c.once_key());
  return done ? c.go("/people/alarms", "people.circle.saved") : c.refuse(done.refusals());
}

}  // namespace gishe::people::pages
