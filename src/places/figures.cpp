#include <fmt/format.h>

#include "base/text.h"
#include "places/stay_acts.h"
#include "places/waiting_store.h"
#include "platform/office/act.h"

namespace gishe::places {

Free free_places(db::Session& session, const ServiceId& service, Day today) {
  return store::count_free(session, service, today);
}

void keep_figures(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const ServiceId& service) {
  const Free free = store::count_free(tx, service, office.today());
  if (!free.kept) return;
  directory::set_counted(tx, service, {free.total, free.free, store::count_waiting(tx, municipality, service)},
                         office.now());
}

int count_alerts(db::Session& session, const Actor& actor, Day today) {
  const auto scope = access::scope(actor, access::Action::see_beds);
  int marked = 0;
  for (const Stay& stay : store::list_running_of(session, scope)) marked += alert_of(stay, today) != Alert::none;
  return marked;
}

std::string_view longest_stay_rule(const directory::Service& service) {
  const bool crisis = service.type == "shelter" && text::one_of(service.target_groups, "violence_victim");
  return crisis ? "places.stay_crisis" : "";
}

std::string written(Day day) { return fmt::format("{:02}.{:02}.{}", day.day(), day.month(), day.year()); }

Refusals set_days(db::Session& session, const directory::Service& service, const std::string& typed, Day today,
                  Stay& stay) {
  const std::string rule(longest_stay_rule(service));
  if (stay.admitted_on && !rule.empty()) {
    const auto after = [&](const std::string& code) {
      return due_by_rule(session, code, stay.municipality, *stay.admitted_on);
    };
    stay.longest_until_on = after(rule);
    stay.first_alert_on = after(rule + "_first_alert");
    stay.second_alert_on = after(rule + "_second_alert");
  }
  const std::string tidy = text::tidy(typed);
  if (tidy.empty()) {
    if (!stay.planned_end_on) stay.planned_end_on = stay.longest_until_on;
    return {};
  }
  const auto end = Day::from_person(tidy);
  if (!end) return {Refusal(not_a_date, "until")};
  if (*end < today) return {Refusal(day_passed, "until")};
  if (stay.longest_until_on && *stay.longest_until_on < *end)
    return {Refusal(longer_than_allowed, "until", {{"day", written(*stay.longest_until_on)}})};
  stay.planned_end_on = end;
  return {};
}

MunicipalityCode home_of(db::Session& session, const directory::Service& service) {
  if (!service.municipality.empty()) return service.municipality;
  const auto organisation = directory::find_organisation(session, service.organisation);
  return organisation ? organisation->municipality : MunicipalityCode{};
}

}  // namespace gishe::places
