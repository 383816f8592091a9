#include "protection/handlers.h"
#include "protection/said.h"
#include "protection/shelter_acts.h"

// Where there is a room, and the emergency referral. No address stands here, for nobody.
namespace gishe::protection {
namespace {

using Tone = page::Values::Tone;

std::string room_words(const words::Words& w, const ShelterAnswer& a) {
  return a.answer == "room" ? w.count("protection.rooms", a.rooms) : w("protection.room." + a.answer);
}

web::Response draw_referral(web::Context& c, const CrisisContactId& id, std::int64_t version,
                            const ShelterReferral& form, const Refusals& refusals) {
  const auto answers = ask_shelters(c.office, c.actor);
  if (!answers) return c.refuse(answers.refusals());
  auto page = neutral_page(c, "protection/refer.html");
  page.set("ID", id.text()).set("VERSION", version).error_summary("ERRORS", refusals);
  std::vector<page::Values::Choice> choices;
  for (const auto& a : *answers) {
    choices.push_back({a.service.text(), a.name, room_words(c.words, a) + " · " + a.phone, a.service == form.service});
  }
  page.radios("SHELTER", {"service", c.words("protection.shelter")}, choices, refusals);
  auto words = input_of(c, "words", "protection.refer_words", form.words, false, "protection.refer_words_hint");
  words.max_length = static_cast<int>(told_words_max);
  page.area("WORDS", words, refusals, 4);
  page.area("TRANSPORT",
            input_of(c, "transport", "protection.transport", form.transport, true, "protection.transport_hint"),
            refusals, 2);
  return c.show(page, status_of(refusals));
}

}  // namespace

web::Response show_capacity(web::Context& c) { return c.show(neutral_page(c, "protection/places.html")); }

web::Response ask_capacity_from_page(web::Context& c) {
  const auto answers = ask_shelters(c.office, c.actor);
  if (!answers) return c.refuse(answers.refusals());
  auto page = neutral_page(c, "protection/places.html");
  for (const auto& a : *answers) {
    auto row = page.add("ROWS");
    row.set("NAME", a.name).phone("PHONE", a.phone);
    const Tone tone = a.answer == "room" ? Tone::go : a.answer == "full" ? Tone::stop : Tone::wait;
    row.badge("ROOM", tone, room_words(c.words, a));
  }
  page.show_if(!answers->empty(), "ANY").show_if(answers->empty(), "NONE");
  return c.show(page);
}

web::Response show_shelter_referral(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  if (!id) return c.refuse(not_found);
  const auto opened = open_crisis(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  if (!find_crisis_step(opened->crisis.kind, opened->crisis.state, CrisisVerb::refer))
    return c.refuse(not_from_this_state);
  return draw_referral(c, *id, opened->crisis.version, {}, {});
}

web::Response post_shelter_referral(web::Context& c) {
  const auto id = c.request.id<CrisisContactId>("id");
  if (!id) return c.refuse(not_found);
  const ShelterReferral form{*id, version_of(c), ServiceId::parse(c.request.form("service")).value_or(ServiceId{}),
                             typed(c, "words"), typed(c, "transport")};
  const auto done = refer_to_shelter(c.office, c.actor, form, c.once_key());
  if (done) return c.go("/protection/contacts/" + id->text(), "protection.notice.referred");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  return draw_referral(c, *id, form.version, form, done.refusals());
}

}  // namespace gishe::protection
