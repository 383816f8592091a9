#include "news/address.h"
#include "news/handlers.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "news/markup.h"
#include "platform/paper/paper.h"

namespace gishe::news {
namespace {

constexpr int items_on_paper = 100;

void draw_body(paper::Letter& letter, const std::string& markup) {
  for (const auto& block : blocks_of(markup)) {
    if (block.kind == Block::Kind::heading)
      letter.heading(block.text);
    else if (block.kind == Block::Kind::item)
      letter.item(block.sign, block.text);
    else
      letter.paragraph(block.text);
  }
}

/// What it shows stands under each, as on the page it stands for those who do not see it.
void draw_pictures(paper::Letter& letter, const web::Context& c, const std::vector<Picture>& gallery) {
  constexpr std::size_t middle = 1;
  for (const auto& picture : gallery) {
    auto file = c.office.db.read([&](db::Session& s) {
      return files::find(s, c.office.vault, picture.municipality, picture.files[middle].file);
    });
    if (!file) continue;
    const auto language = c.words.language();
    const std::string& caption = picture.caption(language);
    letter.picture({std::move(file->bytes), picture.files[middle].width, picture.files[middle].height,
                    caption.empty() ? picture.alt(language) : caption + " – " + picture.alt(language)});
  }
}

std::vector<std::pair<std::string, std::string>> facts_of_event(const Item& item, const Text& text,
                                                                const words::Words& w) {
  std::vector<std::pair<std::string, std::string>> facts;
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) facts.emplace_back(w(key), value);
  };
  add("news.event", event_words(item.content.event, w));
  add("news.place", text.place);
  add("news.organiser", text.organiser);
  add("news.project", item.content.project_number);
  return facts;
}

}  // namespace

web::Response item_pdf(web::Context& c, const Item& item, const std::vector<Picture>& gallery) {
  const auto& w = c.words;
  const Shown shown = text_for(item, w.language());
  const std::string address = c.office.public_address + href_of(item);
  paper::Letter letter(shown.language,
                       {w("common.product_long"), w("news.title"), "", w.day_long(item.content.dated_on), address});
  letter.title(shown.text.title);
  if (shown.language != w.language()) letter.small(w("news.only_bulgarian"));
  letter.lead(shown.text.lead);
  if (const auto facts = facts_of_event(item, shown.text, w); !facts.empty()) letter.facts(facts);
  draw_body(letter, shown.text.body);
  draw_pictures(letter, c, gallery);
  for (const auto& link : list_links(shown.text.links)) {
    const std::string base = link.address.starts_with("/") ? c.office.public_address : "";
    letter.item("•", link.words + " (" + base + link.address + ")");
  }
  if (!shown.text.publicity.empty()) letter.small(shown.text.publicity);
  letter.small(address);
  return web::Response::pdf(letter.pdf(), address_of(item) + ".pdf");
}

web::Response list_pdf(web::Context& c) {
  const auto& w = c.words;
  ListWish wish;
  wish.limit = items_on_paper;
  const auto items = c.office.db.read([&](db::Session& s) { return list_items(s, wish); });
  const std::string address = c.office.public_address + "/news";
  paper::Letter letter(w.language(), {w("common.product_long"), "", "", w.day_long(c.office.today()), address});
  letter.title(w("news.title"));
  for (const auto& item : items) {
    const Shown shown = text_for(item, w.language());
    letter.heading(shown.text.title);
    letter.small(w.day_long(item.content.dated_on));
    letter.paragraph(shown.text.lead);
  }
  if (items.empty()) letter.paragraph(w("news.empty"));
  letter.small(address);
  return web::Response::pdf(letter.pdf(), "news.pdf");
}

}  // namespace gishe::news
