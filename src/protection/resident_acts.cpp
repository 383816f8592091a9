#include "protection/resident_acts.h"

#include "base/text.h"
#include "directory/directory.h"
#include "people/people.h"
#include "places/places.h"
#include "protection/crew.h"
#include "protection/protection_access.h"
#include "protection/words.h"
#include "referrals/referrals.h"
#include "staff/staff.h"

namespace gishe::protection {
namespace {

using access::Action;

std::string value_of(const std::vector<std::pair<std::string, std::string>>& package, std::string_view field) {
  for (const auto& [name, value] : package) {
    if (name == field) return value;
  }
  return {};
}

Result<referrals::Referral> find_emergency(db::Session& session, const Actor& actor, const ReferralId& id) {
  auto referral = referrals::find_referral(session, access::scope(actor, Action::open_referral), id);
  if (!referral || referral->to_organisation != actor.post.organisation) return not_found;
  if (!referrals::package_is_open(referral->state)) return not_found;
  if (referral->urgency != "emergency" || referral->state == referrals::State::in_service) return not_from_this_state;
  return std::move(*referral);
}

/// The house says yes; the referral's version after it.
Result<std::int64_t> accept(db::Tx& tx, Office& office, const Actor& actor, const referrals::Referral& referral,
                            std::int64_t version) {
  if (referral.state == referrals::State::accepted) return version;
  referrals::Step step;
  step.id = referral.id;
  step.version = version;
  step.verb = "accept";
  step.on = office.today().iso();
  if (const auto done = referrals::take_step_in(tx, office, actor, step); !done) return done.refusals();
  return version + 1;
}

/// A bed, where the centre keeps its beds one by one, which tells the referral; else the referral begins by itself.
Result<std::optional<StayId>> begin(db::Tx& tx, Office& office, const Actor& actor, const ServiceId& service,
                                    const ReferralId& referral, std::int64_t version) {
  if (places::free_places(tx, service, office.today()).kept) {
    places::NewStay stay;
    stay.service = service;
    stay.referral = referral;
    stay.sensitivity = Sensitivity::shielded;
    stay.named = list_duty(tx, actor.post.municipality, actor.post.organisation, office.today());
    const auto taken = places::admit_in_emergency_in(tx, office, actor, stay);
    if (!taken) return taken.refusals();
    return std::optional(*taken);
  }
  referrals::Step step;
  step.id = referral;
  step.version = version;
  step.verb = "start_service";
  step.reason = "emergency";
  if (const auto done = referrals::take_step_in(tx, office, actor, step); !done) return done.refusals();
  return std::optional<StayId>{};
}

Result<PersonId> register_resident(db::Tx& tx, Office& office, const Actor& actor, const Admission& a,
                                   const std::vector<std::pair<std::string, std::string>>& package) {
  people::NewPerson person;
  person.given_name = text::tidy(a.given_name);
  person.family_name = text::tidy(a.family_name);
  const auto sex = value_of(package, "sex");
  person.sex = sex.empty() ? "unknown" : sex;
  person.born_on = value_of(package, "born_on");
  person.phone = value_of(package, "phone");
  person.contact_rule = a.contact_rule;
  person.identifier_kind = "none";
  person.duplicates_seen = true;
  person.sensitivity = Sensitivity::shielded;
  auto registered = people::register_person_in(tx, office, actor, person);
  if (!registered) return registered;
  const Day today = office.today();
  const auto duty = list_duty(tx, actor.post.municipality, actor.post.organisation, today);
  if (const auto named = people::name_accounts_in(tx, office, actor, *registered, duty, people::Crew::yes); !named)
    return named.refusals();
  const auto heads = list_heads(tx, actor.post.municipality, actor.post.organisation, today);
  if (const auto named = people::name_accounts_in(tx, office, actor, *registered, heads, people::Crew::no); !named)
    return named.refusals();
  return registered;
}

Result<CrisisContactId> admit_here(db::Tx& tx, Office& office, const Actor& actor, const Admission& a,
                                   const char* rule) {
  const auto referral = find_emergency(tx, actor, a.referral);
  if (!referral) return referral.refusals();
  if (text::tidy(a.contact_rule).empty()) return Refusal(rule_missing, "contact_rule");
  const auto package = referrals::package_of(tx, actor, a.referral);
  const ServiceId service = referral->to_service;
  const auto accepted = accept(tx, office, actor, *referral, a.version);
  if (!accepted) return accepted.refusals();
  const auto bed = begin(tx, office, actor, service, a.referral, *accepted);
  if (!bed) return bed.refusals();
  const auto person = register_resident(tx, office, actor, a, package);
  if (!person) return person.refusals();
  Crisis crisis;
  crisis.id = CrisisContactId::make();
  crisis.municipality = actor.post.municipality;
  crisis.person = *person;
  crisis.kind = CrisisKind::resident;
  crisis.state = CrisisState::admitted;
  crisis.channel = "other";
  crisis.organisation = actor.post.organisation;
  crisis.referral = a.referral;
  crisis.stay = *bed;
  crisis.opened_at = office.now();
  crisis.opened_by = actor.account;
  insert_crisis(tx, office, crisis, CrisisVerb::admit, "");
  for (const std::string kind : {"papers", "assessment", "legal_help", "safety_plan", "exit_plan"}) {
    add_task(tx, office, crisis, kind, due_by_rule(tx, "crisis." + kind, crisis.municipality, office.today()), "");
  }
  office.note(tx, actor, {"crisis.admitted", crisis.municipality, "crisis", crisis.id.value, rule, "", {}});
  return crisis.id;
}

Result<Done> plan_here(db::Tx& tx, Office& office, const Actor& actor, const ExitPlan& plan, const Allowed& allowed) {
  Crisis crisis = allowed.crisis;
  if (!find_crisis_step(crisis.kind, crisis.state, CrisisVerb::plan_exit)) return not_from_this_state;
  std::string words = plan.words;
  Refusals no;
  check_words(no, "words", words, Must::say, told_words_max);
  if (text::tidy(plan.contact_rule).empty()) no.emplace_back(rule_missing, "contact_rule");
  const auto service = directory::find_service(tx, plan.service);
  if (!service) no.emplace_back(required, "service");
  if (!no.empty()) return no;
  const auto heads = list_heads(tx, service->municipality, service->organisation, office.today());
  if (heads.empty()) return Refusal(nobody_there, "service");
  if (const auto changed =
          people::change_safe_contact_in(tx, office, actor, crisis.person, plan.contact_rule, plan.phone);
      !changed)
    return changed.refusals();
  if (const auto named = people::name_accounts_in(tx, office, actor, crisis.person, heads, people::Crew::no); !named)
    return named.refusals();
  referrals::NewReferral n;
  n.person = crisis.person;
  n.source = crisis.id.value;
  n.to_service = plan.service;
  n.reason = words;
  n.urgency = "soon";
  n.package_fields = {"name", "phone", "contact_rule"};
  n.legal_ground = "consent";
  n.consent_how = "oral_recorded";
  const auto sent = referrals::send_referral_in(tx, office, actor, n);
  if (!sent) return sent.refusals();
  finish_task_of(tx, crisis.municipality, crisis.id, "exit_plan", actor.account, office.now());
  crisis.exit_referral = *sent;
  crisis.version = plan.version;
  return step_crisis(tx, office, actor, allowed, crisis, CrisisVerb::plan_exit, "");
}

}  // namespace

Result<Arrival> find_arrival(Office& office, const Actor& actor, const ReferralId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Arrival> {
    const auto decision = access::decide(actor, Action::take_crisis_contact, intake_facts(actor));
    if (!decision.allowed) return *decision.no;
    const auto referral = find_emergency(session, actor, id);
    if (!referral) return referral.refusals();
    const auto package = referrals::package_of(session, actor, id);
    if (package.empty()) return not_found;
    line = {"referral.read_for_admission", referral->municipality, "referral", id.value, decision.rule, "", {}};
    return Arrival{id,
                   referral->version,
                   referral->number,
                   value_of(package, "name"),
                   value_of(package, "born_on"),
                   value_of(package, "sex"),
                   value_of(package, "phone"),
                   value_of(package, "contact_rule"),
                   {}};
  });
}

Result<CrisisContactId> admit_resident(Office& office, const Actor& actor, const Admission& a,
                                       std::string_view once_key) {
  const auto decision = access::decide(actor, Action::take_crisis_contact, intake_facts(actor));
  if (!decision.allowed) return *decision.no;
  if (actor.post.organisation.is_nil()) return not_found;  // a town hall has no beds
  const auto digest =
      content_digest({a.referral.text(), std::to_string(a.version), a.given_name, a.family_name, a.contact_rule});
  const auto admitted = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "crisis.admit", digest, [&]() -> Result<std::string> {
      const auto id = admit_here(tx, office, actor, a, decision.rule);
      if (!id) return id.refusals();
      return id->text();
    });
  });
  if (!admitted) return admitted.refusals();
  return CrisisContactId::parse(*admitted).value_or(CrisisContactId{});
}

Result<Done> plan_exit(Office& office, const Actor& actor, const ExitPlan& plan, std::string_view once_key) {
  return on_crisis(office, actor, plan.id, "crisis.plan_exit",
                   {plan.service.text(), plan.words, plan.contact_rule, plan.phone, std::to_string(plan.version)},
                   once_key,
                   [&](db::Tx& tx, const Allowed& allowed) { return plan_here(tx, office, actor, plan, allowed); });
}

std::vector<HomeService> list_home_services(db::Session& session, const Office& office, const Actor& actor,
                                            const Crisis& crisis) {
  std::vector<HomeService> list;
  if (!crisis.referral) return list;
  const auto came = referrals::find_referral(session, access::scope(actor, Action::open_referral), *crisis.referral);
  if (!came) return list;
  constexpr int services_max = 100;
  for (const auto& s : directory::list_services(session, "", came->municipality, "", services_max).services) {
    if (!s.accepts_referrals || s.suspended() || s.restricted) continue;
    std::vector<std::string> names;
    for (const auto& head : list_heads(session, s.municipality, s.organisation, office.today())) {
      names.push_back(staff::account_name(session, head));
    }
    if (names.empty()) continue;
    list.push_back({s.id, s.name + ", " + s.organisation_name, text::join(names, ", ")});
  }
  return list;
}

}  // namespace gishe::protection
