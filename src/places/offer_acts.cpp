// A free place is held for one who waits, until the sender answers or the day passes.
#include <algorithm>

#include "base/text.h"
#include "people/people.h"
#include "places/places_access.h"
#include "places/stay_acts.h"
#include "places/waiting_acts.h"
#include "platform/office/act.h"
#include "staff/staff.h"

namespace gishe::places {
namespace {

using access::Action;

/// Nobody who is barred from the person is told, and of a shielded one only who is named: not even a mailbox may know.
bool may_be_told(db::Session& session, const AccountId& account, const WaitingEntry& entry) {
  Actor reader;  // not acting: asked only whether it is named or barred
  reader.account = account;
  const auto file = people::facts_of(session, reader, entry.from_municipality, entry.person);
  if (!file || (file->relations & access::barred)) return false;
  return std::max(entry.sensitivity, file->sensitivity) != Sensitivity::shielded || (file->relations & access::named);
}

void tell(db::Tx& tx, const Office& office, const AccountId& whom, const char* kind, const WaitingEntry& entry,
          const std::string& path) {
  const auto account = staff::find_account(tx, whom);
  if (!account || account->disabled || account->email.empty() || !may_be_told(tx, whom, entry)) return;
  post::Message message;
  message.to = account->email;
  message.language = words::from_code(account->language).value_or(words::Language::bg);
  message.kind = kind;
  message.values = {{"number", entry.referral_number}, {"link", office.public_address + path}};
  post::queue(tx, office.clock, message);
}

Result<Day> begins(const std::string& typed, Day today) {
  const std::string tidy = text::tidy(typed);
  if (tidy.empty()) return Refusal(required, "begins_on");
  const auto day = Day::from_person(tidy);
  if (!day) return Refusal(not_a_date, "begins_on");
  if (*day < today) return Refusal(day_passed, "begins_on");
  const Day last = today.plus_days(begins_days_max);
  if (last < *day) return Refusal(begins_too_late, "begins_on", {{"day", written(last)}});
  return *day;
}

/// Others wait before: then the offer needs a reason everybody can read.
bool is_out_of_turn(db::Session& session, const access::Scope& scope, const WaitingEntry& entry) {
  for (const WaitingEntry& e : store::list_waiting(session, scope, entry.municipality, entry.service)) {
    if (e.id == entry.id) return false;
    if (e.state == WaitingState::waiting) return true;
  }
  return false;
}

Result<Done> offer_in(db::Tx& tx, Office& office, const Actor& actor, const WaitingEntry& entry, const char* rule,
                      const EntryChange& c) {
  const auto begins_on = begins(c.begins_on, office.today());
  if (!begins_on) return begins_on.refusals();
  const auto scope = access::scope(actor, Action::offer_place);
  if (text::length(c.note) < decision_length_min && is_out_of_turn(tx, scope, entry))
    return Refusal(out_of_turn, "note");
  const auto service = directory::find_service(tx, entry.service);
  if (!service) return not_found;
  Guided who;
  who.referral = entry.referral;
  who.from_municipality = who.person_municipality = entry.from_municipality;
  who.person = entry.person;
  who.guest = store::guest_of(tx, entry.from_municipality, entry.referral, office.today());
  NewStay asked;
  asked.service = entry.service;
  asked.place = c.place;
  const auto stay = take_place(tx, office, actor, *service, who, asked, Verb::reserve, rule);
  if (!stay) return stay.refusals();

  store::Offer offer;
  offer.municipality = entry.municipality;
  offer.id = PlaceOfferId::make();
  offer.entry = entry.id;
  offer.stay = stay->id;
  offer.from_municipality = entry.from_municipality;
  offer.begins_on = *begins_on;
  offer.answer_due_on = due_by_rule(tx, "places.offer", entry.municipality, office.today());
  offer.offered_at = office.now();
  offer.offered_by = actor.account;
  if (!move_entry(tx, office, actor, entry, entry, {WaitingVerb::offer, rule, "", c.note})) return changed_meanwhile;
  store::insert_offer(tx, offer);
  tell(tx, office, entry.sent_by, "place_offered", entry, "/places/offers/" + offer.id.text());
  return Done{};
}

/// The entry of an offer for the one who answers it.
struct Allowed {
  store::Offer offer;
  WaitingEntry entry;
  const char* rule;
};
Result<Allowed> find_offered(db::Session& session, const Actor& actor, const PlaceOfferId& id) {
  if (!access::function_may(actor, Action::answer_offer)) return not_your_function;
  const auto offer = store::find_offer(session, id);
  if (!offer) return not_found;
  const auto entry = store::find_entry(session, access::scope(actor, Action::answer_offer), offer->entry);
  if (!entry) return not_found;
  const auto decision = access::decide(actor, Action::answer_offer, facts_of(session, actor, *entry));
  if (!decision.allowed) return *decision.no;
  return Allowed{*offer, *entry, decision.rule};
}

Result<Done> take_offer(db::Tx& tx, Office& office, const Actor& actor, const Allowed& own) {
  const auto referral = referrals::find_referral(tx, access::scope(actor, Action::answer_offer), own.entry.referral);
  if (!referral) return not_found;
  referrals::Step step;
  step.id = referral->id;
  step.verb = "take_offer";
  step.version = referral->version;
  step.on = own.offer.begins_on.iso();
  // The referral's step comes back through the port: the entry is placed, the offer accepted, the place stays reserved.
  const auto state = referrals::take_step_in(tx, office, actor, step);
  if (!state) return state.refusals();
  tell(tx, office, own.offer.offered_by, "place_offer_answered", own.entry, "/referrals/" + referral->id.text());
  return Done{};
}

Result<Done> decline_offer(db::Tx& tx, Office& office, const Actor& actor, const Allowed& own, const OfferAnswer& a) {
  Refusals no;
  if (a.reason.empty())
    no.emplace_back(required, "reason");
  else if (!text::one_of(refusal_reasons, a.reason))
    no.emplace_back(not_in_list, "reason");
  if (!text::is_plain(a.note, text::Lines::many)) no.emplace_back(not_plain_text, "note");
  if (text::length(a.note) > note_length_max)
    no.push_back(Refusal(too_long, "note", {{"max", std::to_string(note_length_max)}}));
  if (a.reason == "other" && a.note.empty()) no.emplace_back(required, "note");
  if (!no.empty()) return no;
  return close_offer(tx, office, actor, own.offer, store::OfferState::declined,
                     {WaitingVerb::decline_offer, own.rule, a.reason, a.note});
}

}  // namespace

Result<Done> offer_place(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(
        tx, office, actor, once_key, "waiting.offer",
        {change.id.text(), std::to_string(change.version), change.place ? change.place->text() : "", change.begins_on},
        [&]() -> Result<Done> {
          if (!access::function_may(actor, Action::offer_place)) return not_your_function;
          const auto entry = store::find_entry(tx, access::scope(actor, Action::offer_place), change.id);
          if (!entry) return not_found;
          const auto decision = access::decide(actor, Action::offer_place, facts_of(tx, actor, *entry));
          if (!decision.allowed) return *decision.no;
          if (entry->version != change.version) return changed_meanwhile;
          if (entry->state != WaitingState::waiting) return not_from_this_state;
          EntryChange c = change;
          c.note = text::tidy(c.note, text::Lines::many);
          if (!text::is_plain(c.note, text::Lines::many)) return Refusal(not_plain_text, "note");
          if (text::length(c.note) > note_length_max)
            return Refusal(too_long, "note", {{"max", std::to_string(note_length_max)}});
          return offer_in(tx, office, actor, *entry, decision.rule, c);
        });
  });
}

Result<Done> take_back_offer(Office& office, const Actor& actor, const EntryChange& change, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "waiting.take_back",
                     {change.id.text(), std::to_string(change.version), change.note}, [&]() -> Result<Done> {
                       if (!access::function_may(actor, Action::offer_place)) return not_your_function;
                       const auto entry = store::find_entry(tx, access::scope(actor, Action::offer_place), change.id);
                       if (!entry) return not_found;
                       const auto decision = access::decide(actor, Action::offer_place, facts_of(tx, actor, *entry));
                       if (!decision.allowed) return *decision.no;
                       if (entry->version != change.version) return changed_meanwhile;
                       const auto offer = store::find_open_offer(tx, entry->municipality, entry->id);
                       if (!offer) return not_from_this_state;
                       const std::string note = text::tidy(change.note, text::Lines::many);
                       if (text::length(note) < decision_length_min) return Refusal(decision_needed, "note");
                       if (!text::is_plain(note, text::Lines::many)) return Refusal(not_plain_text, "note");
                       if (text::length(note) > note_length_max)
                         return Refusal(too_long, "note", {{"max", std::to_string(note_length_max)}});
                       tell(tx, office, entry->sent_by, "place_offer_over", *entry,
                            "/referrals/" + entry->referral.text());
                       return close_offer(tx, office, actor, *offer, store::OfferState::taken_back,
                                          {WaitingVerb::take_back, decision.rule, "", note});
                     });
  });
}

Result<Done> close_offer(db::Tx& tx, Office& office, const Actor& actor, const store::Offer& offer,
                         store::OfferState answer, const EntryStep& step) {
  if (!store::answer_offer(tx, offer, answer, actor.account, step.reason, step.note, office.now())) return offer_over;
  const auto entry = store::find_entry_for_system(tx, offer.municipality, offer.entry);
  if (!entry) return not_found;
  const auto stay = store::find_for_system(tx, offer.municipality, offer.stay);
  if (stay && stay->state == State::reserved) {
    Change change;
    change.reason = "offer_over";
    const auto released = step_by_house(tx, office, actor, *stay, change, Verb::release, step.rule);
    if (!released) return released.refusals();
  }
  if (!waiting_after(entry->state, step.verb)) return Done{};  // it left the list already
  WaitingEntry after = *entry;
  if (step.verb == WaitingVerb::decline_offer || step.verb == WaitingVerb::expire_offer) {
    ++after.refused_offers;
    after.turn = turn_of(rule_of(tx, after.municipality, after.service), after);
    tell(tx, office, offer.offered_by, "place_offer_answered", *entry, "/provider/waiting/entries/" + entry->id.text());
  }
  if (!move_entry(tx, office, actor, *entry, after, step)) return changed_meanwhile;
  return Done{};
}

Result<Done> answer_offer(Office& office, const Actor& actor, const OfferAnswer& answer, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "answer_offer",
                     {answer.id.text(), answer.takes ? "yes" : "no", answer.reason, answer.note},
                     [&]() -> Result<Done> {
                       const auto own = find_offered(tx, actor, answer.id);
                       if (!own) return own.refusals();
                       const bool late = own->offer.answer_due_on < office.today();  // the job may not have run yet
                       if (late || own->offer.state != store::OfferState::open) return offer_over;
                       if (answer.takes) return take_offer(tx, office, actor, *own);
                       OfferAnswer a = answer;
                       a.note = text::tidy(a.note, text::Lines::many);
                       return decline_offer(tx, office, actor, *own, a);
                     });
  });
}

Result<OpenedOffer> open_offer(Office& office, const Actor& actor, const PlaceOfferId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedOffer> {
    auto own = find_offered(session, actor, id);
    if (!own) return own.refusals();
    line = {
        "place_offer.opened", own->entry.from_municipality, "waiting_entry", own->entry.id.value, own->rule, "", {}};
    OpenedOffer opened{own->offer, own->entry, "", ""};
    if (const auto service = directory::find_service(session, own->entry.service)) {
      opened.service_name = service->name;
      opened.organisation_name = service->organisation_name;
    }
    return opened;
  });
}

ToAnswer count_to_answer(db::Session& session, const Actor& actor) {
  ToAnswer to_answer;
  for (const auto& offer : store::list_offers_to_answer(session, access::scope(actor, Action::answer_offer))) {
    const auto entry = store::find_entry(session, access::scope(actor, Action::answer_offer), offer.entry);
    if (!entry || !access::decide(actor, Action::answer_offer, facts_of(session, actor, *entry)).allowed) continue;
    if (++to_answer.count == 1) to_answer.due_on = offer.answer_due_on;
  }
  return to_answer;
}

int expire_offers(Office& office) {
  constexpr int at_once_max = 500;
  const auto late = office.db.read(
      [&](db::Session& session) { return store::list_offers_past_due(session, office.today(), at_once_max); });
  int expired = 0;
  for (const auto& offer : late) {
    // Somebody may have answered in the meantime: then nothing happens.
    const auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
      auto over = close_offer(tx, office, Actor{}, offer, store::OfferState::expired,
                              {WaitingVerb::expire_offer, "system/deadline"});
      if (!over) return over;
      if (const auto entry = store::find_entry_for_system(tx, offer.municipality, offer.entry))
        tell(tx, office, entry->sent_by, "place_offer_over", *entry, "/referrals/" + entry->referral.text());
      return over;
    });
    if (done) ++expired;
  }
  return expired;
}

}  // namespace gishe::places
