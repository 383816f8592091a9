#pragma once
#include <span>
#include <vector>

#include "agreements/agreement.h"
#include "agreements/report.h"

/// The bill of a month under one agreement: person-days × unit cost, by number of referral. Pure; README.md has the
/// states, docs/decisions/2026-11-22-bill-of-a-month.md why shielded people stand in one line or wait.
namespace gishe::agreements {

inline constexpr RefusalCode month_not_over{"agreements.month_not_over", 422};
inline constexpr RefusalCode bill_there{"agreements.bill_there", 409};
inline constexpr RefusalCode not_under_it{"agreements.not_under_it", 422};  // the agreement did not hold that month

enum class BillState { draft, sent, confirmed, disputed };
inline constexpr int bill_state_count = 4;
std::string_view bill_state_name(BillState state);  // stored; locale "bill.state.NAME"
std::optional<BillState> bill_state_from(std::string_view name);

enum class BillVerb { send, confirm, dispute, correct };
inline constexpr int bill_verb_count = 4;
std::string_view bill_verb_name(BillVerb verb);  // stored; locale "bill.verb.NAME", "bill.event.NAME"

struct BillTransition {
  BillState from;
  BillVerb verb;
  BillState to;
  Side who;           // asker pays and sends, asked confirms
  bool needs_reason;  // in words
};
std::span<const BillTransition> bill_transitions();
const BillTransition* find_bill_transition(BillState from, BillVerb verb, Side who);

/// Fewer shielded people than this never stand in a bill: their days wait for a later one.
inline constexpr int shielded_people_min = 5;

struct BillLine {
  std::optional<ReferralId> referral;  // nullopt: shielded people together
  std::string number;                  // of the referral, as sent; empty: shielded people together
  Month month;
  int days = 0;
  std::int64_t cents = 0;
};
struct Totals {
  std::vector<BillLine> lines;
  std::vector<Report> billed;  // which reports these are
  int days = 0;
  std::int64_t cents = 0;
};
/// `served` tells who is shielded; reports of others are left out. A report of no day makes no line.
Totals add_up(const std::vector<Report>& reports, const std::vector<referrals::Served>& served,
              std::int64_t unit_cost_cents_per_day, const Month& month);

struct Bill {
  SettlementId id;
  MunicipalityCode municipality, to_municipality;
  AgreementRequestId agreement;
  Month month;
  BillState state = BillState::draft;
  std::int64_t unit_cost_cents_per_day = 0;
  int days = 0;
  std::int64_t total_cents = 0;
  std::string reason;
  AccountId made_by;
  Instant changed_at;
  std::int64_t version = 1;
};

namespace store {
struct BillEvent {
  std::int64_t seq = 0;
  Instant at;
  std::string verb, reason;
  AccountId by;
  BillState from = BillState::draft, to = BillState::draft;
};
std::optional<Bill> find_bill(db::Session& session, const SettlementId& id, const MunicipalityCode& of);
std::vector<Bill> list_bills(db::Session& session, const Record& agreement);
void insert_bill(db::Tx& tx, const Bill& bill);  // Conflict: there is one of this month
bool update_bill(db::Tx& tx, const Bill& bill);
void replace_lines(db::Tx& tx, const Bill& bill, const std::vector<BillLine>& lines);
/// As sent.
std::vector<BillLine> list_lines(db::Session& session, const Bill& bill);
void insert_bill_event(db::Tx& tx, const Bill& bill, const BillEvent& event);
std::vector<BillEvent> list_bill_events(db::Session& session, const Bill& bill);
}  // namespace store

struct SeenBill {
  Bill bill;
  Record agreement;
  Side side = Side::asker;
  const char* rule = "";  // which row of access allowed it
  std::vector<BillLine> lines;
  std::vector<store::BillEvent> events;
  std::vector<BillVerb> possible;
};
/// A draft; its lines are counted anew until it is sent. Refuses: not_found, month_not_over, not_under_it, bill_there.
Result<SettlementId> make_bill(Office& office, const Actor& actor, const AgreementRequestId& agreement,
                               const Month& month, std::string_view once_key);
Result<BillState> take_bill_step(Office& office, const Actor& actor, const SettlementId& id, BillVerb verb,
                                 std::int64_t version, std::string_view reason, std::string_view once_key);
Result<SeenBill> open_bill(db::Session& session, const Actor& actor, const SettlementId& id);

}  // namespace gishe::agreements
