#include <algorithm>

#include "places/handlers.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::places::pages {
namespace {

using page::Values;

std::string_view segment_of(WaitingVerb verb) {
  switch (verb) {
    case WaitingVerb::offer:
      return "offer";
    case WaitingVerb::order:
      return "order";
    case WaitingVerb::suspend:
      return "suspension";
    case WaitingVerb::resume:
      return "resumption";
    default:
      return "taking-back";
  }
}

constexpr WaitingVerb by_hand[] = {WaitingVerb::offer, WaitingVerb::take_back, WaitingVerb::resume, WaitingVerb::order,
                                   WaitingVerb::suspend};

bool is_possible(const OpenedEntry& opened, WaitingVerb verb) {
  if (verb == WaitingVerb::take_back && !opened.offer) return false;
  return waiting_after(opened.entry.state, verb).has_value();
}

std::string family_of(WaitingVerb verb) {
  if (verb == WaitingVerb::order) return "waiting.reason";
  if (verb == WaitingVerb::suspend) return "waiting.suspension";
  if (verb == WaitingVerb::decline_offer) return "waiting.refusal";
  return "referral.state";
}

std::vector<Values::Step> steps_of(const words::Words& w, const OpenedEntry& opened, db::Session& session) {
  std::vector<Values::Step> steps;
  for (const auto& event : opened.events) {
    Values::Step step;
    step.when = w.moment(event.at);
    step.what = w("waiting.event." + std::string(waiting_verb_name(event.verb)));
    step.who = event.by.is_nil() ? w("places.the_system") : staff::account_name(session, event.by);
    if (event.points) step.note = w.with("waiting.points_are", {{"points", std::to_string(*event.points)}});
    if (!event.reason.empty()) {
      if (!step.note.empty()) step.note += "; ";
      step.note += w(family_of(event.verb) + "." + event.reason);
    }
    if (!event.note.empty()) step.note += (step.note.empty() ? "" : ": ") + event.note;
    step.tone = tone_of(event.to);
    steps.push_back(std::move(step));
  }
  return steps;
}

void put_facts(page::Page& page, const words::Words& w, const OpenedEntry& opened, const std::string& from, Day today) {
  const WaitingEntry& e = opened.entry;
  const auto fact = [&](const char* key, const std::string& value) {
    page.add("FACTS").set("LABEL", w(key)).set("VALUE", value);
  };
  if (e.state == WaitingState::waiting || e.state == WaitingState::offered)
    fact("waiting.position", std::to_string(opened.before + 1));
  fact("places.stay.from", from);
  fact("waiting.since", w.day_long(e.since));
  fact("waiting.points",
       std::to_string(points_on(opened.rule, e, today)) + " (" + points_words(w, opened.rule, e, today) + ")");
  if (opened.offer) fact("waiting.offer_until", w.day_long(opened.offer->answer_due_on));
}

void put_steps(page::Page& page, const words::Words& w, const OpenedEntry& opened) {
  const std::string base = "/provider/waiting/entries/" + opened.entry.id.text() + "/";
  bool first = true, any = false;
  for (const WaitingVerb verb : by_hand) {
    if (!is_possible(opened, verb)) continue;
    const std::string href = base + std::string(segment_of(verb));
    const std::string label = w("waiting.verb." + std::string(waiting_verb_name(verb)));
    if (first && verb != WaitingVerb::order && verb != WaitingVerb::take_back) {
      page.add("NEXT").set("HREF", href).set("LABEL", label);
    } else {
      auto step = page.add("STEPS");
      step.set("HREF", href).set("LABEL", label).show(verb == WaitingVerb::take_back ? "ENDS" : "GOES_ON");
      any = true;
    }
    first = false;
  }
  page.show_if(any, "HAS_STEPS");
}

Values::Input field(const words::Words& w, const char* name, const char* label, const std::string& value,
                    bool optional) {
  Values::Input input;
  input.name = name;
  input.label = w(label);
  input.value = value;
  input.optional = optional;
  return input;
}

void put_fields(page::Page& page, const words::Words& w, const OpenedEntry& opened, WaitingVerb verb,
                const EntryChange& typed, const Refusals& no) {
  if (verb == WaitingVerb::offer) {
    std::vector<Values::Choice> choices{{"", w("places.admission.any_place"), "", !typed.place}};
    for (const Place& p : opened.free)
      choices.push_back({p.id.text(), place_words(w, p), "", typed.place && *typed.place == p.id});
    page.add("FIELDS").select("FIELD", field(w, "place", "places.place", "", true), choices, no);
    auto begins = field(w, "begins_on", "waiting.offer.begins_on", typed.begins_on, false);
    begins.type = "date";
    begins.width = "short";
    begins.hint = w("common.date_hint");
    page.add("FIELDS").input("FIELD", begins, no);
  }
  if (verb == WaitingVerb::order) {
    auto points = field(w, "points", "waiting.order.points", typed.points, false);
    points.width = "short";
    points.hint = w("waiting.order.points_hint");
    page.add("FIELDS").input("FIELD", points, no);
    page.add("FIELDS").radios("FIELD", field(w, "reason", "places.step.reason", "", false),
                              choices_of(w, "waiting.reason", order_reasons, typed.reason), no);
  }
  if (verb == WaitingVerb::suspend) {
    page.add("FIELDS").radios("FIELD", field(w, "reason", "places.step.reason", "", false),
                              choices_of(w, "waiting.suspension", suspend_reasons, typed.reason), no);
  }
  const bool needed = verb == WaitingVerb::order || verb == WaitingVerb::take_back;
  auto note = field(w, "note", verb == WaitingVerb::offer ? "waiting.offer.note" : "waiting.note", typed.note, !needed);
  note.max_length = static_cast<int>(note_length_max);
  page.add("FIELDS").area("FIELD", note, no);
}

web::Response draw_step(web::Context& context, const OpenedEntry& opened, WaitingVerb verb, const EntryChange& typed,
                        const Refusals& no, int status) {
  const auto& w = context.words;
  const std::string name(waiting_verb_name(verb));
  Form form;
  form.over = opened.entry.referral_number;
  form.title = form.button = w("waiting.verb." + name);
  form.lead = w("waiting.lead." + name);
  form.back = "/provider/waiting/entries/" + opened.entry.id.text();
  form.action = form.back + "/" + std::string(segment_of(verb));
  form.version = opened.entry.version;
  form.stops = verb == WaitingVerb::take_back;
  auto page = form_page(context, form, no);
  put_fields(page, w, opened, verb, typed, no);
  return context.show(page, status);
}

Result<Done> take(web::Context& context, WaitingVerb verb, const EntryChange& change) {
  auto& office = context.office;
  const auto key = context.once_key();
  switch (verb) {
    case WaitingVerb::offer:
      return offer_place(office, context.actor, change, key);
    case WaitingVerb::order:
      return order_entry(office, context.actor, change, key);
    case WaitingVerb::suspend:
      return suspend_entry(office, context.actor, change, key);
    case WaitingVerb::resume:
      return resume_entry(office, context.actor, change, key);
    default:
      return take_back_offer(office, context.actor, change, key);
  }
}

}  // namespace

web::Response show_entry(web::Context& context) {
  const auto& w = context.words;
  const auto id = context.request.id<WaitingEntryId>("id");
  if (!id) return context.refuse(not_found);
  const auto opened = open_entry(context.office, context.actor, *id);
  if (!opened) return context.refuse(opened.refusals());
  const WaitingEntry& e = opened->entry;
  auto page = context.page("places/entry.html");
  page.title(w("waiting.entry.title"));
  page.set("NUMBER", e.referral_number).set("SERVICE_ID", e.service.text()).set("REFERRAL", e.referral.text());
  page.badge("STATE", tone_of(e.state), w("waiting.state." + std::string(waiting_state_name(e.state))));
  put_steps(page, w, *opened);
  context.office.db.read([&](db::Session& session) {
    const auto service = directory::find_service(session, e.service);
    const auto town = territory::find_municipality(session, e.from_municipality);
    page.set("SERVICE", service ? service->name : "");
    put_facts(page, w, *opened, town ? town->name(w.language()) : "", context.office.today());
    page.timeline("TIMELINE", steps_of(w, *opened, session));
  });
  return context.show(page);
}

web::Response show_entry_step(web::Context& context, WaitingVerb verb) {
  const auto id = context.request.id<WaitingEntryId>("id");
  if (!id) return context.refuse(not_found);
  const auto opened = open_entry(context.office, context.actor, *id);
  if (!opened) return context.refuse(opened.refusals());
  if (!is_possible(*opened, verb)) return context.refuse(not_from_this_state);
  return draw_step(context, *opened, verb, {}, {}, 200);
}

web::Response post_entry_step(web::Context& context, WaitingVerb verb) {
  const auto& r = context.request;
  const auto id = r.id<WaitingEntryId>("id");
  if (!id) return context.refuse(not_found);
  EntryChange change;
  change.id = *id;
  change.version = version_of(r);
  change.reason = r.form("reason");
  change.note = r.form("note");
  change.points = r.form("points");
  change.begins_on = r.form("begins_on");
  if (!r.form("place").empty()) change.place = PlaceId::parse(r.form("place")).value_or(PlaceId{});
  const auto done = take(context, verb, change);
  if (done)
    return context.go("/provider/waiting/entries/" + id->text(),
                      "waiting.done." + std::string(waiting_verb_name(verb)));
  const auto& no = done.refusals();
  if (no.front().is(not_found) || no.front().is(not_your_function)) return context.refuse(no);
  const auto opened = open_entry(context.office, context.actor, *id);
  if (!opened || !is_possible(*opened, verb)) return context.refuse(no);
  return draw_step(context, *opened, verb, change, no, status_of(no));
}

}  // namespace gishe::places::pages
