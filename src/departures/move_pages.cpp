#include <algorithm>

#include "departures/departures_handlers.h"
#include "departures/transfer_acts.h"
#include "staff/staff.h"
#include "territory/territory.h"

// The side a person leaves: what would go over, the offer, its answer.
namespace gishe::departures::pages {
namespace {

using page::Values;

std::string here(const PersonId& id) { return "/people/" + id.text() + "/move"; }

std::vector<Values::Choice> towns(web::Context& c, std::string_view chosen) {
  return c.office.db.read([&](db::Session& session) {
    std::vector<Values::Choice> list{{"", c.words("common.choose")}};
    const auto desks = staff::list_desks(session, c.office.today());
    for (const auto& m : territory::list_municipalities(session)) {
      const bool there = std::find(desks.begin(), desks.end(), m.code) != desks.end();
      if (!there || m.code == c.actor.post.municipality) continue;
      list.push_back({m.code.text, m.name(c.words.language()), {}, m.code.text == chosen});
    }
    return list;
  });
}

template <std::size_t n>
std::vector<Values::Choice> choices(const web::Context& c, const std::string_view (&codes)[n], const char* family,
                                    const char* field) {
  std::vector<Values::Choice> list;
  for (const auto code : codes) {
    list.push_back({std::string(code), c.words(family + std::string(code)), {}, c.request.form(field) == code});
  }
  return list;
}

void fill_form(page::Page& p, web::Context& c, const people::Person& person, const Refusals& no) {
  const auto& r = c.request;
  const words::Words& w = c.words;
  auto form = p.add("FORM");
  form.select("TO", {"to", w("departures.to")}, towns(c, r.form("to")), no);
  Values::Input day{"moves_on", w("departures.moves_on"), std::string(r.form("moves_on"))};
  day.hint = w("common.date_hint");
  day.width = "short";
  form.input("MOVES_ON", day, no);
  form.radios("GROUND", {"ground", w("departures.ground")}, choices(c, grounds, "departures.ground.", "ground"), no);
  form.radios("CONSENT", {"consent_how", w("departures.consent_how")},
              choices(c, consent_ways, "departures.consent.", "consent_how"), no);
  Values::Input note{"note", w("departures.note"), std::string(r.form("note"))};
  note.hint = w("departures.note_hint");
  note.optional = true;
  note.max_length = static_cast<int>(note_max);
  form.area("NOTE", note, no, 6);
  if (person.sensitivity != Sensitivity::shielded) return;
  Values::Input named{"named_email", w("departures.named"), std::string(r.form("named_email"))};
  named.type = "email";
  named.hint = w("departures.named_hint");
  form.add("SHIELDED").input("NAMED", named, no);
}

web::Response show(web::Context& c, const PersonId& id, const Refusals& no) {
  const auto opened = open_move(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  const words::Words& w = c.words;
  auto p = c.page("departures/move.html");
  p.title(w("departures.move"))
      .set("ID", id.text())
      .set("NAME", opened->person.full_name())
      .error_summary("ERRORS", no);
  const auto& latest = opened->latest;
  if (latest) {
    auto t = p.add("LATEST");
    t.set("NUMBER", latest->number).set("TOWN", c.office.db.read([&](db::Session& session) {
      return territory::municipality_name(session, latest->to_municipality, w.language());
    }));
    put_state(t, w, *latest);
    t.set("MOVES", w.day(latest->moves_on));
    if (!latest->reason.empty()) t.add("DECLINED").set("REASON_WORDS", latest->reason);
    if (latest->state == TransferState::offered) {
      auto waits = t.add("WAITS");
      waits.set("DUE", w.day(latest->answer_due_on)).set("WITHDRAW_KEY", c.surroundings.form_key + "withdraw");
    }
  }
  const bool over = latest && latest->state == TransferState::received;
  if (!latest || (!over && latest->state != TransferState::offered)) fill_form(p, c, opened->person, no);
  p.set("ITEMS_TITLE", w(over ? "departures.ended" : "departures.goes_over"));
  for (const auto& item : opened->items) {
    auto row = p.add("ITEMS");
    row.set("KIND", w("departures.kind." + item.kind)).set("ITEM_NUMBER", item.running.number);
    row.set("WORDS", item.running.words);
  }
  p.show_if(opened->items.empty(), "NOTHING");
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response answer(web::Context& c, const PersonId& id, const Result<Done>& done, const char* notice) {
  if (done) return c.go(here(id), notice);
  const auto& no = done.refusals();
  return no.front().field.empty() ? c.refuse(no) : show(c, id, no);
}

}  // namespace

web::Response show_move(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response offer_from_page(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto& r = c.request;
  const NewTransfer typed{std::string(r.form("to")),     std::string(r.form("moves_on")),
                          std::string(r.form("ground")), std::string(r.form("consent_how")),
                          std::string(r.form("note")),   std::string(r.form("named_email"))};
  return answer(c, *id, offer_transfer(c.office, c.actor, *id, typed, c.once_key()), "departures.offered");
}

web::Response withdraw_from_page(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return answer(c, *id, withdraw_transfer(c.office, c.actor, *id, c.once_key()), "departures.withdrawn");
}

}  // namespace gishe::departures::pages
