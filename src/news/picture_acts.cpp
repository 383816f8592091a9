#include "news/picture_acts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "news/item_acts.h"
#include "news/picture_store.h"

namespace gishe::news {
namespace {

using access::Action;

struct Own {
  Picture picture;
  const char* rule;
};
/// The picture, when the actor may write its item.
Result<Own> find_own_picture(db::Session& session, const Actor& actor, const PictureId& id) {
  auto picture = find_picture(session, id);
  const auto item = find_own(session, actor, Action::write_news, picture ? picture->item : ItemId{});
  if (!item) return item.refusals();
  if (!picture || picture->municipality != item->item.municipality) return not_found;
  return Own{std::move(*picture), item->rule};
}

std::string words_digest(const PictureWords& w) {
  std::string all;
  for (const auto* texts : {&w.alt, &w.caption}) {
    for (const auto& text : *texts) all.append(text).append("\n");
  }
  return all;
}

void note(db::Tx& tx, Office& office, const Actor& actor, const char* action, const Picture& picture, const char* rule,
          std::vector<ledger::Change> changes = {}) {
  office.note(tx, actor, {action, picture.municipality, "news", picture.item.value, rule, "", std::move(changes)});
}

using Prepared = std::array<files::Prepared, 3>;

Result<std::string> add_in(db::Tx& tx, Office& office, const Actor& actor, const ItemId& item,
                           const PictureWords& words, const Prepared& prepared, const pictures::Made& made) {
  const auto own = find_own(tx, actor, Action::write_news, item);
  if (!own) return own.refusals();
  if (auto no = why_not_words(words); !no.empty()) return no;
  if (list_pictures(tx, own->item.municipality, item).size() >= pictures_max)
    return Refusal(too_many_pictures, "picture", {{"max", std::to_string(pictures_max)}});
  Picture picture;
  picture.id = PictureId::make();
  picture.municipality = own->item.municipality;
  picture.item = item;
  picture.words = words;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    picture.files[i] = {files::store(tx, prepared[i], office.now()), made[i].width, made[i].height};
  }
  insert_picture(tx, picture, office.now(), actor.account);
  note(tx, office, actor, "news.picture_added", picture, own->rule, {{"alt_bg", "", words.alt[0]}});
  return picture.id.text();
}

Result<std::string> words_in(db::Tx& tx, Office& office, const Actor& actor, const PictureId& id, std::int64_t version,
                             const PictureWords& words) {
  auto own = find_own_picture(tx, actor, id);
  if (!own) return own.refusals();
  if (auto no = why_not_words(words); !no.empty()) return no;
  const std::string before = own->picture.words.alt[0];
  own->picture.words = words;
  own->picture.version = version;
  if (!store_words(tx, own->picture)) return changed_meanwhile;
  note(tx, office, actor, "news.picture_changed", own->picture, own->rule, {{"alt_bg", before, words.alt[0]}});
  return std::string("done");
}

Result<std::string> move_in(db::Tx& tx, Office& office, const Actor& actor, const PictureId& id, Move move) {
  const auto own = find_own_picture(tx, actor, id);
  if (!own) return own.refusals();
  auto gallery = list_pictures(tx, own->picture.municipality, own->picture.item);
  const auto at = std::find_if(gallery.begin(), gallery.end(), [&](const Picture& p) { return p.id == id; });
  if (move == Move::later) {
    if (at + 1 != gallery.end()) std::rotate(at, at + 1, at + 2);
  } else if (at != gallery.begin()) {
    std::rotate(move == Move::first ? gallery.begin() : at - 1, at, at + 1);
  }
  std::int64_t position = 0;
  for (Picture& each : gallery) {
    if (each.position == ++position) continue;
    each.position = position;
    store_position(tx, each);
  }
  note(tx, office, actor, "news.picture_moved", own->picture, own->rule, {{"to", "", std::string(move_name(move))}});
  return std::string("done");
}

Result<std::string> remove_in(db::Tx& tx, Office& office, const Actor& actor, const PictureId& id) {
  const auto own = find_own_picture(tx, actor, id);
  if (!own) return own.refusals();
  delete_picture(tx, own->picture);
  for (const auto& each : own->picture.files) files::erase(tx, own->picture.municipality, each.file);
  note(tx, office, actor, "news.picture_removed", own->picture, own->rule, {{"alt_bg", own->picture.words.alt[0], ""}});
  return std::string("done");
}

Result<std::string> run_once(Office& office, const Actor& actor, std::string_view key, const char* name,
                             const std::string& content, const std::function<Result<std::string>(db::Tx&)>& act) {
  return office.db.write(
      [&](db::Tx& tx) { return jobs::once(tx, office.clock, actor, key, name, content, [&] { return act(tx); }); });
}

Result<Done> done_of(const Result<std::string>& result) {
  if (!result) return result.refusals();
  return Done{};
}

}  // namespace

Result<PictureId> add_picture(Office& office, const Actor& actor, const ItemId& item, const PictureWords& words,
                              const pictures::Made& made, std::string_view once_key) {
  Prepared prepared;
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    prepared[i] = files::prepare(office.vault, {actor.post.municipality, made[i].jpeg, "image/jpeg", "", false});
  }
  const std::string content = item.text() + "\n" + words_digest(words) + text::hex(secrets::digest(made[2].jpeg));
  const auto added = run_once(office, actor, once_key, "add_picture", content,
                              [&](db::Tx& tx) { return add_in(tx, office, actor, item, words, prepared, made); });
  if (!added) return added.refusals();
  return PictureId::parse(*added).value();
}

Result<Done> change_words(Office& office, const Actor& actor, const PictureId& id, std::int64_t version,
                          const PictureWords& words, std::string_view once_key) {
  const std::string content = fmt::format("{} {}\n{}", id.text(), version, words_digest(words));
  return done_of(run_once(office, actor, once_key, "change_picture_words", content,
                          [&](db::Tx& tx) { return words_in(tx, office, actor, id, version, words); }));
}

Result<Done> move_picture(Office& office, const Actor& actor, const PictureId& id, Move move,
                          std::string_view once_key) {
  return done_of(run_once(office, actor, once_key, "move_picture", fmt::format("{} {}", id.text(), move_name(move)),
                          [&](db::Tx& tx) { return move_in(tx, office, actor, id, move); }));
}

Result<Done> remove_picture(Office& office, const Actor& actor, const PictureId& id, std::string_view once_key) {
  return done_of(run_once(office, actor, once_key, "remove_picture", id.text(),
                          [&](db::Tx& tx) { return remove_in(tx, office, actor, id); }));
}

}  // namespace gishe::news
