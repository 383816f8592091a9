#include "departures/death_acts.h"
#include "departures/departures_handlers.h"

// One page for a death: before, what it would end; after, what it has ended and whether the household knows.
namespace gishe::departures::pages {
namespace {

using page::Values;

constexpr int deaths_shown = 100;

std::string here(const PersonId& id) { return "/people/" + id.text() + "/death"; }

std::string href_of(const store::Item& item) {
  const std::string id = item.running.subject.text();
  if (item.kind == "applications") return "/desk/applications/" + id;
  if (item.kind == "cases") return "/cases/" + id;
  if (item.kind == "referrals") return "/referrals/" + id;
  if (item.kind == "appointments") return "/desk/appointments/" + id;
  return "";
}

void fill_form(page::Page& p, const web::Context& c, const Refusals& no) {
  const auto& r = c.request;
  auto form = p.add("FORM");
  Values::Input day{"died_on", c.words("departures.died_on"), std::string(r.form("died_on"))};
  day.hint = c.words("common.date_hint");
  form.input("DIED_ON", day, no);
  std::vector<Values::Choice> choices{{"", c.words("common.choose")}};
  for (const auto code : sources) {
    choices.push_back(
        {std::string(code), c.words("departures.source." + std::string(code)), {}, r.form("source") == code});
  }
  form.select("SOURCE", {"source", c.words("departures.source")}, choices, no);
  Values::Input document{"document", c.words("departures.document"), std::string(r.form("document"))};
  document.hint = c.words("departures.document_hint");
  document.optional = true;
  form.input("DOCUMENT", document, no);
  Values::Input told{"told_by", c.words("departures.told_by"), std::string(r.form("told_by"))};
  told.optional = true;
  form.input("TOLD_BY", told, no);
}

void fill_recorded(page::Page& p, const web::Context& c, const OpenedDeath& opened, const Refusals& no) {
  const words::Words& w = c.words;
  const Death& d = *opened.death;
  auto recorded = p.add("RECORDED");
  recorded.set("DIED", w.day(d.died_on)).set("SOURCE_WORDS", w("departures.source." + d.source));
  recorded.set("DOCUMENT_WORDS", d.document.empty() ? w("common.none") : d.document);
  recorded.set("TOLD_BY_WORDS", d.told_by.empty() ? w("common.none") : d.told_by);
  recorded.set("BY", opened.recorded_by).set("WHEN", w.moment(d.recorded_at));
  if (d.told_at) {
    auto told = recorded.add("TOLD");
    told.set("HOW", w("departures.told." + d.told_how)).set("TOLD_WHO", opened.told_by);
    told.set("TOLD_WHEN", w.moment(*d.told_at));
  } else {
    auto tell = recorded.add("TELL");
    tell.set("DUE", w.day(d.tell_by)).set("TOLD_KEY", c.surroundings.form_key + "told");
    std::vector<Values::Choice> ways;
    for (const auto code : told_ways) ways.push_back({std::string(code), w("departures.told." + std::string(code))});
    tell.radios("HOW", {"how", w("departures.told_how")}, ways, no);
  }
  if (!opened.may_undo) return;
  auto undo = recorded.add("UNDO");
  undo.set("UNDO_KEY", c.surroundings.form_key + "undo");
  Values::Input reason{"reason", w("departures.undo_reason"), std::string(c.request.form("reason"))};
  reason.hint = w("departures.undo_hint");
  undo.input("REASON", reason, no);
}

web::Response show(web::Context& c, const PersonId& id, const Refusals& no) {
  const auto opened = open_death(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  auto p = c.page("departures/death.html");
  p.title(c.words("departures.death")).set("ID", id.text()).set("NAME", opened->person.full_name());
  p.error_summary("ERRORS", no);
  for (const auto& item : opened->items) {
    auto row = p.add("ITEMS");
    row.set("KIND", c.words("departures.kind." + item.kind)).set("NUMBER", item.running.number);
    const auto href = href_of(item);
    if (href.empty()) {
      row.show("PLAIN");
    } else {
      row.add("LINKED").set("HREF", href);
    }
  }
  p.show_if(opened->items.empty(), "NOTHING");
  p.set("ITEMS_TITLE", c.words(opened->death ? "departures.ended" : "departures.will_end"));
  if (opened->death) {
    fill_recorded(p, c, *opened, no);
  } else {
    fill_form(p, c, no);
  }
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response answer(web::Context& c, const PersonId& id, const Result<Done>& done, const char* notice) {
  if (done) return c.go(here(id), notice);
  const auto& no = done.refusals();
  return no.front().field.empty() ? c.refuse(no) : show(c, id, no);
}

}  // namespace

web::Response show_death(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response record_from_page(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto& r = c.request;
  const NewDeath typed{std::string(r.form("died_on")), std::string(r.form("source")), std::string(r.form("document")),
                       std::string(r.form("told_by"))};
  return answer(c, *id, record_death(c.office, c.actor, *id, typed, c.once_key()), "departures.death_recorded");
}

web::Response told_from_page(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return answer(c, *id, household_told(c.office, c.actor, *id, c.request.form("how"), c.once_key()),
                "departures.told_saved");
}

web::Response undo_from_page(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done = undo_death(c.office, c.actor, *id, c.request.form("reason"), c.once_key());
  return answer(c, *id, done, "departures.death_undone");
}

web::Response show_deaths(web::Context& c) {
  auto p = c.page("departures/deaths.html");
  p.title(c.words("departures.to_tell"));
  const auto list = c.office.db.read([&](db::Session& session) {
    return store::list_to_tell(session, access::scope(c.actor, access::Action::record_death), deaths_shown);
  });
  for (const auto& waiting : list) {
    auto row = p.add("ROWS");
    row.set("HREF", here(waiting.person)).set("NAME", waiting.name).set("DIED", c.words.day(waiting.died_on));
    row.set("DUE", c.words.day(waiting.tell_by));
    row.set("DUE_CLASS", waiting.tell_by < c.office.today() ? "due late" : "due");
  }
  p.show_if(list.empty(), "NONE");
  return c.show(p);
}

}  // namespace gishe::departures::pages
