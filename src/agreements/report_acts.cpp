#include <fmt/format.h>

#include "agreements/report.h"
#include "base/text.h"
#include "platform/office/act.h"

namespace gishe::agreements {

Result<Done> report_month(Office& office, const Actor& actor, const Report& typed, std::string_view once_key) {
  Report report = typed;
  report.words = text::tidy(report.words, text::Lines::many);
  const std::string numbers = fmt::format("{}|{}|{}|{}|{}", report.month.text(), report.days_attended,
                                          report.days_absent, report.hours, report.version);
  return office.db.write([&](db::Tx& tx) {
    return once_done(
        tx, office, actor, once_key, "report_month", {report.referral.text(), numbers, report.words},
        [&]() -> Result<Done> {
          const char* rule = "";
          const auto served =
              referrals::ask_about_service(tx, actor, access::Action::report_progress, report.referral, &rule);
          if (!served) return served.refusals();
          if (!served->started_on) return not_begun;
          report.municipality = served->municipality;
          report.quota = served->agreement;
          if (auto no = why_not_report(report, *served, office.today()); !no.empty()) return no;
          const auto stored = store::find_report(tx, report.municipality, report.referral, report.month);
          if (stored && stored->bill) return already_billed;
          if ((stored ? stored->version : 0) != report.version) return changed_meanwhile;
          report.by = actor.account;
          report.at = office.now();
          if (!store::keep_report(tx, report)) return changed_meanwhile;
          ledger::Line line;
          line.action = "referral.month_reported";
          line.municipality = report.municipality;
          line.kind = "referral";
          line.subject = report.referral.value;
          line.rule = rule;
          if (stored)
            line.changes = {{"days", std::to_string(stored->days_attended), std::to_string(report.days_attended)}};
          office.note(tx, actor, line);
          return Done{};
        });
  });
}

}  // namespace gishe::agreements
