#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "news/item.h"
#include "platform/files/files.h"

/// A picture of an item's gallery.
namespace gishe::news {

using PictureId = Id<struct NewsPictureKind>;

inline constexpr int pictures_max = 30;  // of one item
inline constexpr RefusalCode no_words_for_picture{"news.no_words_for_picture", 422};
inline constexpr RefusalCode too_many_pictures{"news.too_many_pictures", 422};  // with {max}
inline constexpr RefusalCode no_picture_chosen{"news.no_picture_chosen", 422};

/// What it shows, for those who do not see it, and what stands under it; by words::Language. Bulgarian alt is never
/// empty.
struct PictureWords {
  std::array<std::string, 3> alt, caption;

  bool operator==(const PictureWords&) const = default;
};
/// `of`: fields are named as the form names them: "alt_bg".
Refusals why_not_words(const PictureWords& words);

struct PictureFile {
  files::FileId file;
  int width = 0, height = 0;
};
struct Picture {
  PictureId id;
  MunicipalityCode municipality;
  ItemId item;
  std::int64_t position = 0;
  PictureWords words;
  std::array<PictureFile, 3> files;  // by pictures::widths
  std::int64_t version = 0;

  /// In a language, else in Bulgarian.
  const std::string& alt(words::Language language) const;
  const std::string& caption(words::Language language) const;
  /// The language `alt` is in.
  words::Language alt_language(words::Language asked) const;
};

enum class Move { first, earlier, later };
std::string_view move_name(Move move);
std::optional<Move> move_from(std::string_view name);

/// "/news/pictures/0198…-800.jpg"
std::string picture_href(const PictureId& id, int width);

}  // namespace gishe::news
