#include "base/text.h"
#include "directory/directory.h"
#include "platform/web/target.h"
#include "portal/guide.h"
#include "portal/portal_handlers.h"

// One question a page, by GET only: nothing is written, the browser's arrow works, and the last form leads to
// /services.
namespace gishe::portal {
namespace {

constexpr std::size_t place_letters_max = 80;
using Choices = std::vector<page::Values::Choice>;

Guided answers_of(const web::Request& request) {
  Guided g;
  g.who = request.query("who");
  g.need = request.query("need");
  g.age = request.query("age");
  g.place = text::tidy(request.query("place"));
  if (!text::is_plain(g.place) || text::length(g.place) > place_letters_max) g.place.clear();
  // A button "next" under an empty field says as much as "any"; the address says that the field was there.
  if (g.place.empty() && !request.query("step").empty() && request.query("step") == "5") g.place = "any";
  return g;
}

/// The address of a step with everything answered before it.
std::string address_of(const Guided& g, Step step) {
  const int number = static_cast<int>(step) + 1;
  std::string address = "/guide?step=" + std::to_string(number);
  const std::pair<std::string_view, std::string_view> answers[] = {
      {"who", g.who}, {"need", g.need}, {"age", g.age}, {"place", g.place}};
  for (int i = 0; i + 1 < number; ++i) {
    address.append("&").append(answers[i].first).append("=").append(web::percent_encoded(answers[i].second));
  }
  return address;
}

Choices choices_of(const words::Words& w, Step step, const Guided& g, const std::vector<std::string>& needs) {
  Choices list;
  const std::string_view chosen = step == Step::who ? g.who : step == Step::need ? g.need : g.age;
  const auto add = [&](std::string_view value, std::string words) {
    list.push_back({std::string(value), std::move(words), "", value == chosen});
  };
  if (step == Step::who) {
    for (const auto* who : {"me", "relative", "child"}) add(who, w(std::string("portal.guide.who.") + who));
  } else if (step == Step::need) {
    for (const auto& need : needs_for(g.who, needs)) add(need, w("need." + need));
    add("any", w("portal.guide.need.any"));
  } else if (step == Step::age) {
    for (const auto& age : ages_for(g.who)) add(age.years, w("portal.guide.age." + std::string(age.key)));
    add("any", w("portal.guide.age.any"));
  } else {
    for (const auto* soon : {"now", "days", "later"}) add(soon, w(std::string("portal.guide.soon.") + soon));
  }
  return list;
}

void put_answered(page::Page& p, const Guided& g, Step step) {
  const std::pair<std::string_view, std::string_view> answers[] = {
      {"who", g.who}, {"need", g.need}, {"age", g.age}, {"place", g.place}};
  for (int i = 0; i < static_cast<int>(step); ++i) {
    const bool to_search = step == Step::soon;
    // The search takes no "any": what is not said is left out.
    if (to_search && (answers[i].second == "any" || answers[i].first == "who")) continue;
    p.add("ANSWERED").set("NAME", answers[i].first).set("VALUE", answers[i].second);
  }
  p.show_if(step != Step::soon, "ON").set("NEXT", static_cast<std::int64_t>(step) + 2);
  p.set("ACTION", step == Step::soon ? "/services" : "/guide");
}

}  // namespace

web::Response show_guide(web::Context& c) {
  const auto& w = c.words;
  std::vector<std::string> needs;
  c.office.db.read([&](db::Session& session) {
    for (const auto& need : directory::list_needs(session)) needs.push_back(need.code);
  });
  const Guided g = answers_of(c.request);
  const int asked_for = static_cast<int>(text::whole_number(c.request.query("step")).value_or(1));
  const Step step = next_step(g, asked_for, needs);
  const std::string key = "portal.guide." + std::string(name_of(step));
  const bool missed = static_cast<int>(step) + 1 < asked_for;

  auto p = c.page("portal/guide.html", page::Frame::open);
  p.title(w(key));
  if (step == Step::who) p.describe(w("portal.guide.lead"), "/guide");
  p.set("STEP", w.with("portal.guide.step",
                       {{"n", std::to_string(static_cast<int>(step) + 1)}, {"all", std::to_string(steps)}}));
  Refusals refusals;
  if (missed) refusals.push_back(Refusal(not_in_list, std::string(step == Step::place ? "place" : name_of(step))));
  p.error_summary("ERRORS", refusals);
  if (step == Step::place) {
    page::Values::Input input{"place", w(key)};
    input.value = g.place == "any" ? "" : g.place;
    input.hint = w("portal.guide.place.hint");
    input.max_length = place_letters_max;
    input.width = "half";
    p.input("FIELD", input, refusals);
  } else {
    p.radios("FIELD", {std::string(name_of(step)), w(key)}, choices_of(w, step, g, needs), refusals);
  }
  put_answered(p, g, step);
  p.show_if(step == Step::who, "FIRST").show_if(step != Step::who, "LATER");
  if (step != Step::who) p.set("BACK", address_of(g, static_cast<Step>(static_cast<int>(step) - 1)));
  return step == Step::who && !missed ? c.show_to_all(p) : c.show(p);
}

}  // namespace gishe::portal
