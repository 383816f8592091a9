#include "base/text.h"
#include "departures/departures_handlers.h"
#include "departures/transfer_acts.h"
#include "territory/territory.h"

// The side a person comes to: what is offered, taking it over, what must be begun anew.
namespace gishe::departures::pages {
namespace {

using page::Values;

constexpr int shown_max = 100;

std::string town_of(web::Context& c, const MunicipalityCode& code) {
  return c.office.db.read(
      [&](db::Session& session) { return territory::municipality_name(session, code, c.words.language()); });
}

web::Response show(web::Context& c, const TransferId& id, const Refusals& no) {
  const auto opened = open_transfer(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  const words::Words& w = c.words;
  const Transfer& t = opened->transfer;
  auto p = c.page("departures/transfer.html");
  p.title(w("departures.transfer")).set("ID", id.text()).set("NUMBER", t.number).error_summary("ERRORS", no);
  p.set("TOWN", town_of(c, t.municipality)).set("MOVES", w.day(t.moves_on)).set("NOTE_WORDS", t.note);
  p.set("GROUND_WORDS", w("departures.ground." + t.ground));
  put_state(p, w, t);
  if (opened->person) {
    auto offered = p.add("OFFERED");
    offered.set("NAME", opened->person->full_name()).set("MASKED", opened->person->identifier_masked);
    if (opened->person->born_on) offered.set("BORN", w.day(*opened->person->born_on));
    offered.set("VERSION", std::to_string(t.version)).set("DUE", w.day(t.answer_due_on));
    offered.set("RECEIVE_KEY", c.surroundings.form_key + "receive");
    offered.set("DECLINE_KEY", c.surroundings.form_key + "decline");
    offered.input("REASON", {"reason", w("departures.decline_reason"), std::string(c.request.form("reason"))}, no);
  }
  if (t.new_person) p.add("RECEIVED").set("PERSON", t.new_person->text());
  for (const auto& item : opened->items) {
    auto row = p.add("ITEMS");
    row.set("KIND", w("departures.kind." + item.kind)).set("ITEM_NUMBER", item.running.number);
    row.set("WORDS", item.running.words).show_if(item.goes_on, "GOES_ON");
    if (t.new_person && item.running.service) {
      row.add("ANEW").set("HREF",
                          "/referrals/new?person=" + t.new_person->text() + "&service=" + item.running.service->text());
    }
  }
  p.show_if(opened->items.empty(), "NOTHING");
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

void put_state(Values row, const words::Words& w, const Transfer& transfer) {
  const auto tone = transfer.state == TransferState::offered    ? Values::Tone::wait
                    : transfer.state == TransferState::received ? Values::Tone::go
                                                                : Values::Tone::plain;
  row.badge("STATE", tone, w("departures.transfer." + std::string(state_name(transfer.state))));
}

web::Response show_transfers(web::Context& c) {
  auto p = c.page("departures/transfers.html");
  p.title(c.words("departures.transfers"));
  const auto list = c.office.db.read([&](db::Session& session) {
    return store::list_for_receiver(session, access::scope(c.actor, access::Action::receive_person), shown_max);
  });
  for (const auto& t : list) {
    auto row = p.add("ROWS");
    row.set("ID", t.id.text()).set("NUMBER", t.number).set("TOWN", town_of(c, t.municipality));
    put_state(row, c.words, t);
    if (t.state == TransferState::offered) row.add("WAITS").set("DUE", c.words.day(t.answer_due_on));
  }
  p.show_if(list.empty(), "NONE");
  return c.show(p);
}

web::Response show_transfer(web::Context& c) {
  const auto id = c.request.id<TransferId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response receive_from_page(web::Context& c) {
  const auto id = c.request.id<TransferId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto version = text::whole_number(c.request.form("version")).value_or(-1);
  const auto made = receive_person(c.office, c.actor, *id, version, c.once_key());
  if (!made) return c.refuse(made.refusals());
  return c.go("/transfers/" + id->text(), "departures.received");
}

web::Response decline_from_page(web::Context& c) {
  const auto id = c.request.id<TransferId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto version = text::whole_number(c.request.form("version")).value_or(-1);
  const auto done = decline_transfer(c.office, c.actor, *id, version, c.request.form("reason"), c.once_key());
  if (done) return c.go("/transfers", "departures.declined");
  return done.refusals().front().field.empty() ? c.refuse(done.refusals()) : show(c, *id, done.refusals());
}

}  // namespace gishe::departures::pages
