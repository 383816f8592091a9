#include <fmt/format.h>

#include "base/text.h"
#include "news/handlers.h"
#include "news/item_acts.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "news/news_access.h"
#include "news/picture_acts.h"
#include "news/picture_store.h"

namespace gishe::news {
namespace {

using words::Language;
constexpr Language languages[] = {Language::bg, Language::it, Language::en};
constexpr int alt_max = 300;

PictureWords words_typed(const web::Request& request) {
  PictureWords typed;
  for (const auto language : languages) {
    const auto i = static_cast<std::size_t>(language);
    typed.alt[i] = text::tidy(request.form(fmt::format("alt_{}", words::code(language))));
    typed.caption[i] = text::tidy(request.form(fmt::format("caption_{}", words::code(language))));
  }
  return typed;
}

/// Alternative text and caption in three languages, under ALT_BG and so on. `of`: which picture's form it is.
void put_words(page::Values& page, const PictureWords& typed, const Refusals& refusals, const words::Words& w,
               const std::string& of) {
  for (const auto language : languages) {
    const auto i = static_cast<std::size_t>(language);
    const std::string code(words::code(language));
    const auto field = [&](const char* kind, const char* part, const std::string& value, bool optional) {
      page::Values::Input input{fmt::format("{}_{}", kind, code), w(fmt::format("news.picture.{}", kind)), value};
      if (language != Language::bg) input.label += " (" + code + ")";
      if (language == Language::bg) input.hint = w(fmt::format("news.picture.{}_hint", kind));
      input.max_length = alt_max;
      input.optional = optional;
      input.of = of;
      page.input(fmt::format("{}_{}", part,
                             language == Language::bg   ? "BG"
                             : language == Language::it ? "IT"
                                                        : "EN"),
                 input, refusals);
    };
    field("alt", "ALT", typed.alt[i], language != Language::bg);
    field("caption", "CAPTION", typed.caption[i], true);
  }
}

struct Refused {
  std::string of;  // the picture's id; empty: the new one
  PictureWords typed;
  Refusals refusals;
};

void put_picture(page::Page& p, const Picture& picture, bool first, bool last, const words::Words& w,
                 const Refused* refused) {
  auto row = p.add("ROWS");
  const auto& small = picture.files[0];
  const std::string id = picture.id.text();
  row.set("PICTURE", id).set("SRC", picture_href(picture.id, pictures::widths[0]));
  row.set("WIDTH", small.width).set("HEIGHT", small.height).set("ALT", picture.alt(Language::bg));
  row.set("PICTURE_VERSION", picture.version);
  row.show_if(first, "COVER").show_if(!first, "NOT_COVER").show_if(!last, "NOT_LAST");
  row.show_if(!first || !last, "MOVES");
  const bool mine = refused && refused->of == id;
  put_words(row, mine ? refused->typed : picture.words, mine ? refused->refusals : Refusals{}, w, id);
}

web::Response show_gallery(web::Context& c, const Item& item, const Refused* refused) {
  const auto& w = c.words;
  const auto gallery = c.office.db.read([&](db::Session& s) { return list_pictures(s, item.municipality, item.id); });
  auto p = c.page("news/gallery.html");
  p.title(w("news.pictures"));
  p.set("ID", item.id.text()).set("TITLE", item.content.in(Language::bg).title);
  if (refused) p.error_summary("ERRORS", refused->refusals, refused->of);
  const bool is_new = refused && refused->of.empty();
  put_words(p, is_new ? refused->typed : PictureWords{}, is_new ? refused->refusals : Refusals{}, w, "");
  page::Values::Input file{"picture", w("news.picture.file"), "",
                           w.with("news.picture.file_hint", {{"max", std::to_string(pictures::bytes_max >> 20)}})};
  file.type = "file";
  p.set("BYTES_MAX", static_cast<std::int64_t>(pictures::bytes_max));
  p.set("TOO_LARGE", w.refusal(Refusal(pictures::too_large, "", {{"max", std::to_string(pictures::bytes_max >> 20)}})));
  p.input("FILE", file, is_new ? refused->refusals : Refusals{});
  p.show_if(!gallery.empty(), "LIST").show_if(gallery.size() < pictures_max, "ROOM");
  for (const auto& picture : gallery) {
    put_picture(p, picture, &picture == &gallery.front(), &picture == &gallery.back(), w, refused);
  }
  return c.show(p, refused ? refused->refusals.front().code->http_status : 200);
}

Result<Item> find_item_asked(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  if (!id) return not_found;
  auto own = c.office.db.read([&](db::Session& s) { return find_own(s, c.actor, access::Action::write_news, *id); });
  if (!own) return own.refusals();
  return std::move(own->item);
}

std::string gallery_href(const Item& item) { return "/newsroom/" + item.id.text() + "/pictures"; }

}  // namespace

web::Response show_pictures(web::Context& c) {
  const auto item = find_item_asked(c);
  if (!item) return c.refuse(item.refusals());
  return show_gallery(c, *item, nullptr);
}

web::Response post_picture(web::Context& c) {
  const auto item = find_item_asked(c);
  if (!item) return c.refuse(item.refusals());
  Refused refused{"", words_typed(c.request), why_not_words(words_typed(c.request))};
  const web::Upload* upload = nullptr;
  for (const auto& each : c.request.uploads) {
    if (each.field == "picture" && !each.bytes.empty()) upload = &each;
  }
  if (!upload) refused.refusals.push_back(Refusal(no_picture_chosen, "picture"));
  // Words first: a picture is drawn only when nothing else is missing.
  if (!refused.refusals.empty()) return show_gallery(c, *item, &refused);
  const auto made = pictures::draw_anew(upload->bytes, "picture");
  if (!made) {
    refused.refusals = made.refusals();
    return show_gallery(c, *item, &refused);
  }
  const auto added = add_picture(c.office, c.actor, item->id, refused.typed, *made, c.once_key());
  if (added) return c.go(gallery_href(*item), "news.picture.added");
  refused.refusals = added.refusals();
  return show_gallery(c, *item, &refused);
}

web::Response post_picture_words(web::Context& c) {
  const auto item = find_item_asked(c);
  const auto id = c.request.id<PictureId>("picture");
  if (!item || !id) return c.refuse(not_found);
  Refused refused{id->text(), words_typed(c.request), {}};
  const auto done = change_words(c.office, c.actor, *id, text::whole_number(c.request.form("version")).value_or(-1),
                                 refused.typed, c.once_key());
  if (done) return c.go(gallery_href(*item), "news.saved");
  if (done.refusals().front().is(not_found)) return c.refuse(not_found);
  refused.refusals = done.refusals();
  return show_gallery(c, *item, &refused);
}

web::Response post_picture_place(web::Context& c) {
  const auto item = find_item_asked(c);
  const auto id = c.request.id<PictureId>("picture");
  const auto picture =
      id ? c.office.db.read([&](db::Session& session) { return find_picture(session, *id); }) : std::nullopt;
  if (!item || !picture) return c.refuse(not_found);
  const auto move = move_from(c.request.form("move"));
  if (!move) return c.refuse(Refusal(not_in_list, "move"));
  const auto done = move_picture(c.office, c.actor, *id, *move, c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go(gallery_href(*item), "news.saved");
}

web::Response post_removal(web::Context& c) {
  const auto item = find_item_asked(c);
  const auto id = c.request.id<PictureId>("picture");
  if (!item || !id) return c.refuse(not_found);
  const auto done = remove_picture(c.office, c.actor, *id, c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go(gallery_href(*item), "news.picture.removed");
}

}  // namespace gishe::news
