// The sender's side: places that were offered to its people, and the answer for one of them.
#include "places/handlers.h"
#include "places/places_access.h"

namespace gishe::places::pages {
namespace {

web::Response draw(web::Context& context, const OpenedOffer& opened, const OfferAnswer& typed, const Refusals& no,
                   int status) {
  const auto& w = context.words;
  Form form;
  form.over = opened.entry.referral_number;
  form.title = w("places.offer.title");
  form.lead = w.with("places.offer.lead", {{"service", opened.service_name},
                                           {"organisation", opened.organisation_name},
                                           {"day", w.day_long(opened.offer.begins_on)},
                                           {"until", w.day_long(opened.offer.answer_due_on)}});
  form.back = "/referrals/" + opened.entry.referral.text();
  form.action = "/places/offers/" + opened.offer.id.text();
  form.button = w("places.offer.take");
  auto page = form_page(context, form, no);
  page::Values::Input reason;
  reason.name = "reason";
  reason.label = w("places.offer.reason");
  reason.optional = true;
  page.add("FIELDS").radios("FIELD", reason, choices_of(w, "waiting.refusal", refusal_reasons, typed.reason), no);
  page::Values::Input note;
  note.name = "note";
  note.label = w("waiting.note");
  note.value = typed.note;
  note.optional = true;
  note.max_length = static_cast<int>(note_length_max);
  page.add("FIELDS").area("FIELD", note, no);
  page.add("SECOND").set("LABEL", w("places.offer.decline"));
  return context.show(page, status);
}

}  // namespace

web::Response show_offers(web::Context& context) {
  const auto& w = context.words;
  auto page = context.page("places/offers.html");
  page.title(w("places.offers.title"));
  const int shown = context.office.db.read([&](db::Session& session) {
    const auto scope = access::scope(context.actor, access::Action::answer_offer);
    std::optional<page::Values> table;
    int rows = 0;
    for (const auto& offer : store::list_offers_to_answer(session, scope)) {
      const auto entry = store::find_entry(session, scope, offer.entry);
      if (!entry ||
          !access::decide(context.actor, access::Action::answer_offer, facts_of(session, context.actor, *entry))
               .allowed)
        continue;
      if (!table) table = page.add("TABLE").set("TITLE", w("places.offers.title"));
      const auto service = directory::find_service(session, entry->service);
      auto row = table->add("ROWS");
      row.set("ID", offer.id.text()).set("NUMBER", entry->referral_number);
      row.set("SERVICE", service ? service->name : "");
      row.set("DUE", w.with("places.until", {{"day", w.day(offer.answer_due_on)}}));
      ++rows;
    }
    return rows;
  });
  page.show_if(shown == 0, "EMPTY");
  return context.show(page);
}

web::Response show_offer(web::Context& context) {
  const auto id = context.request.id<PlaceOfferId>("id");
  if (!id) return context.refuse(not_found);
  const auto opened = open_offer(context.office, context.actor, *id);
  if (!opened) return context.refuse(opened.refusals());
  if (opened->offer.state != store::OfferState::open) return context.refuse(offer_over);
  return draw(context, *opened, {}, {}, 200);
}

web::Response post_offer_answer(web::Context& context) {
  const auto& r = context.request;
  const auto id = r.id<PlaceOfferId>("id");
  if (!id) return context.refuse(not_found);
  OfferAnswer answer;
  answer.id = *id;
  answer.takes = r.form("second").empty();
  answer.reason = r.form("reason");
  answer.note = r.form("note");
  const auto done = answer_offer(context.office, context.actor, answer, context.once_key(answer.takes ? "yes" : "no"));
  if (!done) {
    const auto& no = done.refusals();
    const auto opened = open_offer(context.office, context.actor, *id);
    const bool again = opened.ok() && opened->offer.state == store::OfferState::open && !no.front().field.empty();
    return again ? draw(context, *opened, answer, no, status_of(no)) : context.refuse(no);
  }
  const auto opened = open_offer(context.office, context.actor, *id);
  if (!opened) return context.go("/places/offers", "places.done.answered");
  return context.go("/referrals/" + opened->entry.referral.text(), "places.done.answered");
}

}  // namespace gishe::places::pages
