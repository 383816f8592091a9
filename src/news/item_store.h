#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/actor.h"
#include "news/item.h"
#include "platform/db/db.h"

/// Every statement on news_item, news_text and news_step.
namespace gishe::news {

void insert_item(db::Tx& tx, const Item& item, const AccountId& by);
/// Replaces content and texts; false when `version` is no longer the one stored.
bool store_content(db::Tx& tx, const Item& item, std::int64_t version, const AccountId& by);
/// False when somebody was faster.
bool store_state(db::Tx& tx, const Item& item, std::int64_t version, const AccountId& by);

std::optional<Item> find_item(db::Session& session, const MunicipalityCode& municipality, const ItemId& id);
std::optional<Item> find_item_by_code(db::Session& session, std::string_view code);
/// By id alone, for addresses that know no municipality.
std::optional<Item> find_item_anywhere(db::Session& session, const ItemId& id);

/// What the public may list, newest day first. `state`: published, or archived for the archive.
struct ListWish {
  State state = State::published;
  int year = 0;       // 0: all
  std::string after;  // cursor: "2018-12-12 UUID" of the last one seen; empty: from the beginning
  int limit = 20;
};
std::vector<Item> list_items(db::Session& session, const ListWish& wish);
std::string cursor_of(const Item& item);
/// With a day of an event, latest event first; for the calendar.
std::vector<Item> list_events(db::Session& session, int limit);
/// Published ones, newest day first, with nothing but what their address is made of and when they changed.
std::vector<Item> list_addresses(db::Session& session, int limit);
/// Years that have published items, latest first, with how many.
std::vector<std::pair<int, std::int64_t>> list_years(db::Session& session);
std::int64_t count_archived(db::Session& session);
/// Of one municipality in any state, what was changed last first; at most 200.
std::vector<Item> list_own_items(db::Session& session, const MunicipalityCode& municipality);

struct Step {
  Instant at;
  AccountId by;
  std::string verb;
  State from, to;
};
void insert_step(db::Tx& tx, const MunicipalityCode& municipality, const ItemId& item, const Step& step);
/// Newest first; at most 50.
std::vector<Step> list_steps(db::Session& session, const MunicipalityCode& municipality, const ItemId& item);

}  // namespace gishe::news
