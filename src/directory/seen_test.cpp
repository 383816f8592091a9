#include "directory/seen.h"

#include <gtest/gtest.h>

#include "directory/directory.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

const ServiceId guidance = *ServiceId::parse("01980000-0000-7000-8000-00000000c001");

class SeenTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  SeenTest() {
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(m_office);
    flush_seen(m_office);
  }
  std::vector<SeenMonth> seen(const char* since) {
    return m_db->read([&](db::Session& s) { return list_seen(s, guidance, *Day::from_iso(since)); });
  }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};  // 22.11.2026
  Office m_office{*m_db, m_vault, m_clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, SeenTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(SeenTest, what_waits_is_added_to_the_day_and_written_once) {
  count_seen(guidance, Seen::found);
  count_seen(guidance, Seen::found);
  count_seen(guidance, Seen::asked);
  EXPECT_EQ(flush_seen(m_office), 1);
  EXPECT_EQ(flush_seen(m_office), 0);
  count_seen(guidance, Seen::opened);
  flush_seen(m_office);
  const auto months = seen("2026-01-01");
  ASSERT_EQ(months.size(), 1u);
  EXPECT_EQ(months[0].month, m_office.today().iso().substr(0, 7));
  EXPECT_EQ(months[0].found, 2);
  EXPECT_EQ(months[0].opened, 1);
  EXPECT_EQ(months[0].printed, 0);
  EXPECT_EQ(months[0].asked, 1);
}

TEST_P(SeenTest, months_stand_apart_and_an_entry_that_is_not_there_is_not_counted) {
  count_seen(guidance, Seen::printed);
  count_seen(ServiceId::make(), Seen::found);
  flush_seen(m_office);
  m_clock.move_to(m_clock.now().plus_seconds(40 * 86'400));
  count_seen(guidance, Seen::printed);
  flush_seen(m_office);
  EXPECT_EQ(seen("2026-01-01").size(), 2u);
  EXPECT_EQ(seen(m_office.today().iso().c_str()).size(), 1u);
}

TEST_P(SeenTest, robots_and_colleagues_are_left_out) {
  const auto ask = [&](std::string_view agent, const Actor& actor) {
    web::Request request;
    request.headers = {{"user-agent", std::string(agent)}};
    web::Context c{request, m_office, actor, words::Words(words::Language::bg), {}};
    count_seen(c, guidance, Seen::opened);
  };
  constexpr std::string_view phone = "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/120.0 Mobile Safari";
  Actor colleague;
  colleague.account = AccountId::make();
  ask(phone, {});
  ask(phone, colleague);
  ask("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", {});
  ask("", {});
  ask("curl/8.1", {});
  flush_seen(m_office);
  ASSERT_EQ(seen("2026-01-01").size(), 1u);
  EXPECT_EQ(seen("2026-01-01")[0].opened, 1);
}

}  // namespace
}  // namespace gishe::directory
