#include <algorithm>

#include "base/text.h"
#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/handlers.h"
#include "directory/service_json.h"
#include "platform/web/json.h"

namespace gishe::directory {
namespace {

namespace json = boost::json;

constexpr std::string_view why_names[] = {"word",         "synonym",    "corrected",  "need",     "type",
                                          "target_group", "serves_you", "everywhere", "near_you", "free_places"};
constexpr std::string_view travel_sources[] = {"estimate", "imported", "osrm"};
constexpr std::string_view suggestion_names[] = {"need", "type", "service", "organisation"};

/// The number of a query value between its limits; `otherwise` for an empty one, a refusal for anything else.
int number_of(web::Context& c, const char* name, int least, int most, int otherwise, Refusals& no) {
  const auto asked = c.request.query(name);
  if (asked.empty()) return otherwise;
  const auto n = text::whole_number(asked);
  if (n && *n >= least && *n <= most) return static_cast<int>(*n);
  no.push_back(Refusal(not_a_number, name));
  return otherwise;
}

words::Language language_of(const web::Context& c) {
  return words::from_code(c.request.query("language")).value_or(c.words.language());
}

Asked asked_by(web::Context& c, Refusals& no) {
  Asked asked;
  asked.words = c.request.query("q");
  asked.need = c.request.query("need");
  asked.type = c.request.query("type");
  asked.target_group = c.request.query("target_group");
  asked.language = language_of(c);
  const auto code = [&](const char* name, auto& into) {
    const std::string_view typed = c.request.query(name);
    if (typed.empty()) return;
    if (const auto parsed = std::decay_t<decltype(into)>::parse(typed)) {
      into = *parsed;
    } else {
      no.push_back(Refusal(not_in_list, name));
    }
  };
  code("municipality", asked.lies_in);
  code("near", asked.municipality);
  code("from", asked.from);
  if (!asked.type.empty() && !is_service_type(asked.type) && asked.type != unclassified) {
    no.push_back(Refusal(not_in_list, "type"));
  }
  if (const int age = number_of(c, "age", 0, 130, -1, no); age >= 0) asked.age = age;
  asked.free_now = c.request.query("free_now") == "1";
  asked.offset = number_of(c, "offset", 0, 1000, 0, no);
  asked.limit = std::min(100, number_of(c, "limit", 1, 200, 20, no));
  return asked;
}

json::array list_of(const std::vector<FacetCount>& counts) {
  json::array list;
  for (const auto& f : counts) list.push_back({{"code", f.code}, {"count", f.count}});
  return list;
}

json::array reasons_of(const Found& found) {
  json::array list;
  for (const auto& w : found.why) {
    list.push_back({{"kind", why_names[static_cast<std::size_t>(w.kind)]},
                    {"typed", or_null(w.typed)},
                    {"meant", or_null(w.meant)}});
  }
  return list;
}

json::value travel_of(const Found& found) {
  if (!found.travel) return nullptr;
  const territory::Travel& t = *found.travel;
  return json::object{{"minutes", t.minutes},
                      {"km", t.km},
                      {"estimated", t.estimated()},
                      {"source", travel_sources[static_cast<std::size_t>(t.source)]}};
}

json::array items_of(web::Context& c, Answer& answer) {
  std::vector<ServiceId> ids;
  for (const auto& f : answer.found) ids.push_back(f.id);
  std::vector<Service> services;
  std::map<Ekatte, territory::Travel> measured;
  c.office.db.read([&](db::Session& session) {
    services = list_services_by_id(session, ids);
    if (answer.travel_from.empty()) return;
    std::vector<Ekatte> places;
    for (const Service& s : services) places.push_back(s.settlement);
    measured = territory::list_measured_travel(session, answer.travel_from, places);
  });
  json::array items;
  for (auto& f : answer.found) {
    const auto s = std::find_if(services.begin(), services.end(), [&](const Service& one) { return one.id == f.id; });
    // What was taken off the list this very moment falls out.
    if (s == services.end() || !s->listed()) continue;
    prefer_measured(f, s->settlement, measured);
    items.push_back({{"service", service_json(seen_by(c.actor, *s), c.office.today())},
                     {"why", reasons_of(f)},
                     {"travel", travel_of(f)}});
  }
  return items;
}

}  // namespace

web::Response api_search(web::Context& c) {
  Refusals no;
  const Asked asked = asked_by(c, no);
  if (!no.empty()) return c.problem(no);
  auto answer = search_services(c.office, asked);
  json::array unread;
  for (const auto& word : answer.unread) unread.emplace_back(word);
  return web::json_answer({{"items", items_of(c, answer)},
                           {"total", answer.total},
                           {"all_words", answer.all_words},
                           {"did_you_mean", or_null(answer.did_you_mean)},
                           {"unread", std::move(unread)},
                           {"place", answer.place ? json::value(answer.place->text) : json::value(nullptr)},
                           {"facets",
                            {{"types", list_of(answer.facets.types)},
                             {"municipalities", list_of(answer.facets.municipalities)},
                             {"target_groups", list_of(answer.facets.target_groups)},
                             {"availability", list_of(answer.facets.availability)}}}});
}

web::Response api_suggestions(web::Context& c) {
  Refusals no;
  const int limit = std::min(20, number_of(c, "limit", 1, 200, 8, no));
  if (!no.empty()) return c.problem(no);
  json::array items;
  for (const auto& s : suggest_services(c.office, c.request.query("q"), language_of(c), limit)) {
    items.push_back({{"kind", suggestion_names[static_cast<std::size_t>(s.kind)]},
                     {"text", s.text},
                     {"code", or_null(s.code)},
                     {"count", s.count}});
  }
  return web::json_answer({{"items", std::move(items)}, {"next", nullptr}});
}

}  // namespace gishe::directory
