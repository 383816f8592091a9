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

}  // namespace gishe::overview
