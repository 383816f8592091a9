#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "news/handlers.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "news/markup.h"

namespace gishe::news {
namespace {

constexpr int items_in_feed = 30;

/// RFC 4287. An entry's id is its uuid, so it stays when titles and addresses change.
void write_entry(std::string& out, const Item& item, const web::Context& c) {
  const Shown shown = text_for(item, c.words.language());
  const std::string link = escaped(c.office.public_address + href_of(item));
  std::string content = "<p>" + escaped(shown.text.lead) + "</p>\n" + html_of(shown.text.body, c.office.public_address);
  if (const auto event = event_words(item.content.event, c.words); !event.empty())
    content += "<p>" + escaped(event) + (shown.text.place.empty() ? "" : ", " + escaped(shown.text.place)) + "</p>\n";
  fmt::format_to(std::back_inserter(out),
                 "<entry xml:lang=\"{}\">\n<id>urn:uuid:{}</id>\n<title>{}</title>\n<link rel=\"alternate\" "
                 "type=\"text/html\" href=\"{}\"/>\n<published>{}</published>\n<updated>{}</updated>\n<summary>{}"
                 "</summary>\n<content type=\"html\">{}</content>\n</entry>\n",
                 words::code(shown.language), item.id.text(), escaped(shown.text.title), link,
                 item.published_at.value_or(item.changed_at).iso(), item.changed_at.iso(), escaped(shown.text.lead),
                 escaped(content));
}

}  // namespace

web::Response show_feed(web::Context& c) {
  ListWish wish;
  wish.limit = items_in_feed;
  const auto items = c.office.db.read([&](db::Session& s) { return list_items(s, wish); });
  Instant updated;
  for (const auto& item : items) updated = std::max(updated, item.changed_at);
  const std::string home = escaped(c.office.public_address);
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n"
      "<id>{}/news</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n"
      "<link rel=\"self\" type=\"application/atom+xml\" href=\"{}/news/feed.atom\"/>\n"
      "<link rel=\"alternate\" type=\"text/html\" href=\"{}/news\"/>\n",
      words::code(c.words.language()), home, escaped(c.words("news.feed_title")), updated.iso(),
      escaped(c.words("common.product")), home, home);
  for (const auto& item : items) write_entry(out, item, c);
  out += "</feed>\n";
  web::Response response;
  response.content_type = "application/atom+xml; charset=utf-8";
  response.body = std::move(out);
  response.cacheable = true;
  return response;
}

}  // namespace gishe::news
