// The demo's places: a crisis centre with twelve beds, seats of a day programme, five who wait. Played through the
// acts.
#include <stdexcept>

#include "base/csv.h"
#include "places/place_acts.h"
#include "places/stay_acts.h"
#include "places/waiting_acts.h"
#include "platform/embedded/embedded.h"
#include "platform/office/must.h"

namespace gishe::places {
namespace {

constexpr std::int64_t day_seconds = 24 * 3600;

void make(Office& office, const Actor& head, const ServiceId& service, int count, const std::string& kind,
          const std::string& room, const std::string& sex) {
  NewPlaces places;
  places.service = service;
  places.count = std::to_string(count);
  places.kind = kind;
  places.room = room;
  places.for_sex = sex;
  must(make_places(office, head, places, ""));
}

/// Two of them are known to two people only; one came at night and its papers are still to come.
void fill_crisis_centre(Office& office, SetClock& clock, const DemoHouse& centre, Instant now) {
  const auto text = embedded::find("demo/places.csv");
  if (!text) throw std::runtime_error("demo/places.csv is not in this binary");
  csv::Reader rooms(*text);
  while (rooms.next()) {
    make(office, centre.head, centre.service, std::stoi(rooms.get("count")), rooms.get("kind"), rooms.get("room"),
         rooms.get("for_sex"));
  }
  constexpr struct {
    int days_ago;
    bool shielded, at_night;
  } guests[] = {{160, false, false}, {130, true, false}, {127, false, false}, {92, false, false}, {61, false, false},
                {33, true, false},   {12, false, false}, {5, false, false},   {1, false, true}};
  for (const auto& guest : guests) {
    clock.move_to(now.plus_seconds(-guest.days_ago * day_seconds));
    NewStay stay;
    stay.service = centre.service;
    stay.sex = "f";
    stay.sensitivity = guest.shielded ? Sensitivity::shielded : Sensitivity::sensitive;
    stay.named = {centre.head.account};
    must(guest.at_night ? admit_in_emergency(office, centre.worker, stay, "") : admit(office, centre.worker, stay, ""));
  }
}

void fill_seats(Office& office, SetClock& clock, const DemoHouse& house, int seats, int taken, Instant now) {
  make(office, house.head, house.service, seats, "seat", "", "");
  const Day now_day = local_time(now).day;
  for (int i = 0; i < taken; ++i) {
    clock.move_to(now.plus_seconds(-(10 + 150 * (taken - i) / taken) * day_seconds));
    NewStay stay;
    stay.service = house.service;
    stay.planned_end = now_day.plus_days(20 + 3 * i).iso();
    must(admit(office, house.head, stay, ""));
  }
}

void let_wait(Office& office, SetClock& clock, const DemoHouse& house, const Actor& officer,
              const std::vector<PersonId>& people, Instant now) {
  constexpr struct {
    int days_ago;
    const char* urgency;
  } waits[] = {{74, "normal"}, {58, "normal"}, {41, "soon"}, {23, "normal"}, {9, "emergency"}};
  for (std::size_t i = 0; i < std::size(waits) && i < people.size(); ++i) {
    clock.move_to(now.plus_seconds(-waits[i].days_ago * day_seconds));
    referrals::NewReferral asked;
    asked.person = people[i];
    asked.source = Uuid::make();
    asked.to_service = house.service;
    asked.reason = words::Words(words::Language::bg)("need.rehabilitation_after_illness");
    asked.urgency = waits[i].urgency;
    asked.package_fields = {"name"};
    asked.needs = {"rehabilitation_after_illness"};
    asked.legal_ground = "consent";
    asked.consent_how = "written";
    const auto id = must(referrals::send_referral(office, officer, asked, ""));
    must(referrals::take_step(office, house.head, {id, "waitlist", 1, "", "", ""}, ""));
  }
}

/// The last free seat is offered to who is first, and one who waits is in hospital.
void offer_the_last(Office& office, const DemoHouse& house) {
  const auto list = office.db.read([&](db::Session& session) {
    const auto service = directory::find_service(session, house.service);
    return store::list_waiting(session, access::scope(house.head, access::Action::see_waiting_list),
                               home_of(session, *service), house.service);
  });
  if (list.size() < 3) return;
  EntryChange first;
  first.id = list.front().id;
  first.version = list.front().version;
  first.begins_on = office.today().plus_days(7).iso();
  must(offer_place(office, house.head, first, ""));
  EntryChange last;
  last.id = list.back().id;
  last.version = list.back().version;
  last.reason = "in_hospital";
  must(suspend_entry(office, house.head, last, ""));
}

}  // namespace

void load_demo(Office& office, SetClock& clock, const DemoPlaces& demo) {
  const Instant now = clock.now();
  clock.move_to(now.plus_seconds(-180 * day_seconds));
  fill_crisis_centre(office, clock, demo.crisis_centre, now);
  clock.move_to(now.plus_seconds(-170 * day_seconds));
  fill_seats(office, clock, demo.seats, 20, 18, now);
  clock.move_to(now.plus_seconds(-170 * day_seconds));
  fill_seats(office, clock, demo.awaited, 60, 59, now);
  let_wait(office, clock, demo.awaited, demo.officer, demo.people, now);
  clock.move_to(now);
  offer_the_last(office, demo.awaited);
}

}  // namespace gishe::places
