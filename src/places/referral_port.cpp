// What a referral's step does here, in its own transaction: it waits, it has a place, or it gives back what it had.
#include "places/places_access.h"
#include "places/stay_acts.h"
#include "places/waiting_acts.h"
#include "platform/office/act.h"

namespace gishe::places {
namespace {

constexpr const char* by_referral = "system/referral";

WaitingRule first_rule(db::Tx& tx, const Office& office, const MunicipalityCode& home, const ServiceId& service) {
  if (auto rule = store::find_rule(tx, home, service)) return *rule;
  WaitingRule rule;
  rule.version = 1;
  if (!store::insert_rule(tx, home, service, rule, {}, office.now()))
    return store::find_rule(tx, home, service).value_or(rule);
  return rule;
}

void begin_waiting(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& home,
                   const referrals::Asked& asked) {
  const referrals::Referral& r = asked.referral;
  if (store::find_open_entry(tx, home, r.id)) return;
  const WaitingRule rule = first_rule(tx, office, home, r.to_service);
  WaitingEntry e;
  e.municipality = home;
  e.id = WaitingEntryId::make();
  e.version = 1;
  e.service = r.to_service;
  e.organisation = r.to_organisation;
  e.from_municipality = r.municipality;
  e.referral = r.id;
  e.referral_number = r.number;
  e.person = r.person;
  e.sent_by = r.sent_by;
  e.urgency = r.urgency;
  e.needs = asked.needs;
  e.since = r.sent_at ? local_time(*r.sent_at).day : office.today();
  e.expected_on = asked.on;
  e = under(rule, e);
  store::insert_entry(tx, e, office.now());
  store::WaitingEvent event;
  event.seq = 1;
  event.at = office.now();
  event.by = actor.account;
  store::insert_waiting_event(tx, e, event);
}

/// Whoever leaves the list: placed, or removed with the referral's new state as the reason.
Result<Done> end_waiting(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& home,
                         const referrals::Asked& asked, WaitingVerb verb) {
  const auto entry = store::find_open_entry(tx, home, asked.referral.id);
  if (!entry) return Done{};
  if (const auto offer = store::find_open_offer(tx, home, entry->id)) {
    const bool taken = verb == WaitingVerb::place;
    if (!store::answer_offer(tx, *offer, taken ? store::OfferState::accepted : store::OfferState::taken_back,
                             actor.account, "", "", office.now()))
      return offer_over;
  }
  WaitingEntry after = *entry;
  after.closing_reason = referrals::state_name(asked.to);
  if (!move_entry(tx, office, actor, *entry, after, {verb, by_referral, after.closing_reason}))
    return changed_meanwhile;
  return Done{};
}

Result<Done> reserve_for(db::Tx& tx, Office& office, const Actor& actor, const directory::Service& service,
                         const MunicipalityCode& home, const referrals::Asked& asked) {
  const referrals::Referral& r = asked.referral;
  if (store::find_open_of_referral(tx, home, r.id)) return Done{};
  Guided who;
  who.referral = r.id;
  who.from_municipality = who.person_municipality = r.municipality;
  who.person = r.person;
  who.guest = store::guest_of(tx, r.municipality, r.id, office.today());
  NewStay stay;
  stay.service = service.id;
  const auto taken = take_place(tx, office, actor, service, who, stay, Verb::reserve, by_referral);
  if (!taken) return taken.refusals();
  return Done{};
}

Result<Done> end_of_stay(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& home,
                         const referrals::Asked& asked) {
  const auto stay = store::find_open_of_referral(tx, home, asked.referral.id);
  if (!stay) return Done{};
  Change change;
  change.reason = asked.to == referrals::State::no_show || asked.to == referrals::State::not_started
                      ? "did_not_come"
                      : "referral_closed";
  const auto ended = step_by_house(tx, office, actor, *stay, change, Verb::release, by_referral);
  if (!ended) return ended.refusals();
  return Done{};
}

Result<Done> come_in(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& home,
                     const referrals::Asked& asked) {
  const auto stay = store::find_open_of_referral(tx, home, asked.referral.id);
  if (!stay || stay->state != State::reserved) return Done{};  // the board admitted already, and tells the referral
  const auto admitted = step_by_house(tx, office, actor, *stay, {}, Verb::admit, by_referral);
  if (!admitted) return admitted.refusals();
  return Done{};
}

Result<Done> follow(db::Tx& tx, Office& office, const Actor& actor, const directory::Service& service,
                    const referrals::Asked& asked, bool kept) {
  using enum referrals::State;
  const MunicipalityCode home = home_of(tx, service);
  switch (asked.to) {
    case waitlisted:
      begin_waiting(tx, office, actor, home, asked);
      return Done{};
    case accepted: {
      auto placed = end_waiting(tx, office, actor, home, asked, WaitingVerb::place);
      if (!placed || !kept) return placed;
      return reserve_for(tx, office, actor, service, home, asked);
    }
    case in_service:
      return come_in(tx, office, actor, home, asked);
    case declined:
    case expired:
    case withdrawn:
    case revoked:
    case no_show:
    case not_started:
    case completed: {
      auto removed = end_waiting(tx, office, actor, home, asked, WaitingVerb::remove);
      if (!removed) return removed;
      return end_of_stay(tx, office, actor, home, asked);
    }
    default:
      return Done{};
  }
}

}  // namespace

Result<bool> referral_step(db::Tx& tx, Office& office, const Actor& actor, const referrals::Asked& asked) {
  const auto service = directory::find_service(tx, asked.referral.to_service);
  if (!service) return false;
  const bool kept = store::keeps_places(tx, service->id);
  const auto done = follow(tx, office, actor, *service, asked, kept);
  if (!done) return done.refusals();
  if (kept) keep_figures(tx, office, home_of(tx, *service), service->id);
  return kept;
}

}  // namespace gishe::places
