#pragma once
#include "news/picture.h"
#include "platform/db/db.h"

/// Every statement on news_picture.
namespace gishe::news {

void insert_picture(db::Tx& tx, const Picture& picture, Instant at, const AccountId& by);
/// False when `version` is no longer the one stored.
bool store_words(db::Tx& tx, const Picture& picture);
void store_position(db::Tx& tx, const Picture& picture);
void delete_picture(db::Tx& tx, const Picture& picture);

/// In order; at most pictures_max.
std::vector<Picture> list_pictures(db::Session& session, const MunicipalityCode& municipality, const ItemId& item);
/// The first in order.
std::optional<Picture> find_cover(db::Session& session, const MunicipalityCode& municipality, const ItemId& item);
std::optional<Picture> find_picture(db::Session& session, const PictureId& id);

}  // namespace gishe::news
