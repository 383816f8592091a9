#include <algorithm>

#include "places/handlers.h"
#include "places/place_acts.h"

namespace gishe::places::pages {
namespace {

struct Typed {
  std::string count, kind = "seat", room, for_sex, age_min, age_max, decision, place;
};

Typed typed_in(const web::Request& r) {
  return {std::string(r.form("count")),    std::string(r.form("kind")),    std::string(r.form("room")),
          std::string(r.form("for_sex")),  std::string(r.form("age_min")), std::string(r.form("age_max")),
          std::string(r.form("decision")), std::string(r.form("place"))};
}

page::Values::Input field(const words::Words& w, const char* name, const std::string& value, bool optional,
                          const char* type = "text") {
  page::Values::Input input;
  input.name = name;
  input.label = w(std::string("places.setup.") + name);
  input.value = value;
  input.optional = optional;
  input.type = type;
  input.width = std::string_view(type) == "number" ? "short" : "full";
  input.max_length = 60;
  return input;
}

void put_new_form(page::Page& page, const words::Words& w, const Typed& typed, const Refusals& no) {
  page.input("COUNT", field(w, "count", typed.count, false, "number"), no);
  page.radios("KIND", field(w, "kind", typed.kind, false), choices_of(w, "place.kind", place_kinds, typed.kind), no);
  page.input("ROOM", field(w, "room", typed.room, true), no);
  page.select("FOR_SEX", field(w, "for_sex", typed.for_sex, true),
              {{"", w("place.for.anybody"), "", typed.for_sex.empty()},
               {"f", w("place.for.f"), "", typed.for_sex == "f"},
               {"m", w("place.for.m"), "", typed.for_sex == "m"}},
              no);
  page.input("AGE_MIN", field(w, "age_min", typed.age_min, true, "number"), no);
  page.input("AGE_MAX", field(w, "age_max", typed.age_max, true, "number"), no);
}

void put_other_forms(page::Page& page, const web::Context& context, const directory::Service& service,
                     const std::vector<Place>& free, const Typed& typed, const Refusals& no) {
  const auto& w = context.words;
  if (access::function_may(context.actor, access::Action::update_capacity)) {
    auto extra = page.add("EXTRA");
    auto input = field(w, "decision", typed.decision, false);
    input.hint = w("places.setup.decision_hint");
    input.max_length = static_cast<int>(note_length_max);
    extra.set("ID", service.id.text()).area("DECISION", input, no);
  }
  if (free.empty()) return;
  std::vector<page::Values::Choice> choices{{"", w("places.choose")}};
  for (const Place& p : free) choices.push_back({p.id.text(), place_words(w, p), "", p.id.text() == typed.place});
  page.add("CLOSING").set("ID", service.id.text()).select("PLACE", field(w, "place", typed.place, false), choices, no);
}

web::Response draw(web::Context& context, const ServiceId& id, const Typed& typed, const Refusals& no, int status) {
  const auto& w = context.words;
  const Day today = context.office.today();
  std::vector<Place> places;
  std::vector<PlaceId> held;
  Free count;
  const auto service = context.office.db.read([&](db::Session& session) {
    auto own = own_service(session, context.actor, access::Action::keep_placements, id);
    if (!own) return own;
    places = store::list_places(session, id);
    held = store::list_held(session, home_of(session, *own), id);
    count = store::count_free(session, id, today);
    return own;
  });
  if (!service) return context.refuse(service.refusals());
  auto page = context.page("places/setup.html");
  page.title(w("places.setup.title"));
  page.set("SERVICE", service->name).set("ID", id.text());
  page.set("FREE",
           w.with("places.board.free", {{"free", std::to_string(count.free)}, {"total", std::to_string(count.total)}}));
  page.error_summary("ERRORS", no);
  std::vector<Place> free;
  std::erase_if(places, [&](const Place& p) { return p.active_until && *p.active_until < today; });
  page.show_if(places.empty(), "NONE");
  if (!places.empty()) {
    auto table = page.add("TABLE");
    for (const Place& p : places) {
      const bool taken = std::find(held.begin(), held.end(), p.id) != held.end();
      if (!taken) free.push_back(p);
      auto row = table.add("ROWS");
      row.set("PLACE", place_words(w, p)).set("RULE", rule_words(w, p));
      if (p.beyond_capacity) row.add("DECISION").set("WORDS", p.decision);
      row.badge("STATE", taken ? page::Values::Tone::wait : page::Values::Tone::go,
                w(taken ? "places.taken" : "places.free"));
    }
  }
  put_new_form(page, w, typed, no);
  if (!places.empty()) put_other_forms(page, context, *service, free, typed, no);
  return context.show(page, status);
}

web::Response answer(web::Context& context, const ServiceId& id, const Result<Done>& done, const char* notice) {
  if (done) return context.go("/provider/places/services/" + id.text(), notice);
  const auto& no = done.refusals();
  if (no.front().field.empty()) return context.refuse(no);
  return draw(context, id, typed_in(context.request), no, status_of(no));
}

}  // namespace

web::Response show_setup(web::Context& context) {
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  return draw(context, *id, {}, {}, 200);
}

web::Response post_places(web::Context& context) {
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  const Typed t = typed_in(context.request);
  const NewPlaces places{*id, t.count, t.kind, t.room, t.for_sex, t.age_min, t.age_max};
  return answer(context, *id, make_places(context.office, context.actor, places, context.once_key("make")),
                "places.done.made");
}

web::Response post_extra(web::Context& context) {
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  const std::string decision(context.request.form("decision"));
  return answer(context, *id, make_extra(context.office, context.actor, *id, decision, context.once_key("extra")),
                "places.done.extra");
}

web::Response post_closure(web::Context& context) {
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  const auto place = PlaceId::parse(context.request.form("place")).value_or(PlaceId{});
  return answer(context, *id, close_place(context.office, context.actor, *id, place, context.once_key("close")),
                "places.done.closed");
}

}  // namespace gishe::places::pages
