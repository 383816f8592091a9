#include <charconv>

#include "base/text.h"
#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/handlers.h"
#include "directory/service_json.h"
#include "platform/web/json.h"

namespace gishe::directory {
namespace {

namespace json = boost::json;

json::array list_of(const std::vector<std::string>& texts) {
  json::array list;
  for (const auto& t : texts) list.emplace_back(t);
  return list;
}

using directory::or_null;
json::value or_null(const std::optional<Day>& day) { return day ? json::value(day->iso()) : json::value(nullptr); }
json::value or_null(const std::optional<int>& n) { return n ? json::value(*n) : json::value(nullptr); }

/// Numbers that are too old to count on are not given at all.
json::object capacity_json(const Capacity& c, Day today) {
  json::object out{{"status", c.status_on(today)},
                   {"updated_on", c.state_only ? json::value(nullptr) : or_null(c.updated_on)}};
  if (c.state_only || c.status_on(today) == "unknown") return out;
  out["places_total"] = c.places_total;
  out["places_free"] = c.places_free;
  out["waiting"] = c.waiting;
  return out;
}

void add_particulars(const Service& s, json::object& out) {
  out["alternate_name"] = or_null(s.alternate_name);
  out["eligibility"] = or_null(s.eligibility);
  out["application_process"] = or_null(s.application_process);
  out["alert"] = or_null(s.alert);
  out["stopped_words"] = or_null(s.stopped_words);
  out["suspended_until"] = or_null(s.suspended_until);
  out["languages"] = list_of(s.languages);
  out["update_months"] = s.update_months;
  out["modified_at"] = s.modified_at.iso();
  const Classification& c = s.classification;
  out["classification"] = {
      {"access_class", or_null(c.access_class)},     {"purpose", or_null(c.purpose)},
      {"environment", or_null(c.environment)},       {"duration_class", or_null(c.duration_class)},
      {"planning_level", or_null(c.planning_level)}, {"funding", or_null(c.funding)},
      {"licence_no", or_null(c.licence_no)},         {"licence_valid_to", or_null(c.licence_valid_to)},
      {"legal_basis", or_null(c.legal_basis)},       {"substitute_places", c.substitute_places}};
}

int limit_from(std::string_view asked) {
  int n = 50;
  std::from_chars(asked.data(), asked.data() + asked.size(), n);
  return n < 1 || n > 200 ? 50 : n;
}

std::optional<Service> find_listed(const web::Context& c, const ServiceId& id) {
  auto service = c.office.db.read([&](db::Session& s) { return find_service(s, id); });
  if (service && !service->listed()) return std::nullopt;
  if (service) service = seen_by(c.actor, std::move(*service));
  return service;
}

}  // namespace

json::object service_json(const Service& s, Day today) {
  json::object out{
      {"id", s.id.text()},
      {"name", s.name},
      {"description", s.description},
      {"type", s.type},
      {"status", s.status},
      {"organisation", {{"id", s.organisation.text()}, {"name", s.organisation_name}, {"kind", s.organisation_kind}}},
      {"municipality", or_null(s.municipality.text)},
      {"settlement", or_null(s.settlement.text)},
      {"address", or_null(s.address)},
      {"phone", or_null(s.phone)},
      {"email", or_null(s.email)},
      {"hours", or_null(s.hours)},
      {"website", or_null(s.website)},
      {"restricted_place", s.restricted},
      {"referral_required", s.referral_required},
      {"accepts_referrals", s.accepts_referrals},
      {"age_min", or_null(s.age_min)},
      {"age_max", or_null(s.age_max)},
      {"target_groups", list_of(s.target_groups)},
      {"needs", list_of(s.needs)},
      {"papers", list_of(s.papers)},
      {"fees", or_null(s.fees)},
      {"serves_everywhere", s.serves_everywhere},
      {"capacity", capacity_json(s.capacity, today)},
      {"confirmed_on", or_null(s.confirmed_on)},
      {"version", s.version}};
  add_particulars(s, out);
  json::array serves;
  for (const auto& m : s.serves) serves.emplace_back(m.text);
  out["serves"] = std::move(serves);
  const bool placed = s.latitude != 0 || s.longitude != 0;
  out["latitude"] = placed ? json::value(s.latitude) : json::value(nullptr);
  out["longitude"] = placed ? json::value(s.longitude) : json::value(nullptr);
  return out;
}

web::Response api_services(web::Context& c) {
  const auto type = c.request.query("type");
  const auto place = c.request.query("municipality");
  const auto municipality = MunicipalityCode::parse(place);
  Refusals no;
  if (!type.empty() && !is_service_type(type)) no.push_back(Refusal(not_in_list, "type"));
  if (!place.empty() && !municipality) no.push_back(Refusal(not_in_list, "municipality"));
  const auto after = web::plain_of_cursor(c.request.query("after"));
  if (!after && !c.request.query("after").empty()) no.push_back(Refusal(not_in_list, "after"));
  if (!no.empty()) return c.problem(no);
  const auto page = c.office.db.read([&](db::Session& s) {
    return list_services(s, type, municipality.value_or(MunicipalityCode{}), after.value_or(""),
                         limit_from(c.request.query("limit")));
  });
  json::array items;
  for (const auto& s : page.services) items.push_back(service_json(seen_by(c.actor, s), c.office.today()));
  json::object answer{{"items", std::move(items)}};
  answer["next"] = page.next.empty() ? json::value(nullptr) : json::value(web::cursor_of(page.next));
  return web::json_answer(answer);
}

web::Response api_service(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  const auto service = id ? find_listed(c, *id) : std::nullopt;
  if (!service) return id ? api_unlisted(c, *id) : c.problem({not_found});
  return web::json_answer(service_json(*service, c.office.today()));
}

web::Response api_own_services(web::Context& c) {
  constexpr int services_max = 200;
  json::array items;
  if (!c.actor.post.organisation.is_nil()) {
    const auto own =
        c.office.db.read([&](db::Session& s) { return list_services_of(s, c.actor.post.organisation, services_max); });
    for (const auto& s : own) items.push_back(service_json(s, c.office.today()));
  }
  return web::json_answer(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

web::Response api_capacity(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto number = [&](std::string_view member) {
    const auto n = web::number_of(*body, member);
    return n && *n >= 0 && *n <= 1'000'000 ? static_cast<int>(*n) : -1;
  };
  const NewCapacity said{*id, number("places_total"), number("places_free"), number("waiting")};
  const auto done = update_capacity(c.office, c.actor, said, c.once_key());
  if (!done) return c.problem(done.refusals());
  const auto service = c.office.db.read([&](db::Session& s) { return find_service(s, *id); });
  return web::json_answer(service_json(*service, c.office.today()));
}

web::Response api_contact(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto version = web::number_of(*body, "version");
  if (!version) return c.problem({Refusal(required, "version")});
  const auto said = [&](std::string_view member) { return text::tidy(web::text_of(*body, member).value_or("")); };
  const NewContact contact{*id, said("phone"), said("email"), said("hours"), said("website"), *version};
  const auto done = change_contact(c.office, c.actor, contact, c.once_key());
  if (!done) return c.problem(done.refusals());
  const auto service = c.office.db.read([&](db::Session& s) { return find_service(s, *id); });
  return web::json_answer(service_json(*service, c.office.today()));
}

web::Response api_needs(web::Context& c) {
  json::array items;
  for (const auto& need : c.office.db.read([](db::Session& s) { return list_needs(s); })) {
    items.push_back(
        {{"code", need.code}, {"words", c.words("need." + need.code)}, {"service_types", list_of(need.service_types)}});
  }
  return web::json_answer(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace gishe::directory
