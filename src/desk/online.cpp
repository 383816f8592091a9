#include "desk/online.h"

#include <algorithm>

#include "base/text.h"
#include "desk/application.h"
#include "desk/desk.h"
#include "platform/web/target.h"

namespace gishe::desk {
namespace {

constexpr std::size_t words_short_max = 120;

struct Field {
  const char* name;
  std::string Told::* value;
};
constexpr Field fields[] = {{"for_whom", &Told::for_whom},
                            {"own_words", &Told::own_words},
                            {"given_name", &Told::given_name},
                            {"middle_name", &Told::middle_name},
                            {"family_name", &Told::family_name},
                            {"born_on", &Told::born_on},
                            {"identifier", &Told::identifier},
                            {"settlement", &Told::settlement},
                            {"address", &Told::address},
                            {"writer_given_name", &Told::writer_given_name},
                            {"writer_family_name", &Told::writer_family_name},
                            {"relation", &Told::relation},
                            {"mandate", &Told::mandate},
                            {"document", &Told::document},
                            {"phone", &Told::phone},
                            {"email", &Told::email},
                            {"contact_rule", &Told::contact_rule}};

void check_short(Refusals& no, const char* field, std::string_view typed) {
  if (!text::is_plain(typed)) no.emplace_back(not_plain_text, field);
  if (text::length(typed) > words_short_max)
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(words_short_max)}}));
}

Refusals why_not_words(const Told& told) {
  Refusals no;
  if (!text::is_plain(told.own_words, text::Lines::many)) no.emplace_back(not_plain_text, "own_words");
  if (text::length(told.own_words) > own_words_max)
    no.push_back(Refusal(too_long, "own_words", {{"max", std::to_string(own_words_max)}}));
  return no;
}

/// The register's own rules; a failed check digit is mended or left out, for nobody here can give a reason.
Refusals why_not_person(const Told& told, Day today) {
  people::NewPerson person = told.person(today);
  person.phone = person.email = person.contact_rule = "";
  Refusals no;
  for (const Refusal& r : people::why_not_described(person, today)) {
    no.push_back(r.is(people::failed_check_digit) ? Refusal(check_the_number, "identifier") : r);
  }
  if (told.settlement.empty()) no.emplace_back(required, "settlement");
  return no;
}

Refusals why_not_writer(const Told& told, Day today) {
  Refusals no;
  people::NewPerson writer = told.writer();
  writer.phone = writer.email = writer.contact_rule = "";
  for (const Refusal& r : people::why_not_described(writer, today)) {
    no.push_back(Refusal(*r.code, "writer_" + r.field, r.with));
  }
  check_short(no, "relation", told.relation);
  check_short(no, "document", told.document);
  if (told.relation.empty()) no.emplace_back(required, "relation");
  if (!text::one_of(mandate_kinds, told.mandate))
    no.emplace_back(told.mandate.empty() ? required : not_in_list, "mandate");
  return no;
}

Refusals why_not_contact(const Told& told, Day today) {
  people::NewPerson who;
  who.given_name = who.family_name = "А";  // only what follows is judged here
  who.identifier_kind = "none";
  who.phone = told.phone;
  who.email = told.email;
  who.contact_rule = told.contact_rule;
  Refusals no = people::why_not_described(who, today);
  if (!told.email.empty() && no.empty() && !post::is_address(text::tidy(told.email)))
    no.emplace_back(not_an_address, "email");
  if (text::tidy(told.phone).empty() && text::tidy(told.email).empty()) no.emplace_back(no_way_to_answer, "phone");
  return no;
}

bool belongs(const Told& told, std::string_view step) { return step != "writer" || told.by_another(); }

}  // namespace

people::NewPerson Told::person(Day today) const {
  people::NewPerson p;
  p.given_name = given_name;
  p.middle_name = middle_name;
  p.family_name = family_name;
  p.sex = "";
  p.born_on = born_on;
  p.identifier_kind = people::kind_of_number(identifier, today);
  p.identifier = identifier;
  p.settlement = settlement;
  p.address = address;
  if (!by_another()) {
    p.phone = phone;
    p.email = email;
    p.contact_rule = contact_rule;
  }
  return p;
}

people::NewPerson Told::writer() const {
  people::NewPerson p;
  p.given_name = writer_given_name;
  p.family_name = writer_family_name;
  p.sex = "";
  p.identifier_kind = "none";
  p.phone = phone;
  p.email = email;
  p.contact_rule = contact_rule;
  return p;
}

std::string encode(const Told& told) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view value) {
    if (!out.empty()) out += '&';
    out.append(name).append("=").append(web::percent_encoded(value));
  };
  for (const std::string& need : told.needs) add("needs", need);
  if (told.service) add("service", told.service->text());
  for (const Field& field : fields) {
    if (const std::string& value = told.*field.value; !value.empty()) add(field.name, value);
  }
  if (told.declared) add("declared", "1");
  return out;
}

Told decode(std::string_view text) {
  Told told;
  for (auto& [name, value] : web::parse_fields(text).value_or(web::Pairs{})) {
    if (name == "needs") told.needs.push_back(value);
    if (name == "service") told.service = ServiceId::parse(value);
    if (name == "declared") told.declared = true;
    for (const Field& field : fields) {
      if (name == field.name) told.*field.value = std::move(value);
    }
  }
  return told;
}

bool is_apply_step(std::string_view step) { return text::one_of(apply_steps, step); }

std::string_view step_after(const Told& told, std::string_view step) {
  auto at = std::find(apply_steps.begin(), apply_steps.end(), step);
  while (at != apply_steps.end() && ++at != apply_steps.end()) {
    if (belongs(told, *at)) return *at;
  }
  return "check";
}

std::string_view step_before(const Told& told, std::string_view step) {
  auto at = std::find(apply_steps.begin(), apply_steps.end(), step);
  while (at != apply_steps.begin()) {
    if (belongs(told, *--at)) return *at;
  }
  return "";
}

std::string_view first_open_step(const Told& told, Day today) {
  for (const std::string_view step : apply_steps) {
    if (belongs(told, step) && !why_not_step(told, step, today).empty()) return step;
  }
  return "check";
}

Refusals why_not_step(const Told& told, std::string_view step, Day today) {
  Refusals no;
  if (step == "needs") {
    if (told.needs.empty()) no.emplace_back(no_needs, "needs");
    if (told.needs.size() > lines_max)
      no.push_back(Refusal(too_many_needs, "needs", {{"max", std::to_string(lines_max)}}));
  } else if (step == "whom") {
    if (!text::one_of(for_whom_codes, told.for_whom))
      no.emplace_back(told.for_whom.empty() ? required : not_in_list, "for_whom");
  } else if (step == "words") {
    no = why_not_words(told);
  } else if (step == "person") {
    no = why_not_person(told, today);
  } else if (step == "writer") {
    no = why_not_writer(told, today);
  } else if (step == "contact") {
    no = why_not_contact(told, today);
  }
  return no;
}

std::string draft_context(const ApplicationId& id) { return "online_draft:" + id.text(); }
std::string sent_context(const ApplicationId& id) { return "online_application:" + id.text(); }

}  // namespace gishe::desk
