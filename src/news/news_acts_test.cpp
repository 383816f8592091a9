#include <gtest/gtest.h>
#include <libical/ical.h>

#include <algorithm>
#include <boost/json.hpp>

#include "news/handlers.h"
#include "news/item_acts.h"
#include "news/item_store.h"
#include "news/item_view.h"
#include "news/news.h"
#include "news/picture_acts.h"
#include "news/picture_store.h"
#include "news/readings.h"
#include "platform/db/testing.h"

namespace gishe::news {
namespace {

using words::Language;

Instant at_noon(std::string_view iso) {
  const auto day = Day::from_iso(iso).value();
  return Instant{std::chrono::duration_cast<std::chrono::microseconds>(day.at.time_since_epoch()).count()}.plus_seconds(
      36000);
}

Content content(const std::string& title) {
  Content c;
  c.in(Language::bg) = {title, "Увод", "Текст с **дебело**.", "с. Калугерово", "", "", ""};
  c.dated_on = *Day::from_iso("2026-11-20");
  return c;
}

/// A manager, a neighbour's manager and a desk officer of a small town.
class News : public ::testing::TestWithParam<db::Engine> {
 protected:
  News() {
    m_db->write([](db::Tx& tx) {
      static const db::Query district{"t.district", "INSERT INTO district VALUES ('PAZ', 'Пазарджик', 'Pazardzhik')"};
      static const db::Query town{"t.town",
                                  "INSERT INTO municipality VALUES ($1, 'PAZ', $2, $2, '43369', 42, 24, 5000)"};
      tx.run(district, {});
      tx.run(town, {"PAZ14", "Лесичово"});
      tx.run(town, {"PAZ21", "Пещера"});
    });
  }
  static Actor actor(Function function, const char* where) {
    Actor a;
    a.account = AccountId::make();
    a.post = {PostId::make(), function, {where}, {}};
    return a;
  }
  ItemId written(const std::string& title, bool published = true) {
    const ItemId id = *write_item(m_office, m_manager, content(title), "");
    if (published) {
      EXPECT_TRUE(move_item(m_office, m_manager, id, 1, Verb::publish, ""));
    }
    return id;
  }
  Item found(const ItemId& id) {
    return *m_db->read([&](db::Session& s) { return find_item(s, {"PAZ14"}, id); });
  }
  std::vector<Item> listed(const ListWish& wish = {}) {
    return m_db->read([&](db::Session& s) { return list_items(s, wish); });
  }
  std::int64_t lines() {
    static const db::Query q{"t.lines", "SELECT count(*) FROM ledger"};
    return m_db->read([](db::Session& s) { return s.count(q, {}); });
  }
  web::Response ask(web::Handler handler, web::Request request = {}, const Actor& who = {},
                    Language language = Language::bg) {
    page::Surroundings around;
    around.language = language;
    web::Context context{request, m_office, who, words::Words(language), around};
    return handler(context);
  }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{at_noon("2026-11-22")};
  Office m_office{*m_db, m_vault, m_clock, "https://gishe.example"};
  Actor m_manager = actor(Function::centre_manager, "PAZ14"), m_neighbour = actor(Function::centre_manager, "PAZ21"),
        m_officer = actor(Function::desk_officer, "PAZ14");
};

TEST_P(News, a_draft_is_written_changed_and_published_with_a_line_each) {
  const auto before = lines();
  const auto id = write_item(m_office, m_manager, content("Първа"), "key-1");
  ASSERT_TRUE(id);
  EXPECT_EQ(write_item(m_office, m_manager, content("Първа"), "key-1")->text(), id->text());
  EXPECT_EQ(lines(), before + 1);
  EXPECT_EQ(found(*id).state, State::draft);
  EXPECT_TRUE(listed().empty());

  auto changed = content("Първа новина");
  changed.in(Language::it).title = "Prima notizia";
  EXPECT_TRUE(change_item(m_office, m_manager, *id, 1, changed, "").ok());
  EXPECT_TRUE(change_item(m_office, m_manager, *id, 1, changed, "").refusals().front().is(changed_meanwhile));
  EXPECT_EQ(found(*id).content.in(Language::it).title, "Prima notizia");
  EXPECT_TRUE(move_item(m_office, m_manager, *id, 2, Verb::publish, "").ok());
  EXPECT_EQ(lines(), before + 3);
  ASSERT_EQ(listed().size(), 1u);
  EXPECT_EQ(listed()[0].published_at, m_clock.now());
  const auto steps = m_db->read([&](db::Session& s) { return list_steps(s, {"PAZ14"}, *id); });
  ASSERT_EQ(steps.size(), 1u);
  EXPECT_EQ(steps[0].by, m_manager.account);
}

TEST_P(News, only_the_own_manager_writes) {
  const ItemId id = written("Наша");
  EXPECT_TRUE(write_item(m_office, m_officer, content("Чужда"), "").refusals().front().is(not_your_function));
  EXPECT_TRUE(change_item(m_office, m_neighbour, id, 2, content("Чужда"), "").refusals().front().is(not_found));
  EXPECT_TRUE(move_item(m_office, m_neighbour, id, 2, Verb::unpublish, "").refusals().front().is(not_found));
  EXPECT_EQ(found(id).state, State::published);
}

TEST_P(News, what_is_published_stays_whole) {
  Content bare = content("Само заглавие");
  bare.in(Language::bg).lead = bare.in(Language::bg).body = "";
  const ItemId id = *write_item(m_office, m_manager, bare, "");
  const auto no = move_item(m_office, m_manager, id, 1, Verb::publish, "");
  ASSERT_FALSE(no);
  EXPECT_EQ(no.refusals().front().field, "lead_bg");
  const ItemId whole = written("Цяла");
  EXPECT_EQ(change_item(m_office, m_manager, whole, 2, bare, "").refusals().front().field, "lead_bg");
}

TEST_P(News, taken_back_it_is_nowhere_archived_it_keeps_its_address) {
  const ItemId id = written("Новина");
  EXPECT_TRUE(move_item(m_office, m_manager, id, 2, Verb::archive, "").ok());
  EXPECT_TRUE(listed().empty());
  EXPECT_TRUE(found(id).open());
  ListWish archive;
  archive.state = State::archived;
  EXPECT_EQ(listed(archive).size(), 1u);
  EXPECT_TRUE(move_item(m_office, m_manager, id, 3, Verb::restore, "").ok());
  EXPECT_TRUE(move_item(m_office, m_manager, id, 4, Verb::unpublish, "").ok());
  EXPECT_FALSE(found(id).open());
  EXPECT_FALSE(move_item(m_office, m_manager, id, 5, Verb::restore, ""));
  // A draft that was never published is nothing for the archive's readers either.
  const ItemId draft = written("Чернова", false);
  EXPECT_TRUE(move_item(m_office, m_manager, draft, 1, Verb::archive, "").ok());
  EXPECT_TRUE(listed(archive).empty());
  EXPECT_FALSE(found(draft).open());
}

TEST_P(News, the_list_goes_on_where_it_stopped_and_by_year) {
  for (int i = 0; i < 5; ++i) {
    Content c = content("Новина " + std::to_string(i));
    c.dated_on = *Day::from_iso(i < 2 ? "2018-12-12" : "2024-06-18");  // days that several share
    const ItemId id = *write_item(m_office, m_manager, c, "");
    EXPECT_TRUE(move_item(m_office, m_manager, id, 1, Verb::publish, "").ok());
  }
  ListWish wish;
  wish.limit = 2;
  std::vector<std::string> seen;
  for (auto page = listed(wish); !page.empty(); page = listed(wish)) {
    for (const auto& item : page) seen.push_back(item.content.in(Language::bg).title);
    wish.after = cursor_of(page.back());
  }
  // Within a day by id, which two made in the same millisecond share by chance only.
  ASSERT_EQ(seen.size(), 5u);
  std::sort(seen.begin(), seen.begin() + 3);
  std::sort(seen.begin() + 3, seen.end());
  EXPECT_EQ(seen, (std::vector<std::string>{"Новина 2", "Новина 3", "Новина 4", "Новина 0", "Новина 1"}));
  ListWish year;
  year.year = 2018;
  EXPECT_EQ(listed(year).size(), 2u);
  const auto years = m_db->read([](db::Session& s) { return list_years(s); });
  EXPECT_EQ(years, (std::vector<std::pair<int, std::int64_t>>{{2024, 3}, {2018, 2}}));
  EXPECT_EQ(m_db->read([](db::Session& s) { return latest(s, Language::it, 3); }).at(0).language, "bg");
}

TEST_P(News, readings_gather_and_are_added_up) {
  const ItemId id = written("Четена");
  Readings some;
  const Day day = *Day::from_iso("2026-11-22");
  const auto stored = [&] { return m_db->read([&](db::Session& s) { return count_readings(s, {"PAZ14"}, id); }); };
  some.count({"PAZ14"}, id, day);
  some.count({"PAZ14"}, id, day.plus_days(1));
  EXPECT_EQ(some.waiting({"PAZ14"}, id), 2);
  EXPECT_EQ(stored(), 0);
  some.flush(*m_db);
  some.count({"PAZ14"}, id, day);
  some.flush(*m_db);
  EXPECT_EQ(some.waiting({"PAZ14"}, id), 0);
  EXPECT_EQ(stored(), 3);
}

TEST_P(News, a_gallery_has_an_order_and_words_and_loses_its_files_with_a_picture) {
  const ItemId id = written("Със снимки");
  const std::string jpeg = "\xff\xd8\xff small";
  const pictures::Made made = {{320, 200, jpeg}, {800, 500, jpeg}, {1600, 1000, jpeg}};
  const PictureWords words{{"Арка", "Un arco", ""}, {"Надпис", "", ""}};
  EXPECT_EQ(add_picture(m_office, m_manager, id, {}, made, "").refusals().front().field, "alt_bg");
  EXPECT_TRUE(add_picture(m_office, m_neighbour, id, words, made, "").refusals().front().is(not_found));
  const auto first = add_picture(m_office, m_manager, id, words, made, "p1");
  ASSERT_TRUE(first);
  EXPECT_EQ(add_picture(m_office, m_manager, id, words, made, "p1")->text(), first->text());
  const auto second = add_picture(m_office, m_manager, id, {{"Втора", "", ""}, {"", "", ""}}, made, "");
  ASSERT_TRUE(second);
  const auto gallery = [&] { return m_db->read([&](db::Session& s) { return list_pictures(s, {"PAZ14"}, id); }); };
  ASSERT_EQ(gallery().size(), 2u);
  EXPECT_EQ(gallery()[0].id, *first);
  EXPECT_EQ(gallery()[0].alt(Language::it), "Un arco");
  EXPECT_EQ(gallery()[0].alt_language(Language::en), Language::bg);
  EXPECT_TRUE(move_picture(m_office, m_manager, *second, Move::first, "").ok());
  EXPECT_EQ(gallery()[0].id, *second);
  const auto order_after = [&](const PictureId& moved, Move move) {
    EXPECT_TRUE(move_picture(m_office, m_manager, moved, move, "").ok());
    std::string order;
    for (const auto& p : gallery()) order += p.id == *first ? '1' : p.id == *second ? '2' : '3';
    return order;
  };
  const auto third = add_picture(m_office, m_manager, id, {{"Трета", "", ""}, {"", "", ""}}, made, "");
  EXPECT_EQ(order_after(*third, Move::later), "213") << "the last cannot go later";
  EXPECT_EQ(order_after(*third, Move::earlier), "231");
  EXPECT_EQ(order_after(*second, Move::later), "321");
  EXPECT_EQ(order_after(*third, Move::earlier), "321") << "the first cannot go earlier";
  EXPECT_EQ(order_after(*first, Move::first), "132");
  EXPECT_TRUE(move_picture(m_office, m_neighbour, *first, Move::later, "").refusals().front().is(not_found));
  EXPECT_TRUE(remove_picture(m_office, m_manager, *third, "").ok());
  EXPECT_TRUE(change_words(m_office, m_manager, *first, 1, {{"Нова", "", ""}, {"", "", ""}}, "").ok());
  EXPECT_TRUE(change_words(m_office, m_manager, *first, 1, words, "").refusals().front().is(changed_meanwhile));
  static const db::Query stored_files{"t.files", "SELECT count(*) FROM stored_file"};
  const auto kept = [&] { return m_db->read([&](db::Session& s) { return s.count(stored_files, {}); }); };
  EXPECT_EQ(kept(), 6);
  EXPECT_TRUE(remove_picture(m_office, m_neighbour, *first, "").refusals().front().is(not_found));
  EXPECT_TRUE(remove_picture(m_office, m_manager, *first, "").ok());
  EXPECT_EQ(kept(), 3);
  EXPECT_EQ(gallery().size(), 1u);
}

TEST_P(News, pictures_of_a_draft_are_for_its_writer_only) {
  const ItemId id = written("Чернова", false);
  const std::string jpeg = "\xff\xd8\xff small";
  const auto picture = add_picture(m_office, m_manager, id, {{"Арка", "", ""}, {"", "", ""}},
                                   {{320, 200, jpeg}, {800, 500, jpeg}, {1600, 1000, jpeg}}, "");
  web::Request request;
  request.path_values = {{"name", picture->text() + "-800.jpg"}};
  EXPECT_EQ(ask(show_picture, request).status, 404);
  EXPECT_EQ(ask(show_picture, request, m_neighbour).status, 404);
  const auto own = ask(show_picture, request, m_manager);
  EXPECT_EQ(own.body, jpeg);
  EXPECT_FALSE(own.cacheable);
  EXPECT_TRUE(move_item(m_office, m_manager, id, 1, Verb::publish, "").ok());
  const auto open = ask(show_picture, request);
  EXPECT_TRUE(open.cacheable);
  request.headers = {{"if-none-match", open.headers.at(0).second}};
  EXPECT_EQ(ask(show_picture, request).status, 304);
  for (const char* wrong : {"-801.jpg", "-800.png", "-800.jpgx", ".jpg"}) {
    request.path_values = {{"name", picture->text() + wrong}};
    EXPECT_EQ(ask(show_picture, request).status, 404) << wrong;
  }
}

/// The moment a property means, by the calendar's own VTIMEZONE.
std::time_t moment_of(icalcomponent* calendar, icalproperty_kind kind) {
  icalcomponent* event = icalcomponent_get_first_component(calendar, ICAL_VEVENT_COMPONENT);
  icalproperty* property = icalcomponent_get_first_property(event, kind);
  const char* name = icalproperty_get_parameter_as_string(property, "TZID");
  icaltimezone* zone = name ? icalcomponent_get_timezone(calendar, name) : nullptr;
  return icaltime_as_timet_with_zone(icalproperty_get_datetime_with_component(property, calendar), zone);
}

TEST_P(News, the_calendar_says_the_right_moment_in_winter_and_in_summer) {
  struct {
    const char *day, *zone;
    std::time_t from, to;
  } cases[] = {{"2018-12-11", "Europe/Sofia", 1544515200, 1544520600},  // 08:00 and 09:30 UTC
               {"2026-07-01", "Europe/Sofia", 1782889200, 1782894600},  // 07:00 and 08:30 UTC
               {"2026-07-01", "Europe/Rome", 1782892800, 1782898200}};  // 08:00 and 09:30 UTC
  for (const auto& each : cases) {
    Item item;
    item.id = ItemId::make();
    item.code = "k7m2x9pa";
    item.content = content("Заглавие, със запетая; и точка");
    item.content.event = {Day::from_iso(each.day), std::nullopt, "10:00", "11:30", each.zone};
    web::Request request;
    page::Surroundings around;
    const web::Context context{request, m_office, {}, words::Words(Language::bg), around};
    const std::string text = calendar_of({item}, context);
    icalcomponent* calendar = icalparser_parse_string(text.c_str());
    ASSERT_NE(calendar, nullptr);
    EXPECT_EQ(moment_of(calendar, ICAL_DTSTART_PROPERTY), each.from) << text;
    EXPECT_EQ(moment_of(calendar, ICAL_DTEND_PROPERTY), each.to) << text;
    EXPECT_STREQ(icalcomponent_get_summary(calendar), "Заглавие, със запетая; и точка");
    icalcomponent_free(calendar);
  }
}

TEST_P(News, page_feed_and_api_say_the_same_and_say_which_language) {
  Content c = content("Новина <b> & „кавички“");
  c.in(Language::it) = {"Notizia", "Sommario", "Testo", "", "", "", ""};
  const ItemId id = *write_item(m_office, m_manager, c, "");
  EXPECT_TRUE(move_item(m_office, m_manager, id, 1, Verb::publish, "").ok());
  web::Request request;
  request.path_values = {{"address", href_of(found(id)).substr(6)}};
  const auto bg = ask(show_item, request), it = ask(show_item, request, {}, Language::it),
             en = ask(show_item, request, {}, Language::en);
  EXPECT_NE(bg.body.find("Новина &lt;b&gt; &amp; „кавички“"), std::string::npos);
  EXPECT_NE(bg.body.find("<strong>дебело</strong>"), std::string::npos);
  EXPECT_NE(it.body.find("<h1 lang=\"it\">Notizia</h1>"), std::string::npos);
  EXPECT_NE(it.body.find("<dd lang=\"bg\">с. Калугерово"), std::string::npos);
  EXPECT_NE(en.body.find("<h1 lang=\"bg\">"), std::string::npos);
  request.path_values = {{"address", "drugi-dumi-" + found(id).code}};
  const auto moved = ask(show_item, request);
  EXPECT_EQ(moved.status, 308);
  const auto feed = ask(show_feed);
  EXPECT_NE(feed.body.find("<title>Новина &lt;b&gt; &amp; „кавички“</title>"), std::string::npos);
  EXPECT_NE(feed.body.find("<id>urn:uuid:" + id.text()), std::string::npos);
  EXPECT_TRUE(feed.cacheable);
  const auto list = boost::json::parse(ask(api_list).body).as_object();
  EXPECT_EQ(list.at("items").as_array().at(0).at("texts").as_array().size(), 2u);
}

INSTANTIATE_TEST_SUITE_P(Engines, News, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::news
