// How a stay begins: who comes, which place, until when.
#include <algorithm>

#include "people/people.h"
#include "places/place_acts.h"
#include "places/places_access.h"
#include "places/stay_acts.h"
#include "places/waiting_store.h"
#include "platform/office/act.h"
#include "platform/office/unused_number.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

namespace gishe::places {
namespace {

using access::Action;

/// The place asked for, or the best free one; the service is locked.
Result<Place> choose_place(db::Tx& tx, Office& office, const Actor& actor, const directory::Service& service,
                           const Guided& who, const NewStay& asked) {
  const Guest& guest = who.guest;
  const auto places = store::list_places(tx, service.id);
  if (places.empty()) return no_places_kept;
  const auto held = store::list_held(tx, places.front().municipality, service.id);
  const auto is_free = [&](const Place& p) { return std::find(held.begin(), held.end(), p.id) == held.end(); };
  if (asked.place) {
    const auto at = std::find_if(places.begin(), places.end(), [&](const Place& p) { return p.id == *asked.place; });
    if (at == places.end()) return not_found;
    if (!at->in_use_on(office.today())) return Refusal(place_not_in_use, "place");
    if (!is_free(*at)) return Refusal(place_taken, "place");
    if (!(who.referral ? may_suit(*at, guest) : suits(*at, guest))) return Refusal(place_does_not_fit, "place");
    return *at;
  }
  const auto best_of = [&](bool (*fits)(const Place&, const Guest&)) {
    const Place* best = nullptr;
    for (const Place& p : places) {
      if (!p.in_use_on(office.today()) || !is_free(p) || !fits(p, guest)) continue;
      if (!best || suits_better(p, *best)) best = &p;
    }
    return best;
  };
  if (const Place* best = best_of(suits)) return *best;
  if (const Place* best = who.referral ? best_of(may_suit) : nullptr) return *best;
  if (!asked.decision.empty()) return make_extra_place(tx, office, actor, places, asked.decision);
  const Free now = store::count_free(tx, service.id, office.today());
  return Refusal(no_place_free, "place",
                 {{"service", service.name},
                  {"total", std::to_string(now.total)},
                  {"waiting", std::to_string(store::count_waiting(tx, places.front().municipality, service.id))}});
}

/// At a door behind which people are protected everybody is: known to who opens it and to those on duty there.
NewStay as_taken_in(db::Session& session, const directory::Service& service, const NewStay& asked, Day today) {
  const bool protects = service.restricted || !longest_stay_rule(service).empty();
  if (!protects || asked.referral || asked.sensitivity == Sensitivity::shielded) return asked;
  NewStay stay = asked;
  stay.sensitivity = Sensitivity::shielded;
  for (const auto function : {Function::provider_head, Function::crisis_worker}) {
    for (const auto& account :
         staff::list_holders(session, function, home_of(session, service), service.organisation, today)) {
      if (!account.disabled) stay.named.push_back(account.id);
    }
  }
  return stay;
}

struct Comes {
  Guided who;
  access::Facts facts;
};

/// Person, sender and level of who comes, for this actor's eyes.
Result<Comes> who_comes(db::Tx& tx, const Actor& actor, const directory::Service& service, const NewStay& n,
                        Day today) {
  const MunicipalityCode home = home_of(tx, service);
  Comes comes;
  Guided& who = comes.who;
  who.from_municipality = home;
  who.sensitivity = std::max(n.sensitivity, Sensitivity::personal);
  who.guest = {n.sex, n.age};
  if (n.referral) {
    const auto referral = referrals::find_referral(tx, access::scope(actor, Action::open_referral), *n.referral);
    if (!referral || referral->to_service != service.id) return not_found;
    if (referral->state != referrals::State::accepted && referral->state != referrals::State::in_service)
      return referral_not_accepted;
    who.referral = referral->id;
    who.from_municipality = who.person_municipality = referral->municipality;
    who.person = referral->person;
  } else if (n.person) {
    who.person_municipality = n.person_municipality;
    who.person = n.person;
  }
  comes.facts = facts_of(home, service.organisation);
  comes.facts.sensitivity = who.sensitivity;
  bool file_is_shielded = false;
  if (who.person) {
    const auto file = people::facts_of(tx, actor, who.person_municipality, *who.person);
    if (!file) return not_found;
    file_is_shielded = file->sensitivity == Sensitivity::shielded;
    comes.facts.sensitivity = std::max(who.sensitivity, file->sensitivity);
    comes.facts.relations |= file->relations & (access::named | access::barred);
  }
  if (who.referral) {
    const Guest sent = store::guest_of(tx, who.from_municipality, *who.referral, today);
    if (!sent.sex.empty()) who.guest.sex = sent.sex;
    if (sent.age) who.guest.age = sent.age;
  }
  // Who takes somebody in under protection is among those who know.
  if (!file_is_shielded && who.sensitivity == Sensitivity::shielded) comes.facts.relations |= access::named;
  return comes;
}

/// A referral that was accepted holds its place already: who comes takes that one.
Result<StayId> begin_reserved(db::Tx& tx, Office& office, const Actor& actor, const Stay& reserved, const NewStay& n,
                              Verb verb) {
  Change change;
  change.id = reserved.id;
  change.version = reserved.version;
  change.until = n.planned_end;
  change.no_contract = n.no_contract;
  if (n.place && *n.place != reserved.place) {
    change.place = n.place;
    const auto moved = take_step_in(tx, office, actor, change, Verb::move);
    if (!moved) return moved.refusals();
    change.version = moved->version;
  }
  const auto stay = take_step_in(tx, office, actor, change, verb);
  if (!stay) return stay.refusals();
  return stay->id;
}

Result<StayId> begin_stay(db::Tx& tx, Office& office, const Actor& actor, const NewStay& asked, Verb verb) {
  if (!access::function_may(actor, Action::keep_placements)) return not_your_function;
  const auto service = directory::find_service(tx, asked.service);
  if (!service) return not_found;
  const NewStay n = as_taken_in(tx, *service, asked, office.today());
  const auto comes = who_comes(tx, actor, *service, n, office.today());
  if (!comes) return comes.refusals();
  const auto decision = access::decide(actor, Action::keep_placements, comes->facts);
  if (!decision.allowed) return *decision.no;
  const auto& who = comes->who;
  // A restricted file does not shut the door: a bed protects rights of its person (чл. 18, ал. 2 ОРЗД).
  if (who.person && people::find_closing(tx, who.person_municipality, *who.person)) return people::file_closed;
  if (n.referral) {
    const auto running = store::find_open_of_referral(tx, home_of(tx, *service), *n.referral);
    if (running && running->state != State::reserved) return has_a_place;
    if (running) return begin_reserved(tx, office, actor, *running, n, verb);
  }
  const auto stay = take_place(tx, office, actor, *service, comes->who, n, verb, decision.rule);
  if (!stay) return stay.refusals();
  if (auto told = tell_referral(tx, office, actor, *stay, n.no_contract); !told) return told.refusals();
  return stay->id;
}

Result<StayId> begin_once(Office& office, const Actor& actor, const NewStay& n, Verb verb, std::string_view once_key) {
  const std::string content =
      content_digest({n.service.text(), n.place ? n.place->text() : "", n.referral ? n.referral->text() : "",
                      n.person ? n.person->text() : "", n.sex, n.age ? std::to_string(*n.age) : "", n.planned_end,
                      n.decision, n.no_contract});
  const auto begun = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "stay." + std::string(verb_name(verb)), content,
                      [&]() -> Result<std::string> {
                        const auto id = begin_stay(tx, office, actor, n, verb);
                        if (!id) return id.refusals();
                        return id->text();
                      });
  });
  if (!begun) return begun.refusals();
  return StayId::parse(*begun).value_or(StayId{});
}

}  // namespace

Result<Stay> take_place(db::Tx& tx, Office& office, const Actor& actor, const directory::Service& service,
                        const Guided& who, const NewStay& asked, Verb verb, const char* rule) {
  store::lock_service(tx, service.id);
  const auto place = choose_place(tx, office, actor, service, who, asked);
  if (!place) return place.refusals();
  const Day today = office.today();
  Stay stay;
  stay.municipality = place->municipality;
  stay.id = StayId::make();
  stay.number = unused_number(stay.municipality, today, "S-", [&](const std::string& number) {
    return store::number_is_taken(tx, stay.municipality, number);
  });
  stay.version = 1;
  stay.place = place->id;
  stay.service = service.id;
  stay.organisation = service.organisation;
  stay.state = verb == Verb::reserve ? State::reserved : find_transition(State::reserved, verb)->to;
  stay.sensitivity = who.sensitivity;
  stay.from_municipality = who.from_municipality;
  stay.referral = who.referral;
  stay.person_municipality = who.person_municipality;
  stay.person = who.person;
  stay.reserved_on = today;
  if (stay.state != State::reserved) stay.admitted_on = today;
  if (verb == Verb::admit_in_emergency) {
    stay.in_emergency = true;
    stay.papers_due_on = due_by_rule(tx, "places.papers", stay.municipality, today);
  }
  if (auto no = set_days(tx, service, asked.planned_end, today, stay); !no.empty()) return no;
  std::vector<AccountId> named;
  if (stay.sensitivity == Sensitivity::shielded) {
    named = asked.named;
    if (!actor.account.is_nil()) named.push_back(actor.account);
  }
  if (!store::insert_stay(tx, stay, named, office.now())) return has_a_place;  // the place itself was locked free
  store::insert_event(
      tx, stay,
      {1, office.now(), actor.account, verb, State::reserved, stay.state, stay.place, stay.planned_end_on, "", ""});
  office.note(tx, actor,
              {"stay." + std::string(verb_name(verb)),
               stay.municipality,
               "stay",
               stay.id.value,
               rule,
               "",
               {{"state", "", std::string(state_name(stay.state))}}});
  keep_figures(tx, office, stay.municipality, stay.service);
  return stay;
}

Result<StayId> admit_in(db::Tx& tx, Office& office, const Actor& actor, const NewStay& stay) {
  return begin_stay(tx, office, actor, stay, Verb::admit);
}
Result<StayId> admit_in_emergency_in(db::Tx& tx, Office& office, const Actor& actor, const NewStay& stay) {
  return begin_stay(tx, office, actor, stay, Verb::admit_in_emergency);
}
Result<StayId> admit(Office& office, const Actor& actor, const NewStay& stay, std::string_view once_key) {
  return begin_once(office, actor, stay, Verb::admit, once_key);
}
Result<StayId> admit_in_emergency(Office& office, const Actor& actor, const NewStay& stay, std::string_view once_key) {
  return begin_once(office, actor, stay, Verb::admit_in_emergency, once_key);
}

}  // namespace gishe::places
