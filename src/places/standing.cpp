// What stands on a referral's page: the turn in the list, an offer to answer, the place and until when.
#include "places/places_access.h"
#include "places/stay_acts.h"
#include "places/waiting_acts.h"

namespace gishe::places {
namespace {

using access::Action;

void put_waiting(db::Session& session, const Actor& actor, const words::Words& w, const WaitingEntry& entry, Day today,
                 bool in_house, referrals::Standing& s) {
  const int position = store::count_before(session, entry) + 1;
  if (entry.state == WaitingState::suspended) {
    s.facts.emplace_back(w("places.standing.waiting"), w("waiting.state.suspended"));
  } else {
    s.facts.emplace_back(w("places.standing.position"), std::to_string(position));
    const auto expected =
        entry.expected_on
            ? entry.expected_on
            : expected_day(position, store::count_free(session, entry.service, today).free,
                           store::list_planned_ends(session, entry.municipality, entry.service, today), today);
    if (expected) s.facts.emplace_back(w("places.standing.expected"), w.day(std::max(*expected, today)));
  }
  s.also_href = "/services/" + entry.service.text() + "/waiting-rule";
  s.also_label = w("places.standing.rule");
  if (const auto offer = store::find_open_offer(session, entry.municipality, entry.id)) {
    s.facts.emplace_back(w("places.standing.offered"),
                         w.with("places.standing.offer_until", {{"day", w.day(offer->answer_due_on)}}));
    if (!in_house && access::decide(actor, Action::answer_offer, facts_of(session, actor, entry)).allowed) {
      s.href = "/places/offers/" + offer->id.text();
      s.label = w("places.standing.answer");
    }
  }
  if (in_house && access::decide(actor, Action::see_waiting_list, facts_of(session, actor, entry)).allowed) {
    s.href = "/provider/waiting/entries/" + entry.id.text();
    s.label = w("places.standing.entry");
  }
}

void put_stay(const words::Words& w, const Stay& stay, bool in_house, referrals::Standing& s) {
  s.facts.emplace_back(w("places.standing.place"), w("stay.state." + std::string(state_name(stay.state))));
  if (stay.admitted_on) s.facts.emplace_back(w("places.standing.since"), w.day(*stay.admitted_on));
  if (stay.planned_end_on) s.facts.emplace_back(w("places.standing.until"), w.day(*stay.planned_end_on));
  if (in_house) {
    s.href = "/provider/stays/" + stay.id.text();
    s.label = w("places.standing.stay");
  }
}

}  // namespace

referrals::Standing standing_of(db::Session& session, const Actor& actor, const words::Words& words,
                                const referrals::Referral& referral, Day today) {
  referrals::Standing s;
  const bool in_house = actor.post.organisation == referral.to_organisation && !actor.post.organisation.is_nil();
  const bool open = referral.state == referrals::State::accepted || referral.state == referrals::State::in_service;
  const auto service = directory::find_service(session, referral.to_service);
  if (!service) return s;
  if (const auto entry = store::find_open_entry(session, home_of(session, *service), referral.id)) {
    put_waiting(session, actor, words, *entry, today, in_house, s);
    return s;
  }
  if (!open) return s;
  const auto scope = access::scope(actor, in_house ? Action::see_beds : Action::open_referral);
  for (const Stay& stay : store::list_of_referral(session, scope, referral.id)) {
    if (stay.state == State::ended) continue;
    put_stay(words, stay, in_house, s);
    return s;
  }
  if (in_house && access::function_may(actor, Action::keep_placements) &&
      store::count_free(session, service->id, today).kept) {
    s.facts.emplace_back(words("places.standing.place"), words("places.standing.none"));
    s.href = "/provider/places/services/" + service->id.text() + "/admission?referral=" + referral.id.text();
    s.label = words("places.standing.give");
  }
  return s;
}

}  // namespace gishe::places
