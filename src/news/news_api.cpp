#include "base/text.h"
#include "news/handlers.h"
#include "news/item_acts.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "news/news_access.h"
#include "news/picture_store.h"
#include "platform/pictures/pictures.h"
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

json::array pictures_json(const std::vector<Picture>& gallery, const web::Context& c) {
  json::array list;
  for (const auto& picture : gallery) {
    json::array sizes;
    for (std::size_t i = 0; i < picture.files.size(); ++i) {
      sizes.push_back({{"address", c.office.public_address + picture_href(picture.id, pictures::widths[i])},
                       {"width", picture.files[i].width},
                       {"height", picture.files[i].height}});
    }
    json::array words;
    for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
      const auto i = static_cast<std::size_t>(language);
      if (picture.words.alt[i].empty()) continue;
      words.push_back({{"language", words::code(language)},
                       {"alt", picture.words.alt[i]},
                       {"caption", or_null(picture.words.caption[i])}});
    }
    list.push_back({{"id", picture.id.text()}, {"texts", std::move(words)}, {"sizes", std::move(sizes)}});
  }
  return list;
}

json::object item_json(const Item& item, const std::vector<Picture>& gallery, const web::Context& c) {
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
          {"pictures", pictures_json(gallery, c)},
          {"version", item.version}};
}

/// What its writer sees too, the public does not: drafts.
bool may_read(const web::Context& c, const Item& item) {
  return item.open() || !access::why_not(c.actor, access::Action::write_news, facts_of(item));
}

web::Response answer_with(const web::Context& c, const Item& item, int status = 200) {
  const auto gallery = c.office.db.read([&](db::Session& s) { return list_pictures(s, item.municipality, item.id); });
  return web::json_answer(item_json(item, gallery, c), status);
}

web::Response answer_with(const web::Context& c, const ItemId& id, int status = 200) {
  const auto item = c.office.db.read([&](db::Session& s) { return find_item(s, c.actor.post.municipality, id); });
  if (!item) return c.problem({not_found});
  return answer_with(c, *item, status);
}

/// A member as the pages would tidy what is typed.
std::string said(const json::object& from, std::string_view member, text::Lines lines = text::Lines::one) {
  return text::tidy(web::text_of(from, member).value_or(""), lines);
}

void read_text(const json::object& from, Content& content, Refusals& no) {
  const auto language = words::from_code(said(from, "language"));
  if (!language) {
    no.push_back(Refusal(not_in_list, "language"));
    return;
  }
  Text& t = content.in(*language);
  t = {said(from, "title"),
       said(from, "lead", text::Lines::many),
       said(from, "body", text::Lines::many),
       said(from, "place"),
       said(from, "organiser"),
       said(from, "publicity", text::Lines::many),
       ""};
  const auto* links = from.if_contains("links");
  if (!links || !links->is_array()) return;
  for (const auto& link : links->get_array()) {
    if (!link.is_object()) continue;
    t.links += said(link.get_object(), "address") + " " + said(link.get_object(), "words") + "\n";
  }
  t.links = text::tidy(t.links, text::Lines::many);
}

std::optional<Day> day_said(const json::object& from, const char* member, Refusals& no, const char* field) {
  const std::string text = said(from, member);
  if (text.empty()) return std::nullopt;
  const auto day = Day::from_iso(text);
  if (!day) no.push_back(Refusal(not_a_date, field));
  return day;
}

Result<Content> content_of(const json::object& body, Day today) {
  Refusals no;
  Content content;
  content.dated_on = day_said(body, "dated_on", no, "dated_on").value_or(today);
  content.project_number = said(body, "project_number");
  if (const auto* event = body.if_contains("event"); event && event->is_object()) {
    const auto& e = event->get_object();
    content.event = {day_said(e, "from_on", no, "event_from_on"), day_said(e, "to_on", no, "event_to_on"),
                     said(e, "from_time"), said(e, "to_time"), said(e, "zone")};
    if (content.event.zone.empty()) content.event.zone = zones[0];
  }
  if (const auto* texts = body.if_contains("texts"); texts && texts->is_array()) {
    for (const auto& text : texts->get_array()) {
      if (text.is_object()) read_text(text.get_object(), content, no);
    }
  }
  if (!no.empty()) return no;
  return content;
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
  std::vector<std::vector<Picture>> galleries;
  auto items = c.office.db.read([&](db::Session& s) {
    auto found = list_items(s, wish);
    for (const auto& item : found) galleries.push_back(list_pictures(s, item.municipality, item.id));
    return found;
  });
  const bool more = items.size() == static_cast<std::size_t>(wish.limit);
  if (more) items.pop_back();
  json::array list;
  for (std::size_t i = 0; i < items.size(); ++i) list.push_back(item_json(items[i], galleries[i], c));
  json::object answer{{"items", std::move(list)}};
  answer["next"] = more ? json::value(web::cursor_of(cursor_of(items.back()))) : json::value(nullptr);
  return web::json_answer(answer);
}

web::Response api_item(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  const auto item = id ? c.office.db.read([&](db::Session& s) { return find_item_anywhere(s, *id); }) : std::nullopt;
  if (!item || !may_read(c, *item)) return c.problem({not_found});
  return answer_with(c, *item);
}

web::Response api_write(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto content = content_of(*body, c.office.today());
  if (!content) return c.problem(content.refusals());
  const auto made = write_item(c.office, c.actor, *content, c.once_key());
  if (!made) return c.problem(made.refusals());
  return answer_with(c, *made, 201);
}

web::Response api_change(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto own =
      c.office.db.read([&](db::Session& s) { return find_own(s, c.actor, access::Action::write_news, *id); });
  if (!own) return c.problem(own.refusals());
  const auto content = content_of(*body, c.office.today());
  if (!content) return c.problem(content.refusals());
  const auto version = web::number_of(*body, "version");
  if (!version) return c.problem({Refusal(required, "version")});
  const auto done = change_item(c.office, c.actor, *id, *version, *content, c.once_key());
  if (!done) return c.problem(done.refusals());
  return answer_with(c, *id);
}

web::Response api_state(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto own =
      c.office.db.read([&](db::Session& s) { return find_own(s, c.actor, access::Action::publish_news, *id); });
  if (!own) return c.problem(own.refusals());
  const auto verb = verb_from(web::text_of(*body, "verb").value_or(""));
  if (!verb) return c.problem({Refusal(not_in_list, "verb")});
  const auto version = web::number_of(*body, "version");
  if (!version) return c.problem({Refusal(required, "version")});
  const auto done = move_item(c.office, c.actor, *id, *version, *verb, c.once_key());
  if (!done) return c.problem(done.refusals());
  return answer_with(c, *id);
}

}  // namespace gishe::news
