#include "people/person_acts.h"

#include <algorithm>

#include "base/text.h"
#include "people/alarm.h"
#include "people/file_standing.h"
#include "people/identifier.h"
#include "territory/territory.h"

namespace gishe::people {
namespace {

using access::Action;

constexpr int opened_by_max = 8;
constexpr std::size_t reason_length_max = 200;

void compare_field(std::vector<ledger::Change>& changes, const char* field, const std::string& before,
                   const std::string& after) {
  if (before != after) changes.push_back({field, before, after});
}

std::vector<ledger::Change> changes_between(const Person& a, const Person& b) {
  std::vector<ledger::Change> out;
  compare_field(out, "given_name", a.given_name, b.given_name);
  compare_field(out, "middle_name", a.middle_name, b.middle_name);
  compare_field(out, "family_name", a.family_name, b.family_name);
  compare_field(out, "sex", a.sex, b.sex);
  compare_field(out, "settlement", a.settlement.text, b.settlement.text);
  compare_field(out, "address", a.address, b.address);
  compare_field(out, "phone", a.phone, b.phone);
  compare_field(out, "email", a.email, b.email);
  compare_field(out, "contact_rule", a.contact_rule, b.contact_rule);
  compare_field(out, "target_groups", text::join(a.target_groups, ","), text::join(b.target_groups, ","));
  return out;
}

void apply(Person& person, const PersonChange& change) {
  person.given_name = change.given_name;
  person.middle_name = change.middle_name;
  person.family_name = change.family_name;
  person.sex = change.sex;
  person.settlement = {change.settlement};
  person.address = change.address;
  person.phone = change.phone;
  person.email = change.email;
  person.contact_rule = change.contact_rule;
  person.target_groups = change.target_groups;
}

Result<Done> change_in(db::Tx& tx, Office& office, const Actor& actor, const AllowedPerson& allowed,
                       std::int64_t version, const PersonChange& typed) {
  const auto change = check_change(typed);
  if (!change) return change.refusals();
  if (!change->settlement.empty() && !territory::find_settlement(tx, {change->settlement})) {
    return Refusal(not_in_list, "settlement");
  }
  Person person = allowed.person;
  person.version = version;
  apply(person, *change);
  if (!store::update_person(tx, person, office.now())) return changed_meanwhile;
  store::replace_name_keys(tx, person);
  office.note(tx, actor,
              {"person.changed", person.municipality, "person", person.pseudonym, allowed.rule, "",
               changes_between(allowed.person, person)});
  return Done{};
}

Result<std::string> represent_in(db::Tx& tx, Office& office, const Actor& actor, const NewRepresentative& n) {
  const auto person = allowed_person(tx, actor, Action::add_representative, n.person);
  if (!person) return person.refusals();
  const auto speaker = find_person(tx, access::scope(actor, Action::find_person), n.representative);
  if (!speaker) return not_found;
  Refusals no;
  if (n.person == n.representative) no.emplace_back(same_person, "representative");
  const auto& kinds = representative_kinds();
  if (std::find(kinds.begin(), kinds.end(), n.kind) == kinds.end())
    no.emplace_back(n.kind.empty() ? required : not_in_list, "kind");
  Representative row{RepresentativeId::make(), n.person, n.representative, n.kind, text::tidy(n.document), {}, {},
                     text::tidy(n.relation)};
  for (const auto& [field, value] : {std::pair{"document", &n.document}, std::pair{"relation", &n.relation}}) {
    if (!text::is_plain(*value)) no.emplace_back(not_plain_text, field);
    if (text::length(*value) > 120)
      no.emplace_back(too_long, field, std::vector<std::pair<std::string, std::string>>{{"max", "120"}});
  }
  if (row.document.empty()) no.emplace_back(required, "document");
  if (!text::tidy(n.valid_until).empty()) {
    row.valid_until = Day::from_person(text::tidy(n.valid_until));
    if (!row.valid_until)
      no.emplace_back(not_a_date, "valid_until");
    else if (*row.valid_until < office.today())
      no.emplace_back(document_over, "valid_until");
  }
  if (!no.empty()) return no;
  store::insert_representative(tx, person->person.municipality, row, office.today(), office.now());
  office.note(tx, actor,
              {"person.representative_added",
               person->person.municipality,
               "person",
               person->person.pseudonym,
               person->rule,
               n.kind,
               {{"representative", "", n.representative.text()}}});
  return row.id.text();
}

Result<std::string> join_household_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& head,
                                      const PersonId& member, std::string_view role) {
  const auto first = allowed_person(tx, actor, Action::change_person, head);
  if (!first) return first.refusals();
  const auto second = find_person(tx, access::scope(actor, Action::find_person), member);
  if (!second) return not_found;
  if (head == member) return Refusal(same_person, "member");
  const auto tidy_role = text::tidy(role);
  if (tidy_role.empty()) return Refusal(required, "role");
  if (!text::is_plain(role)) return Refusal(not_plain_text, "role");
  if (text::length(tidy_role) > 60) return Refusal(too_long, "role", {{"max", "60"}});
  const auto& municipality = first->person.municipality;
  const auto lives_with = store::list_household(tx, access::scope(actor, Action::find_person), member);
  if (std::any_of(lives_with.begin(), lives_with.end(), [&](const store::Member& m) { return m.person.id != member; }))
    return Refusal(in_another_household, "member");
  // Alone there, or with people this actor must not learn of: the place before ends unsaid.
  store::end_membership(tx, municipality, member, office.today());
  auto household = store::find_household(tx, municipality, head);
  if (!household) {
    household = HouseholdId::make();
    store::insert_household(tx, municipality, *household, head, office.now());
    store::insert_member(tx, municipality, *household, head, "head", office.today());
  }
  store::insert_member(tx, municipality, *household, member, tidy_role, office.today());
  office.note(tx, actor, {"person.household_joined", municipality, "person", second->pseudonym, first->rule, "", {}});
  return household->text();
}

template <class IdType>
Result<IdType> as_id(const Result<std::string>& answer) {
  if (!answer) return answer.refusals();
  return IdType::parse(*answer).value_or(IdType{});
}

}  // namespace

/// Of a restricted file: who may open it and who guards it changes; what is told of the person does not.
static bool changes(Action action) {
  return action == Action::change_person || action == Action::add_representative || action == Action::end_mandate ||
         action == Action::move_person || action == Action::merge_people;
}

Result<AllowedPerson> allowed_person(db::Session& session, const Actor& actor, Action action, const PersonId& id) {
  const auto facts = facts_of(session, actor, id);
  if (!facts) {
    // Somebody whose function does this nowhere learns that, and nothing about the record.
    if (!access::function_may(actor, action)) return not_your_function;
    return not_found;
  }
  const auto decision = access::decide(actor, action, *facts);
  if (!decision.allowed) return *decision.no;
  auto person = find_person(session, access::scope(actor, action), id);
  if (!person) {
    if (leads_to(session, actor, action, id)) return Refusal(merged_file, "", {{"id", id.text()}});
    return not_found;
  }
  if (changes(action) && store::find_restriction(session, person->municipality, id)) return restricted_file;
  return AllowedPerson{std::move(*person), decision.rule};
}

Result<Done> on_file(Office& office, const Actor& actor, Action action, const PersonId& id, std::string_view act,
                     std::string_view content, std::string_view once_key,
                     const std::function<Result<Done>(db::Tx&, const AllowedPerson&)>& run) {
  auto ended = office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto digest = secrets::digest(id.text() + '\x1f' + std::string(content));
    const auto done = jobs::once(tx, office.clock, actor, once_key, act, digest, [&]() -> Result<std::string> {
      const auto allowed = allowed_person(tx, actor, action, id);
      if (!allowed) return allowed.refusals();
      const auto ran = run(tx, *allowed);
      if (!ran) return ran.refusals();
      return id.text();
    });
    if (!done) return done.refusals();
    return Done{};
  });
  return or_note_refused(office, actor, id, std::move(ended));
}

std::optional<Refusal> why_not_reason(std::string_view reason) {
  if (text::tidy(reason).empty()) return Refusal(required, "reason");
  if (!text::is_plain(reason)) return Refusal(not_plain_text, "reason");
  if (text::length(reason) > reason_length_max) {
    return Refusal(too_long, "reason", {{"max", std::to_string(reason_length_max)}});
  }
  return std::nullopt;
}

Result<OpenedFile> open_person(Office& office, const Actor& actor, const PersonId& id) {
  auto seen = office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedFile> {
    auto allowed = allowed_person(session, actor, Action::open_person, id);
    if (!allowed) return allowed.refusals();
    const auto scope = access::scope(actor, Action::open_person);
    OpenedFile file;
    file.person = std::move(allowed->person);
    const Person& p = file.person;
    line = {"person.opened", p.municipality, "person", p.pseudonym, allowed->rule, "", {}};
    file.representatives = list_representatives(session, scope, id, office.today());
    file.household = store::list_household(session, scope, id);
    file.opened_by = ledger::list_for_subject(session, p.municipality, p.pseudonym, opened_by_max);
    return file;
  });
  return or_note_refused(office, actor, id, std::move(seen));
}

const std::vector<std::string>& reveal_purposes() {
  static const std::vector<std::string> all = {"application", "referral", "official_check", "correction"};
  return all;
}

Result<std::string> reveal_identifier(Office& office, const Actor& actor, const PersonId& id,
                                      std::string_view purpose) {
  auto seen = office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<std::string> {
    const auto allowed = allowed_person(session, actor, Action::reveal_identifier, id);
    if (!allowed) return allowed.refusals();
    if (purpose.empty()) return Refusal(required, "purpose");
    if (!text::one_of(reveal_purposes(), purpose)) return Refusal(not_in_list, "purpose");
    const Person& p = allowed->person;
    const auto number = store::find_identifier(session, p.municipality, id);
    if (!number) return no_number;
    const auto plain = office.vault.unseal(number->sealed, seal_context(id));
    if (!plain) throw db::Fault(db::Fault::Kind::broken, "a sealed number does not open with this house's keys");
    line = {
        "person.identifier_revealed", p.municipality, "person", p.pseudonym, allowed->rule, std::string(purpose), {}};
    return *plain;
  });
  return or_note_refused(office, actor, id, std::move(seen));
}

Result<Done> change_person(Office& office, const Actor& actor, const PersonId& id, std::int64_t version,
                           const PersonChange& change, std::string_view once_key) {
  const std::string content =
      text::join({std::to_string(version), change.given_name, change.middle_name, change.family_name, change.sex,
                  change.settlement, change.address, change.phone, change.email, change.contact_rule,
                  text::join(change.target_groups, ",")},
                 "\x1f");
  return on_file(
      office, actor, Action::change_person, id, "people.change", content, once_key,
      [&](db::Tx& tx, const AllowedPerson& allowed) { return change_in(tx, office, actor, allowed, version, change); });
}

Result<RepresentativeId> add_representative(Office& office, const Actor& actor, const NewRepresentative& request,
                                            std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<RepresentativeId> {
    const auto digest = secrets::digest(text::join({request.person.text(), request.representative.text(), request.kind,
                                                    request.relation, request.document, request.valid_until},
                                                   "\x1f"));
    return as_id<RepresentativeId>(jobs::once(tx, office.clock, actor, once_key, "people.represent", digest,
                                              [&] { return represent_in(tx, office, actor, request); }));
  });
}

Result<RepresentativeId> add_representative_in(db::Tx& tx, Office& office, const Actor& actor,
                                               const NewRepresentative& request) {
  return as_id<RepresentativeId>(represent_in(tx, office, actor, request));
}

Result<Done> end_mandate(Office& office, const Actor& actor, const PersonId& id, const RepresentativeId& mandate,
                         std::string_view reason, std::string_view once_key) {
  if (auto no = why_not_reason(reason)) return *no;
  return on_file(office, actor, Action::end_mandate, id, "people.end_mandate", mandate.text(), once_key,
                 [&](db::Tx& tx, const AllowedPerson& allowed) -> Result<Done> {
                   if (!store::end_mandate(tx, allowed.person.municipality, id, mandate, office.today())) {
                     return not_found;
                   }
                   const Person& p = allowed.person;
                   office.note(tx, actor,
                               {"person.mandate_ended",
                                p.municipality,
                                "person",
                                p.pseudonym,
                                allowed.rule,
                                "",
                                {{"representative", mandate.text(), ""}, {"reason", "", text::tidy(reason)}}});
                   return Done{};
                 });
}

Result<HouseholdId> add_to_household(Office& office, const Actor& actor, const PersonId& head, const PersonId& member,
                                     std::string_view role, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<HouseholdId> {
    const auto digest = secrets::digest(head.text() + member.text() + std::string(role));
    return as_id<HouseholdId>(jobs::once(tx, office.clock, actor, once_key, "people.household", digest,
                                         [&] { return join_household_in(tx, office, actor, head, member, role); }));
  });
}

}  // namespace gishe::people
