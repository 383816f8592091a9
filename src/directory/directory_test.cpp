#include "directory/directory.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "directory/refusals.h"
#include "directory/service_store.h"
#include "platform/db/testing.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

const db::Query q_guarded{"test.guarded", "SELECT count(*) FROM location_guarded WHERE settlement <> ''"};
const db::Query q_ledger{"test.ledger", "SELECT count(*) FROM ledger"};
const db::Query q_open_address{"test.open_address",
                               "INSERT INTO location (id, name, kind, visibility, address, postal_code)"
                               " VALUES ($1, '', 'physical', 'restricted', 'ул. 1', '')"};

OrganisationId organisation_number(int n) {
  return *OrganisationId::parse("01980000-0000-7000-8000-00000000b0" + std::string(n < 10 ? "0" : "") +
                                std::to_string(n));
}
const OrganisationId peshtera_rehabilitation = organisation_number(4);

class DirectoryTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  DirectoryTest() {
    m_db->write([](db::Tx& tx) { territory::load_demo_places(tx); });
    load_demo(m_office);
  }
  /// Whole, as they are shown.
  std::vector<Service> for_need(std::string_view code, const std::vector<MunicipalityCode>& where) {
    return m_db->read([&](db::Session& s) {
      std::vector<ServiceId> ids;
      for (const auto& found : list_services_for_need(s, *find_need(s, code), where, 200)) ids.push_back(found.id);
      return list_services_by_id(s, ids);
    });
  }
  std::vector<Service> of(const OrganisationId& id) {
    return m_db->read([&](db::Session& s) { return list_services_of(s, id, 50); });
  }
  Service adult_rehabilitation() {
    for (auto& s : of(peshtera_rehabilitation)) {
      if (s.needs == std::vector<std::string>{"rehabilitation_after_illness"}) return s;
    }
    return {};
  }
  Actor head_of(const OrganisationId& organisation) {
    Actor actor;
    actor.account = AccountId::make();
    actor.post = {PostId::make(), Function::provider_head, {"PAZ21"}, organisation};
    return actor;
  }
  std::int64_t ledger_lines() {
    return m_db->read([](db::Session& s) { return s.count(q_ledger, {}); });
  }

  std::unique_ptr<db::Database> m_db = db::testing::fresh_database(GetParam());
  const secrets::Vault m_vault = secrets::Vault::for_tests();
  SetClock m_clock{{1'795'300'000'000'000}};
  Office m_office{*m_db, m_vault, m_clock};
};
INSTANTIATE_TEST_SUITE_P(Engines, DirectoryTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

std::set<std::string> municipalities_of(const std::vector<Service>& services) {
  std::set<std::string> all;
  for (const auto& s : services) all.insert(s.municipality.text);
  return all;
}

TEST_P(DirectoryTest, the_demo_holds_what_the_story_needs) {
  load_demo(m_office);
  EXPECT_EQ(municipalities_of(for_need("rehabilitation_after_illness", {{"PAZ14"}})).count("PAZ14"), 0u);
  EXPECT_EQ(for_need("cannot_care_for_self", {{"PAZ14"}}).size(), 2u);
  const auto heating = for_need("heating", {{"PAZ14"}});
  ASSERT_EQ(heating.size(), 1u);
  EXPECT_EQ(heating[0].type, "state_desk");
  EXPECT_EQ(heating[0].capacity.status_on(m_office.today()), "assessment_required");

  std::map<std::string, std::string_view> status_in;
  for (const auto& s : for_need("rehabilitation_after_illness", {{"PAZ14"}, {"PAZ21"}, {"PAZ06"}})) {
    if (s.accepts_referrals) status_in[s.municipality.text] = s.capacity.status_on(m_office.today());
  }
  EXPECT_EQ(status_in["PAZ21"], "capacity");
  EXPECT_EQ(status_in["PAZ19"], "waitlist");
}

TEST_P(DirectoryTest, choosing_knows_of_a_service_what_decides) {
  const auto few = m_db->read([&](db::Session& s) {
    return list_services_for_need(s, *find_need(s, "rehabilitation_after_illness"), {{"PAZ21"}}, 200);
  });
  ASSERT_FALSE(few.empty());
  for (const Service& some : few) {
    const auto whole = m_db->read([&](db::Session& s) { return find_service(s, some.id); });
    ASSERT_TRUE(whole);
    EXPECT_EQ(some.municipality, whole->municipality);
    EXPECT_EQ(some.organisation_kind, whole->organisation_kind);
    EXPECT_EQ(some.target_groups, whole->target_groups);
    EXPECT_EQ(some.serves, whole->serves);
    EXPECT_EQ(some.serves_everywhere, whole->serves_everywhere);
    EXPECT_EQ(std::pair(some.age_min, some.age_max), std::pair(whole->age_min, whole->age_max));
    EXPECT_EQ(std::pair(some.latitude, some.longitude), std::pair(whole->latitude, whole->longitude));
    EXPECT_EQ(some.capacity.status, whole->capacity.status);
    EXPECT_EQ(some.capacity.places_free, whole->capacity.places_free);
    EXPECT_EQ(some.confirmed_on, whole->confirmed_on);
    EXPECT_EQ(some.status, whole->status);
    EXPECT_EQ(some.restricted, whole->restricted);
  }
}

TEST_P(DirectoryTest, every_demo_row_was_taken_and_every_need_finds_something) {
  std::vector<MunicipalityCode> all;
  m_db->read([&](db::Session& s) {
    for (const auto& m : territory::list_municipalities(s)) all.push_back(m.code);
    EXPECT_EQ(list_services(s, "", {}, "", 200).services.size(), 66u);
    EXPECT_FALSE(find_need(s, "no_such_need"));
  });
  const auto needs = m_db->read([](db::Session& s) { return list_needs(s); });
  EXPECT_EQ(needs.size(), 20u);
  EXPECT_EQ(needs.front().code, "information");
  for (const auto& n : needs) EXPECT_FALSE(for_need(n.code, all).empty()) << n.code;
}

TEST_P(DirectoryTest, a_need_finds_what_lies_there_serves_there_or_serves_everywhere_once_each) {
  const auto found = for_need("violence_shelter", {{"LOV19"}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_TRUE(found[0].serves_everywhere);
  const auto zone = for_need("rehabilitation_after_illness", {{"PAZ14"}, {"PAZ21"}, {"PAZ06"}, {"PAZ32"}, {"PAZ39"}});
  std::set<std::string> ids;
  for (const auto& s : zone) EXPECT_TRUE(ids.insert(s.id.text()).second) << s.name;
  EXPECT_TRUE(std::is_sorted(zone.begin(), zone.end(), [](const auto& a, const auto& b) { return a.id < b.id; }));
  EXPECT_TRUE(for_need("heating", {}).empty());
}

TEST_P(DirectoryTest, a_restricted_place_has_no_address_anywhere_but_in_the_guarded_table) {
  for (const auto& s : for_need("violence_shelter", {{"PAZ21"}})) {
    EXPECT_TRUE(s.restricted);
    EXPECT_TRUE(s.settlement.empty() && s.address.empty() && s.latitude == 0 && s.longitude == 0);
    EXPECT_FALSE(s.phone.empty());
  }
  m_db->write([](db::Tx& tx) {
    NewLocation l{LocationId::make(), {}, "", "physical", "restricted", {"56277"}, "ул. „Тайна“ 1", "4550", 42, 24};
    store_location(tx, l);
  });
  EXPECT_EQ(m_db->read([](db::Session& s) { return s.count(q_guarded, {}); }), 2);
  EXPECT_THROW(m_db->write([](db::Tx& tx) { tx.run(q_open_address, {Uuid::make()}); }), db::Conflict);
}

TEST_P(DirectoryTest, an_entry_keeps_who_may_use_it_how_to_apply_and_what_the_law_says) {
  const auto service = adult_rehabilitation();
  EXPECT_EQ(service.eligibility, "Хора над 18 години с увреждане или след болест, с направление.");
  EXPECT_EQ(service.alternate_name, "ЦСРИ – Пещера");
  EXPECT_FALSE(service.application_process.empty());
  EXPECT_EQ(service.languages, std::vector<std::string>{"bg"});
  EXPECT_EQ(service.classification.access_class, "specialised");
  EXPECT_EQ(service.classification.legal_basis, "чл. 15, т. 4 ЗСУ");
  EXPECT_EQ(service.modified_at, m_office.now());
  m_clock.move_to(m_clock.now().plus_seconds(60));
  ASSERT_TRUE(update_capacity(m_office, head_of(peshtera_rehabilitation), {service.id, 30, 1, 0}, "").ok());
  EXPECT_EQ(adult_rehabilitation().modified_at, m_office.now());
}

TEST_P(DirectoryTest, lists_by_name_in_pages_that_do_not_repeat) {
  std::vector<std::string> names;
  std::string after;
  for (int turn = 0; turn < 10; ++turn) {
    const auto page = m_db->read([&](db::Session& s) { return list_services(s, "assistant_support", {}, after, 5); });
    for (const auto& s : page.services) names.push_back(s.name);
    after = page.next;
    if (after.empty()) break;
  }
  EXPECT_EQ(names.size(), 16u);
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  m_db->read([&](db::Session& s) {
    EXPECT_EQ(list_services(s, "", {"PAZ14"}, "", 50).services.size(), 6u);
    EXPECT_EQ(list_services(s, "assistant_support", {"PAZ14"}, "", 50).services.size(), 2u);
    EXPECT_TRUE(list_services(s, "no_such_type", {}, "", 50).services.empty());
    EXPECT_FALSE(list_services(s, "", {}, "zz", 50).services.empty());
  });
}

TEST_P(DirectoryTest, its_provider_says_how_many_places_are_free_and_nobody_else_does) {
  const auto service = adult_rehabilitation();
  const auto lines = ledger_lines();
  const NewCapacity said{service.id, 30, 0, 6};
  ASSERT_TRUE(update_capacity(m_office, head_of(peshtera_rehabilitation), said, "key").ok());
  EXPECT_EQ(ledger_lines(), lines + 1);
  auto now = adult_rehabilitation().capacity;
  EXPECT_EQ(now.status, "waitlist");
  EXPECT_EQ(now.waiting, 6);
  EXPECT_EQ(now.updated_on, m_office.today());

  const auto other = update_capacity(m_office, head_of(organisation_number(5)), {service.id, 30, 9, 0}, "");
  ASSERT_FALSE(other.ok());
  EXPECT_TRUE(other.refusals().front().is(not_found));
  const auto absent = update_capacity(m_office, head_of(peshtera_rehabilitation), {ServiceId::make(), 30, 9, 0}, "");
  EXPECT_TRUE(absent.refusals().front().is(not_found));
  Actor officer = head_of({});
  officer.post.function = Function::desk_officer;
  EXPECT_TRUE(update_capacity(m_office, officer, said, "").refusals().front().is(not_your_function));
  const auto wrong = update_capacity(m_office, head_of(peshtera_rehabilitation), {service.id, 3, 4, -1}, "");
  EXPECT_EQ(wrong.refusals().front().field, "waiting");
  EXPECT_TRUE(update_capacity(m_office, head_of(peshtera_rehabilitation), {service.id, 3, 4, 0}, "")
                  .refusals()
                  .front()
                  .is(more_free_than_places));
  EXPECT_EQ(ledger_lines(), lines + 1);
}

TEST_P(DirectoryTest, a_double_tap_writes_one_ledger_line) {
  const auto service = adult_rehabilitation();
  const auto head = head_of(peshtera_rehabilitation);
  const auto lines = ledger_lines();
  ASSERT_TRUE(update_capacity(m_office, head, {service.id, 30, 3, 0}, "tap").ok());
  ASSERT_TRUE(update_capacity(m_office, head, {service.id, 30, 3, 0}, "tap").ok());
  EXPECT_EQ(ledger_lines(), lines + 1);
}

TEST_P(DirectoryTest, a_place_taken_shows_and_never_falls_below_none) {
  const auto service = adult_rehabilitation();
  const Instant now = m_office.now();
  const auto shift = [&](int by) {
    m_db->write([&](db::Tx& tx) { shift_places_free(tx, service.id, by, now); });
    return adult_rehabilitation().capacity;
  };
  EXPECT_EQ(shift(-1).places_free, 3);
  EXPECT_EQ(shift(-9).places_free, 0);
  EXPECT_EQ(shift(0).status, "no_capacity");
  EXPECT_EQ(shift(+2).status, "capacity");
  EXPECT_EQ(shift(+99).places_free, 30);
  m_clock.move_to(m_clock.now().plus_seconds(40 * 86'400));
  m_db->write([&](db::Tx& tx) { shift_places_free(tx, service.id, -1, m_office.now()); });
  EXPECT_EQ(adult_rehabilitation().capacity.status_on(m_office.today()), "unknown");
}

TEST_P(DirectoryTest, contact_is_changed_by_its_provider_unless_somebody_was_faster) {
  const auto service = adult_rehabilitation();
  const auto head = head_of(peshtera_rehabilitation);
  NewContact contact{service.id, "0350 00-99-99", "a@demo.example", "вторник 9:00–12:00", "", service.version};
  ASSERT_TRUE(change_contact(m_office, head, contact, "").ok());
  const auto now = adult_rehabilitation();
  EXPECT_EQ(now.hours, "вторник 9:00–12:00");
  EXPECT_EQ(now.confirmed_on, m_office.today());
  EXPECT_EQ(now.version, service.version + 1);
  EXPECT_TRUE(change_contact(m_office, head, contact, "").refusals().front().is(changed_meanwhile));
  contact.version = now.version;
  contact.phone = "";
  contact.email = "no address";
  contact.website = "javascript:alert(1)";
  const auto no = change_contact(m_office, head, contact, "");
  ASSERT_EQ(no.refusals().size(), 3u);
  EXPECT_TRUE(no.refusals()[2].is(not_a_web_address));
}

}  // namespace
}  // namespace gishe::directory
