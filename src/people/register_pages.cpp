#include <algorithm>

#include "base/text.h"
#include "base/transliterate.h"
#include "people/identifier.h"
#include "people/people_pages.h"
#include "people/person_acts.h"
#include "territory/territory.h"

namespace gishe::people::pages {
namespace {

using Input = page::Values::Input;
using Choices = std::vector<page::Values::Choice>;

Input field(const web::Context& c, const char* name, const char* key, std::string_view value, int length_max,
            bool optional = false) {
  Input input{name, c.words(key)};
  input.value = value;
  input.max_length = length_max;
  input.optional = optional;
  return input;
}

Choices choices_of(const web::Context& c, const std::vector<std::string>& codes, std::string_view key_start,
                   const std::vector<std::string>& chosen) {
  Choices out;
  for (const auto& code : codes) {
    const bool is = std::find(chosen.begin(), chosen.end(), code) != chosen.end();
    out.push_back({code, c.words(std::string(key_start) + code), {}, is});
  }
  return out;
}

/// What a form holds: all of it comes back when something is refused.
NewPerson typed_person(const web::Request& r) {
  NewPerson n;
  n.given_name = r.form("given_name");
  n.middle_name = r.form("middle_name");
  n.family_name = r.form("family_name");
  n.sex = r.form("sex");
  n.born_on = r.form("born_on");
  n.identifier_kind = r.form("identifier_kind");
  n.identifier = r.form("identifier");
  n.identifier_reason = r.form("identifier_reason");
  n.settlement = r.form("settlement");
  n.address = r.form("address");
  n.phone = r.form("phone");
  n.email = r.form("email");
  n.contact_rule = r.form("contact_rule");
  for (const auto group : r.form_all("target_groups")) n.target_groups.emplace_back(group);
  n.duplicates_seen = r.form("duplicates_seen") == "1";
  return n;
}

Choices settlements(const web::Context& c, db::Session& session, std::string_view chosen) {
  Choices out{{"", c.words("common.choose"), {}, chosen.empty()}};
  for (const auto& place : territory::list_settlements(session, c.actor.post.municipality)) {
    out.push_back({place.code.text, place.full_name(c.words.language()), {}, place.code.text == chosen});
  }
  return out;
}

/// Fields that a new and a known person have in common.
void fill_fields(page::Page& p, const web::Context& c, db::Session& session, const NewPerson& n, const Refusals& no) {
  p.error_summary("ERRORS", no);
  p.input("GIVEN", field(c, "given_name", "people.given_name", n.given_name, 80), no);
  p.input("MIDDLE", field(c, "middle_name", "people.middle_name", n.middle_name, 80, true), no);
  p.input("FAMILY", field(c, "family_name", "people.family_name", n.family_name, 80), no);
  p.radios("SEX", field(c, "sex", "people.sex", n.sex, 10), choices_of(c, sexes(), "people.sex.", {n.sex}), no);
  p.select("SETTLEMENT", field(c, "settlement", "common.settlement", n.settlement, 5, true),
           settlements(c, session, n.settlement), no);
  p.input("ADDRESS", field(c, "address", "common.address", n.address, 200, true), no);
  auto phone = field(c, "phone", "common.phone", n.phone, 40, true);
  phone.type = "tel";
  p.input("PHONE", phone, no);
  auto email = field(c, "email", "common.email", n.email, 120, true);
  email.type = "email";
  p.input("EMAIL", email, no);
  auto rule = field(c, "contact_rule", "people.contact_rule", n.contact_rule, 300, true);
  rule.hint = c.words("people.contact_rule_hint");
  p.input("RULE", rule, no);
  p.checkboxes("GROUPS", field(c, "target_groups", "people.section.groups", "", 40, true),
               choices_of(c, target_groups(), "target_group.", n.target_groups), no);
}

void fill_number(page::Values& p, const web::Context& c, const NewPerson& n, const Refusals& no) {
  const std::vector<std::string> kinds = {"egn", "lnch", "none"};
  p.radios("KIND", field(c, "identifier_kind", "people.number_kind", "", 8),
           choices_of(c, kinds, "people.kind.", {n.identifier_kind}), no);
  auto number = field(c, "identifier", "people.number", n.identifier, 14, true);
  number.hint = c.words("people.number_hint");
  number.width = "half";
  p.input("NUMBER", number, no);
  // Asked for only where it is needed: a check digit that fails, or a birth date that differs.
  const bool ask = !n.identifier_reason.empty() || std::any_of(no.begin(), no.end(), [](const Refusal& r) {
    return r.is(failed_check_digit) || r.is(birth_differs);
  });
  if (ask) {
    auto reason = field(c, "identifier_reason", "people.number_reason", n.identifier_reason, 200);
    reason.hint = c.words("people.number_reason_hint");
    p.input("REASON", reason, no);
  }
  auto born = field(c, "born_on", "people.born", n.born_on, 20, true);
  born.type = "date";
  born.width = "half";
  born.hint = c.words("people.born_hint");
  p.input("BORN", born, no);
}

void show_similar(page::Page& p, const web::Context& c, db::Session& session, const NewPerson& n, const Refusals& no) {
  for (const auto& r : no) {
    if (r.is(number_known) && !r.with.empty()) p.add("TAKEN").set("ID", r.with.front().second);
  }
  if (std::none_of(no.begin(), no.end(), [](const Refusal& r) { return r.is(maybe_known); })) return;
  const auto fresh = check_new_person(n, c.office.today());
  if (!fresh) return;
  auto similar = p.add("SIMILAR");
  const auto scope = access::scope(c.actor, access::Action::find_person);
  for (const auto& candidate :
       list_candidates(session, c.office.vault, scope, fresh->person, fresh->identifier_kind, fresh->identifier)) {
    auto row = similar.add("ROWS");
    set_person(row, candidate.person, session, c.words);
    std::vector<std::string> why;
    for (const auto likeness : candidate.why.reasons)
      why.push_back(c.words("people.same." + std::string(likeness_name(likeness))));
    row.set("WHY", text::join(why, " · "));
  }
}

/// Where a registration came from: somebody's representative or member of a household.
struct Purpose {
  std::optional<PersonId> for_person;
  std::string as;  // representative, household
};
Purpose purpose_of(std::string_view for_person, std::string_view as) {
  Purpose out{PersonId::parse(for_person), std::string(as)};
  if (out.as != "representative" && out.as != "household") out = {};
  return out;
}
std::string next_address(const Purpose& purpose, const PersonId& fresh) {
  if (!purpose.for_person) return "/people/" + fresh.text();
  const std::string part = purpose.as == "household" ? "/household/new" : "/representatives/new";
  return "/people/" + purpose.for_person->text() + part + "?chosen=" + fresh.text();
}

web::Response show_form(web::Context& c, const NewPerson& n, const Purpose& purpose, const Refusals& no) {
  auto p = c.page("people/form.html");
  p.title(c.words("people.new_title"))
      .set("TITLE", c.words("people.new_title"))
      .set("BUTTON", c.words("people.register"));
  p.set("ACTION", "/people");
  p.set("BACK", purpose.for_person ? "/people/" + purpose.for_person->text() : "/people");
  if (purpose.for_person) {
    p.add("FOR").set("WORDS", c.words("people.new_as_" + purpose.as));
    p.add("KEEP").set("FIELD", "for").set("VALUE", purpose.for_person->text());
    p.add("KEEP").set("FIELD", "as").set("VALUE", purpose.as);
  }
  auto number = p.add("WITH_NUMBER");
  fill_number(number, c, n, no);
  c.office.db.read([&](db::Session& session) {
    fill_fields(p, c, session, n, no);
    show_similar(p, c, session, n, no);
  });
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

NewPerson known_as_typed(const Person& k) {
  NewPerson n;
  n.given_name = k.given_name;
  n.middle_name = k.middle_name;
  n.family_name = k.family_name;
  n.sex = k.sex;
  n.settlement = k.settlement.text;
  n.address = k.address;
  n.phone = k.phone;
  n.email = k.email;
  n.contact_rule = k.contact_rule;
  n.target_groups = k.target_groups;
  return n;
}

web::Response show_change_form(web::Context& c, const PersonId& id, std::int64_t version, const NewPerson& n,
                               const Refusals& no) {
  auto p = c.page("people/form.html");
  p.title(c.words("people.change_title"))
      .set("TITLE", c.words("people.change_title"))
      .set("BUTTON", c.words("common.save"));
  p.set("ACTION", "/people/" + id.text() + "/change").set("BACK", "/people/" + id.text());
  p.add("KEEP").set("FIELD", "version").set("VALUE", std::to_string(version));
  c.office.db.read([&](db::Session& session) { fill_fields(p, c, session, n, no); });
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_new(web::Context& c) {
  NewPerson n;
  n.sex = "";
  return show_form(c, n, purpose_of(c.request.query("for"), c.request.query("as")), {});
}

web::Response show_new_typed(web::Context& c) {
  NewPerson n;
  n.sex = "";
  const auto typed = text::tidy(c.request.form("typed").substr(0, 400));
  if (read_lnch(tidy_number(typed)).reading != Reading::wrong_form) {
    n.identifier = tidy_number(typed);
    n.identifier_kind = "egn";
  } else {
    // Latin letters at a Bulgarian desk stand for Cyrillic ones; she sees it and may write it otherwise.
    auto names = text::words(c.words.language() == words::Language::bg ? to_cyrillic(typed) : typed);
    for (auto& name : names) name = text::capitalised(name);
    if (!names.empty()) n.given_name = names.front();
    if (names.size() > 1) n.family_name = names.back();
    if (names.size() > 2) n.middle_name = names[1];
  }
  return show_form(c, n, {}, {});
}

web::Response register_one(web::Context& c) {
  const auto typed = typed_person(c.request);
  const auto purpose = purpose_of(c.request.form("for"), c.request.form("as"));
  const auto id = register_person(c.office, c.actor, typed, c.once_key());
  if (!id && (id.refusals().front().is(not_found) || id.refusals().front().is(not_your_function)))
    return c.refuse(id.refusals());
  if (!id) return show_form(c, typed, purpose, id.refusals());
  return c.go(next_address(purpose, *id), "people.registered");
}

web::Response show_change(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto scope = access::scope(c.actor, access::Action::change_person);
  if (!c.office.db.read([&](db::Session& session) { return find_person(session, scope, *id); })) {
    return c.refuse(Refusal(not_found));
  }
  // The form shows the file: who reads it here stands in the ledger like who opened its page.
  const auto opened = open_person(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  return show_change_form(c, *id, opened->person.version, known_as_typed(opened->person), {});
}

web::Response change(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto n = typed_person(c.request);
  const auto version = std::atoll(std::string(c.request.form("version")).c_str());
  const PersonChange change{n.given_name, n.middle_name, n.family_name, n.sex,          n.settlement,
                            n.address,    n.phone,       n.email,       n.contact_rule, n.target_groups};
  const auto done = change_person(c.office, c.actor, *id, version, change, c.once_key());
  if (done) return c.go("/people/" + id->text(), "people.changed");
  const auto& first = done.refusals().front();
  if (first.is(not_found) || first.is(not_your_function)) return c.refuse(done.refusals());
  if (!first.is(changed_meanwhile)) return show_change_form(c, *id, version, n, done.refusals());
  // The text stays; saving again is then against the newest version, which the words say.
  const auto scope = access::scope(c.actor, access::Action::change_person);
  const auto now = c.office.db.read([&](db::Session& session) { return find_person(session, scope, *id); });
  return show_change_form(c, *id, now ? now->version : version, n, done.refusals());
}

}  // namespace gishe::people::pages
