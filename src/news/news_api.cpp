#include "base/text.h"
#include "news/handlers.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "platform/web/json.h"

namespace gishe::news {
namespace {

namespace json = boost::json;

json::value or_null(const std::optional<Day>& day) { return day ? json::value(day->iso()) : json::value(nullptr); }
json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }

json::value event_json(const Event& e) {
  if (!e.from_on) return nullptr;
  return json::object{{"from_on", e.from_on->iso()},
                      {"from_time", or_null(e.from_time)},
                      {"to_on", or_null(e.to_on)},
                      {"to_time", or_null(e.to_time)},
                      {"zone", e.zone}};
}

json::object text_json(const Text& t, words::Language language) {
  json::array links;
  for (const auto& link : list_links(t.links)) links.push_back({{"address", link.address}, {"words", link.words}});
  return {{"language", words::code(language)},
          {"title", t.title},
          {"lead", t.lead},
          {"body", t.body},
          {"place", or_null(t.place)},
          {"organiser", or_null(t.organiser)},
          {"publicity", or_null(t.publicity)},
          {"links", std::move(links)}};
}

json::object item_json(const Item& item, const web::Context& c) {
  json::array texts;
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    if (item.content.in(language).there()) texts.push_back(text_json(item.content.in(language), language));
  }
  return {{"id", item.id.text()},
          {"municipality", item.municipality.text},
          {"address", c.office.public_address + href_of(item)},
          {"state", state_name(item.state)},
          {"dated_on", item.content.dated_on.iso()},
          {"published_at", item.published_at ? json::value(item.published_at->iso()) : json::value(nullptr)},
          {"changed_at", item.changed_at.iso()},
          {"event", event_json(item.content.event)},
          {"project_number", or_null(item.content.project_number)},
          {"texts", std::move(texts)},
          {"version", item.version}};
}

}  // namespace

web::Response api_list(web::Context& c) {
  Refusals no;
  ListWish wish;
  const auto asked_year = c.request.query("year");
  const auto year = text::whole_number(asked_year);
  if (!asked_year.empty() && (!year || *year < 1900 || *year > 2199)) no.push_back(Refusal(not_in_list, "year"));
  if (year) wish.year = static_cast<int>(*year);
  const auto after = web::plain_of_cursor(c.request.query("after"));
  if (!after && !c.request.query("after").empty()) no.push_back(Refusal(not_in_list, "after"));
  if (!no.empty()) return c.problem(no);
  wish.after = after.value_or("");
  const auto limit = text::whole_number(c.request.query("limit")).value_or(50);
  wish.limit = limit < 1 || limit > 200 ? 50 : static_cast<int>(limit);
  ++wish.limit;
  auto items = c.office.db.read([&](db::Session& s) { return list_items(s, wish); });
  const bool more = items.size() == static_cast<std::size_t>(wish.limit);
  if (more) items.pop_back();
  json::array list;
  for (const auto& item : items) list.push_back(item_json(item, c));
  json::object answer{{"items", std::move(list)}};
  answer["next"] = more ? json::value(web::cursor_of(cursor_of(items.back()))) : json::value(nullptr);
  return web::json_answer(answer);
}

web::Response api_item(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  const auto item = id ? c.office.db.read([&](db::Session& s) { return find_item_anywhere(s, *id); }) : std::nullopt;
  if (!item || !item->open()) return c.problem({not_found});
  return web::json_answer(item_json(*item, c));
}

}  // namespace gishe::news
