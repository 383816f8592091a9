#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "directory/directory.h"
#include "people/people.h"
#include "platform/office/unused_number.h"
#include "referrals/referral_acts.h"
#include "staff/staff.h"

namespace gishe::referrals {
namespace {

constexpr std::size_t reason_length_max = 2000;
constexpr std::size_t needs_max = 10;

bool works(const directory::Service& service) {
  return (service.status == "published" || service.status == "needs_update");
}

void check_reason(const NewReferral& n, Refusals& no) {
  if (n.reason.empty()) {
    no.emplace_back(required, "reason");
  } else if (!text::is_plain(n.reason, text::Lines::many)) {
    no.emplace_back(not_plain_text, "reason");
  } else if (text::length(n.reason) > reason_length_max) {
    no.push_back(Refusal(too_long, "reason", {{"max", std::to_string(reason_length_max)}}));
  }
}

Refusals faults_in(db::Session& session, const NewReferral& n) {
  Refusals no;
  check_reason(n, no);
  if (!text::one_of(urgencies, n.urgency)) no.emplace_back(not_in_list, "urgency");
  if (n.legal_ground.empty()) {
    no.emplace_back(required, "legal_ground");
  } else if (!text::one_of(legal_grounds, n.legal_ground)) {
    no.emplace_back(not_in_list, "legal_ground");
  } else if (n.legal_ground == "consent" && !text::one_of(consent_ways, n.consent_how)) {
    no.emplace_back(n.consent_how.empty() ? required : not_in_list, "consent_how");
  }
  if (n.package_fields.empty()) no.emplace_back(package_empty, "package");
  for (const auto& field : n.package_fields) {
    if (!text::one_of(people::package_fields(), field)) {
      no.emplace_back(not_in_list, "package");
      break;
    }
  }
  if (n.needs.size() > needs_max) no.emplace_back(not_in_list, "needs");
  for (std::size_t i = 0; i < n.needs.size() && i < needs_max; ++i) {
    if (!directory::find_need(session, n.needs[i])) {
      no.emplace_back(not_in_list, "needs");
      break;
    }
  }
  return no;
}

/// Fields in the house's order. Who gets a way to reach the person also gets the rule how to do so safely.
std::vector<std::string> fields_to_send(const std::vector<std::string>& chosen) {
  const bool reaches = text::one_of(chosen, "phone") || text::one_of(chosen, "address");
  std::vector<std::string> fields;
  for (const auto& field : people::package_fields()) {
    if (text::one_of(chosen, field) || (reaches && field == "contact_rule")) fields.push_back(field);
  }
  return fields;
}

std::optional<Day> answer_due(db::Session& session, const MunicipalityCode& municipality, std::string_view urgency,
                              Day on) {
  const auto rule = jobs::find_rule(session, deadline_rule_for(urgency), municipality, on);
  if (!rule) return std::nullopt;
  return on.plus_days(rule->days);
}

std::optional<Quota> quota_towards(db::Session& session, const MunicipalityCode& from,
                                   const directory::Service& service, Day on) {
  if (service.municipality == from) return std::nullopt;
  return find_quota(session, from, service.municipality, service.type, on);
}

/// The provider's accounts that are named for this shielded person; only those may ever see the referral.
std::vector<AccountId> named_receivers(db::Session& session, const directory::Service& service,
                                       const MunicipalityCode& home, const PersonId& person, Day on) {
  std::vector<AccountId> named;
  for (const auto function : {Function::provider_head, Function::crisis_worker}) {
    for (const auto& account : staff::list_holders(session, function, service.municipality, service.organisation, on)) {
      Actor receiver;  // not acting: asked only whether it is named
      receiver.account = account.id;
      receiver.post.municipality = home;
      const auto facts = people::facts_of(session, receiver, person);
      if (facts && (facts->relations & access::named) && !(facts->relations & access::barred))
        named.push_back(account.id);
    }
  }
  return named;
}

Record draft_of(const NewReferral& n, const directory::Service& service, const access::Facts& facts) {
  Record r;
  r.id = ReferralId::make();
  r.municipality = facts.municipality;
  r.person = n.person;
  r.source = n.source;
  r.to_municipality = service.municipality;
  r.to_organisation = service.organisation;
  r.to_service = service.id;
  r.to_organisation_name = service.organisation_name;
  r.to_service_name = service.name;
  r.reason = n.reason;
  r.urgency = n.urgency;
  r.legal_ground = n.legal_ground;
  r.consent_how = n.legal_ground == "consent" ? n.consent_how : "";
  r.sensitivity = std::max(Sensitivity::personal, facts.sensitivity);
  return r;
}

std::string digest_of(const NewReferral& n) {
  std::string all;
  const auto add = [&](std::string_view part) { all += fmt::format("{}:{};", part.size(), part); };
  for (std::string_view part : {std::string_view(n.reason), std::string_view(n.urgency),
                                std::string_view(n.legal_ground), std::string_view(n.consent_how)}) {
    add(part);
  }
  add(n.person.value.raw());
  add(n.source.raw());
  add(n.to_service.value.raw());
  for (const auto& field : n.package_fields) add(field);
  add("/");
  for (const auto& need : n.needs) add(need);
  return secrets::digest(all);
}

}  // namespace

Result<ReferralId> send_referral_in(db::Tx& tx, Office& office, const Actor& actor, const NewReferral& asked) {
  NewReferral n = asked;
  n.reason = text::tidy(n.reason, text::Lines::many);
  const auto facts = people::facts_of(tx, actor, n.person);
  if (!facts) return not_found;
  const auto decision = access::decide(actor, access::Action::send_referral, *facts);
  if (!decision.allowed) return *decision.no;
  if (auto closed = people::why_closed(tx, facts->municipality, n.person)) return *closed;

  auto no = faults_in(tx, n);
  const auto service = directory::find_service(tx, n.to_service);
  const bool answers = service && (service->accepts_referrals || n.by_link);
  if (!service || !works(*service) || !answers) no.emplace_back(receiver_closed, "to_service");
  if (!no.empty()) return no;

  const Day today = office.today();
  Record record = draft_of(n, *service, *facts);
  const auto due = answer_due(tx, record.municipality, n.urgency, today);
  if (!due) return no_deadline_rule;
  if (const auto quota = quota_towards(tx, record.municipality, *service, today)) {
    if (store::count_used(tx, record.municipality, quota->id) >= quota->places)
      return Refusal(quota_used, "to_service");
    record.agreement = quota->id;
  }
  std::vector<AccountId> named;
  if (record.sensitivity == Sensitivity::shielded) {
    named = named_receivers(tx, *service, record.municipality, n.person, today);
    if (named.empty()) return Refusal(receiver_not_named, "to_service");
    if (std::find(named.begin(), named.end(), actor.account) == named.end()) named.push_back(actor.account);
  }
  auto package = people::package_values(tx, access::scope(actor, access::Action::send_referral), n.person,
                                        fields_to_send(n.package_fields));
  std::erase_if(package, [](const auto& entry) { return entry.second.empty(); });
  if (package.empty()) return Refusal(package_empty, "package");

  const Record before = record;
  record.number = unused_number(record.municipality, today, "R-", [&](const std::string& number) {
    return store::number_is_taken(tx, record.municipality, number);
  });
  record.state = State::sent;
  record.version = 1;
  record.sent_at = record.changed_at = office.now();
  record.answer_due_on = due;
  record.sent_by = actor.account;
  const std::set<std::string> needs(n.needs.begin(), n.needs.end());
  store::insert(tx, record, package, {needs.begin(), needs.end()}, named);
  make_known(tx, office, actor,
             {*find_transition(State::draft, Verb::send), before, record, n.legal_ground, "", decision.rule});
  return record.id;
}

Result<ReferralId> send_referral(Office& office, const Actor& actor, const NewReferral& referral,
                                 std::string_view once_key) {
  const auto sent = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "send_referral", digest_of(referral),
                      [&]() -> Result<std::string> {
                        auto id = send_referral_in(tx, office, actor, referral);
                        if (!id) return id.refusals();
                        return id->text();
                      });
  });
  if (!sent) return sent.refusals();
  return ReferralId::parse(*sent).value_or(ReferralId{});
}

Result<Offer> offer_package(Office& office, const Actor& actor, const PersonId& person, const ServiceId& to,
                            std::string_view urgency) {
  return office.db.write([&](db::Tx& tx) -> Result<Offer> {
    const auto facts = people::facts_of(tx, actor, person);
    if (!facts) return not_found;
    const auto decision = access::decide(actor, access::Action::send_referral, *facts);
    if (!decision.allowed) return *decision.no;
    const auto service = directory::find_service(tx, to);
    if (!service || !works(*service)) return receiver_closed;
    const auto scope = access::scope(actor, access::Action::send_referral);
    const auto whom = people::find_person(tx, scope, person);
    const auto due = answer_due(tx, facts->municipality, urgency, office.today());
    if (!whom) return not_found;
    if (!due) return no_deadline_rule;

    Offer offer;
    offer.values = people::package_values(tx, scope, person, people::package_fields());
    std::erase_if(offer.values, [](const auto& entry) { return entry.second.empty(); });
    offer.fewest = {"name", "settlement", "phone", "contact_rule"};
    offer.by_link = !service->accepts_referrals;
    offer.to_service_name = service->name;
    offer.to_organisation_name = service->organisation_name;
    offer.quota = quota_towards(tx, facts->municipality, *service, office.today());
    offer.answer_due_on = *due;
    ledger::Line line;
    line.action = "person.read_for_referral";
    line.municipality = facts->municipality;
    line.kind = "person";
    line.subject = whom->pseudonym;
    line.rule = decision.rule;
    office.note(tx, actor, line);
    return offer;
  });
}

}  // namespace gishe::referrals
