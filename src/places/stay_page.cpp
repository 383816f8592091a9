#include <algorithm>

#include "places/handlers.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::places::pages {
namespace {

using page::Values;

constexpr Verb by_hand[] = {
    Verb::admit, Verb::admit_in_emergency, Verb::bring_papers, Verb::extend, Verb::move, Verb::end, Verb::release};

std::string_view segment_of(Verb verb) {
  switch (verb) {
    case Verb::admit:
      return "admission";
    case Verb::admit_in_emergency:
      return "emergency";
    case Verb::bring_papers:
      return "papers";
    case Verb::extend:
      return "extension";
    case Verb::move:
      return "move";
    case Verb::end:
      return "end";
    default:
      return "release";
  }
}

bool is_possible(const Stay& stay, Verb verb) {
  if (verb == Verb::release && stay.state != State::reserved) return false;
  return find_transition(stay.state, verb) != nullptr;
}

Verb main_step(const Stay& stay) {
  if (stay.state == State::reserved) return Verb::admit;
  if (stay.state == State::emergency_admitted) return Verb::bring_papers;
  return Verb::extend;
}

void put_steps(page::Page& page, const words::Words& w, const Stay& stay) {
  if (stay.state == State::ended) return;
  const std::string base = "/provider/stays/" + stay.id.text() + "/";
  const Verb main = main_step(stay);
  page.add("NEXT")
      .set("HREF", base + std::string(segment_of(main)))
      .set("LABEL", w("stay.verb." + std::string(verb_name(main))));
  page.show("HAS_STEPS");
  for (const Verb verb : by_hand) {
    if (verb == main || !is_possible(stay, verb)) continue;
    auto step = page.add("STEPS");
    step.set("HREF", base + std::string(segment_of(verb))).set("LABEL", w("stay.verb." + std::string(verb_name(verb))));
    step.show(verb == Verb::end || verb == Verb::release ? "ENDS" : "GOES_ON");
  }
}

void put_facts(page::Page& page, const words::Words& w, const Stay& stay, const std::string& service,
               const std::string& place, const std::string& from, Day today) {
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) page.add("FACTS").set("LABEL", w(key)).set("VALUE", value);
  };
  const auto day = [&](const char* key, const std::optional<Day>& value) {
    if (value) fact(key, w.day_long(*value));
  };
  fact("places.service", service);
  fact("places.place", place);
  fact("places.stay.from", from);
  day("places.stay.since", stay.admitted_on);
  if (stay.admitted_on) fact("places.board.days", w.count("places.days", days_stayed(stay, today)));
  day("places.planned_end", stay.planned_end_on);
  if (stay.state != State::ended) day("places.stay.longest", stay.longest_until_on);
  day("places.stay.papers_due", stay.papers_due_on);
  day("places.stay.ended", stay.ended_on);
  if (!stay.end_reason.empty()) fact("places.stay.reason", w("stay.end_reason." + stay.end_reason));
  if (!stay.destination.empty()) fact("places.stay.destination", w("stay.destination." + stay.destination));
}

std::vector<Values::Step> steps_of(const words::Words& w, const OpenedStay& opened, db::Session& session) {
  std::vector<Values::Step> steps;
  for (const auto& event : opened.events) {
    Values::Step step;
    step.when = w.moment(event.at);
    step.what = w("stay.event." + std::string(verb_name(event.verb)));
    step.who = event.by.is_nil() ? w("places.the_system") : staff::account_name(session, event.by);
    if (!event.reason.empty()) step.note = w("stay.end_reason." + event.reason);
    if (event.verb == Verb::extend && event.on) step.note = w.with("places.until", {{"day", w.day(*event.on)}});
    if (!event.note.empty()) step.note += (step.note.empty() ? "" : ": ") + event.note;
    step.tone = tone_of(event.to);
    steps.push_back(std::move(step));
  }
  return steps;
}

Values::Input field(const words::Words& w, const char* name, const std::string& value, bool optional) {
  Values::Input input;
  input.name = name;
  input.label = w(std::string("places.step.") + name);
  input.value = value;
  input.optional = optional;
  return input;
}

void put_free_places(page::Page& page, web::Context& context, const Stay& stay, const Change& typed,
                     const Refusals& no) {
  const auto& w = context.words;
  std::vector<Values::Choice> choices{{"", w("places.choose")}};
  context.office.db.read([&](db::Session& session) {
    const auto held = store::list_held(session, stay.municipality, stay.service);
    for (const Place& p : store::list_places(session, stay.service)) {
      if (!p.in_use_on(context.office.today()) || std::find(held.begin(), held.end(), p.id) != held.end()) continue;
      const auto rule = rule_words(w, p);
      choices.push_back({p.id.text(), place_words(w, p) + (rule.empty() ? "" : " (" + rule + ")"), "",
                         typed.place && *typed.place == p.id});
    }
  });
  page.add("FIELDS").select("FIELD", field(w, "place", "", false), choices, no);
}

void put_fields(page::Page& page, web::Context& context, const Stay& stay, Verb verb, const Change& typed,
                const Refusals& no) {
  const auto& w = context.words;
  if (verb == Verb::move) put_free_places(page, context, stay, typed, no);
  if (verb == Verb::end) {
    page.add("FIELDS").radios("FIELD", field(w, "reason", "", false),
                              choices_of(w, "stay.end_reason", end_reasons, typed.reason), no);
    page.add("FIELDS").radios("FIELD", field(w, "destination", "", false),
                              choices_of(w, "stay.destination", destinations, typed.destination), no);
  }
  if (verb == Verb::extend || verb == Verb::admit || verb == Verb::admit_in_emergency) {
    auto until = field(w, "until", typed.until, verb != Verb::extend);
    until.type = "date";
    until.width = "short";
    until.hint = w("common.date_hint");
    page.add("FIELDS").input("FIELD", until, no);
  }
  if (verb == Verb::admit) put_no_contract(page, w, typed.no_contract, no);
  if (verb == Verb::extend || verb == Verb::end || verb == Verb::move) {
    auto note = field(w, verb == Verb::extend ? "decision" : "note", typed.note, verb != Verb::extend);
    note.name = "note";
    note.max_length = static_cast<int>(note_length_max);
    page.add("FIELDS").area("FIELD", note, no);
  }
}

web::Response draw_step(web::Context& context, const Stay& stay, Verb verb, const Change& typed, const Refusals& no,
                        int status) {
  const auto& w = context.words;
  const std::string name(verb_name(verb));
  Form form;
  form.over = stay.number;
  form.title = form.button = w("stay.verb." + name);
  form.lead = w("stay.lead." + name);
  form.back = "/provider/stays/" + stay.id.text();
  form.action = form.back + "/" + std::string(segment_of(verb));
  form.version = stay.version;
  form.stops = verb == Verb::end || verb == Verb::release;
  auto page = form_page(context, form, no);
  if (verb == Verb::extend && stay.longest_until_on)
    page.add("FACTS").set("WORDS", w.with("places.stay.longest_is", {{"day", w.day_long(*stay.longest_until_on)}}));
  put_fields(page, context, stay, verb, typed, no);
  return context.show(page, status);
}

}  // namespace

web::Response show_stay(web::Context& context) {
  const auto& w = context.words;
  const auto id = context.request.id<StayId>("id");
  if (!id) return context.refuse(not_found);
  const auto opened = open_stay(context.office, context.actor, *id);
  if (!opened) return context.refuse(opened.refusals());
  const Stay& stay = opened->stay;
  const Day today = context.office.today();
  auto page = context.page("places/stay.html");
  page.title(w.with("places.stay.title", {{"number", stay.number}}));
  page.set("NUMBER", stay.number).badge("STATE", tone_of(stay.state), state_words(w, stay.state));
  if (const auto words = alert_words(w, stay, today); !words.empty()) page.add("ALERT").set("WORDS", words);
  put_steps(page, w, stay);
  context.office.db.read([&](db::Session& session) {
    const auto service = directory::find_service(session, stay.service);
    const auto place = store::find_place(session, stay.municipality, stay.place);
    const auto town = territory::find_municipality(session, stay.from_municipality);
    put_facts(page, w, stay, service ? service->name : "", place ? place_words(w, *place) : "",
              town ? town->name(w.language()) : "", today);
    page.timeline("TIMELINE", steps_of(w, *opened, session));
  });
  if (stay.referral) {
    page.add("REFERRAL").set("ID", stay.referral->text());
    if (stay.state == State::ended && stay.end_reason != "referral_closed" && stay.end_reason != "did_not_come")
      page.add("OUTCOME").set("ID", stay.referral->text());
  } else if (stay.person && access::function_may(context.actor, access::Action::open_person)) {
    page.add("PERSON").set("ID", stay.person->text());
  }
  return context.show(page);
}

web::Response show_stay_step(web::Context& context, Verb verb) {
  const auto id = context.request.id<StayId>("id");
  if (!id) return context.refuse(not_found);
  const auto opened = open_stay(context.office, context.actor, *id);
  if (!opened) return context.refuse(opened.refusals());
  if (!is_possible(opened->stay, verb)) return context.refuse(not_from_this_state);
  return draw_step(context, opened->stay, verb, {}, {}, 200);
}

web::Response post_stay_step(web::Context& context, Verb verb) {
  const auto& r = context.request;
  const auto id = r.id<StayId>("id");
  if (!id) return context.refuse(not_found);
  Change change;
  change.id = *id;
  change.version = version_of(r);
  change.until = r.form("until");
  change.reason = r.form("reason");
  change.destination = r.form("destination");
  change.note = r.form("note");
  change.no_contract = r.form("no_contract");
  if (!r.form("place").empty()) change.place = PlaceId::parse(r.form("place")).value_or(PlaceId{});
  if (verb == Verb::release) change.reason.clear();
  const auto done = take_step(context.office, context.actor, change, verb, context.once_key());
  if (done) return context.go("/provider/stays/" + id->text(), "places.done." + std::string(verb_name(verb)));
  // What was typed comes back as long as the step is still there to be taken; a stale form gets the new version.
  const auto& no = done.refusals();
  if (no.front().is(not_found) || no.front().is(not_your_function)) return context.refuse(no);
  const auto opened = open_stay(context.office, context.actor, *id);
  if (!opened || !is_possible(opened->stay, verb)) return context.refuse(no);
  return draw_step(context, opened->stay, verb, change, no, status_of(no));
}

}  // namespace gishe::places::pages
