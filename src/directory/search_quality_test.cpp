#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

#include "base/csv.h"
#include "base/text.h"
#include "directory/directory.h"
#include "platform/db/testing.h"
#include "platform/search/stems.h"
#include "territory/territory.h"

// The share of queries whose expected entry is among the first three, on the demo's services (bench/search/README.md).
namespace gishe::directory {
namespace {

struct Expected {
  std::string query, kind, home, name;
};
std::vector<Expected> read_queries(const std::string& file) {
  std::ifstream in(std::string(GISHE_SOURCE_DIR) + "/bench/search/" + file);
  std::stringstream text;
  text << in.rdbuf();
  const std::string all = text.str();
  std::vector<Expected> list;
  for (csv::Reader row(all); row.next();) {
    list.push_back({row.get("query"), row.get("kind"), row.get("home"), row.get("expected")});
  }
  return list;
}

class Quality : public ::testing::Test {
 protected:
  Quality() {
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(m_office);
    m_kept = keep_search(*m_db);
  }
  std::vector<std::string> first_three(const Expected& e) {
    Asked asked;
    asked.words = e.query;
    asked.municipality = {e.home};
    asked.limit = 3;
    const auto answer = search_services(m_office, asked);
    std::vector<std::string> names;
    for (const auto& f : answer.found) {
      names.push_back(m_db->read([&](db::Session& s) { return find_service(s, f.id)->name; }));
    }
    m_why.clear();
    if (!answer.found.empty()) {
      for (const auto& why : answer.found.front().why) m_why += why.typed + "→" + why.meant + " ";
    }
    return names;
  }
  /// Percent; misses are printed when GISHE_SEARCH_MISSES is set.
  double share(const std::string& file) {
    std::map<std::string, std::pair<int, int>> by_kind;
    int hits = 0, all = 0;
    for (const auto& e : read_queries(file)) {
      const auto names = first_three(e);
      const bool hit = text::one_of(names, e.name);
      ++all;
      hits += hit ? 1 : 0;
      ++by_kind[e.kind].second;
      by_kind[e.kind].first += hit ? 1 : 0;
      if (!hit && std::getenv("GISHE_SEARCH_MISSES")) {
        std::printf("%s (%s): %s — %s; first by %s\n", e.query.c_str(), e.kind.c_str(), e.name.c_str(),
                    text::join(names, "; ").c_str(), m_why.c_str());
      }
    }
    for (const auto& [kind, n] : by_kind) std::printf("  %-12s %d of %d\n", kind.c_str(), n.first, n.second);
    std::printf("%s: %d of %d in the first three\n", file.c_str(), hits, all);
    return 100.0 * hits / all;
  }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(db::Engine::sqlite);
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};
  Office m_office{*m_db, m_vault, m_clock};
  std::shared_ptr<void> m_kept;
  std::string m_why;  // typed → meant, of the first of the last answer
};

TEST_F(Quality, the_expected_entry_is_among_the_first_three_for_95_percent) {
  if (!search::Stems::shared().has_dictionary()) GTEST_SKIP() << "no Bulgarian dictionary";
  EXPECT_GE(read_queries("queries.csv").size(), 200U);
  EXPECT_GE(share("queries.csv"), 95.0);
  // Written after the search, the second after what the first one taught; neither was tuned for query by query.
  EXPECT_GE(share("heldout.csv"), 85.0);
  EXPECT_GE(share("heldout_second.csv"), 80.0);
  // By somebody who had not seen the words of the field: 76 % unseen; families of words were added after it.
  EXPECT_GE(share("heldout_third.csv"), 80.0);
}

}  // namespace
}  // namespace gishe::directory
