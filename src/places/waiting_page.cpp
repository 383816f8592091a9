#include <algorithm>

#include "places/handlers.h"
#include "territory/territory.h"

namespace gishe::places::pages {
namespace {

struct Shown {
  directory::Service service;
  WaitingRule rule;
  std::vector<WaitingEntry> list;
  std::vector<std::string> from;
  Free free;
};

Result<Shown> gather(web::Context& context, const ServiceId& id) {
  return context.office.db.read([&](db::Session& session) -> Result<Shown> {
    auto own = own_service(session, context.actor, access::Action::see_waiting_list, id);
    if (!own) return own.refusals();
    Shown shown;
    shown.service = std::move(*own);
    const MunicipalityCode home = home_of(session, shown.service);
    shown.rule = rule_of(session, home, id);
    shown.list = store::list_waiting(session, access::scope(context.actor, access::Action::see_waiting_list), home, id);
    shown.free = store::count_free(session, id, context.office.today());
    for (const auto& e : shown.list) {
      const auto town = territory::find_municipality(session, e.from_municipality);
      shown.from.push_back(town ? town->name(context.words.language()) : e.from_municipality.text);
    }
    return shown;
  });
}

void put_row(page::Values row, const words::Words& w, const WaitingRule& rule, const WaitingEntry& e, int position,
             const std::string& from, Day today) {
  row.set("ID", e.id.text()).set("NUMBER", e.referral_number).set("FROM", from).set("SINCE", w.day(e.since));
  row.set("POSITION", position > 0 ? std::to_string(position) : "–");
  row.set("POINTS", points_on(rule, e, today)).set("WHY", points_words(w, rule, e, today));
  row.badge("STATE", tone_of(e.state), w("waiting.state." + std::string(waiting_state_name(e.state))));
  if (e.refused_offers > 0) row.add("REFUSED").set("WORDS", w.count("waiting.refused_offers", e.refused_offers));
}

}  // namespace

web::Response show_waiting(web::Context& context) {
  const auto& w = context.words;
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  const auto shown = gather(context, *id);
  if (!shown) return context.refuse(shown.refusals());
  auto page = context.page("places/waiting.html");
  page.title(w("waiting.title"));
  page.set("SERVICE", shown->service.name).set("ID", id->text());
  page.set("COUNT", w.count("places.board.waiting", static_cast<std::int64_t>(shown->list.size())));
  page.set("FREE", shown->free.kept ? w.with("places.board.free", {{"free", std::to_string(shown->free.free)},
                                                                   {"total", std::to_string(shown->free.total)}})
                                    : w("places.board.no_places"));
  for (const auto& line : lines_of(w, shown->rule)) page.add("RULE").set("WORDS", line);
  if (!shown->rule.words.empty()) page.add("ADDED").set("WORDS", shown->rule.words);
  page.set("VERSION_WORDS", w.with("waiting.rule.version", {{"n", std::to_string(shown->rule.version)}}));
  page.show_if(shown->list.empty(), "EMPTY");
  if (shown->list.empty()) return context.show(page);
  auto table = page.add("TABLE");
  int position = 0;
  for (std::size_t i = 0; i < shown->list.size(); ++i) {
    const WaitingEntry& e = shown->list[i];
    const bool counts = e.state != WaitingState::suspended;
    if (counts) ++position;
    put_row(table.add("ROWS"), w, shown->rule, e, counts ? position : 0, shown->from[i], context.office.today());
  }
  return context.show(page);
}

}  // namespace gishe::places::pages
