#include "base/csv.h"
#include "open_data/hsds_answer.h"
#include "open_data/hsds_shape.h"
#include "open_data/world_test.h"

// What goes in: the published examples, what goes wrong in files of others, and that nothing is lost on the way out.
namespace gishe::open_data {
namespace {

constexpr const char* counselling = "ac148810-d857-441c-9679-408f346de14b";
constexpr const char* owner = "0198aaaa-0000-7000-8000-000000000012";
constexpr const char* place_id = "0198aaaa-0000-7000-8000-000000000013";

class ImportTest : public ::testing::TestWithParam<db::Engine> {
 protected:
  void put(const char* name, const std::string& text) { std::ofstream(folder.path() / name, std::ios::binary) << text; }
  std::string here() { return folder.path().string(); }
  /// One service at one place of one organisation, with more of the place and of the service.
  void put_package(const std::string& location_more, const std::string& service_more = "active,,") {
    put("organizations.csv", std::string("id,name,description\n") + owner + ",НПО „Зора“,\n");
    put("locations.csv",
        "id,location_type,organization_id,latitude,longitude,external_identifier,external_identifier_type,visibility\n"
        "0198aaaa-0000-7000-8000-000000000013,physical," +
            std::string(owner) + "," + location_more + "\n");
    put("addresses.csv",
        "id,location_id,address_1,city,state_province,postal_code,country,address_type\n"
        "0198aaaa-0000-7000-8000-000000000014,0198aaaa-0000-7000-8000-000000000013,ул. „Тайна“ 77,с. "
        "Калугерово,Пазарджик,4456,BG,physical\n");
    put("services.csv",
        "id,organization_id,name,status,url,email\n"
        "0198aaaa-0000-7000-8000-000000000011," +
            std::string(owner) + ",Дневен център," + service_more + "\n");
    put("service_at_location.csv",
        "id,service_id,location_id,description\n"
        "0198aaaa-0000-7000-8000-000000000015,0198aaaa-0000-7000-8000-000000000011,0198aaaa-0000-7000-8000-"
        "000000000013,в двора\n");
  }

  db::testing::Folder folder;
  World world{GetParam(), World::Filled::places};
};
INSTANTIATE_TEST_SUITE_P(Engines, ImportTest, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

using Rows = std::map<std::string, std::map<std::string, std::string>>;
/// Of a folder of tables: table and id → the fields that say something.
Rows rows_of(const std::filesystem::path& folder) {
  Rows rows;
  for (const auto& table : hsds::tables()) {
    const auto path = folder / (std::string(table.name) + ".csv");
    if (!std::filesystem::exists(path)) continue;
    const auto text = text_of_file(path);
    csv::Reader row(text);
    while (row.next()) {
      EXPECT_EQ(row.fault(), "");
      auto& fields = rows[std::string(table.name) + " " + row.get("id")];
      EXPECT_TRUE(fields.empty()) << table.name << " has " << row.get("id") << " twice";
      for (const auto& column : row.header()) {
        if (!row.get(column).empty()) fields[column] = row.get(column);
      }
    }
  }
  return rows;
}

void expect_all_there(const Rows& before, const Rows& after) {
  for (const auto& [key, fields] : before) {
    const auto found = after.find(key);
    if (found == after.end()) {
      ADD_FAILURE() << key << " is lost";
      continue;
    }
    for (const auto& [column, value] : fields) {
      const auto it = found->second.find(column);
      EXPECT_EQ(it == found->second.end() ? "(lost)" : it->second, value) << key << " " << column;
    }
  }
}

TEST_P(ImportTest, the_published_tables_come_out_as_they_went_in) {
  for (const auto* version : {"3.0", "3.1"}) {
    const auto source = published(std::string(version) + "/examples/csv");
    if (source.empty()) GTEST_SKIP() << "not run: no published examples (set GISHE_SHARED)";
    World one(GetParam(), World::Filled::places), two(GetParam(), World::Filled::places);
    const auto imported = one.take(source);
    EXPECT_EQ(imported.services, 1);
    EXPECT_EQ(imported.organisations, 1);
    EXPECT_EQ(imported.locations, 1);
    EXPECT_EQ(imported.rows_refused + imported.fields_refused, 0)
        << (imported.refused.empty() ? "" : imported.refused[0]);
    const db::testing::Folder out, again;
    export_hsds(one.office, out.path().string(), {});
    expect_all_there(rows_of(source), rows_of(out.path()));
    two.take(out.path().string());
    export_hsds(two.office, again.path().string(), {});
    EXPECT_EQ(rows_of(out.path()), rows_of(again.path())) << version;
    const auto service = one.find(counselling);
    ASSERT_TRUE(service);
    EXPECT_EQ(service->phone, "+44 1234 234567");
    EXPECT_EQ(service->age_min, 12);
    EXPECT_EQ(service->type, directory::unclassified);
    EXPECT_TRUE(service->listed());
    EXPECT_FALSE(service->accepts_referrals);
    EXPECT_EQ(service->latitude, 0);  // 100° north is nowhere
    EXPECT_EQ(one.take(source).services, 0) << "nothing changed, nothing is written";
  }
}

/// Everything in `part` stands in `whole`: members, and rows of lists by their id.
void expect_inside(const json::value& part, const json::value& whole, const std::string& at) {
  if (part.is_object() && whole.is_object()) {
    for (const auto& [name, value] : part.get_object()) {
      const auto* there = whole.get_object().if_contains(name);
      if (!there) {
        ADD_FAILURE() << at << "." << std::string(name) << " is lost";
        continue;
      }
      expect_inside(value, *there, at + "." + std::string(name));
    }
  } else if (part.is_array() && whole.is_array()) {
    ASSERT_LE(part.get_array().size(), whole.get_array().size()) << at;
    for (std::size_t i = 0; i < part.get_array().size(); ++i) {
      expect_inside(part.get_array()[i], whole.get_array()[i], at + "[" + std::to_string(i) + "]");
    }
  } else {
    EXPECT_EQ(json::serialize(part), json::serialize(whole)) << at;
  }
}

TEST_P(ImportTest, the_published_service_keeps_every_member_through_two_databases) {
  for (const auto* version : {"3.0", "3.1"}) {
    const auto source = published(std::string(version) + "/examples/service_full.json");
    if (source.empty()) GTEST_SKIP() << "not run: no published examples (set GISHE_SHARED)";
    World one(GetParam(), World::Filled::places), two(GetParam(), World::Filled::places);
    EXPECT_EQ(one.take(source).services, 1);
    const db::testing::Folder out;
    const auto file = (out.path() / "all.json").string();
    export_hsds(one.office, file, {});
    EXPECT_EQ(two.take(file).services, 1);
    auto wanted = json::parse(text_of_file(source)).get_object();
    wanted.erase("service_at_locations");  // documents of their own, as are:
    wanted.erase("organization");
    wanted.erase("program");
    expect_inside(wanted, two.document(hsds::services, counselling), version);
    EXPECT_EQ(two.document(hsds::services, counselling), one.document(hsds::services, counselling));
    const auto whole = json::parse(text_of_file(source)).get_object();
    auto organisation = whole.at("organization").get_object();
    organisation.erase("locations");
    expect_inside(organisation, two.document(hsds::organizations, "d9d5e0f5-d3ce-4f73-9a2f-4dd0ecc6c610"),
                  "organization");
    const auto& pair = whole.at("service_at_locations").at(0).get_object();
    expect_inside(pair.at("location"), two.document(hsds::locations, "3a19ff88-4620-4d17-9830-ac1d859eb5d5"),
                  "location");
  }
}

TEST_P(ImportTest, every_published_file_is_understood) {
  for (const auto* name : {"organization_full", "organization_list", "service_list", "service_at_location_full",
                           "service_at_location_list", "taxonomy", "taxonomy_list", "taxonomy_term",
                           "taxonomy_term_list", "location", "tabular"}) {
    const auto source = published(std::string("3.1/examples/") + name + ".json");
    if (source.empty()) GTEST_SKIP() << "not run: no published examples (set GISHE_SHARED)";
    World one(GetParam(), World::Filled::places);
    const auto before = one.count_documents();
    const auto imported = one.take(source);
    EXPECT_TRUE(imported.taken) << name;
    EXPECT_GT(one.count_documents(), before) << name;
  }
}

TEST_P(ImportTest, bad_rows_are_refused_by_file_line_and_field_and_the_good_ones_taken) {
  put_package("42.2,24.2,35571,EKATTE,public", "active,javascript:alert(1),nobody");
  put("services.csv",
      text_of_file(folder.path() / "services.csv") + "no-uuid," + owner + ",X,active,,\n" +
          "0198aaaa-0000-7000-8000-000000000011," + owner + ",Second with the id,active,,\n" +
          "0198aaaa-0000-7000-8000-000000000021,0198aaaa-0000-7000-8000-000000000099,Nobody's,active,,\n" +
          "0198aaaa-0000-7000-8000-000000000022," + owner + ",\"=HYPERLINK(\"\"http://x\"\")\",active,,\n" +
          "short,row\n");
  put("schedules.csv",
      "id,service_id,opens_at,closes_at,byday\n"
      "0198aaaa-0000-7000-8000-000000000031,0198aaaa-0000-7000-8000-000000000011,22:00,06:00,FR\n"
      "0198aaaa-0000-7000-8000-000000000032,0198aaaa-0000-7000-8000-000000000011,25:61,06:00,SA\n");
  const auto report = (folder.path() / "report.txt").string();
  const auto imported = world.take(here(), false, report);
  EXPECT_TRUE(imported.taken);
  EXPECT_EQ(imported.services, 1);
  const auto told = text_of_file(report);
  for (const char* line :
       {"services.csv,2,url,", "services.csv,2,email,", "services.csv,3,id,", "services.csv,4,id,",
        "services.csv,5,organization_id,", "services.csv,6,name,", "services.csv,7,,", "schedules.csv,3,opens_at,"}) {
    EXPECT_NE(told.find(line), std::string::npos) << line << "\n" << told;
  }
  EXPECT_EQ(told.find("schedules.csv,2"), std::string::npos) << "past midnight is no mistake";
  const auto document = world.document(hsds::services, "0198aaaa-0000-7000-8000-000000000011");
  EXPECT_FALSE(document.contains("url"));
  EXPECT_EQ(document.at("schedules").get_array().size(), 2u);
  EXPECT_EQ(document.at("schedules").at(0).at("closes_at").get_string(), "06:00");
  const auto service = world.find("0198aaaa-0000-7000-8000-000000000011");
  EXPECT_EQ(service->municipality.text, "PAZ14");
  EXPECT_EQ(service->website, "");
}

TEST_P(ImportTest, a_broken_file_or_a_strict_wish_leaves_everything_as_it_was) {
  put_package("42.2,24.2,35571,EKATTE,public", "active,javascript:alert(1),");
  const auto before = world.count_documents();
  const auto strict = world.take(here(), true);
  EXPECT_FALSE(strict.taken);
  EXPECT_EQ(strict.fields_refused, 1);
  EXPECT_EQ(world.count_documents(), before);
  put("phones.csv",
      "id,service_id,number\n0198aaaa-0000-7000-8000-000000000041,0198aaaa-0000-7000-8000-000000000011,\"035\n");
  const auto broken = world.take(here());
  EXPECT_FALSE(broken.taken);
  EXPECT_EQ(broken.services, 0);
  EXPECT_NE(broken.refused.back().find("phones.csv line 2: has a quote that is never closed"), std::string::npos);
  put("half.json", "[{\"id\":\"0198aaaa-0000-7000-8000-000000000051\",\"name\":\"Х\",\"description\":\"\"},\n{\"id\":");
  EXPECT_FALSE(world.take((folder.path() / "half.json").string()).taken);
  EXPECT_EQ(world.count_documents(), before);
}

TEST_P(ImportTest, windows_1251_is_read_and_said) {
  put("organizations.csv", std::string("id,name,description\n") + owner + ",\xc7\xee\xf0\xe0,\n");  // Зора
  const auto imported = world.take(here());
  EXPECT_EQ(imported.organisations, 1);
  EXPECT_NE(imported.refused.at(0).find("windows-1251"), std::string::npos);
  EXPECT_EQ(world.document(hsds::organizations, owner).at("name").get_string(), "Зора");
}

TEST_P(ImportTest, an_address_elsewhere_is_told_and_the_named_place_counts) {
  put_package("42.69,23.32,35571,EKATTE,public");  // Sofia's coordinates, Калугерово's code
  const auto text = text_of_file(folder.path() / "addresses.csv");
  put("addresses.csv", text.substr(0, text.find("4456")) + "4550" + text.substr(text.find("4456") + 4));  // Пещера
  const auto imported = world.take(here());
  EXPECT_EQ(imported.notes, 2);
  const auto service = world.find("0198aaaa-0000-7000-8000-000000000011");
  EXPECT_EQ(service->municipality.text, "PAZ14");
  EXPECT_EQ(service->latitude, 0);
}

TEST_P(ImportTest, a_hidden_place_arrives_without_where_it_is) {
  put_package("42.2,24.2,35571,EKATTE,restricted");
  world.take(here());
  const auto place = world.document(hsds::locations, "0198aaaa-0000-7000-8000-000000000013");
  EXPECT_EQ(place.at("location_type").get_string(), "virtual");
  const db::testing::Folder out;
  export_hsds(world.office, out.path().string(), {});
  export_hsds(world.office, (out.path() / "all.json").string(), {});
  for (const auto& entry : std::filesystem::directory_iterator(out.path())) {
    const auto text = text_of_file(entry.path());
    for (const char* needle : {"Тайна", "42.2", "24.2", "35571", "4456", "Калугерово", "в двора"}) {
      EXPECT_EQ(text.find(needle), std::string::npos) << entry.path() << " has " << needle;
    }
  }
}

TEST_P(ImportTest, a_place_is_hidden_by_any_word_but_public_and_the_word_is_reported) {
  for (const char* said : {"Restricted", "private", "confidential", "PUBLIC ", "no", "1"}) {
    World one(GetParam(), World::Filled::places);
    put_package("42.2,24.2,35571,EKATTE," + std::string(said));
    const auto imported = one.take(here());
    EXPECT_EQ(imported.fields_refused, 1) << said;
    EXPECT_TRUE(one.find("0198aaaa-0000-7000-8000-000000000011")->restricted) << said;
    EXPECT_EQ(one.document(hsds::locations, place_id).size(), 4u) << said;
  }
  put("locations.csv",
      "id,location_type,Visibility,latitude,longitude\n" + std::string(place_id) + ",physical,hidden,42.2,24.2\n");
  World other(GetParam(), World::Filled::places);
  other.take(here());
  EXPECT_TRUE(other.find("0198aaaa-0000-7000-8000-000000000011")->restricted) << "however the column is written";
}

TEST_P(ImportTest, what_was_hidden_once_is_opened_by_no_later_file) {
  put_package("42.2,24.2,35571,EKATTE,restricted");
  world.take(here());
  put_package("42.2,24.2,35571,EKATTE,");
  EXPECT_EQ(world.take(here()).notes, 1);
  EXPECT_TRUE(world.find("0198aaaa-0000-7000-8000-000000000011")->restricted);
  put_package("42.2,24.2,35571,EKATTE,public");
  world.take(here());
  EXPECT_TRUE(world.find("0198aaaa-0000-7000-8000-000000000011")->restricted);
  EXPECT_EQ(world.document(hsds::locations, place_id).size(), 4u);
}

TEST_P(ImportTest, what_was_public_is_hidden_with_everything_that_stood_there) {
  put_package("42.2,24.2,35571,EKATTE,public");
  world.take(here());
  EXPECT_FALSE(world.find("0198aaaa-0000-7000-8000-000000000011")->restricted);
  put("services.csv", "id,organization_id,name,status\n");
  put("service_at_location.csv", "id,service_id,location_id,description\n");
  const auto text = text_of_file(folder.path() / "locations.csv");
  put("locations.csv", text.substr(0, text.rfind("public")) + "restricted\n");
  world.take(here());
  EXPECT_TRUE(world.find("0198aaaa-0000-7000-8000-000000000011")->restricted);
  EXPECT_FALSE(world.document(hsds::services, "0198aaaa-0000-7000-8000-000000000011").contains("bg_municipality"));
  EXPECT_EQ(world.document(hsds::service_at_location, "0198aaaa-0000-7000-8000-000000000015").size(), 3u);
}

TEST_P(ImportTest, a_place_of_our_own_is_touched_by_no_import) {
  World ours(GetParam(), World::Filled::entries);
  const char* shelter = "01980000-0000-7000-8000-00000000c009";
  const char* open = "01980000-0000-7000-8000-00000000c007";
  const auto before = ours.find(open)->address;
  put("organizations.csv", std::string("id,name,description\n") + owner + ",НПО „Зора“,\n");
  put("locations.csv", "id,location_type,organization_id,latitude,longitude,visibility\n" + std::string(shelter) +
                           ",physical," + owner + ",42.2,24.2,public\n" + open + ",physical," + owner +
                           ",42.2,24.2,\n");
  EXPECT_EQ(ours.take(here()).rows_refused, 2);
  EXPECT_TRUE(ours.find(shelter)->restricted);
  EXPECT_EQ(ours.find(open)->address, before);
}

TEST_P(ImportTest, the_telephone_of_a_hidden_place_is_nobodys_telephone) {
  put_package("42.2,24.2,35571,EKATTE,restricted");
  const std::string at = "0198aaaa-0000-7000-8000-0000000000";
  put("phones.csv", "id,location_id,service_id,organization_id,service_at_location_id,number\n" + at + "21," +
                        place_id + ",," + owner + ",,0888 417 935\n" + at + "22," + place_id + "," + at +
                        "11,,,0888 417 936\n" + at + "23,," + at + "11,," + at + "15,0888 417 937\n" + at + "24,," +
                        at + "11,,,0350 1\n");
  put("metadata.csv",
      "id,resource_id,resource_type,last_action_date,last_action_type,field_name,previous_value,replacement_value,"
      "updated_by\n" +
          at + "31," + owner + ",organization,2026-01-01,update,address_1,ул. „Стара тайна“ 5,,x\n");
  world.take(here());
  EXPECT_EQ(world.find("0198aaaa-0000-7000-8000-000000000011")->phone, "0350 1");
  std::string said;
  world.database().read([&](db::Session& s) {
    for (const auto kind : {hsds::organizations, hsds::services, hsds::service_at_location}) {
      const auto ids = list_page(s, kind, 100, 0);
      said += json::serialize(answer_of(s, kind, ids, Depth::full, true)) +
              json::serialize(answer_of(s, kind, ids, Depth::brief));
    }
  });
  const db::testing::Folder out;
  export_hsds(world.office, out.path().string(), {});
  export_hsds(world.office, (out.path() / "all.json").string(), {});
  for (const auto& entry : std::filesystem::directory_iterator(out.path())) said += text_of_file(entry.path());
  EXPECT_NE(said.find("0350 1"), std::string::npos);
  for (const char* needle : {"417", "тайна", "Тайна"}) EXPECT_EQ(said.find(needle), std::string::npos) << needle;
}

TEST_P(ImportTest, fields_nobody_knows_and_our_profile_survive) {
  put("own.json", R"json({"id":"0198aaaa-0000-7000-8000-000000000011","name":"Дневен център","status":"active",
    "x_rating":{"stars":4,"by":["a","b"]},"x_note":"n",
    "organization":{"id":"0198aaaa-0000-7000-8000-000000000012","name":"НПО","description":"","x_of":"org"},
    "service_at_locations":[{"id":"0198aaaa-0000-7000-8000-000000000015","location":{
      "id":"0198aaaa-0000-7000-8000-000000000013","location_type":"physical","external_identifier":"35571",
      "external_identifier_type":"EKATTE"}}],
    "capacities":[{"id":"z","unit":{"id":"0198aaaa-0000-7000-8000-000000000016","name":"място"},"available":2,
      "maximum":10,"updated":"2026-11-20T10:00:00Z"}],
    "attributes":[{"id":"0198aaaa-0000-7000-8000-000000000017","taxonomy_term":{
      "id":"0198aaaa-0000-7000-8000-000000000018","name":"d","description":"d","code":"day_care",
      "taxonomy":"bg_service_type"}}]})json");
  const auto imported = world.take((folder.path() / "own.json").string());
  EXPECT_EQ(imported.services, 1);
  EXPECT_EQ(imported.fields_refused, 1);  // the id "z"
  const auto service = world.find("0198aaaa-0000-7000-8000-000000000011");
  EXPECT_EQ(service->type, "day_care");
  EXPECT_EQ(service->municipality.text, "PAZ14");
  EXPECT_EQ(service->capacity.places_free, 2);
  const db::testing::Folder out;
  export_hsds(world.office, out.path().string(), {});
  World second(GetParam(), World::Filled::places);
  second.take(out.path().string());
  const auto document = second.document(hsds::services, "0198aaaa-0000-7000-8000-000000000011");
  EXPECT_EQ(json::serialize(document.at("x_rating")), R"({"stars":4,"by":["a","b"]})");
  EXPECT_EQ(document.at("x_note").get_string(), "n");
  EXPECT_EQ(second.document(hsds::organizations, owner).at("x_of").get_string(), "org");
  EXPECT_EQ(second.find("0198aaaa-0000-7000-8000-000000000011")->type, "day_care");
}

TEST_P(ImportTest, our_own_entries_stay_ours_and_go_whole_to_another_house) {
  World ours(GetParam(), World::Filled::entries);
  const db::testing::Folder out, again;
  export_hsds(ours.office, out.path().string(), {});
  const auto refused = ours.take(out.path().string());
  EXPECT_EQ(refused.services + refused.organisations, 0);
  EXPECT_GT(refused.rows_refused, 66);
  const auto taken = world.take(out.path().string());
  EXPECT_EQ(taken.services, 66);
  EXPECT_EQ(taken.rows_refused + taken.fields_refused, 0) << (taken.refused.empty() ? "" : taken.refused[0]);
  export_hsds(world.office, again.path().string(), {});
  EXPECT_EQ(rows_of(out.path()), rows_of(again.path()));
  const char* rehabilitation = "01980000-0000-7000-8000-00000000c007";
  const auto here_now = world.find(rehabilitation), there = ours.find(rehabilitation);
  EXPECT_EQ(here_now->type, there->type);
  EXPECT_EQ(here_now->needs, there->needs);
  EXPECT_EQ(here_now->papers, there->papers);
  EXPECT_EQ(here_now->serves, there->serves);
  EXPECT_EQ(here_now->eligibility, there->eligibility);
  EXPECT_EQ(here_now->classification.legal_basis, there->classification.legal_basis);
  EXPECT_EQ(here_now->address, there->address);
  EXPECT_EQ(here_now->capacity.places_free, there->capacity.places_free);
  EXPECT_TRUE(world.find("01980000-0000-7000-8000-00000000c009")->restricted);
}

}  // namespace
}  // namespace gishe::open_data
