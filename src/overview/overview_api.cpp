#include "desk/desk.h"
#include "overview/figures.h"
#include "overview/overview_handlers.h"
#include "platform/web/json.h"

namespace gishe::overview {

web::Response api_overview(web::Context& c) {
  namespace json = boost::json;
  const int year = year_from(c.request.query("year"), c.office.today());
  const auto number = [](const std::optional<std::int64_t>& n) { return n ? json::value(*n) : json::value(nullptr); };
  json::array items;
  for (const auto& count : gather(c.office, c.actor, year, c.words.language()).counts) {
    items.push_back({{"place", count.place},
                     {"need", count.need},
                     {"asked", number(count.asked)},
                     {"met", number(count.met)},
                     {"waiting", number(count.waiting)},
                     {"unmet", number(count.unmet)}});
  }
  return web::json_answer({{"year", year}, {"items", std::move(items)}});
}

web::Response api_overdue(web::Context& c) {
  namespace json = boost::json;
  constexpr int rows_max = 100;
  const Day today = c.office.today();
  const auto scope = access::scope(c.actor, access::Action::see_overdue);
  json::array referrals, lines, tasks;
  c.office.db.read([&](db::Session& session) {
    for (const auto& o : desk::list_unanswered(session, c.actor, today, rows_max)) {
      referrals.push_back({{"referral", o.referral->text()},
                           {"referral_number", o.referral_number},
                           {"referral_state", o.referral_state},
                           {"organisation", o.organisation},
                           {"application", o.application ? json::value(o.application->text()) : json::value(nullptr)},
                           {"number", o.number},
                           {"need", o.need},
                           {"due_on", o.due_on.iso()}});
    }
    for (const auto& o : desk::list_late_lines(session, scope, today, rows_max)) {
      lines.push_back({{"line", o.line.text()},
                       {"state", o.state},
                       {"application", o.application->text()},
                       {"number", o.number},
                       {"need", o.need},
                       {"due_on", o.due_on.iso()}});
    }
    for (const auto& t : desk::list_late_tasks(session, scope, today, rows_max)) {
      tasks.push_back({{"task", t.id.text()},
                       {"kind", t.kind},
                       {"application", t.application.text()},
                       {"number", t.number},
                       {"need", t.need},
                       {"due_on", t.due_on.iso()}});
    }
  });
  return web::json_answer(
      {{"referrals", std::move(referrals)}, {"lines", std::move(lines)}, {"tasks", std::move(tasks)}});
}

}  // namespace gishe::overview
