#include "news/item_store.h"

#include "base/text.h"

namespace gishe::news {
namespace {

#define ITEM_FIELDS                                                                                       \
  "i.municipality, i.id, i.code, i.state, i.dated_on, i.event_from_on, i.event_to_on, i.event_from_time," \
  " i.event_to_time, i.event_zone, i.project_number, i.changed_at, i.published_at, i.version"
#define WITH_TEXTS                                                                                                    \
  ", t.language, t.title, t.lead, t.body, t.place, t.organiser, t.publicity, t.links FROM news_item i JOIN news_text" \
  " t ON t.municipality = i.municipality AND t.item_id = i.id"
#define SOME_ITEMS "SELECT " ITEM_FIELDS WITH_TEXTS " JOIN (SELECT n.municipality, n.id FROM news_item n WHERE "
#define THOSE ") chosen ON chosen.municipality = i.municipality AND chosen.id = i.id"
#define BY_DAY " ORDER BY i.dated_on DESC, i.id DESC, t.language"

const db::Query q_insert{"news.insert",
                         "INSERT INTO news_item (municipality, id, code, state, dated_on, event_from_on, event_to_on,"
                         " event_from_time, event_to_time, event_zone, project_number, made_at, made_by, changed_at,"
                         " changed_by) VALUES ($1, $2, $3, 'draft', $4, $5, $6, $7, $8, $9, $10, $11, $12, $11, $12)"};
const db::Query q_change{"news.change",
                         "UPDATE news_item SET dated_on = $4, event_from_on = $5, event_to_on = $6, event_from_time ="
                         " $7, event_to_time = $8, event_zone = $9, project_number = $10, changed_at = $11, changed_by"
                         " = $12, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3"};
const db::Query q_state{"news.state",
                        "UPDATE news_item SET state = $4, published_at = $5, changed_at = $6, changed_by = $7, version"
                        " = version + 1 WHERE municipality = $1 AND id = $2 AND version = $3"};
const db::Query q_drop_texts{"news.drop_texts", "DELETE FROM news_text WHERE municipality = $1 AND item_id = $2"};
const db::Query q_text{"news.text",
                       "INSERT INTO news_text (municipality, item_id, language, title, lead, body, place, organiser,"
                       " publicity, links) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Query q_find{"news.find",
                       "SELECT " ITEM_FIELDS WITH_TEXTS " WHERE i.municipality = $1 AND i.id = $2 ORDER BY t.language"};
const db::Query q_by_code{"news.by_code",
                          "SELECT " ITEM_FIELDS WITH_TEXTS " WHERE i.code = $1 ORDER BY i.id, t.language"};
const db::Query q_anywhere{"news.anywhere", "SELECT " ITEM_FIELDS WITH_TEXTS " WHERE i.id = $1 ORDER BY t.language"};
const db::Query q_list{"news.list", SOME_ITEMS
                       "n.state = $1 AND n.dated_on >= $2 AND n.dated_on <= $3 AND n.published_at IS NOT NULL"
                       " AND (n.dated_on, n.id) < ($4, $5) ORDER BY n.dated_on DESC, n.id DESC LIMIT $6" THOSE BY_DAY};
const db::Query q_addresses{"news.addresses",
                            "SELECT i.code, t.title, i.changed_at FROM news_item i JOIN news_text t ON t.municipality ="
                            " i.municipality AND t.item_id = i.id AND t.language = 'bg' WHERE i.state = 'published' AND"
                            " i.published_at IS NOT NULL ORDER BY i.dated_on DESC, i.id DESC LIMIT $1"};
const db::Query q_events{"news.events", SOME_ITEMS
                         "n.state = 'published' AND n.event_from_on IS NOT NULL ORDER BY n.event_from_on DESC, n.id"
                         " DESC LIMIT $1" THOSE " ORDER BY i.event_from_on DESC, i.id DESC, t.language"};
const db::Query q_years{"news.years",
                        "SELECT substr(dated_on, 1, 4), count(*) FROM news_item WHERE state = 'published' GROUP BY"
                        " substr(dated_on, 1, 4) ORDER BY substr(dated_on, 1, 4) DESC LIMIT 100"};
const db::Query q_archived{"news.archived",
                           "SELECT count(*) FROM news_item WHERE state = 'archived' AND published_at IS NOT NULL"};
const db::Query q_own{"news.own", SOME_ITEMS "n.municipality = $1 ORDER BY n.changed_at DESC, n.id DESC LIMIT 200" THOSE
                                             " ORDER BY i.changed_at DESC, i.id DESC, t.language"};
const db::Query q_step{"news.step",
                       "INSERT INTO news_step (municipality, id, item_id, at, account_id, verb, from_state, to_state)"
                       " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
const db::Query q_steps{"news.steps",
                        "SELECT at, account_id, verb, from_state, to_state FROM news_step WHERE municipality = $1 AND"
                        " item_id = $2 ORDER BY at DESC, id DESC LIMIT 50"};

/// Where a list begins when nothing was seen yet: behind every day and every id.
constexpr const char* last_day = "9999-12-31";
const Uuid last_id = [] {
  Uuid id;
  id.bytes.fill(0xff);
  return id;
}();

Item item_from(const db::Row& row) {
  Item item;
  item.municipality = row.municipality(0);
  item.id = row.id<ItemId>(1);
  item.code = row.string(2);
  item.state = state_from(row.text(3));
  item.content.dated_on = row.day(4);
  item.content.event = {row.maybe_day(5), row.maybe_day(6), row.string(7), row.string(8), row.string(9)};
  item.content.project_number = row.string(10);
  item.changed_at = row.instant(11);
  item.published_at = row.maybe_instant(12);
  item.version = row.integer(13);
  return item;
}

/// Rows come item by item, a row for each language.
std::vector<Item> gather(db::Session& session, const db::Query& query, db::Args args) {
  std::vector<Item> items;
  session.each(query, args, [&](const db::Row& row) {
    if (items.empty() || items.back().id != row.id<ItemId>(1)) items.push_back(item_from(row));
    const auto language = words::from_code(row.text(14)).value_or(words::Language::bg);
    items.back().content.in(language) = {row.string(15), row.string(16), row.string(17), row.string(18),
                                         row.string(19), row.string(20), row.string(21)};
  });
  return items;
}

std::optional<Item> first_of(std::vector<Item> items) {
  if (items.empty()) return std::nullopt;
  return std::move(items.front());
}

void insert_texts(db::Tx& tx, const Item& item) {
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const Text& t = item.content.in(language);
    if (!t.there()) continue;
    tx.run(q_text, {item.municipality, item.id, words::code(language), t.title, t.lead, t.body, t.place, t.organiser,
                    t.publicity, t.links});
  }
}

}  // namespace

void insert_item(db::Tx& tx, const Item& item, const AccountId& by) {
  const Content& c = item.content;
  tx.run(q_insert, {item.municipality, item.id, item.code, c.dated_on, c.event.from_on, c.event.to_on,
                    c.event.from_time, c.event.to_time, c.event.zone, c.project_number, item.changed_at, by});
  insert_texts(tx, item);
}

bool store_content(db::Tx& tx, const Item& item, std::int64_t version, const AccountId& by) {
  const Content& c = item.content;
  const auto changed =
      tx.run(q_change, {item.municipality, item.id, version, c.dated_on, c.event.from_on, c.event.to_on,
                        c.event.from_time, c.event.to_time, c.event.zone, c.project_number, item.changed_at, by});
  if (changed == 0) return false;
  tx.run(q_drop_texts, {item.municipality, item.id});
  insert_texts(tx, item);
  return true;
}

bool store_state(db::Tx& tx, const Item& item, std::int64_t version, const AccountId& by) {
  return tx.run(q_state, {item.municipality, item.id, version, state_name(item.state), item.published_at,
                          item.changed_at, by}) > 0;
}

std::optional<Item> find_item(db::Session& session, const MunicipalityCode& municipality, const ItemId& id) {
  return first_of(gather(session, q_find, {municipality, id}));
}

std::optional<Item> find_item_by_code(db::Session& session, std::string_view code) {
  return first_of(gather(session, q_by_code, {code}));
}

std::optional<Item> find_item_anywhere(db::Session& session, const ItemId& id) {
  return first_of(gather(session, q_anywhere, {id}));
}

std::vector<Item> list_items(db::Session& session, const ListWish& wish) {
  const std::string from = wish.year > 0 ? std::to_string(wish.year) + "-01-01" : "0000-01-01";
  const std::string to = wish.year > 0 ? std::to_string(wish.year) + "-12-31" : last_day;
  std::string after_day = last_day;
  Uuid after_id = last_id;
  if (const auto blank = wish.after.find(' '); blank != std::string::npos) {
    after_day = wish.after.substr(0, blank);
    after_id = Uuid::parse(wish.after.substr(blank + 1)).value_or(last_id);
  }
  return gather(session, q_list, {state_name(wish.state), from, to, after_day, after_id, wish.limit});
}

std::string cursor_of(const Item& item) { return item.content.dated_on.iso() + " " + item.id.text(); }

std::vector<Item> list_events(db::Session& session, int limit) { return gather(session, q_events, {limit}); }

std::vector<Item> list_addresses(db::Session& session, int limit) {
  std::vector<Item> items;
  session.each(q_addresses, {limit}, [&](const db::Row& row) {
    Item& item = items.emplace_back();
    item.code = row.string(0);
    item.content.in(words::Language::bg).title = row.string(1);
    item.changed_at = row.instant(2);
  });
  return items;
}

std::vector<std::pair<int, std::int64_t>> list_years(db::Session& session) {
  std::vector<std::pair<int, std::int64_t>> years;
  session.each(q_years, {}, [&](const db::Row& row) {
    years.emplace_back(static_cast<int>(text::whole_number(row.text(0)).value_or(0)), row.integer(1));
  });
  return years;
}

std::int64_t count_archived(db::Session& session) { return session.count(q_archived, {}); }

std::vector<Item> list_own_items(db::Session& session, const MunicipalityCode& municipality) {
  return gather(session, q_own, {municipality});
}

void insert_step(db::Tx& tx, const MunicipalityCode& municipality, const ItemId& item, const Step& step) {
  tx.run(q_step,
         {municipality, Uuid::make(), item, step.at, step.by, step.verb, state_name(step.from), state_name(step.to)});
}

std::vector<Step> list_steps(db::Session& session, const MunicipalityCode& municipality, const ItemId& item) {
  std::vector<Step> steps;
  session.each(q_steps, {municipality, item}, [&](const db::Row& row) {
    steps.push_back(
        {row.instant(0), row.id<AccountId>(1), row.string(2), state_from(row.text(3)), state_from(row.text(4))});
  });
  return steps;
}

}  // namespace gishe::news
