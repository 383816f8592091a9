#include <algorithm>
#include <map>

#include "base/text.h"
#include "places/handlers.h"
#include "territory/territory.h"

namespace gishe::places::pages {
namespace {

constexpr int rows_a_page = 50;

struct Shown {
  directory::Service service;
  WaitingRule rule;
  int count = 0, pages = 1, page = 1;
  std::vector<WaitingEntry> rows;            // of this page
  int turns_before = 0;                      // on the pages before it
  std::map<std::string, std::string> towns;  // names by code
  Free free;
};

/// Of the page that is asked for, or the nearest there is.
void list_page(db::Session& session, const access::Scope& scope, const MunicipalityCode& home, std::string_view asked,
               Shown& shown) {
  const ServiceId& id = shown.service.id;
  shown.count = store::length_of_waiting(session, scope, home, id).all;
  shown.pages = std::max(1, (shown.count + rows_a_page - 1) / rows_a_page);
  shown.page = static_cast<int>(std::clamp<std::int64_t>(text::whole_number(asked).value_or(1), 1, shown.pages));
  const int before = (shown.page - 1) * rows_a_page;
  if (before > 0) shown.turns_before = store::length_of_waiting(session, scope, home, id, before).with_a_turn;
  shown.rows = store::list_waiting(session, scope, home, id, rows_a_page, before);
}

Result<Shown> gather(web::Context& context, const ServiceId& id) {
  return context.office.db.read([&](db::Session& session) -> Result<Shown> {
    auto own = own_service(session, context.actor, access::Action::see_waiting_list, id);
    if (!own) return own.refusals();
    Shown shown;
    shown.service = std::move(*own);
    const MunicipalityCode home = home_of(session, shown.service);
    shown.rule = rule_of(session, home, id);
    list_page(session, access::scope(context.actor, access::Action::see_waiting_list), home,
              context.request.query("page"), shown);
    shown.free = store::count_free(session, id, context.office.today());
    for (const auto& e : shown.rows) {
      const auto [at, fresh] = shown.towns.try_emplace(e.from_municipality.text, e.from_municipality.text);
      if (!fresh) continue;
      if (const auto town = territory::find_municipality(session, e.from_municipality))
        at->second = town->name(context.words.language());
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
  page.set("COUNT", w.count("places.board.waiting", shown->count));
  page.set("FREE", shown->free.kept ? w.with("places.board.free", {{"free", std::to_string(shown->free.free)},
                                                                   {"total", std::to_string(shown->free.total)}})
                                    : w("places.board.no_places"));
  for (const auto& line : lines_of(w, shown->rule)) page.add("RULE").set("WORDS", line);
  if (!shown->rule.words.empty()) page.add("ADDED").set("WORDS", shown->rule.words);
  page.set("VERSION_WORDS", w.with("waiting.rule.version", {{"n", std::to_string(shown->rule.version)}}));
  page.show_if(shown->rows.empty(), "EMPTY");
  if (shown->rows.empty()) return context.show(page);
  auto table = page.add("TABLE");
  int turn = shown->turns_before;
  for (const WaitingEntry& e : shown->rows) {
    const bool counts = e.state != WaitingState::suspended;
    if (counts) ++turn;
    put_row(table.add("ROWS"), w, shown->rule, e, counts ? turn : 0, shown->towns.at(e.from_municipality.text),
            context.office.today());
  }
  const auto to = [&](int n) { return "/provider/waiting/services/" + id->text() + "?page=" + std::to_string(n); };
  table.pager("PAGER", shown->page > 1 ? to(shown->page - 1) : "",
              shown->page < shown->pages ? to(shown->page + 1) : "", w("waiting.title"));
  return context.show(page);
}

}  // namespace gishe::places::pages
