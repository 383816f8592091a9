#include "news/picture_store.h"

namespace gishe::news {
namespace {

#define PICTURE_FIELDS                                                                                         \
  "municipality, id, item_id, position, alt_bg, alt_it, alt_en, caption_bg, caption_it, caption_en,"           \
  " small_file, small_width, small_height, middle_file, middle_width, middle_height, large_file, large_width," \
  " large_height, version"

const db::Query q_insert{"news.insert_picture",
                         "INSERT INTO news_picture (municipality, id, item_id, position, alt_bg, alt_it, alt_en,"
                         " caption_bg, caption_it, caption_en, small_file, small_width, small_height, middle_file,"
                         " middle_width, middle_height, large_file, large_width, large_height, added_at, added_by)"
                         " SELECT $1, $2, $3, COALESCE(max(position), 0) + 1, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
                         " $13, $14, $15, $16, $17, $18, $19, $20 FROM news_picture WHERE municipality = $1 AND"
                         " item_id = $3"};
const db::Query q_words{"news.picture_words",
                        "UPDATE news_picture SET alt_bg = $4, alt_it = $5, alt_en = $6, caption_bg = $7, caption_it ="
                        " $8, caption_en = $9, version = version + 1 WHERE municipality = $1 AND id = $2 AND version ="
                        " $3"};
const db::Query q_position{"news.picture_position",
                           "UPDATE news_picture SET position = $3 WHERE municipality = $1 AND id = $2"};
const db::Query q_delete{"news.delete_picture", "DELETE FROM news_picture WHERE municipality = $1 AND id = $2"};
const db::Query q_list{"news.list_pictures", "SELECT " PICTURE_FIELDS
                                             " FROM news_picture WHERE municipality = $1 AND item_id = $2"
                                             " ORDER BY position, id LIMIT 100"};
const db::Query q_cover{"news.cover", "SELECT " PICTURE_FIELDS
                                      " FROM news_picture WHERE municipality = $1 AND item_id = $2"
                                      " ORDER BY position, id LIMIT 1"};
const db::Query q_find{"news.find_picture", "SELECT " PICTURE_FIELDS " FROM news_picture WHERE id = $1"};

Picture picture_from(const db::Row& row) {
  Picture p;
  p.municipality = row.municipality(0);
  p.id = row.id<PictureId>(1);
  p.item = row.id<ItemId>(2);
  p.position = row.integer(3);
  for (int i = 0; i < 3; ++i) {
    const auto at = static_cast<std::size_t>(i);
    p.words.alt[at] = row.string(4 + i);
    p.words.caption[at] = row.string(7 + i);
    p.files[at] = {row.id<files::FileId>(10 + 3 * i), static_cast<int>(row.integer(11 + 3 * i)),
                   static_cast<int>(row.integer(12 + 3 * i))};
  }
  p.version = row.integer(19);
  return p;
}

}  // namespace

void insert_picture(db::Tx& tx, const Picture& p, Instant at, const AccountId& by) {
  const auto& [small, middle, large] = p.files;
  tx.run(q_insert, {p.municipality,
                    p.id,
                    p.item,
                    p.words.alt[0],
                    p.words.alt[1],
                    p.words.alt[2],
                    p.words.caption[0],
                    p.words.caption[1],
                    p.words.caption[2],
                    small.file,
                    small.width,
                    small.height,
                    middle.file,
                    middle.width,
                    middle.height,
                    large.file,
                    large.width,
                    large.height,
                    at,
                    by});
}

bool store_words(db::Tx& tx, const Picture& p) {
  return tx.run(q_words, {p.municipality, p.id, p.version, p.words.alt[0], p.words.alt[1], p.words.alt[2],
                          p.words.caption[0], p.words.caption[1], p.words.caption[2]}) > 0;
}

void store_position(db::Tx& tx, const Picture& p) { tx.run(q_position, {p.municipality, p.id, p.position}); }

void delete_picture(db::Tx& tx, const Picture& p) { tx.run(q_delete, {p.municipality, p.id}); }

std::vector<Picture> list_pictures(db::Session& session, const MunicipalityCode& municipality, const ItemId& item) {
  std::vector<Picture> pictures;
  session.each(q_list, {municipality, item}, [&](const db::Row& row) { pictures.push_back(picture_from(row)); });
  return pictures;
}

std::optional<Picture> find_cover(db::Session& session, const MunicipalityCode& municipality, const ItemId& item) {
  std::optional<Picture> found;
  session.one(q_cover, {municipality, item}, [&](const db::Row& row) { found = picture_from(row); });
  return found;
}

std::optional<Picture> find_picture(db::Session& session, const PictureId& id) {
  std::optional<Picture> found;
  session.one(q_find, {id}, [&](const db::Row& row) { found = picture_from(row); });
  return found;
}

}  // namespace gishe::news
