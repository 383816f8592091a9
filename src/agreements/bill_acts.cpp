#include "agreements/agreement_store.h"
#include "agreements/agreements_access.h"
#include "agreements/bill.h"
#include "agreements/who_is_told.h"
#include "base/text.h"
#include "platform/office/act.h"

namespace gishe::agreements {
namespace {

constexpr std::size_t reason_length_max = 1000;

access::Facts facts_of_bill(const Bill& bill) {
  access::Facts facts;
  facts.municipality = bill.municipality;
  facts.to_municipality = bill.to_municipality;
  facts.sensitivity = Sensitivity::personal;
  return facts;
}

access::Action bill_action(Side side) {
  return side == Side::asker ? access::Action::see_settlement : access::Action::confirm_settlement;
}

/// The bill with its agreement for one of the two, or not_found.
struct Allowed {
  Bill bill;
  Record agreement;
  Side side;
  const char* rule;
};
Result<Allowed> ask_access(db::Session& session, const Actor& actor, const SettlementId& id) {
  if (!access::function_may(actor, access::Action::see_settlement)) return not_your_function;
  const auto bill = store::find_bill(session, id, actor.post.municipality);
  const auto agreement = bill ? store::find(session, bill->agreement, actor.post.municipality) : std::nullopt;
  const auto side = agreement ? side_of(actor, *agreement) : std::nullopt;
  if (!side) return not_found;
  const auto decision = access::decide(actor, bill_action(*side), facts_of_bill(*bill));
  if (!decision.allowed) return not_found;
  // What is being drafted is not the other side's to see.
  const bool drafted = bill->state == BillState::draft && bill->version == 1;
  if (*side == Side::asked && drafted) return not_found;
  return Allowed{*bill, *agreement, *side, decision.rule};
}

Totals count_now(db::Session& session, const Bill& bill, const Record& agreement) {
  if (!agreement.quota) return {};
  const auto reports =
      store::list_to_bill(session, bill.municipality, *agreement.quota, bill.month, std::optional(bill.id));
  const auto served = referrals::list_served_under(session, bill.municipality, *agreement.quota);
  return add_up(reports, served, agreement.terms.unit_cost_cents_per_day, bill.month);
}

void note_bill(db::Tx& tx, Office& office, const Actor& actor, const Bill& before, const Bill& after,
               std::string_view verb, const char* rule) {
  store::insert_bill_event(
      tx, after,
      {after.version, office.now(), std::string(verb), after.reason, actor.account, before.state, after.state});
  ledger::Line line;
  line.action = "bill." + std::string(verb);
  line.municipality = after.municipality;
  line.kind = "bill";
  line.subject = after.id.value;
  line.rule = rule;
  line.changes = {{"state", std::string(bill_state_name(before.state)), std::string(bill_state_name(after.state))}};
  office.note(tx, actor, line);
}

/// Sending freezes the lines; correcting gives the reports back, so that they can be put right. False: a report was
/// changed or put in another bill meanwhile.
bool carry_out(db::Tx& tx, Bill& after, const Record& agreement, BillVerb verb) {
  if (verb == BillVerb::send) {
    const Totals totals = count_now(tx, after, agreement);
    after.unit_cost_cents_per_day = agreement.terms.unit_cost_cents_per_day;
    after.days = totals.days;
    after.total_cents = totals.cents;
    store::replace_lines(tx, after, totals.lines);
    for (const Report& report : totals.billed) {
      if (!store::put_in_bill(tx, report, after.id)) return false;
    }
  }
  if (verb == BillVerb::correct) {
    for (const Report& report : store::list_to_bill(
             tx, after.municipality, agreement.quota.value_or(QuotaAgreementId{}), after.month, after.id)) {
      if (report.bill == after.id) store::take_out_of_bill(tx, report, after.id);
    }
  }
  return true;
}

Result<std::string> step_in(db::Tx& tx, Office& office, const Actor& actor, const SettlementId& id, BillVerb verb,
                            std::int64_t version, const std::string& reason) {
  const auto allowed = ask_access(tx, actor, id);
  if (!allowed) return allowed.refusals();
  const Bill& bill = allowed->bill;
  if (bill.version != version) return changed_meanwhile;
  const auto* transition = find_bill_transition(bill.state, verb, allowed->side);
  if (!transition) return not_from_this_state;
  if (transition->needs_reason && reason.empty()) return Refusal(required, "reason");
  if (!text::is_plain(reason, text::Lines::many)) return Refusal(not_plain_text, "reason");
  if (text::length(reason) > reason_length_max)
    return Refusal(too_long, "reason", {{"max", std::to_string(reason_length_max)}});
  Bill after = bill;
  after.state = transition->to;
  after.reason = transition->needs_reason ? reason : std::string();
  after.changed_at = office.now();
  after.version = bill.version + 1;
  if (!carry_out(tx, after, allowed->agreement, verb)) return changed_meanwhile;
  if (!store::update_bill(tx, after)) return changed_meanwhile;
  note_bill(tx, office, actor, bill, after, bill_verb_name(verb), allowed->rule);
  if (verb != BillVerb::correct) {
    tell(tx, office, allowed->side == Side::asker ? after.to_municipality : after.municipality,
         allowed->agreement.number, "/bills/" + after.id.text(),
         verb == BillVerb::send ? "bill_sent" : "bill_answered");
  }
  return std::string(bill_state_name(after.state));
}

Result<std::string> make_in(db::Tx& tx, Office& office, const Actor& actor, const AgreementRequestId& id,
                            const Month& month) {
  if (!access::function_may(actor, access::Action::keep_agreements)) return not_your_function;
  const auto agreement = store::find(tx, id, actor.post.municipality);
  if (!agreement || side_of(actor, *agreement) != Side::asker) return not_found;
  const auto decision = access::decide(actor, access::Action::keep_agreements, facts_of(*agreement));
  if (!decision.allowed) return not_found;
  if (!agreement->quota || month.last() < agreement->terms.from) return Refusal(not_under_it, "month");
  if (month.last() >= office.today()) return Refusal(month_not_over, "month");
  for (const Bill& other : store::list_bills(tx, *agreement)) {
    if (other.month == month) return Refusal(bill_there, "month");
  }
  Bill bill;
  bill.id = SettlementId::make();
  bill.municipality = agreement->municipality;
  bill.to_municipality = agreement->to_municipality;
  bill.agreement = agreement->id;
  bill.month = month;
  bill.unit_cost_cents_per_day = agreement->terms.unit_cost_cents_per_day;
  bill.made_by = actor.account;
  bill.changed_at = office.now();
  store::insert_bill(tx, bill);
  note_bill(tx, office, actor, bill, bill, "make", decision.rule);
  return bill.id.text();
}

}  // namespace

Result<SettlementId> make_bill(Office& office, const Actor& actor, const AgreementRequestId& agreement,
                               const Month& month, std::string_view once_key) {
  try {
    const auto id = office.db.write([&](db::Tx& tx) -> Result<std::string> {
      return jobs::once(tx, office.clock, actor, once_key, "make_bill",
                        content_digest({agreement.text(), month.text()}),
                        [&] { return make_in(tx, office, actor, agreement, month); });
    });
    if (!id) return id.refusals();
    return SettlementId::parse(*id).value_or(SettlementId{});
  } catch (const db::Conflict&) {  // two made it at the same moment
    return Refusal(bill_there, "month");
  }
}

Result<BillState> take_bill_step(Office& office, const Actor& actor, const SettlementId& id, BillVerb verb,
                                 std::int64_t version, std::string_view typed, std::string_view once_key) {
  const std::string reason = text::tidy(typed, text::Lines::many);
  const auto content = content_digest({id.text(), bill_verb_name(verb), std::to_string(version), reason});
  const auto reached = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "bill_step", content,
                      [&] { return step_in(tx, office, actor, id, verb, version, reason); });
  });
  if (!reached) return reached.refusals();
  return bill_state_from(*reached).value_or(BillState::draft);
}

Result<SeenBill> open_bill(db::Session& session, const Actor& actor, const SettlementId& id) {
  const auto allowed = ask_access(session, actor, id);
  if (!allowed) return allowed.refusals();
  SeenBill seen;
  seen.bill = allowed->bill;
  seen.agreement = allowed->agreement;
  seen.side = allowed->side;
  seen.rule = allowed->rule;
  if (seen.bill.state == BillState::draft) {
    Totals totals = count_now(session, seen.bill, seen.agreement);
    seen.bill.days = totals.days;
    seen.bill.total_cents = totals.cents;
    seen.lines = std::move(totals.lines);
  } else {
    seen.lines = store::list_lines(session, seen.bill);
  }
  seen.events = store::list_bill_events(session, seen.bill);
  for (const BillTransition& t : bill_transitions()) {
    if (t.from == seen.bill.state && t.who == seen.side) seen.possible.push_back(t.verb);
  }
  return seen;
}

}  // namespace gishe::agreements
