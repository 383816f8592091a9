#include "appointments/appointments.h"
#include "appointments/figures.h"
#include "appointments/handlers.h"
#include "platform/web/json.h"

// Counts by month, already suppressed, for whoever keeps the desk; as a page and as JSON.
namespace gishe::appointments {
namespace {

std::vector<Month> months_of(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::keep_appointments);
  std::vector<Month> months;
  c.office.db.read([&](db::Session& session) {
    for (const TrueMonth& month : count_months(session, scope, c.office.today())) months.push_back(suppress(month));
  });
  return months;
}

boost::json::value or_null(const std::optional<std::int64_t>& n) {
  return n ? boost::json::value(*n) : boost::json::value(nullptr);
}

}  // namespace

web::Response show_figures(web::Context& c) {
  const words::Words& w = c.words;
  auto page = c.page("appointments/figures.html");
  page.title(w("appointments.figures.title"));
  const auto said = [&](const std::optional<std::int64_t>& n) {
    return n ? w.number(*n) : w("appointments.figures.few");
  };
  const auto months = months_of(c);
  for (const Month& m : months) {
    const std::string number = m.month.substr(5).starts_with('0') ? m.month.substr(6) : m.month.substr(5);
    auto row = page.add("MONTHS");
    row.set("MONTH", w("words.month." + number) + ' ' + m.month.substr(0, 4));
    row.set("BOOKED", said(m.booked)).set("CAME", said(m.came)).set("MISSED", said(m.no_show));
    row.set("EXCUSED", said(m.excused)).set("REVOKED", said(m.revoked)).set("SERVED", said(m.served));
    row.set("LEFT", said(m.left)).set("WAIT", m.wait_minutes ? w.minutes(static_cast<int>(*m.wait_minutes)) : "–");
  }
  page.show_if(!months.empty(), "ANY").show_if(months.empty(), "EMPTY");
  return c.show(page);
}

web::Response api_figures(web::Context& c) {
  boost::json::array items;
  for (const Month& m : months_of(c)) {
    items.push_back({{"month", m.month},
                     {"booked", or_null(m.booked)},
                     {"came", or_null(m.came)},
                     {"no_show", or_null(m.no_show)},
                     {"excused", or_null(m.excused)},
                     {"revoked", or_null(m.revoked)},
                     {"tickets_served", or_null(m.served)},
                     {"tickets_left", or_null(m.left)},
                     {"mean_wait_minutes", or_null(m.wait_minutes)}});
  }
  return web::json_answer({{"items", std::move(items)}});
}

}  // namespace gishe::appointments
