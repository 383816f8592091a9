#include "entries/entry_fields.h"

#include <algorithm>
#include <array>
#include <functional>

#include "base/text.h"
#include "entries/refusals.h"
#include "territory/territory.h"

namespace gishe::entries {
namespace {

using directory::Service;
using Form = EntryField::Form;

constexpr std::array<EntryField, 23> fields{{
    {"name", Form::line, 150, true},
    {"type", Form::choice, 0, true},
    {"description", Form::lines, 4000, true},
    {"alert", Form::line, 300},
    {"target_groups", Form::codes},
    {"age_min", Form::age},
    {"age_max", Form::age},
    {"eligibility", Form::lines, 2000},
    {"needs", Form::codes},
    {"referral_required", Form::yes_no},
    {"application_process", Form::lines, 2000},
    {"papers", Form::codes},
    {"fees", Form::lines, 500},
    {"languages", Form::codes},
    {"settlement", Form::choice, 0, false, false, true},
    {"address", Form::line, 200, false, false, true},
    {"address_shown", Form::choice, 0, false, false, true},
    {"serves_everywhere", Form::yes_no},
    {"serves", Form::codes},
    {"phone", Form::line, 60, true, true},
    {"email", Form::line, 120, false, true},
    {"hours", Form::line, 200, true, true},
    {"website", Form::line, 200, false, true},
}};

constexpr std::array<EntryField, 4> of_stop{{
    {"status", Form::choice},
    {"suspended_until", Form::line},
    {"stopped_words", Form::lines, 500},
    {"replaced_by", Form::choice},
}};

constexpr std::string_view target_groups[] = {
    "older_person",   "disability",      "child", "child_disability", "youth_at_risk", "child_in_conflict",
    "family_at_risk", "violence_victim", "carer", "homeless",         "unemployed"};
constexpr std::string_view papers[] = {
    "identity_document", "application_form", "preliminary_assessment", "referral_letter",   "gp_note",
    "medical_document",  "telk_decision",    "income_declaration",     "birth_certificate", "court_order"};
constexpr std::string_view address_shown[] = {"shown", "hidden"};
constexpr std::string_view languages[] = {"bg", "tr", "rom", "en", "ru", "uk", "bqn"};
constexpr int age_highest = 130;

/// The plain texts of a service by their field's name.
std::string Service::* text_of(std::string_view field) {
  static constexpr std::array<std::pair<std::string_view, std::string Service::*>, 14> texts{{
      {"name", &Service::name},
      {"type", &Service::type},
      {"description", &Service::description},
      {"alert", &Service::alert},
      {"eligibility", &Service::eligibility},
      {"application_process", &Service::application_process},
      {"fees", &Service::fees},
      {"address", &Service::address},
      {"phone", &Service::phone},
      {"email", &Service::email},
      {"hours", &Service::hours},
      {"website", &Service::website},
      {"status", &Service::status},
      {"stopped_words", &Service::stopped_words},
  }};
  for (const auto& [name, member] : texts) {
    if (name == field) return member;
  }
  return nullptr;
}

std::vector<std::string> Service::* list_of(std::string_view field) {
  if (field == "target_groups") return &Service::target_groups;
  if (field == "needs") return &Service::needs;
  if (field == "papers") return &Service::papers;
  if (field == "languages") return &Service::languages;
  return nullptr;
}

bool Service::* truth_of(std::string_view field) {
  return field == "referral_required" ? &Service::referral_required : &Service::serves_everywhere;
}

std::optional<int> Service::* age_of(std::string_view field) {
  return field == "age_min" ? &Service::age_min : &Service::age_max;
}

std::vector<std::string> municipality_codes(db::Session& session, const Service& service) {
  const auto own = territory::find_municipality(session, service.municipality);
  std::vector<std::string> codes;
  for (const auto& m : territory::list_municipalities(session)) {
    if (own && m.district == own->district) codes.push_back(m.code.text);
  }
  return codes;
}

template <class List>
std::vector<std::string> strings(const List& list) {
  return {std::begin(list), std::end(list)};
}

}  // namespace

std::span<const EntryField> entry_fields() { return fields; }

const EntryField* find_field(std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(), [&](const EntryField& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::span<const EntryField> stop_fields() { return of_stop; }

const EntryField* find_said_field(std::string_view name) {
  const auto found = std::find_if(of_stop.begin(), of_stop.end(), [&](const EntryField& f) { return f.name == name; });
  return found == of_stop.end() ? find_field(name) : &*found;
}

std::vector<std::string> split_codes(std::string_view joined) {
  std::vector<std::string> codes;
  while (!joined.empty()) {
    const auto end = joined.find(',');
    if (end != 0) codes.emplace_back(joined.substr(0, end));
    if (end == std::string_view::npos) break;
    joined.remove_prefix(end + 1);
  }
  return codes;
}

std::string field_text(const Service& s, std::string_view field) {
  if (const auto text = text_of(field)) return s.*text;
  if (const auto list = list_of(field)) return text::join(s.*list, ",");
  if (field == "settlement") return s.settlement.text;
  if (field == "suspended_until") return s.suspended_until ? s.suspended_until->iso() : "";
  if (field == "replaced_by") return s.replaced_by ? s.replaced_by->text() : "";
  if (field == "address_shown") {
    const bool nowhere = s.settlement.empty() && s.address.empty();
    return s.restricted ? "hidden" : nowhere ? "" : "shown";
  }
  if (field == "serves") {
    std::vector<std::string> codes;
    for (const auto& m : s.serves) codes.push_back(m.text);
    return text::join(codes, ",");
  }
  if (field.starts_with("age_")) {
    const auto& age = s.*age_of(field);
    return age ? std::to_string(*age) : "";
  }
  return s.*truth_of(field) ? "1" : "";
}

void set_field(Service& s, std::string_view field, std::string_view value) {
  if (const auto text = text_of(field)) {
    s.*text = value;
  } else if (const auto list = list_of(field)) {
    s.*list = split_codes(value);
  } else if (field == "settlement") {
    s.settlement = {std::string(value)};
  } else if (field == "suspended_until") {
    s.suspended_until = Day::from_iso(value);
  } else if (field == "replaced_by") {
    s.replaced_by = ServiceId::parse(value);
  } else if (field == "address_shown") {
    s.restricted = value == "hidden";
  } else if (field == "serves") {
    s.serves.clear();
    for (auto& code : split_codes(value)) s.serves.push_back({std::move(code)});
  } else if (field.starts_with("age_")) {
    const auto age = text::whole_number(value);
    s.*age_of(field) = age ? std::optional(static_cast<int>(*age)) : std::nullopt;
  } else {
    s.*truth_of(field) = value == "1";
  }
}

std::vector<std::string> codes_for(db::Session& session, const EntryField& field, const Service& service) {
  std::vector<std::string> codes;
  if (field.name == "type") codes = strings(directory::service_types);
  if (field.name == "target_groups") codes = strings(target_groups);
  if (field.name == "papers") codes = strings(papers);
  if (field.name == "languages") codes = strings(languages);
  if (field.name == "address_shown") codes = strings(address_shown);
  if (field.name == "serves") codes = municipality_codes(session, service);
  if (field.name == "needs") {
    for (const auto& need : directory::list_needs(session)) codes.push_back(need.code);
  }
  if (field.name == "settlement") {
    for (const auto& place : territory::list_settlements(session, service.municipality)) {
      codes.push_back(place.code.text);
    }
  }
  for (const auto& code : split_codes(field_text(service, field.name))) {
    if (!text::one_of(codes, code)) codes.push_back(code);
  }
  return codes;
}

Refusals why_not_field(const EntryField& field, const std::string& value, const std::vector<std::string>& codes) {
  const std::string name(field.name);
  if (field.needed && value.empty()) return {Refusal(required, name)};
  switch (field.form) {
    case Form::line:
    case Form::lines:
      if (!text::is_plain(value, field.form == Form::line ? text::Lines::one : text::Lines::many)) {
        return {Refusal(not_plain_text, name)};
      }
      if (text::length(value) > field.max) return {Refusal(too_long, name, {{"max", std::to_string(field.max)}})};
      if (name == "email" || name == "website") {
        const auto fault =
            name == "email" ? directory::why_not_email(value, "email") : directory::why_not_website(value, "website");
        return fault ? Refusals{*fault} : Refusals{};
      }
      return {};
    case Form::choice:
    case Form::codes:
      for (const auto& code : split_codes(value)) {
        if (!text::one_of(codes, code)) return {Refusal(not_in_list, name)};
      }
      return {};
    case Form::age: {
      const auto age = text::whole_number(value);
      if (value.empty()) return {};
      if (!age) return {Refusal(not_a_number, name)};
      if (*age < 0 || *age > age_highest) return {Refusal(age_out_of_range, name)};
      return {};
    }
    case Form::yes_no:
      if (!value.empty() && value != "1") return {Refusal(not_in_list, name)};
      return {};
  }
  return {};
}

std::string code_words(db::Session& session, const words::Words& w, const EntryField& field, const std::string& code) {
  if (field.name == "type") return w("service_type." + code);
  if (field.name == "status") return w("entries.state." + code);
  if (field.name == "replaced_by") {
    const auto other = directory::find_service(session, ServiceId::parse(code).value_or(ServiceId{}));
    return other ? other->name : code;
  }
  if (field.name == "target_groups") return w("target_group." + code);
  if (field.name == "needs") return w("need." + code);
  if (field.name == "papers") return w("paper." + code);
  if (field.name == "address_shown") return w("entries.address_shown." + code);
  if (field.name == "languages") return w.has("entries.language." + code) ? w("entries.language." + code) : code;
  if (field.name == "serves") {
    const auto m = territory::find_municipality(session, {code});
    return m ? m->name(w.language()) : code;
  }
  const auto place = territory::find_settlement(session, {code});
  return place ? place->full_name(w.language()) : code;
}

std::string value_words(db::Session& session, const words::Words& w, const EntryField& field,
                        const std::string& value) {
  if (field.name == "suspended_until") {
    const auto until = Day::from_iso(value);
    return until ? w.day(*until) : "";
  }
  if (field.form == Form::yes_no) return w(value == "1" ? "entries.yes" : "entries.no");
  if (field.form != Form::choice && field.form != Form::codes) return value;
  std::vector<std::string> all;
  for (const auto& code : split_codes(value)) all.push_back(code_words(session, w, field, code));
  return text::join(all, ", ");
}

}  // namespace gishe::entries
