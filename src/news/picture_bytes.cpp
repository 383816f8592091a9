#include "base/text.h"
#include "news/handlers.h"
#include "news/item_store.h"
#include "news/news_access.h"
#include "news/picture_store.h"
#include "platform/pictures/pictures.h"

// "/news/pictures/0198…-800.jpg": the bytes of one width. They never change under one address.
namespace gishe::news {
namespace {

struct Asked {
  PictureId id;
  std::size_t width = 0;  // which of pictures::widths
};
std::optional<Asked> asked_of(std::string_view name) {
  constexpr std::size_t id_length = 36;
  if (name.size() < id_length || !name.ends_with(".jpg")) return std::nullopt;
  const auto id = PictureId::parse(name.substr(0, id_length));
  if (!id) return std::nullopt;
  const std::string_view width = name.substr(id_length, name.size() - id_length - 4);
  for (std::size_t i = 0; i < std::size(pictures::widths); ++i) {
    if (width == "-" + std::to_string(pictures::widths[i])) return Asked{*id, i};
  }
  return std::nullopt;
}

struct Seen {
  Picture picture;
  bool open = false;  // the public may see it, and keep it
};
/// Of an item the public may read; of a draft only for who writes it.
std::optional<Seen> find_seen(db::Session& session, const Actor& actor, const PictureId& id) {
  auto picture = find_picture(session, id);
  if (!picture) return std::nullopt;
  const auto item = find_item(session, picture->municipality, picture->item);
  if (!item) return std::nullopt;
  if (!item->open() && access::why_not(actor, access::Action::write_news, facts_of(*item))) return std::nullopt;
  return Seen{std::move(*picture), item->open()};
}

}  // namespace

web::Response show_picture(web::Context& c) {
  const auto asked = asked_of(c.request.in_path("name"));
  if (!asked) return c.refuse(not_found);
  const std::string tag = "\"" + std::string(c.request.in_path("name").substr(0, 48)) + "\"";
  const bool known = c.request.header("if-none-match").find(tag) != std::string_view::npos;
  web::Response response;
  const bool found = c.office.db.read([&](db::Session& s) {
    const auto seen = find_seen(s, c.actor, asked->id);
    if (!seen) return false;
    response.cacheable = seen->open;
    if (known && seen->open) {
      response.status = 304;
      return true;
    }
    auto file = files::find(s, c.office.vault, seen->picture.municipality, seen->picture.files[asked->width].file);
    if (file) response.body = std::move(file->bytes);
    return file.has_value();
  });
  if (!found) return c.refuse(not_found);
  response.content_type = "image/jpeg";
  response.headers.emplace_back("ETag", tag);
  if (response.cacheable) response.headers.emplace_back("Cache-Control", "public, max-age=3600");
  return response;
}

}  // namespace gishe::news
