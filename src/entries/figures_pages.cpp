#include <algorithm>

#include "directory/directory.h"
#include "entries/handlers.h"
#include "platform/web/json.h"

// How often an entry was met, by month: sentence, picture and table say the same.
namespace gishe::entries {
namespace {

constexpr int days_shown = 365;
constexpr std::int64_t least_shown = 5;  // who asks is few: a small number could be somebody

struct Figures {
  directory::Service service;
  std::vector<directory::SeenMonth> months;
};
std::optional<Figures> find_figures(const web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return std::nullopt;
  return c.office.db.read([&](db::Session& s) -> std::optional<Figures> {
    auto service = directory::find_service(s, *id);
    const auto facts = service ? directory::facts_of(*service) : access::Facts{};
    if (!service || access::why_not(c.actor, access::Action::see_entry_figures, facts)) return std::nullopt;
    auto months = directory::list_seen(s, *id, c.office.today().plus_days(-days_shown));
    return Figures{std::move(*service), std::move(months)};
  });
}

bool hidden(std::int64_t asked) { return asked > 0 && asked < least_shown; }

std::string asked_words(const words::Words& w, std::int64_t asked) {
  return hidden(asked) ? w("entries.figures.under_five") : w.number(asked);
}

/// "2026-11" → 11.2026, the same in all languages.
std::string month_words(const std::string& month) { return month.substr(5) + "." + month.substr(0, 4); }

}  // namespace

web::Response show_figures(web::Context& c) {
  const auto figures = find_figures(c);
  if (!figures) return c.refuse(not_found);
  const auto& w = c.words;
  auto p = c.page("entries/figures.html");
  p.title(w("entries.figures.title")).set("ID", figures->service.id.text()).set("NAME", figures->service.name);
  std::int64_t found = 0, opened = 0, most = 1;
  for (const auto& m : figures->months) {
    found += m.found;
    opened += m.opened;
    most = std::max(most, m.opened);
  }
  p.set("SENTENCE", w.with("entries.figures.sentence", {{"found", w.number(found)}, {"opened", w.number(opened)}}));
  for (const auto& m : figures->months) {
    auto row = p.add("ROWS");
    row.set("MONTH", month_words(m.month)).set("FOUND", w.number(m.found)).set("OPENED", w.number(m.opened));
    row.set("PRINTED", w.number(m.printed)).set("ASKED", asked_words(w, m.asked));
    row.set("LENGTH", m.opened * 1000 / most);
    p.add("BARS")
        .set("MONTH", month_words(m.month))
        .set("OPENED", w.number(m.opened))
        .set("LENGTH", m.opened * 1000 / most);
  }
  p.show_if(!figures->months.empty(), "ANY").show_if(figures->months.empty(), "NONE");
  return c.show(p);
}

web::Response api_figures(web::Context& c) {
  const auto figures = find_figures(c);
  if (!figures) return c.problem({not_found});
  boost::json::array items;
  for (const auto& m : figures->months) {
    boost::json::object one{{"month", m.month}, {"found", m.found}, {"opened", m.opened}, {"printed", m.printed}};
    one["asked"] = hidden(m.asked) ? boost::json::value(nullptr) : boost::json::value(m.asked);
    items.push_back(std::move(one));
  }
  return web::json_answer(boost::json::object{{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace gishe::entries
