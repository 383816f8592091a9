#include "people/alarm.h"
#include "people/people_pages.h"
#include "people/person_acts.h"
#include "platform/web/json.h"

namespace gishe::people::api {
namespace {

namespace json = boost::json;

std::string member(const json::object& body, std::string_view name) {
  return web::text_of(body, name).value_or(std::string());
}

std::vector<std::string> list_of(const json::object& body, std::string_view name) {
  std::vector<std::string> out;
  const auto* value = body.if_contains(name);
  if (!value || !value->is_array()) return out;
  for (const auto& item : value->as_array()) {
    if (item.is_string() && out.size() < 50) out.emplace_back(item.as_string());
  }
  return out;
}

json::object summary_of(const Person& p) {
  return {{"id", p.id.text()},
          {"given_name", p.given_name},
          {"middle_name", p.middle_name},
          {"family_name", p.family_name},
          {"born_on", p.born_on ? json::value(p.born_on->iso()) : json::value(nullptr)},
          {"identifier_masked", p.identifier_masked},
          {"settlement", p.settlement.text}};
}

json::object file_of(const OpenedFile& file) {
  const Person& p = file.person;
  auto out = summary_of(p);
  out["municipality"] = p.municipality.text;
  out["sex"] = p.sex;
  out["sensitivity"] = static_cast<int>(p.sensitivity);
  out["state"] = p.state;
  out["address"] = p.address;
  out["phone"] = p.phone;
  out["email"] = p.email;
  out["contact_rule"] = p.contact_rule;
  out["version"] = p.version;
  json::array groups, representatives, household;
  for (const auto& code : p.target_groups) groups.emplace_back(code);
  for (const auto& r : file.representatives) {
    representatives.push_back(
        json::object{{"id", r.id.text()},
                     {"person", r.representative.text()},
                     {"name", r.name},
                     {"kind", r.kind},
                     {"relation", r.relation},
                     {"document", r.document},
                     {"valid_until", r.valid_until ? json::value(r.valid_until->iso()) : json::value(nullptr)}});
  }
  for (const auto& m : file.household) {
    household.push_back(json::object{{"person", m.person.id.text()}, {"role", m.role}, {"from", m.from.iso()}});
  }
  out["target_groups"] = std::move(groups);
  out["representatives"] = std::move(representatives);
  out["household"] = std::move(household);
  return out;
}

NewPerson new_person_of(const json::object& body) {
  NewPerson n;
  n.given_name = member(body, "given_name");
  n.middle_name = member(body, "middle_name");
  n.family_name = member(body, "family_name");
  n.sex = member(body, "sex");
  n.born_on = member(body, "born_on");
  n.identifier_kind = member(body, "identifier_kind");
  n.identifier = member(body, "identifier");
  n.identifier_reason = member(body, "identifier_reason");
  n.settlement = member(body, "settlement");
  n.address = member(body, "address");
  n.phone = member(body, "phone");
  n.email = member(body, "email");
  n.contact_rule = member(body, "contact_rule");
  n.target_groups = list_of(body, "target_groups");
  const auto* seen = body.if_contains("duplicates_seen");
  n.duplicates_seen = seen && seen->is_bool() && seen->as_bool();
  return n;
}

web::Response missing(web::Context& c) { return c.problem({Refusal(not_found)}); }

}  // namespace

web::Response search(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto limit =
      static_cast<int>(std::clamp<std::int64_t>(web::number_of(*body, "limit").value_or(20), 1, page_length_max));
  const auto after = web::plain_of_cursor(member(*body, "after")).value_or(std::string());
  const auto scope = access::scope(c.actor, access::Action::find_person);
  const auto found = c.office.db.read([&](db::Session& session) {
    return list_people(session, c.office.vault, scope, member(*body, "query"), limit, after);
  });
  note_look_up(c.office, c.actor, {"searched", member(*body, "query"), {}, {}, {}, scope.rule()});
  json::array items;
  for (const auto& person : found.people) items.push_back(summary_of(person));
  return web::json_answer(
      json::object{{"items", std::move(items)},
                   {"one_digit_off", found.by == FoundBy::near_number},
                   {"next", found.next.empty() ? json::value(nullptr) : json::value(web::cursor_of(found.next))}});
}

web::Response register_one(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto id = register_person(c.office, c.actor, new_person_of(*body), c.once_key());
  if (!id) return c.problem(id.refusals());
  auto answer = web::json_answer(json::object{{"id", id->text()}}, 201);
  answer.headers.emplace_back("Location", "/api/v1/people/" + id->text());
  return answer;
}

web::Response candidates(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto fresh = check_new_person(new_person_of(*body), c.office.today());
  if (!fresh) return c.problem(fresh.refusals());
  const auto scope = access::scope(c.actor, access::Action::find_person);
  json::array items;
  c.office.db.read([&](db::Session& session) {
    for (const auto& like :
         list_candidates(session, c.office.vault, scope, fresh->person, fresh->identifier_kind, fresh->identifier)) {
      json::array why;
      for (const auto likeness : like.why.reasons) why.emplace_back(likeness_name(likeness));
      items.push_back({{"person", summary_of(like.person)}, {"score", like.why.score}, {"why", std::move(why)}});
    }
  });
  return web::json_answer(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

web::Response get(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return missing(c);
  const auto file = open_person(c.office, c.actor, *id);
  if (!file) return c.problem(file.refusals());
  return web::json_answer(file_of(*file));
}

web::Response change(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return missing(c);
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto n = new_person_of(*body);
  const PersonChange change{n.given_name, n.middle_name, n.family_name, n.sex,          n.settlement,
                            n.address,    n.phone,       n.email,       n.contact_rule, n.target_groups};
  const auto version = web::number_of(*body, "version").value_or(0);
  const auto done = change_person(c.office, c.actor, *id, version, change, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"id", id->text()}, {"version", version + 1}});
}

web::Response reveal(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return missing(c);
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto number = reveal_identifier(c.office, c.actor, *id, member(*body, "purpose"));
  if (!number) return c.problem(number.refusals());
  return web::json_answer(json::object{{"identifier", *number}});
}

web::Response add_representative(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return missing(c);
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const NewRepresentative n{*id,
                            PersonId::parse(member(*body, "representative")).value_or(PersonId{}),
                            member(*body, "kind"),
                            member(*body, "relation"),
                            member(*body, "document"),
                            member(*body, "valid_until")};
  const auto done = people::add_representative(c.office, c.actor, n, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"id", done->text()}}, 201);
}

web::Response add_member(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return missing(c);
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto other = PersonId::parse(member(*body, "member")).value_or(PersonId{});
  const auto done = add_to_household(c.office, c.actor, *id, other, member(*body, "role"), c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"household", done->text()}}, 201);
}

web::Response end_mandate(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto mandate = c.request.id<RepresentativeId>("mandate");
  if (!id || !mandate) return missing(c);
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto done = people::end_mandate(c.office, c.actor, *id, *mandate, member(*body, "reason"), c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"done", true}});
}

}  // namespace gishe::people::api
