#include "base/text.h"
#include "open_data/bg_social.h"
#include "open_data/entry_fields.h"
#include "open_data/hidden_rows.h"
#include "open_data/hsds_shape.h"
#include "open_data/term_store.h"
#include "platform/words/words.h"
#include "territory/territory.h"

namespace gishe::open_data {
namespace {

using hsds::put_text;
using hsds::text_of;

const words::Words bulgarian(words::Language::bg);

/// The first row of a list inside, made with an id of its own where there is none.
json::object& first_row(json::object& document, std::string_view member, std::string_view pointer) {
  auto* value = document.if_contains(member);
  if (!value || !value->is_array()) value = &(document[member] = json::array{});
  auto& list = value->get_array();
  if (list.empty() || !list.front().is_object()) {
    const auto id = text_of(document, "id");
    list.insert(list.begin(),
                json::object{{"id", bg_social::named_id(id + "/" + std::string(member)).text()}, {pointer, id}});
  }
  return list.front().get_object();
}

void drop_first_row(json::object& document, std::string_view member) {
  auto* value = document.if_contains(member);
  if (!value || !value->is_array()) return;
  auto& list = value->get_array();
  if (!list.empty()) list.erase(list.begin());
  if (list.empty()) document.erase(member);
}

void put_phone(json::object& d, std::string_view pointer, const std::string& now) {
  if (now.empty()) return drop_first_row(d, "phones");
  first_row(d, "phones", pointer)["number"] = now;
}

/// Replaces the rows of a list that `ours` recognises by new ones.
template <class Ours>
void put_rows(json::object& d, std::string_view member, Ours&& ours, json::array rows) {
  if (const auto* before = d.if_contains(member); before && before->is_array()) {
    for (const auto& row : before->get_array()) {
      if (!row.is_object() || !ours(row.get_object())) rows.push_back(row);
    }
  }
  if (rows.empty())
    d.erase(member);
  else
    d[member] = std::move(rows);
}

json::object row_of(const json::object& d, std::string_view what) {
  const auto id = text_of(d, "id");
  return {{"id", bg_social::named_id(id + "/" + std::string(what)).text()}, {"service_id", id}};
}

void put_areas(db::Session& session, json::object& d, const directory::Service& s, const directory::Service& said) {
  if (s.serves == said.serves && s.serves_everywhere == said.serves_everywhere) return;
  json::array rows;
  if (s.serves_everywhere) {
    auto row = row_of(d, "area/BG");
    row["name"] = bulgarian("open_data.country");
    row["extent"] = "BG";
    row["extent_type"] = "ISO 3166-1";
    rows.push_back(std::move(row));
  }
  for (const auto& code : s.serves) {
    auto row = row_of(d, "area/" + code.text);
    const auto place = territory::find_municipality(session, code);
    row["name"] = place ? bulgarian.with("open_data.municipality", {{"name", place->name_bg}}) : code.text;
    row["extent"] = code.text;
    row["extent_type"] = "NSI";
    rows.push_back(std::move(row));
  }
  put_rows(
      d, "service_areas",
      [](const json::object& row) {
        return text_of(row, "extent_type") == "NSI" || text_of(row, "extent_type") == "ISO 3166-1";
      },
      std::move(rows));
}

void put_papers(json::object& d, const directory::Service& s, const directory::Service& said) {
  if (s.papers == said.papers) return;
  json::array rows;
  for (const auto& code : s.papers) {
    auto row = row_of(d, "paper/" + code);
    row["document"] = bulgarian("paper." + code);
    row["bg_code"] = code;
    rows.push_back(std::move(row));
  }
  put_rows(d, "required_documents", [](const json::object& row) { return row.contains("bg_code"); }, std::move(rows));
}

void put_languages(json::object& d, const directory::Service& s, const directory::Service& said) {
  if (s.languages == said.languages) return;
  json::array rows;
  for (const auto& code : s.languages) {
    auto row = row_of(d, "language/" + code);
    row["code"] = code;
    rows.push_back(std::move(row));
  }
  put_rows(d, "languages", [](const json::object&) { return true; }, std::move(rows));
}

void put_capacity(json::object& d, const directory::Capacity& now, const directory::Capacity& said) {
  if (now.updated_on == said.updated_on && now.places_free == said.places_free &&
      now.places_total == said.places_total && now.waiting == said.waiting && now.status == said.status) {
    return;
  }
  if (!now.updated_on) return drop_first_row(d, "capacities");
  auto& row = first_row(d, "capacities", "service_id");
  row["available"] = now.places_free;
  row["maximum"] = now.places_total;
  row["updated"] = now.updated_on->iso() + "T00:00:00Z";
  row["bg_waiting"] = now.waiting;
  row["bg_status"] = now.status;
  if (row.contains("unit")) return;
  const auto unit = bg_social::named_id("bg-social/unit/place").text();
  row["unit_id"] = unit;
  row["unit"] = json::object{{"id", unit}, {"name", bulgarian("open_data.unit.place")}};
}

std::vector<std::string> one_or_none(const std::string& code) {
  return code.empty() ? std::vector<std::string>() : std::vector<std::string>{code};
}

/// `given`: what the meanings of foreign terms gave the entry; that much the document says already.
void put_classification(json::object& d, const directory::Service& s, const std::optional<Given>& given) {
  const auto& c = s.classification;
  const auto put = [&](std::string_view scheme, const std::vector<std::string>& codes) {
    bg_social::put_codes(d, "service", scheme, codes);
  };
  const bool classified = s.type != directory::unclassified;
  if (!given || given->type != s.type)
    put(bg_social::service_type, classified ? one_or_none(s.type) : std::vector<std::string>());
  if (!given || given->target_groups != s.target_groups) put(bg_social::target_group, s.target_groups);
  if (!given || given->needs != s.needs) put(bg_social::need, classified ? s.needs : std::vector<std::string>());
  put(bg_social::access_class, one_or_none(c.access_class));
  put(bg_social::purpose, one_or_none(c.purpose));
  put(bg_social::environment, one_or_none(c.environment));
  put(bg_social::duration, one_or_none(c.duration_class));
  put(bg_social::planning_level, one_or_none(c.planning_level));
  put(bg_social::funding, one_or_none(c.funding));
  put_text(d, "bg_licence_no", c.licence_no);
  put_text(d, "bg_licence_valid_to", c.licence_valid_to ? c.licence_valid_to->iso() : "");
  put_text(d, "bg_legal_basis", c.legal_basis);
  if (c.substitute_places > 0 || d.contains("bg_substitute_care_places")) {
    d["bg_substitute_care_places"] = c.substitute_places;
  }
}

void put_age(json::object& d, std::string_view member, const std::optional<int>& now, const std::optional<int>& said) {
  if (now == said) return;
  if (now)
    d[member] = *now;
  else
    d.erase(member);
}

void put_texts(json::object& d, const directory::Service& s, const directory::Service& said) {
  const auto put = [&](std::string_view member, const std::string& now, const std::string& before) {
    if (now != before) put_text(d, member, now);
  };
  put("name", s.name, said.name);
  put("alternate_name", s.alternate_name, said.alternate_name);
  put("description", s.description, said.description);
  put("email", s.email, said.email);
  put("url", s.website, said.website);
  put("fees_description", s.fees, said.fees);
  put("eligibility_description", s.eligibility, said.eligibility);
  put("application_process", s.application_process, said.application_process);
  put("alert", s.alert, said.alert);
  if (s.confirmed_on != said.confirmed_on) put_text(d, "assured_date", s.confirmed_on ? s.confirmed_on->iso() : "");
  if (s.phone != said.phone) put_phone(d, "service_id", s.phone);
  if (s.hours == said.hours) return;
  if (s.hours.empty())
    drop_first_row(d, "schedules");
  else
    first_row(d, "schedules", "service_id")["description"] = s.hours;
}

}  // namespace

std::string_view hsds_status(std::string_view state) {
  if (state == "published" || state == "needs_update") return "active";
  return state == "archived" ? "defunct" : "inactive";
}

json::object hidden_place(const json::object& document, std::string_view visibility) {
  json::object hidden{{"id", text_of(document, "id")}, {"location_type", "virtual"}, {"visibility", visibility}};
  put_text(hidden, "organization_id", text_of(document, "organization_id"));
  return hidden;
}

void hide_where(json::object& d, const directory::Service& s) {
  drop_metadata(d);
  d.erase("bg_municipality");
  if (!s.serves_everywhere) d.erase("service_areas");
  d.erase("capacities");
  if (s.capacity.updated_on) put_text(d, "bg_capacity_status", s.capacity.status);
}

void put_organisation(json::object& d, const directory::NewOrganisation& n) {
  const auto& o = n.organisation;
  d["id"] = o.id.text();
  const auto before = organisation_said(d);
  const auto& said = before.organisation;
  const auto put = [&](std::string_view member, const std::string& now, const std::string& old) {
    if (now != old) put_text(d, member, now);
  };
  put("name", o.name, said.name);
  put("email", o.email, said.email);
  put("website", o.website, said.website);
  put("bg_municipality", o.municipality.text, said.municipality.text);
  if (o.kind != said.kind || n.source == "own") d["bg_kind"] = o.kind;
  if (n.description != before.description || !d.contains("description")) d["description"] = n.description;
  if (o.phone != said.phone) put_phone(d, "organization_id", o.phone);
  if (o.eik == said.eik) return;
  if (o.eik.empty()) return drop_first_row(d, "organization_identifiers");
  auto& row = first_row(d, "organization_identifiers", "organization_id");
  row["identifier_scheme"] = "BG-EIK";
  row["identifier_type"] = bulgarian("open_data.eik");
  row["identifier"] = o.eik;
}

void put_location(db::Session& session, json::object& d, const directory::NewLocation& l) {
  d["id"] = l.id.text();
  if (!l.organisation.is_nil()) d["organization_id"] = l.organisation.text();
  if (l.visibility != "public") {
    d = hidden_place(d, l.visibility);
    return;
  }
  const auto said =
      location_said([&](const Ekatte& code) { return territory::find_settlement(session, code).has_value(); }, d);
  if (l.kind != said.kind || !d.contains("location_type")) d["location_type"] = l.kind;
  if (l.visibility != said.visibility) d["visibility"] = l.visibility;
  if (l.name != said.name) put_text(d, "name", l.name);
  if (l.settlement != said.settlement) {
    put_text(d, "external_identifier", l.settlement.text);
    put_text(d, "external_identifier_type", l.settlement.empty() ? "" : "EKATTE");
  }
  if (l.latitude != said.latitude || l.longitude != said.longitude) {
    d["latitude"] = l.latitude;
    d["longitude"] = l.longitude;
  }
  if (l.address == said.address && l.postal_code == said.postal_code) return;
  if (l.address.empty()) return drop_first_row(d, "addresses");
  auto& row = first_row(d, "addresses", "location_id");
  const auto settlement = territory::find_settlement(session, l.settlement);
  const auto municipality = settlement ? territory::find_municipality(session, settlement->municipality) : std::nullopt;
  row["address_1"] = l.address;
  row["postal_code"] = l.postal_code;
  if (settlement) row["city"] = settlement->full_name(words::Language::bg);
  if (municipality) {
    row["region"] = bulgarian.with("open_data.municipality", {{"name", municipality->name_bg}});
    row["state_province"] = territory::district_name(session, municipality->district, words::Language::bg);
  }
  for (const char* member : {"city", "state_province"}) {
    if (!row.contains(member)) row[member] = "";
  }
  if (!row.contains("country")) row["country"] = "BG";
  if (!row.contains("address_type")) row["address_type"] = "physical";
}

void put_service(db::Session& session, json::object& d, const directory::NewService& n) {
  const auto s = directory::for_everybody(n.service);
  d["id"] = s.id.text();
  d["organization_id"] = s.organisation.text();
  const auto before = service_said(d);
  const auto& said = before.service;
  put_texts(d, s, said);
  if (s.status != said.status || !d.contains("status")) d["status"] = hsds_status(s.status);
  if (s.suspended()) {
    d["status"] = "temporarily closed";
    const auto until = s.suspended_until ? " (" + s.suspended_until->iso() + ")" : std::string();
    put_text(d, "alert", s.stopped_words + until);
  }
  put_age(d, "minimum_age", s.age_min, said.age_min);
  put_age(d, "maximum_age", s.age_max, said.age_max);
  if (!s.restricted) put_capacity(d, s.capacity, said.capacity);
  put_areas(session, d, s, said);
  put_papers(d, s, said);
  put_languages(d, s, said);
  put_classification(d, s, n.source == "hsds" ? find_given(session, s.id) : std::nullopt);
  if (s.referral_required != said.referral_required) d["bg_referral_required"] = s.referral_required;
  if (s.update_months != said.update_months) d["bg_update_months"] = s.update_months;
  if (s.municipality != said.municipality) put_text(d, "bg_municipality", s.municipality.text);
  d["last_modified"] = s.modified_at.iso();
  if (s.restricted)
    hide_where(d, s);
  else
    d.erase("bg_capacity_status");
}

}  // namespace gishe::open_data
