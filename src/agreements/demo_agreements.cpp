#include <algorithm>
#include <stdexcept>

#include "agreements/agreement_acts.h"
#include "agreements/bill.h"
#include "platform/office/must.h"

// The demo's request that waits for an answer, a provider's reports of last month and their bill; what is signed comes
// from demo/quota_agreements.csv.
namespace gishe::agreements {
namespace {

void ask_neighbour(Office& office, const Actor& asker) {
  NewAgreement asked;
  asked.to = {"PAZ32"};
  asked.service_type = "skills_training";
  asked.terms = {4, 950, office.today().plus_days(20), office.today().plus_days(20 + 365),
                 words::Words(words::Language::bg)("agreements.demo_terms")};
  must(ask_to_agree(office, asker, asked, ""), "demo agreement");
}

void report_all(Office& office, const Actor& provider, const Month& month) {
  const auto scope = access::scope(provider, access::Action::report_progress);
  const auto served = office.db.read(
      [&](db::Session& session) { return referrals::list_served_by(session, scope, month.first(), month.last()); });
  int turn = 0;
  for (const auto& one : served) {
    Report report;
    report.referral = one.id;
    report.month = month;
    const int days = days_in_service(one, month, office.today());
    report.days_attended = days * (5 + ++turn % 3) / 10;  // five to seven days of ten
    report.days_absent = std::min(days - report.days_attended, turn % 4);
    must(report_month(office, provider, report, ""), "demo report");
  }
}

}  // namespace

void load_demo(Office& office, const Actor& asker, const Actor& provider) {
  ask_neighbour(office, asker);
  const Month month = Month::of(office.today()).before();
  report_all(office, provider, month);
  const auto agreed = office.db.read([&](db::Session& session) {
    return store::list_on_route(session, asker.post.municipality, provider.post.municipality, "therapy_rehabilitation");
  });
  if (agreed.empty()) throw std::runtime_error("demo bill: no agreement");
  const auto bill = make_bill(office, asker, agreed.front().id, month, "");
  must(bill, "demo bill");
  must(take_bill_step(office, asker, *bill, BillVerb::send, 1, "", ""), "demo bill");
}

}  // namespace gishe::agreements
