#include <libical/ical.h>

#include <memory>

#include "news/handlers.h"
#include "news/item_store.h"
#include "news/item_view.h"

// RFC 5545 through libical, which escapes and folds. Its own VTIMEZONE goes back to 1880 with offsets in seconds that
// some phones refuse; events here are of our days, so the rule of the European Union (since 1996) is all they need.
namespace gishe::news {
namespace {

constexpr int events_in_calendar = 200;

struct Free {
  void operator()(icalcomponent* component) const { icalcomponent_free(component); }
};
using Component = std::unique_ptr<icalcomponent, Free>;

struct Zone {
  std::string_view name;
  const char* text;
};
constexpr Zone zone_texts[] = {
    {"Europe/Sofia",
     "BEGIN:VTIMEZONE\r\nTZID:Europe/Sofia\r\n"
     "BEGIN:DAYLIGHT\r\nTZNAME:EEST\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0300\r\nDTSTART:19970330T030000\r\n"
     "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
     "BEGIN:STANDARD\r\nTZNAME:EET\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0200\r\nDTSTART:19961027T040000\r\n"
     "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"},
    {"Europe/Rome",
     "BEGIN:VTIMEZONE\r\nTZID:Europe/Rome\r\n"
     "BEGIN:DAYLIGHT\r\nTZNAME:CEST\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nDTSTART:19970330T020000\r\n"
     "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\n"
     "BEGIN:STANDARD\r\nTZNAME:CET\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nDTSTART:19961027T030000\r\n"
     "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"},
};

icaltimetype day_of(Day day) {
  icaltimetype t = icaltime_null_date();
  t.year = day.year();
  t.month = day.month();
  t.day = day.day();
  return t;
}

icaltimetype moment_of(Day day, const std::string& time) {
  icaltimetype t = day_of(day);
  t.is_date = 0;
  t.hour = std::stoi(time.substr(0, 2));
  t.minute = std::stoi(time.substr(3));
  t.second = 0;
  return t;
}

icaltimetype utc_of(Instant at) {
  return icaltime_from_timet_with_zone(at.micros / 1'000'000, 0, icaltimezone_get_utc_timezone());
}

void add_time(icalcomponent* event, icalproperty* property, const std::string& zone) {
  icalproperty_add_parameter(property, icalparameter_new_tzid(zone.c_str()));
  icalcomponent_add_property(event, property);
}

/// The end is the first moment after the event (RFC 5545, 3.6.1).
void add_times(icalcomponent* event, const Event& e) {
  const Day last = e.to_on.value_or(*e.from_on);
  if (e.from_time.empty()) {
    icalcomponent_add_property(event, icalproperty_new_dtstart(day_of(*e.from_on)));
    icalcomponent_add_property(event, icalproperty_new_dtend(day_of(last.plus_days(1))));
    return;
  }
  add_time(event, icalproperty_new_dtstart(moment_of(*e.from_on, e.from_time)), e.zone);
  if (!e.to_time.empty())
    add_time(event, icalproperty_new_dtend(moment_of(last, e.to_time)), e.zone);
  else if (last != *e.from_on)
    add_time(event, icalproperty_new_dtend(moment_of(last.plus_days(1), "00:00")), e.zone);
}

icalcomponent* event_of(const Item& item, const web::Context& c) {
  const Shown shown = text_for(item, c.words.language());
  icalcomponent* event = icalcomponent_new_vevent();
  const auto add = [&](icalproperty* property) { icalcomponent_add_property(event, property); };
  add(icalproperty_new_uid(item.id.text().c_str()));
  add(icalproperty_new_dtstamp(utc_of(item.changed_at)));
  add_times(event, item.content.event);
  add(icalproperty_new_summary(shown.text.title.c_str()));
  if (!shown.text.lead.empty()) add(icalproperty_new_description(shown.text.lead.c_str()));
  if (!shown.text.place.empty()) add(icalproperty_new_location(shown.text.place.c_str()));
  add(icalproperty_new_url((c.office.public_address + href_of(item)).c_str()));
  return event;
}

bool needs(const std::vector<Item>& items, std::string_view zone) {
  for (const auto& item : items) {
    const Event& e = item.content.event;
    if (e.from_on && !e.from_time.empty() && e.zone == zone) return true;
  }
  return false;
}

web::Response answer(const web::Context& c, const std::vector<Item>& items) {
  web::Response response;
  response.content_type = "text/calendar; charset=utf-8";
  response.body = calendar_of(items, c);
  response.cacheable = true;
  return response;
}

}  // namespace

std::string calendar_of(const std::vector<Item>& items, const web::Context& c) {
  const Component calendar(icalcomponent_new_vcalendar());
  icalcomponent_add_property(calendar.get(), icalproperty_new_prodid("-//Gishe//news//BG"));
  icalcomponent_add_property(calendar.get(), icalproperty_new_version("2.0"));
  for (const auto& zone : zone_texts) {
    if (needs(items, zone.name)) icalcomponent_add_component(calendar.get(), icalparser_parse_string(zone.text));
  }
  for (const auto& item : items) {
    if (item.content.event.from_on) icalcomponent_add_component(calendar.get(), event_of(item, c));
  }
  char* text = icalcomponent_as_ical_string_r(calendar.get());
  std::string out(text);
  icalmemory_free_buffer(text);
  return out;
}

web::Response item_calendar(web::Context& c, const Item& item) {
  if (!item.content.event.from_on) return c.refuse(not_found);
  return answer(c, {item});
}

web::Response show_calendar(web::Context& c) {
  return answer(c, c.office.db.read([](db::Session& s) { return list_events(s, events_in_calendar); }));
}

}  // namespace gishe::news
