#include "places/place_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "places/places_access.h"
#include "platform/office/act.h"

namespace gishe::places {
namespace {

using access::Action;

Refusals why_not_decision(const std::string& decision) {
  if (text::length(decision) < decision_length_min) return {Refusal(decision_needed, "decision")};
  if (!text::is_plain(decision, text::Lines::many)) return {Refusal(not_plain_text, "decision")};
  if (text::length(decision) > note_length_max)
    return {Refusal(too_long, "decision", {{"max", std::to_string(note_length_max)}})};
  return {};
}

struct Allowed {
  directory::Service service;
  MunicipalityCode home;
  const char* rule;
};
Result<Allowed> find_own(db::Session& session, const Actor& actor, const ServiceId& id) {
  if (!access::function_may(actor, Action::keep_placements)) return not_your_function;
  auto service = directory::find_service(session, id);
  if (!service) return not_found;
  const MunicipalityCode home = home_of(session, *service);
  const auto decision = access::decide(actor, Action::keep_placements, facts_of(home, service->organisation));
  if (!decision.allowed) return *decision.no;
  return Allowed{std::move(*service), home, decision.rule};
}

int read_number(const std::string& typed, int min, int max, const char* field, Refusals& no) {
  const auto n = text::whole_number(text::tidy(typed));
  if (n && min <= *n && *n <= max) return static_cast<int>(*n);
  no.emplace_back(not_a_number, field);
  return min;
}

std::optional<int> read_age(const std::string& typed, const char* field, Refusals& no) {
  constexpr int age_max = 130;
  if (text::tidy(typed).empty()) return std::nullopt;
  return read_number(typed, 0, age_max, field, no);
}

Result<Done> make_in(db::Tx& tx, Office& office, const Actor& actor, const NewPlaces& typed) {
  constexpr std::size_t room_max = 60;
  const auto own = find_own(tx, actor, typed.service);
  if (!own) return own.refusals();
  Refusals no;
  Place place;
  const int count = read_number(typed.count, 1, places_at_once_max, "count", no);
  place.age_min = read_age(typed.age_min, "age_min", no);
  place.age_max = read_age(typed.age_max, "age_max", no);
  if (place.age_min && place.age_max && *place.age_max < *place.age_min) no.emplace_back(not_a_number, "age_max");
  if (!text::one_of(place_kinds, typed.kind)) no.emplace_back(not_in_list, "kind");
  if (!typed.for_sex.empty() && typed.for_sex != "f" && typed.for_sex != "m") no.emplace_back(not_in_list, "for_sex");
  place.room = text::tidy(typed.room);
  if (!text::is_plain(place.room)) no.emplace_back(not_plain_text, "room");
  if (text::length(place.room) > room_max) no.push_back(Refusal(too_long, "room", {{"max", std::to_string(room_max)}}));
  if (!no.empty()) return no;
  store::lock_service(tx, typed.service);
  const auto before = store::list_places(tx, typed.service);
  if (before.size() + static_cast<std::size_t>(count) > 500) return Refusal(not_a_number, "count");
  place.municipality = own->home;
  place.service = typed.service;
  place.organisation = own->service.organisation;
  place.kind = typed.kind;
  place.for_sex = typed.for_sex;
  place.active_from = office.today();
  for (int i = 1; i <= count; ++i) {
    place.id = PlaceId::make();
    place.seq = (before.empty() ? 0 : before.back().seq) + i;
    place.name = std::to_string(place.seq);
    store::insert_place(tx, place, actor.account, office.now());
  }
  office.note(
      tx, actor,
      {"place.made",
       own->home,
       "service",
       typed.service.value,
       own->rule,
       "",
       {{"places", std::to_string(before.size()), std::to_string(before.size() + static_cast<std::size_t>(count))}}});
  keep_figures(tx, office, own->home, typed.service);
  return Done{};
}

}  // namespace

Result<Place> make_extra_place(db::Tx& tx, Office& office, const Actor& actor, const std::vector<Place>& places,
                               const std::string& decision) {
  const Place& like = places.back();
  const auto may = access::decide(actor, Action::update_capacity, facts_of(like.municipality, like.organisation));
  if (!may.allowed) return Refusal(head_decides, "decision");
  if (auto no = why_not_decision(decision); !no.empty()) return no;
  Place extra;
  extra.municipality = like.municipality;
  extra.id = PlaceId::make();
  extra.service = like.service;
  extra.organisation = like.organisation;
  extra.seq = like.seq + 1;
  extra.name = fmt::format(
      "+{}", std::count_if(places.begin(), places.end(), [](const Place& p) { return p.beyond_capacity; }) + 1);
  extra.kind = like.kind;
  extra.active_from = office.today();
  extra.beyond_capacity = true;
  extra.decision = decision;
  store::insert_place(tx, extra, actor.account, office.now());
  office.note(tx, actor, {"place.made_beyond_capacity", extra.municipality, "place", extra.id.value, may.rule, "", {}});
  return extra;
}

Result<Done> make_places(Office& office, const Actor& actor, const NewPlaces& n, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "make_places",
                     {n.service.text(), n.count, n.kind, n.room, n.for_sex, n.age_min, n.age_max},
                     [&] { return make_in(tx, office, actor, n); });
  });
}

Result<Done> make_extra(Office& office, const Actor& actor, const ServiceId& service, const std::string& decision,
                        std::string_view once_key) {
  const std::string tidy = text::tidy(decision, text::Lines::many);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "make_extra", {service.text(), tidy}, [&]() -> Result<Done> {
      const auto own = find_own(tx, actor, service);
      if (!own) return own.refusals();
      store::lock_service(tx, service);
      const auto places = store::list_places(tx, service);
      if (places.empty()) return no_places_kept;
      const auto made = make_extra_place(tx, office, actor, places, tidy);
      if (!made) return made.refusals();
      return Done{};
    });
  });
}

Result<Done> close_place(Office& office, const Actor& actor, const ServiceId& service, const PlaceId& id,
                         std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "close_place", {id.text()}, [&]() -> Result<Done> {
      const auto own = find_own(tx, actor, service);
      if (!own) return own.refusals();
      store::lock_service(tx, service);
      const auto place = store::find_place(tx, own->home, id);
      if (!place || place->service != service) return Refusal(not_in_list, "place");
      const auto held = store::list_held(tx, own->home, service);
      if (std::find(held.begin(), held.end(), id) != held.end()) return Refusal(place_in_use, "place");
      store::close_place(tx, *place, office.today().plus_days(-1), place->decision);
      office.note(tx, actor, {"place.closed", own->home, "place", id.value, own->rule, "", {}});
      keep_figures(tx, office, own->home, service);
      return Done{};
    });
  });
}

}  // namespace gishe::places
