#include "appointments/appointments.h"
#include "appointments/desk_acts.h"
#include "appointments/handlers.h"
#include "appointments/plan_store.h"
#include "appointments/said.h"
#include "base/text.h"

// The desk's hours: the week, the length of a slot, the days that are different.
namespace gishe::appointments {
namespace {

constexpr std::size_t typed_max = 300;
constexpr int weekdays = 7;

std::string weekday_field(int weekday) { return "day_" + std::to_string(weekday); }

/// What stands in the fields: of the plan, or as typed.
struct Typed {
  Plan plan;
  std::array<std::string, weekdays> week;
  std::string special_on, special_hours, special_note;
};

Typed of_plan(const Plan& plan) {
  Typed typed{plan, {}, {}, {}, {}};
  for (std::size_t i = 0; i < typed.week.size(); ++i) typed.week[i] = hours_text(plan.week[i]);
  return typed;
}

void fill_numbers(page::Page& page, const words::Words& w, const Plan& plan, const Refusals& no) {
  const auto field = [&](const char* slot, std::string name, const char* key, const char* hint, int value) {
    page::Values::Input input{std::move(name), w(key), std::to_string(value), w(hint), "number"};
    input.width = "short";
    page.input(slot, input, no);
  };
  field("SLOT", "slot_minutes", "appointments.hours.slot", "appointments.hours.slot_hint", plan.slot_minutes);
  field("COUNTERS", "counters", "appointments.hours.counters", "appointments.hours.counters_hint", plan.counters);
  field("NOTICE", "notice_hours", "appointments.hours.notice", "appointments.hours.notice_hint", plan.notice_hours);
  field("AHEAD", "days_ahead", "appointments.hours.ahead", "appointments.hours.ahead_hint", plan.days_ahead);
  field("ONLINE", "online_per_day", "appointments.hours.online", "appointments.hours.online_hint", plan.online_per_day);
  page.input("PLACE", {"place", w("appointments.hours.place"), plan.place, w("appointments.hours.place_hint")}, no);
}

void fill_special_days(page::Page& page, const web::Context& c, const Typed& typed, const Refusals& no) {
  const words::Words& w = c.words;
  bool any = false;
  for (const auto& [day, special] : typed.plan.special) {
    if (day < c.office.today()) continue;
    any = true;
    auto row = page.add("SPECIAL");
    row.set("DAY", day_words(w, day)).set("ISO", day.iso()).set("NOTE", special.note);
    row.set("HOURS", special.hours.empty() ? w("appointments.day.closed") : hours_text(special.hours));
  }
  page.show_if(any, "ANY_SPECIAL");
  page::Values::Input on{"special_on", w("appointments.hours.special_on"), typed.special_on, w("common.date_hint"),
                         "date"};
  on.width = "half";
  page.input("SPECIAL_ON", on, no);
  page::Values::Input hours{"special_hours", w("appointments.hours.special_hours"), typed.special_hours,
                            w("appointments.hours.special_hint")};
  hours.width = "half";
  hours.optional = true;
  page.input("SPECIAL_HOURS", hours, no);
  page::Values::Input note{"note", w("appointments.hours.note"), typed.special_note};
  note.optional = true;
  page.input("NOTE_FIELD", note, no);
}

web::Response form_page(web::Context& c, const Typed& typed, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("appointments/hours.html");
  page.title(w("appointments.hours.title")).error_summary("ERRORS", no).set("VERSION", typed.plan.version);
  for (int day = 1; day <= weekdays; ++day) {
    page::Values::Input input{weekday_field(day), w("appointments.weekday_name." + std::to_string(day)),
                              typed.week[static_cast<std::size_t>(day - 1)]};
    input.width = "half";
    page.add("WEEK").input("HOURS", input, no);
  }
  fill_numbers(page, w, typed.plan, no);
  page.show_if(typed.plan.version > 0, "KNOWN");
  fill_special_days(page, c, typed, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

Plan own_plan(web::Context& c) {
  const MunicipalityCode& desk = c.actor.post.municipality;
  auto plan = c.office.db.read([&](db::Session& session) { return find_plan(session, desk); });
  if (plan) return *plan;
  Plan fresh;
  fresh.municipality = desk;
  for (std::size_t i = 0; i < 5; ++i) fresh.week[i] = hours_from("09:00-12:00, 13:00-17:00").value_or(Hours{});
  return fresh;
}

int number_of(const web::Context& c, std::string_view field, Refusals& no) {
  const auto number = text::whole_number(text::tidy(c.request.form(field)));
  if (number && *number >= -1 && *number <= 100000) return static_cast<int>(*number);
  no.emplace_back(not_a_number, std::string(field));
  return 0;
}

}  // namespace

web::Response show_hours(web::Context& c) { return form_page(c, of_plan(own_plan(c)), {}); }

web::Response keep_hours_from_page(web::Context& c) {
  Typed typed = of_plan(own_plan(c));
  Refusals no;
  Plan& plan = typed.plan;
  plan.version = text::whole_number(c.request.form("version")).value_or(0);
  for (int day = 1; day <= weekdays; ++day) {
    std::string& text = typed.week[static_cast<std::size_t>(day - 1)];
    text = c.request.form(weekday_field(day)).substr(0, typed_max);
    const auto hours = hours_from(text);
    if (hours)
      plan.week[static_cast<std::size_t>(day - 1)] = *hours;
    else
      no.emplace_back(hours_unclear, weekday_field(day));
  }
  plan.slot_minutes = number_of(c, "slot_minutes", no);
  plan.counters = number_of(c, "counters", no);
  plan.notice_hours = number_of(c, "notice_hours", no);
  plan.days_ahead = number_of(c, "days_ahead", no);
  plan.online_per_day = number_of(c, "online_per_day", no);
  plan.place = c.request.form("place").substr(0, 4 * typed_max);
  if (!no.empty()) return form_page(c, typed, no);
  const auto kept = keep_plan(c.office, c.actor, plan, c.once_key());
  if (kept) return c.go("/desk/hours", "appointments.said.hours_kept");
  return kept.refusals().front().field.empty() ? c.refuse(kept.refusals()) : form_page(c, typed, kept.refusals());
}

web::Response keep_special_day_from_page(web::Context& c) {
  Typed typed = of_plan(own_plan(c));
  typed.special_on = c.request.form("special_on").substr(0, typed_max);
  typed.special_hours = c.request.form("special_hours").substr(0, typed_max);
  typed.special_note = c.request.form("note").substr(0, 4 * typed_max);
  const auto day = Day::from_person(typed.special_on);
  const auto hours = hours_from(typed.special_hours);
  Refusals no;
  if (!day) no.emplace_back(not_a_date, "special_on");
  if (!hours) no.emplace_back(hours_unclear, "special_hours");
  if (!no.empty()) return form_page(c, typed, no);
  const auto kept = keep_special_day(c.office, c.actor, *day, {*hours, typed.special_note});
  if (!kept && kept.refusals().front().field.empty()) return c.refuse(kept.refusals());
  return kept ? c.go("/desk/hours", "appointments.said.hours_kept") : form_page(c, typed, kept.refusals());
}

web::Response forget_special_day_from_page(web::Context& c) {
  const auto day = Day::from_iso(c.request.form("day"));
  if (!day) return c.refuse(not_a_date);
  const auto done = forget_special_day(c.office, c.actor, *day);
  return done ? c.go("/desk/hours", "appointments.said.hours_kept") : c.refuse(done.refusals());
}

}  // namespace gishe::appointments
