#include "hospital/fhir_acts.h"

#include <algorithm>

#include "base/text.h"
#include "hospital/discharge_store.h"
#include "hospital/fhir_map.h"
#include "platform/office/act.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::hospital::fhir {
namespace {

using access::Action;

constexpr int listed_max = 50;

access::Scope scope_of(const Actor& actor) { return access::scope(actor, Action::exchange_fhir); }

/// Both ends of an exchange lie with the machine's house; a machine of none exchanges nothing.
Result<const char*> rule_for_machine(const Actor& actor) {
  if (actor.post.organisation.is_nil()) return not_your_function;
  access::Facts facts;
  facts.to_organisation = actor.post.organisation;
  facts.sensitivity = Sensitivity::personal;
  return access::rule_for(actor, Action::exchange_fhir, facts);
}

Exchange sent(db::Session& session, const Discharge& discharge, const char* rule) {
  return {discharge, question_of(session, discharge), std::nullopt, rule};
}

Result<Exchange> received(db::Session& session, const Actor& actor, const Uuid& id, const char* rule) {
  bool shielded = false;
  auto referral = referrals::ask_referral(session, actor, Action::exchange_fhir, ReferralId{id}, &shielded);
  if (!referral) return referral.refusals();
  if (shielded) return not_found;
  return Exchange{std::nullopt, "", std::move(*referral), rule};
}

ledger::Line line_about(const Exchange& e, std::string_view action) {
  if (e.sent) {
    const Discharge& d = *e.sent;
    return {std::string(action), d.municipality, "application", d.application.value, e.rule, "", {}};
  }
  return {std::string(action), e.received->municipality, "referral", e.received->id.value, e.rule, "", {}};
}

void find_settlement(db::Session& session, Incoming& in) {
  const std::string name = text::tidy(in.settlement_name);
  for (const auto& place : territory::list_settlements(session, in.municipality)) {
    if (!name.empty() && (place.name_bg == name || place.full_name(words::Language::bg) == name)) {
      in.told.settlement = place.code.text;
      return;
    }
  }
  // A town of another spelling is no reason to lose it.
  if (!name.empty()) in.told.address = in.told.address.empty() ? name : name + ", " + in.told.address;
}

referrals::Step step_of(const StatusChange& change, std::string_view verb) {
  referrals::Step step;
  step.verb = verb;
  if (verb == "decline") step.reason = change.reason_code.empty() ? "other" : change.reason_code;
  if (verb == "complete") step.reason = change.outcome.empty() ? "other" : change.outcome;
  if (verb == "accept") step.on = change.day;
  step.note = verb == "accept" || verb == "complete" ? change.note : change.reason_text;
  return step;
}

Result<Done> step_received(db::Tx& tx, Office& office, const Exchange& e, const StatusChange& change) {
  const auto& r = *e.received;
  const auto verb = verb_for(change.status, r.state);
  if (!verb) return Refusal(not_from_this_state, "verb");
  const std::string who = r.to_organisation_name + " (FHIR)";
  if (*verb == "complete" && r.state == referrals::State::accepted) {
    referrals::Step begin;
    begin.id = r.id;
    begin.verb = "start_service";
    const auto begun = referrals::take_step_by_link(tx, office, r.municipality, begin, who);
    if (!begun) return begun.refusals();
  }
  auto step = step_of(change, *verb);
  step.id = r.id;
  const auto taken = referrals::take_step_by_link(tx, office, r.municipality, step, who);
  if (!taken) return taken.refusals();
  return Done{};
}

Result<Done> step_sent(db::Tx& tx, Office& office, const Exchange& e, const StatusChange& change) {
  const auto verb = house_verb_for(change.status);
  if (!verb) return Refusal(not_from_this_state, "verb");
  const auto after = house_step_in(tx, office, *e.sent, {std::string(*verb), change.note, ""});
  if (!after) return after.refusals();
  return Done{};
}

}  // namespace

Result<Exchange> find_exchange(db::Session& session, const Actor& actor, const Uuid& id) {
  const auto rule = rule_for_machine(actor);
  if (!rule) return rule.refusals();
  if (const auto own = store::find_of_house(session, scope_of(actor), DischargeId{id}))
    return sent(session, *own, *rule);
  return received(session, actor, id, *rule);
}

Result<Exchange> open_exchange(Office& office, const Actor& actor, const Uuid& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Exchange> {
    auto found = find_exchange(session, actor, id);
    if (found) line = line_about(*found, "exchange.opened");
    return found;
  });
}

Result<std::vector<Exchange>> list_exchanges(Office& office, const Actor& actor) {
  return office.db.read([&](db::Session& session) -> Result<std::vector<Exchange>> {
    const auto rule = rule_for_machine(actor);
    if (!rule) return rule.refusals();
    std::vector<Exchange> list;
    for (const Discharge& d : store::list_of_house(session, scope_of(actor), listed_max))
      list.push_back(sent(session, d, *rule));
    for (const auto& r : referrals::list_addressed(session, scope_of(actor), listed_max)) {
      if (auto one = received(session, actor, r.id.value, *rule)) list.push_back(std::move(*one));
    }
    return list;
  });
}

Result<referrals::ForLink> open_package(Office& office, const Actor& actor, const Uuid& id) {
  return office.db.write([&](db::Tx& tx) -> Result<referrals::ForLink> {
    const auto found = find_exchange(tx, actor, id);
    if (!found) return found.refusals();
    if (!found->received) return not_found;
    const auto& r = *found->received;
    const auto opened = referrals::open_by_link(tx, office, r.municipality, r.id);
    if (!opened) return opened.refusals();
    office.note(tx, actor, line_about(*found, "exchange.package_opened"));
    auto package = referrals::find_for_link(tx, r.municipality, r.id);
    if (!package) return not_found;
    return std::move(*package);
  });
}

Result<Exchange> receive(Office& office, const Actor& actor, const Incoming& incoming, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Exchange> {
    const auto rule = rule_for_machine(actor);
    if (!rule) return rule.refusals();
    const auto desks = staff::list_desks(tx, office.today());
    if (std::find(desks.begin(), desks.end(), incoming.municipality) == desks.end())
      return Refusal(wrong_content, "Task.owner", {{"path", "Task.owner"}});
    Incoming in = incoming;
    find_settlement(tx, in);
    if (in.told.contact_rule == "contacting-subject-prohibited")
      in.told.contact_rule = words::Words(words::Language::bg)("hospital.fhir.no_contact");
    const Told& t = in.told;
    const auto digest = content_digest({in.municipality.text, digest_of(t)});
    const std::string key = !once_key.empty()       ? std::string(once_key)
                            : in.identifier.empty() ? ""
                                                    : "fhir:" + in.identifier;
    const auto given = visitors::given_once(tx, office, actor, key, "discharge.by_fhir", digest, [&] {
      return send_in(tx, office, actor, {in.municipality, actor.post.organisation, std::nullopt}, t, *rule);
    });
    if (!given) return given.refusals();
    return find_exchange(tx, actor, given->id);
  });
}

Result<Exchange> admit(Office& office, const Actor& actor, const Admission& admission, std::string_view once_key) {
  try {
    return office.db.write([&](db::Tx& tx) -> Result<Exchange> {
      const auto done = once_done(tx, office, actor, once_key, "discharge.admitted_by_fhir",
                                  {admission.id.text(), admission.day}, [&]() -> Result<Done> {
                                    const auto found = find_exchange(tx, actor, admission.id.value);
                                    if (!found) return found.refusals();
                                    if (!found->sent) return not_found;
                                    const auto after =
                                        house_step_in(tx, office, *found->sent, {"readmit", "", admission.day});
                                    if (!after) return after.refusals();
                                    return Done{};
                                  });
      if (!done) return done.refusals();
      return find_exchange(tx, actor, admission.id.value);
    });
  } catch (const db::Conflict&) {
    return Refusal(already_told, "day");
  }
}

Result<Exchange> change_status(Office& office, const Actor& actor, const Uuid& id, const StatusChange& change,
                               std::int64_t version, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Exchange> {
    const auto done = once_done(
        tx, office, actor, once_key, "exchange.status",
        {id.text(), change.status, change.reason_code, change.reason_text, change.note, change.day, change.outcome},
        [&]() -> Result<Done> {
          const auto found = find_exchange(tx, actor, id);
          if (!found) return found.refusals();
          const auto now = found->sent ? found->sent->version : found->received->version;
          if (version >= 0 && version != now) return changed_meanwhile;
          auto stepped =
              found->sent ? step_sent(tx, office, *found, change) : step_received(tx, office, *found, change);
          if (stepped) office.note(tx, actor, line_about(*found, "exchange.status_set"));
          return stepped;
        });
    if (!done) return done.refusals();
    return find_exchange(tx, actor, id);
  });
}

}  // namespace gishe::hospital::fhir
