// Somebody comes to a place: from a referral that was accepted, or from the door, at night without papers too.
#include <algorithm>

#include "base/text.h"
#include "places/handlers.h"

namespace gishe::places::pages {
namespace {

struct Typed {
  std::string place, referral, sex, age, until, decision, no_contract;
};

struct Around {
  directory::Service service;
  std::vector<Place> free;
};

Result<Around> gather(web::Context& context, const ServiceId& id) {
  return context.office.db.read([&](db::Session& session) -> Result<Around> {
    auto own = own_service(session, context.actor, access::Action::keep_placements, id);
    if (!own) return own.refusals();
    Around around{std::move(*own), {}};
    const auto held = store::list_held(session, home_of(session, around.service), id);
    for (auto& p : store::list_places(session, id)) {
      if (p.in_use_on(context.office.today()) && std::find(held.begin(), held.end(), p.id) == held.end())
        around.free.push_back(std::move(p));
    }
    return around;
  });
}

page::Values::Input field(const words::Words& w, const char* name, const std::string& value, const char* type) {
  page::Values::Input input;
  input.name = name;
  input.label = w(std::string("places.admission.") + name);
  input.value = value;
  input.optional = true;
  input.type = type;
  input.width = std::string_view(type) == "text" ? "full" : "short";
  return input;
}

void put_guest(page::Page& page, const words::Words& w, const Typed& typed, const Refusals& no) {
  page.add("FIELDS").select("FIELD", field(w, "sex", typed.sex, "text"),
                            {{"", w("places.admission.not_said"), "", typed.sex.empty()},
                             {"f", w("places.sex.f"), "", typed.sex == "f"},
                             {"m", w("places.sex.m"), "", typed.sex == "m"}},
                            no);
  page.add("FIELDS").input("FIELD", field(w, "age", typed.age, "number"), no);
}

void put_place(page::Page& page, const words::Words& w, const Around& around, const Typed& typed, const Refusals& no) {
  std::vector<page::Values::Choice> choices{{"", w("places.admission.any_place"), "", typed.place.empty()}};
  for (const Place& p : around.free) {
    const auto rule = rule_words(w, p);
    choices.push_back(
        {p.id.text(), place_words(w, p) + (rule.empty() ? "" : " (" + rule + ")"), "", p.id.text() == typed.place});
  }
  page.add("FIELDS").select("FIELD", field(w, "place", typed.place, "text"), choices, no);
}

web::Response draw(web::Context& context, const ServiceId& id, const Typed& typed, const Refusals& no, int status) {
  const auto& w = context.words;
  const auto around = gather(context, id);
  if (!around) return context.refuse(around.refusals());
  Form form;
  form.over = around->service.name;
  form.title = w("places.admission.title");
  form.lead = w(typed.referral.empty() ? "places.admission.lead" : "places.admission.lead_referral");
  form.back = "/provider/places";
  form.action = "/provider/places/services/" + id.text() + "/admission";
  form.button = w("stay.verb.admit");
  auto page = form_page(context, form, no);
  page.add("HIDDEN").set("NAME", "referral").set("VALUE", typed.referral);
  put_place(page, w, *around, typed, no);
  if (typed.referral.empty()) put_guest(page, w, typed, no);
  auto until = field(w, "until", typed.until, "date");
  until.hint = w("common.date_hint");
  page.add("FIELDS").input("FIELD", until, no);
  put_no_contract(page, w, typed.no_contract, no);
  if (around->free.empty() && access::function_may(context.actor, access::Action::update_capacity)) {
    auto decision = field(w, "decision", typed.decision, "text");
    decision.hint = w("places.setup.decision_hint");
    decision.max_length = static_cast<int>(note_length_max);
    page.add("FIELDS").area("FIELD", decision, no);
  }
  page.add("SECOND").set("LABEL", w("stay.verb.admit_in_emergency"));
  return context.show(page, status);
}

}  // namespace

web::Response show_admission(web::Context& context) {
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  Typed typed;
  typed.place = context.request.query("place");
  typed.referral = context.request.query("referral");
  return draw(context, *id, typed, {}, 200);
}

web::Response post_admission(web::Context& context) {
  const auto& r = context.request;
  const auto id = r.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  const Typed typed{std::string(r.form("place")),      std::string(r.form("referral")), std::string(r.form("sex")),
                    std::string(r.form("age")),        std::string(r.form("until")),    std::string(r.form("decision")),
                    std::string(r.form("no_contract"))};
  NewStay stay;
  stay.service = *id;
  if (!typed.place.empty()) stay.place = PlaceId::parse(typed.place).value_or(PlaceId{});
  if (!typed.referral.empty()) stay.referral = ReferralId::parse(typed.referral).value_or(ReferralId{});
  if (typed.sex == "f" || typed.sex == "m") stay.sex = typed.sex;
  const std::string age = text::tidy(typed.age);
  constexpr int age_max = 130;
  if (!age.empty()) {
    const auto n = text::whole_number(age);
    if (!n || *n < 0 || *n > age_max) return draw(context, *id, typed, {Refusal(not_a_number, "age")}, 422);
    stay.age = static_cast<int>(*n);
  }
  stay.planned_end = typed.until;
  stay.no_contract = typed.no_contract;
  stay.decision = text::tidy(typed.decision, text::Lines::many);
  const bool at_night = r.form("second") == "1";
  const auto begun = at_night ? admit_in_emergency(context.office, context.actor, stay, context.once_key("night"))
                              : admit(context.office, context.actor, stay, context.once_key());
  if (begun) return context.go("/provider/stays/" + begun->text(), "places.done.admitted");
  const auto& no = begun.refusals();
  if (no.front().is(not_found) || no.front().is(not_your_function)) return context.refuse(no);
  return draw(context, *id, typed, no, status_of(no));
}

}  // namespace gishe::places::pages
