#include "directory/handlers.h"
#include "directory/search_unanswered.h"
#include "directory/service_search.h"

namespace gishe::directory {

web::Response show_unanswered(web::Context& c) {
  const auto& w = c.words;
  const auto all = c.office.db.read([](db::Session& session) { return list_unanswered(session); });
  std::vector<std::string> searches;
  for (const auto& one : all) searches.push_back(one.words);
  // A word added since, or a new service, and they leave the list.
  const auto answered = which_find_something(c.office, searches);
  auto p = c.page("directory/search_unanswered.html");
  p.title(w("directory.unanswered.title"));
  bool any = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (answered[i]) continue;
    any = true;
    auto row = p.add("ROWS");
    row.set("WORDS", all[i].words).set("TIMES", w.number(all[i].times)).set("DAYS", w.number(all[i].days));
    row.set("LAST_ON", w.day(all[i].last_on));
  }
  p.show_if(any, "ANY").show_if(!any, "NONE");
  return c.show(p);
}

}  // namespace gishe::directory
