// The bed board: every place of the house with what anybody there may know of it. Who is shielded is a taken place.
#include <algorithm>
#include <map>

#include "base/text.h"
#include "places/handlers.h"

namespace gishe::places::pages {
namespace {

constexpr int services_max = 100;

struct OneService {
  directory::Service service;
  std::vector<Place> places;
  std::vector<PlaceId> held;
  std::vector<Stay> stays;  // that this actor may know of
  Free free;
  int waiting = 0;
};

std::vector<OneService> gather(db::Session& session, const Actor& actor, Day today) {
  const auto scope = access::scope(actor, access::Action::see_beds);
  std::vector<OneService> all;
  std::map<ServiceId, std::vector<Place>> places;
  for (auto& place : store::list_places_of(session, scope.organisation()))
    places[place.service].push_back(std::move(place));
  for (auto& service : directory::list_services_of(session, scope.organisation(), services_max)) {
    if (!service.listed() && !places.contains(service.id)) continue;
    OneService one;
    const MunicipalityCode home = home_of(session, service);
    one.places = places[service.id];
    one.held = store::list_held(session, home, service.id);
    one.stays = store::list_running(session, scope, home, service.id);
    one.free = store::count_free(session, service.id, today);
    one.waiting = store::count_waiting(session, home, service.id);
    one.service = std::move(service);
    all.push_back(std::move(one));
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const auto& a, const auto& b) { return !a.places.empty() && b.places.empty(); });
  return all;
}

void put_stay(page::Values& row, const words::Words& w, const Stay& stay, Day today) {
  row.badge("STATE", tone_of(stay.state), state_words(w, stay.state));
  row.add("STAY").set("ID", stay.id.text()).set("NUMBER", stay.number);
  if (stay.admitted_on) row.set("DAYS", w.count("places.days", days_stayed(stay, today)));
  if (stay.planned_end_on) row.set("UNTIL", w.day(*stay.planned_end_on));
  if (stay.state == State::reserved) row.add("COMES").set("ID", stay.id.text()).set("NUMBER", stay.number);
  const Alert alert = alert_of(stay, today);
  if (alert == Alert::none) return;
  row.add(alert >= Alert::over_planned && alert != Alert::papers ? "ALERT" : "SOON")
      .set("WORDS", alert_words(w, stay, today));
}

void put_row(page::Values row, const words::Words& w, const OneService& one, const Place& place, Day today) {
  row.set("PLACE", place_words(w, place));
  if (const auto rule = rule_words(w, place); !rule.empty()) row.add("RULE").set("WORDS", rule);
  row.show_if(place.beyond_capacity, "EXTRA");
  const auto stay =
      std::find_if(one.stays.begin(), one.stays.end(), [&](const Stay& s) { return s.place == place.id; });
  if (stay != one.stays.end()) return put_stay(row, w, *stay, today);
  if (std::find(one.held.begin(), one.held.end(), place.id) != one.held.end()) {
    row.badge("STATE", page::Values::Tone::wait, w("places.taken"));
    return;
  }
  row.badge("STATE", page::Values::Tone::go, w("places.free"));
  row.add("ADMIT")
      .set("HREF", "/provider/places/services/" + one.service.id.text() + "/admission?place=" + place.id.text())
      .set("PLACE", place_words(w, place));
}

bool is_shown(const OneService& one, const Place& place, Day today) {
  return place.in_use_on(today) || std::find(one.held.begin(), one.held.end(), place.id) != one.held.end();
}

}  // namespace

web::Response show_board(web::Context& context) {
  const auto& w = context.words;
  const Day today = context.office.today();
  const auto all = context.office.db.read([&](db::Session& session) { return gather(session, context.actor, today); });
  auto page = context.page("places/board.html");
  page.title(w("places.board.title"));
  page.set("TODAY", w.day_long(today));
  std::int64_t attention = 0;
  int n = 0;
  for (const OneService& one : all) {
    auto service = page.add("SERVICES");
    service.set("N", ++n).set("ID", one.service.id.text()).set("NAME", one.service.name);
    service.set("WAITING", w.count("places.board.waiting", one.waiting));
    if (one.places.empty()) {
      service.add("BARE").set("ID", one.service.id.text()).set("NAME", one.service.name);
      continue;
    }
    service.set("FREE", w.with("places.board.free",
                               {{"free", std::to_string(one.free.free)}, {"total", std::to_string(one.free.total)}}));
    auto table = service.add("TABLE");
    table.set("NAME", one.service.name);
    for (const Place& place : one.places) {
      if (is_shown(one, place, today)) put_row(table.add("ROWS"), w, one, place, today);
    }
    attention += std::count_if(one.stays.begin(), one.stays.end(),
                               [&](const Stay& s) { return alert_of(s, today) != Alert::none; });
  }
  if (attention > 0) page.add("ATTENTION").set("WORDS", w.count("places.board.attention", attention));
  page.show_if(all.empty(), "EMPTY");
  return context.show(page);
}

}  // namespace gishe::places::pages
