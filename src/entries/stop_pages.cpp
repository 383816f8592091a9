#include "base/text.h"
#include "directory/directory.h"
#include "entries/handlers.h"
#include "entries/own_entry.h"
#include "entries/reported.h"
#include "entries/stop.h"

// Suspending, closing and reopening: a form, then what people will read, then the step.
namespace gishe::entries {
namespace {

using directory::Service;
using What = Stop::What;

const char* name_of(What what) {
  return what == What::suspend ? "suspension" : what == What::close ? "closure" : "reopening";
}
std::string words_of(const web::Context& c, What what, std::string_view key) {
  return c.words(std::string("entries.stop.") + name_of(what) + '.' + std::string(key));
}

bool at_once(const web::Context& c, const Service& service, What what) {
  return what != What::reopen && !access::why_not(c.actor, access::Action::review_entry, directory::facts_of(service));
}

/// As typed: the day as people write it, the other entry as the list gives it.
struct Typed {
  std::string until, words, instead;
};
Typed typed_in(const web::Request& r) {
  return {text::tidy(r.form("until")), text::tidy(r.form("stopped_words"), text::Lines::many),
          std::string(r.form("replaced_by"))};
}

Stop stop_of(const web::Context& c, const Service& service, What what, const Typed& typed) {
  Stop stop;
  stop.what = what;
  stop.service = service.id;
  stop.version = text::whole_number(c.request.form("version")).value_or(0);
  if (what == What::suspend) stop.until = Day::from_person(typed.until);
  if (what != What::reopen) stop.words = typed.words;
  if (what == What::close && !typed.instead.empty()) {
    stop.instead = ServiceId::parse(typed.instead).value_or(ServiceId{});
  }
  return stop;
}

/// The listed entries of the municipality, but this one.
std::vector<page::Values::Choice> others(db::Session& session, const words::Words& w, const Service& service,
                                         const std::string& chosen) {
  constexpr int shown_max = 1000;
  std::vector<page::Values::Choice> list{{"", w("entries.stop.closure.no_other")}};
  for (const auto& other : directory::list_entries(session, service.municipality, {}, shown_max)) {
    if (!other.listed() || other.id == service.id) continue;
    list.push_back({other.id.text(), other.name, {}, other.id.text() == chosen});
  }
  return list;
}

page::Page start(web::Context& c, const Service& service, What what, const char* file) {
  auto p = c.page(file);
  p.title(words_of(c, what, "title")).set("TITLE", words_of(c, what, "title"));
  p.set("LEAD", words_of(c, what, "lead")).set("BUTTON", words_of(c, what, "button"));
  p.set("ID", service.id.text()).set("NAME", service.name).set("STEP", name_of(what));
  const bool now = at_once(c, service, what);
  p.show_if(now, "NOW").show_if(!now, "WAITS");
  return p;
}

web::Response show_form(web::Context& c, const Service& service, What what, const Typed& typed,
                        const Refusals& refusals) {
  const auto& w = c.words;
  auto p = start(c, service, what, "entries/stop.html");
  p.error_summary("ERRORS", refusals).set("VERSION", service.version);
  if (what == What::suspend) {
    page::Values::Input until{"until", w("entries.field.suspended_until"), typed.until};
    until.type = "date";
    until.width = "short";
    p.add("SUSPEND").input("UNTIL", until, refusals);
  }
  if (what != What::reopen) {
    page::Values::Input words{"stopped_words", w("entries.field.stopped_words"), typed.words};
    words.hint = words_of(c, what, "hint");
    words.max_length = 500;
    p.add("SAY").area("WORDS", words, refusals, 3);
  }
  if (what == What::close) {
    page::Values::Input other{"replaced_by", w("entries.field.replaced_by")};
    other.optional = true;
    const auto list = c.office.db.read([&](db::Session& s) { return others(s, w, service, typed.instead); });
    p.add("CLOSE").select("INSTEAD", other, list, refusals);
  }
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

/// What people will read, before it is done.
web::Response show_what_will_be(web::Context& c, const Service& service, const Stop& stop, const Typed& typed) {
  const auto& w = c.words;
  auto p = start(c, service, stop.what, "entries/stop_confirm.html");
  p.set("VERSION", stop.version);
  p.set("UNTIL_TYPED", typed.until).set("WORDS_TYPED", typed.words).set("INSTEAD_TYPED", typed.instead);
  if (stop.until) p.add("UNTIL").set("DAY", w.day(*stop.until));
  if (!stop.words.empty()) p.add("WORDS").set("WORDS_SAID", stop.words);
  if (stop.instead) {
    const auto other = c.office.db.read([&](db::Session& s) { return directory::find_service(s, *stop.instead); });
    p.add("INSTEAD").set("OTHER", other ? other->name : "");
  }
  return c.show(p);
}

web::Response show(web::Context& c, What what) {
  const auto service = find_own(c);
  if (!service) return c.refuse(not_found);
  Stop asked;
  asked.what = what;
  asked.service = service->id;
  const auto no = c.office.db.read([&](db::Session& s) { return why_not_stop(s, *service, asked, c.office.today()); });
  if (!no.empty() && no.front().is(not_from_this_state)) return c.refuse(no);
  Typed typed;
  const auto said = reported_at(c);
  if (said && said->service == service->id) typed.words = filled_from(*said)["stopped_words"];
  return show_form(c, *service, what, typed, {});
}

web::Response post(web::Context& c, What what) {
  const auto service = find_own(c);
  if (!service) return c.refuse(not_found);
  const Typed typed = typed_in(c.request);
  const Stop stop = stop_of(c, *service, what, typed);
  Refusals no = c.office.db.read([&](db::Session& s) { return why_not_stop(s, *service, stop, c.office.today()); });
  if (what == What::suspend && !typed.until.empty() && !stop.until) no = {Refusal(not_a_date, "until")};
  if (!no.empty()) {
    if (no.front().field.empty()) return c.refuse(no);
    return show_form(c, *service, what, typed, no);
  }
  if (c.request.form("sure") != "1") return show_what_will_be(c, *service, stop, typed);
  const auto done = stop_entry(c.office, c.actor, stop, c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go("/provider/services/" + service->id.text(),
              *done == Stopped::now ? std::string("entries.stop.") + name_of(what) + ".done" : "entries.change.sent");
}

}  // namespace

web::Response show_suspension(web::Context& c) { return show(c, What::suspend); }
web::Response post_suspension(web::Context& c) { return post(c, What::suspend); }
web::Response show_closure(web::Context& c) { return show(c, What::close); }
web::Response post_closure(web::Context& c) { return post(c, What::close); }
web::Response show_reopening(web::Context& c) { return show(c, What::reopen); }
web::Response post_reopening(web::Context& c) { return post(c, What::reopen); }

}  // namespace gishe::entries
