#pragma once
#include "news/picture.h"
#include "platform/office/office.h"
#include "platform/pictures/pictures.h"

/// The gallery's verbs. Access to all of them: write_news on the item.
namespace gishe::news {

/// `made`: drawn anew already, for that takes longer than a transaction may. Goes to the end of the gallery.
Result<PictureId> add_picture(Office& office, const Actor& actor, const ItemId& item, const PictureWords& words,
                              const pictures::Made& made, std::string_view once_key);
Result<Done> change_words(Office& office, const Actor& actor, const PictureId& id, std::int64_t version,
                          const PictureWords& words, std::string_view once_key);
/// Among the others of its item; the first is the cover. Where there is nothing to pass nothing changes.
Result<Done> move_picture(Office& office, const Actor& actor, const PictureId& id, Move move,
                          std::string_view once_key);
/// Really: its files are erased in the same transaction.
Result<Done> remove_picture(Office& office, const Actor& actor, const PictureId& id, std::string_view once_key);

}  // namespace gishe::news
