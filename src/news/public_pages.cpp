#include <fmt/format.h>

#include "base/text.h"
#include "news/address.h"
#include "news/handlers.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "news/markup.h"
#include "news/news.h"
#include "news/news_access.h"
#include "news/picture_store.h"
#include "news/readings.h"
#include "platform/pictures/pictures.h"

namespace gishe::news {
namespace {

constexpr int items_a_page = 12;

struct Asked {
  ListWish wish;
  std::string base;  // address of the list without the place in it
};
Asked asked_of(const web::Request& request) {
  Asked asked;
  const auto year = text::whole_number(request.query("year")).value_or(0);
  if (year >= 1900 && year <= 2199) asked.wish.year = static_cast<int>(year);
  if (request.query("archive") == "yes") asked.wish.state = State::archived;
  std::string query;
  if (asked.wish.year) query = fmt::format("year={}", year);
  if (asked.wish.state == State::archived) query += query.empty() ? "archive=yes" : "&archive=yes";
  asked.base = query.empty() ? "/news" : "/news?" + query;
  asked.wish.after = request.query("after");
  asked.wish.limit = items_a_page + 1;
  return asked;
}

void put_years(page::Page& p, const std::vector<std::pair<int, std::int64_t>>& years, const ListWish& wish) {
  p.show_if(years.size() > 1, "BY_YEAR");
  for (const auto& [year, items] : years) {
    auto row = p.add("YEARS");
    row.set("YEAR", std::to_string(year)).set("ITEMS", items).show_if(year == wish.year, "HERE");
    row.show_if(year != wish.year, "OTHER");
  }
}

void put_row(page::Page& p, const Item& item, const std::optional<Picture>& cover, const words::Words& w) {
  const Shown shown = text_for(item, w.language());
  auto row = p.add("ROWS");
  row.set("HREF", href_of(item)).set("TITLE", shown.text.title).set("LEAD", shown.text.lead);
  row.set("LANG", words::code(shown.language)).set("DATED_ON", w.day_long(item.content.dated_on));
  const std::string event = event_words(item.content.event, w);
  row.show_if(!event.empty(), "HAS_EVENT").set("EVENT", event);
  row.show_if(!shown.text.place.empty(), "HAS_PLACE").set("PLACE", shown.text.place);
  row.set("PLACE_LANG", words::code(shown.language_of(&Text::place)));
  if (!cover) return;
  row.show("HAS_COVER").set("COVER", picture_href(cover->id, pictures::widths[0]));
  row.set("COVER_WIDTH", cover->files[0].width).set("COVER_HEIGHT", cover->files[0].height);
}

/// A grid of links that works without script; the browser chooses the width it needs.
void put_gallery(page::Page& p, const std::vector<Picture>& gallery, words::Language language) {
  p.show_if(!gallery.empty(), "HAS_PICTURES");
  for (const auto& picture : gallery) {
    auto row = p.add("PICTURES");
    const auto& [small, middle, large] = picture.files;
    const auto href = [&](std::size_t i) { return picture_href(picture.id, pictures::widths[i]); };
    row.set("LARGE", href(2)).set("MIDDLE", href(1)).set("WIDTH", middle.width).set("HEIGHT", middle.height);
    row.set("SRCSET", fmt::format("{} {}w, {} {}w", href(0), small.width, href(1), middle.width));
    row.set("ALT", picture.alt(language)).set("ALT_LANG", words::code(picture.alt_language(language)));
    const std::string& caption = picture.caption(language);
    const bool own = caption == picture.words.caption[static_cast<std::size_t>(language)];
    row.show_if(!caption.empty(), "HAS_CAPTION").set("CAPTION", caption);
    row.set("CAPTION_LANG", words::code(own ? language : words::Language::bg));
  }
}

/// Where the address ends in .pdf or .ics, the same item in another dress.
struct AskedItem {
  std::string address, ending;
};
AskedItem asked_item(std::string_view address) {
  for (const std::string_view ending : {".pdf", ".ics"}) {
    if (address.ends_with(ending)) return {std::string(address.substr(0, address.size() - 4)), std::string(ending)};
  }
  return {std::string(address), ""};
}

/// By its code, or by its whole id for machines that know nothing else.
std::optional<Item> find_open(db::Session& session, std::string_view address) {
  std::optional<Item> item;
  if (const auto id = ItemId::parse(address))
    item = find_item_anywhere(session, *id);
  else if (const auto code = code_in(address); !code.empty())
    item = find_item_by_code(session, code);
  if (item && !item->open()) return std::nullopt;
  return item;
}

}  // namespace

std::string href_of(const Item& item) { return "/news/" + address_of(item); }

web::Response show_list(web::Context& c) {
  const auto& w = c.words;
  auto asked = asked_of(c.request);
  std::vector<std::pair<int, std::int64_t>> years;
  std::int64_t archived = 0;
  std::vector<std::optional<Picture>> covers;
  auto items = c.office.db.read([&](db::Session& s) {
    years = list_years(s);
    archived = count_archived(s);
    auto found = list_items(s, asked.wish);
    for (const auto& item : found) covers.push_back(find_cover(s, item.municipality, item.id));
    return found;
  });
  const bool more = items.size() > items_a_page;
  if (more) items.pop_back();
  const bool in_archive = asked.wish.state == State::archived;
  auto p = c.page("news/list.html", page::Frame::open);
  p.title(w(in_archive ? "news.archive" : "news.title"));
  p.describe(w("news.lead"), "/news");
  p.set("HEADING", w(in_archive ? "news.archive" : "news.title"));
  put_years(p, years, asked.wish);
  p.show_if(asked.wish.year == 0 && !in_archive, "EVERY_YEAR");
  p.show_if(asked.wish.year != 0 || in_archive, "NOT_ALL").show_if(archived > 0 && !in_archive, "ARCHIVE");
  p.show_if(!items.empty(), "LIST").show_if(items.empty(), "EMPTY");
  for (std::size_t i = 0; i < items.size(); ++i) put_row(p, items[i], covers[i], w);
  if (more) {
    p.show("MORE").set("MORE_HREF",
                       fmt::format("{}{}after={}", asked.base, asked.base.find('?') == std::string::npos ? '?' : '&',
                                   text::join({items.back().content.dated_on.iso(), items.back().id.text()}, "%20")));
  }
  p.show_if(!asked.wish.after.empty(), "CONTINUED").set("START_HREF", asked.base);
  auto response = c.show(p);
  response.headers.emplace_back("Link", "</news/feed.atom>; rel=\"alternate\"; type=\"application/atom+xml\"");
  return response;
}

page::Page item_page(web::Context& c, const Item& item, const std::vector<Picture>& gallery, bool preview) {
  const auto& w = c.words;
  const Shown shown = text_for(item, w.language());
  const Text& t = shown.text;
  auto p = c.page("news/item.html", page::Frame::open);
  p.title(t.title);
  if (!preview) p.describe(t.lead, href_of(item));
  p.set("TITLE", t.title).set("LEAD", t.lead).set("LANG", words::code(shown.language));
  p.svg("BODY", html_of(t.body)).set("DATED_ON", w.day_long(item.content.dated_on));
  p.show_if(shown.language != w.language(), "ONLY_BULGARIAN").show_if(item.state == State::archived, "ARCHIVED");
  const auto language_of = [&](const char* name, std::string Text::* part) {
    p.set(name, words::code(shown.language_of(part)));
  };
  language_of("PLACE_LANG", &Text::place);
  language_of("ORGANISER_LANG", &Text::organiser);
  language_of("PUBLICITY_LANG", &Text::publicity);
  language_of("LINKS_LANG", &Text::links);
  const auto fact = [&](const char* section, const char* name, const std::string& value) {
    p.show_if(!value.empty(), section).set(name, value);
  };
  fact("HAS_EVENT", "EVENT", event_words(item.content.event, w));
  fact("HAS_PLACE", "PLACE", t.place);
  fact("HAS_ORGANISER", "ORGANISER", t.organiser);
  fact("HAS_PROJECT", "PROJECT", item.content.project_number);
  fact("HAS_PUBLICITY", "PUBLICITY", t.publicity);
  put_gallery(p, gallery, w.language());
  const auto links = list_links(t.links);
  p.show_if(!links.empty(), "HAS_LINKS");
  for (const auto& link : links) p.add("LINKS").set("HREF", link.address).set("WORDS", link.words);
  p.show_if(!preview, "PUBLIC").show_if(preview, "PREVIEW");
  p.set("ID", item.id.text()).set("HREF", href_of(item)).set("ADDRESS", c.office.public_address + href_of(item));
  return p;
}

web::Response show_item(web::Context& c) {
  const auto asked = asked_item(c.request.in_path("address"));
  std::int64_t times = 0;
  std::vector<Picture> gallery;
  const auto item = c.office.db.read([&](db::Session& s) {
    auto found = find_open(s, asked.address);
    if (!found) return found;
    times = count_readings(s, found->municipality, found->id);
    gallery = list_pictures(s, found->municipality, found->id);
    return found;
  });
  if (!item) return c.refuse(not_found);
  if (asked.address != address_of(*item)) {
    web::Response moved = web::Response::see_other(href_of(*item) + asked.ending);
    moved.status = 308;
    return moved;
  }
  if (asked.ending == ".pdf") return item_pdf(c, *item, gallery);
  if (asked.ending == ".ics") return item_calendar(c, *item);
  if (is_reader(c.request) && !c.actor.signed_in()) readings().count(item->municipality, item->id, c.office.today());
  times += readings().waiting(item->municipality, item->id);
  auto p = item_page(c, *item, gallery, false);
  p.show_if(times > 0, "READ").set("READ_TIMES", c.words.count("news.read_times", times));
  return c.show(p);
}

std::vector<Teaser> latest(db::Session& session, words::Language language, int n) {
  ListWish wish;
  wish.limit = std::min(n, 20);
  std::vector<Teaser> teasers;
  for (const auto& item : list_items(session, wish)) {
    const Shown shown = text_for(item, language);
    teasers.push_back({shown.text.title, shown.text.lead, href_of(item), std::string(words::code(shown.language)),
                       item.content.dated_on});
  }
  return teasers;
}

std::vector<Listed> list_published(db::Session& session) {
  constexpr int listed_max = 5'000;
  std::vector<Listed> listed;
  for (const auto& item : list_addresses(session, listed_max)) listed.push_back({href_of(item), item.changed_at});
  return listed;
}

void flush_readings(Office& office) { readings().flush(office.db); }

}  // namespace gishe::news
