#include <cassert>

#include "base/csv.h"
#include "base/text.h"
#include "directory/code_list.h"
#include "directory/directory.h"
#include "platform/embedded/embedded.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

std::string_view demo_file(std::string_view name) { return embedded::find(name).value_or(std::string_view{}); }

std::optional<int> number(const csv::Reader& row, std::string_view column) {
  const auto n = text::whole_number(row.get(column));
  return n ? std::optional(static_cast<int>(*n)) : std::nullopt;
}

void load_organisations(db::Tx& tx, Instant at) {
  csv::Reader row(demo_file("demo/organisations.csv"));
  while (row.next()) {
    const auto id = OrganisationId::parse(row.get("id"));
    assert(id && row.fault().empty());
    store_organisation(tx, {{*id,
                             row.get("name"),
                             row.get("kind"),
                             row.get("eik"),
                             {row.get("municipality")},
                             row.get("email"),
                             row.get("phone"),
                             row.get("website")},
                            row.get("description"),
                            "own",
                            at});
  }
}

Capacity capacity_from(const csv::Reader& row, Day today) {
  Capacity c;
  const auto days_ago = number(row, "capacity_days_ago");
  if (!days_ago) return c;
  c.places_total = number(row, "places_total").value_or(0);
  c.places_free = number(row, "places_free").value_or(0);
  c.waiting = number(row, "waiting").value_or(0);
  c.updated_on = today.plus_days(-*days_ago);
  c.status = row.get("assessment_required") == "1" ? "assessment_required"
             : c.places_free > 0                   ? "capacity"
             : c.waiting > 0                       ? "waitlist"
                                                   : "no_capacity";
  return c;
}

void classify(const csv::Reader& row, Day today, Service& s) {
  s.alternate_name = row.get("alternate_name");
  s.eligibility = row.get("eligibility");
  s.application_process = row.get("application_process");
  s.alert = row.get("alert");
  s.languages = split_codes(row.get("languages"), '|');
  s.update_months = number(row, "update_months").value_or(6);
  Classification& c = s.classification;
  c.access_class = row.get("access_class");
  c.purpose = row.get("purpose");
  c.environment = row.get("environment");
  c.duration_class = row.get("duration_class");
  c.planning_level = row.get("planning_level");
  c.funding = row.get("funding");
  c.licence_no = row.get("licence_no");
  if (const auto days = number(row, "licence_valid_days")) c.licence_valid_to = today.plus_days(*days);
  c.legal_basis = row.get("legal_basis");
  c.substitute_places = number(row, "substitute_places").value_or(0);
}

Service service_from(const csv::Reader& row, Day today) {
  Service s;
  const auto id = ServiceId::parse(row.get("id"));
  const auto organisation = OrganisationId::parse(row.get("organisation_id"));
  assert(id && organisation && row.fault().empty() && is_service_type(row.get("type")));
  s.id = *id;
  s.organisation = *organisation;
  s.name = row.get("name");
  s.description = row.get("description");
  s.type = row.get("type");
  s.status = "published";
  s.municipality = {row.get("municipality")};
  s.phone = row.get("phone");
  s.email = row.get("email");
  s.hours = row.get("hours");
  s.referral_required = row.get("referral_required") == "1";
  s.accepts_referrals = row.get("accepts_referrals") == "1";
  s.age_min = number(row, "age_min");
  s.age_max = number(row, "age_max");
  s.target_groups = split_codes(row.get("target_groups"), '|');
  s.needs = split_codes(row.get("needs"), '|');
  s.papers = split_codes(row.get("papers"), '|');
  s.serves_everywhere = row.get("serves") == "*";
  if (!s.serves_everywhere) {
    for (auto& code : split_codes(row.get("serves"), '|')) s.serves.push_back({std::move(code)});
  }
  s.fees = row.get("fees");
  s.capacity = capacity_from(row, today);
  s.confirmed_on = today.plus_days(-number(row, "confirmed_days_ago").value_or(0));
  classify(row, today, s);
  return s;
}

/// The place has the service's own id in the demo: one service, one place.
std::optional<LocationId> load_location(db::Tx& tx, const csv::Reader& row, const Service& s) {
  NewLocation l;
  l.id = {s.id.value};
  l.organisation = s.organisation;
  l.modified_at = s.modified_at;
  l.visibility = row.get("visibility");
  l.settlement = {row.get("settlement")};
  l.address = row.get("address");
  if (l.settlement.empty() && l.visibility == "public") return std::nullopt;
  if (const auto settlement = territory::find_settlement(tx, l.settlement)) {
    l.postal_code = settlement->postal_code;
    l.latitude = settlement->latitude;
    l.longitude = settlement->longitude;
  }
  store_location(tx, l);
  return l.id;
}

}  // namespace

void load_demo(Office& office) {
  const Day today = office.today();
  const Instant now = office.now();
  office.db.write([&](db::Tx& tx) {
    load_organisations(tx, now);
    csv::Reader row(demo_file("demo/services.csv"));
    while (row.next()) {
      NewService n;
      n.service = service_from(row, today);
      n.service.modified_at = now;
      n.location = load_location(tx, row, n.service);
      store_service(tx, n);
    }
  });
}

}  // namespace gishe::directory
