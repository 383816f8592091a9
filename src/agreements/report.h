#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "agreements/agreements.h"
#include "referrals/referrals.h"

/// What the provider says of a month of service: days, and a few words to the sender. Pure rules and the statements.
namespace gishe::agreements {

inline constexpr RefusalCode month_wrong{"agreements.month_wrong", 422};
inline constexpr RefusalCode days_wrong{"agreements.days_wrong", 422};  // with {max}
inline constexpr RefusalCode already_billed{"agreements.already_billed", 409};
inline constexpr RefusalCode not_begun{"agreements.not_begun", 409};

/// A civil month. Stored "2026-11".
struct Month {
  int year = 0, month = 0;
  static std::optional<Month> parse(std::string_view text);
  static Month of(Day day);
  std::string text() const;
  Day first() const;
  Day last() const;
  Month before() const;
  auto operator<=>(const Month&) const = default;
};
std::string month_words(const words::Words& w, const Month& month);  // ноември 2026

struct Report {
  ReferralId referral;
  MunicipalityCode municipality;  // sender's
  Month month;
  QuotaAgreementId quota;  // nil: under no agreement
  int days_attended = 0, days_absent = 0, hours = 0;
  std::string words;
  AccountId by;
  Instant at;
  std::optional<SettlementId> bill;  // stands in one
  std::int64_t version = 0;          // 0: not stored yet
};
inline constexpr std::size_t report_words_max = 600;

/// Days of that month on which the service ran, up to today; 0: none.
int days_in_service(const referrals::Served& served, const Month& month, Day today);
Refusals why_not_report(const Report& report, const referrals::Served& served, Day today);

namespace store {
std::optional<Report> find_report(db::Session& session, const MunicipalityCode& municipality,
                                  const ReferralId& referral, const Month& month);
/// Newest month first.
std::vector<Report> list_reports(db::Session& session, const MunicipalityCode& municipality,
                                 const ReferralId& referral);
/// Of an agreement up to a month, in no bill yet or in this one.
std::vector<Report> list_to_bill(db::Session& session, const MunicipalityCode& municipality,
                                 const QuotaAgreementId& quota, const Month& last,
                                 const std::optional<SettlementId>& bill);
/// False when another version is stored.
bool keep_report(db::Tx& tx, const Report& report);
/// False when it stands in a bill already or was corrected since it was read.
bool put_in_bill(db::Tx& tx, const Report& report, const SettlementId& bill);
void take_out_of_bill(db::Tx& tx, const Report& report, const SettlementId& bill);
}  // namespace store

/// Enters or corrects a month. Refuses: not_found, not_begun, month_wrong, days_wrong, already_billed,
/// changed_meanwhile, words.
Result<Done> report_month(Office& office, const Actor& actor, const Report& report, std::string_view once_key);

}  // namespace gishe::agreements
