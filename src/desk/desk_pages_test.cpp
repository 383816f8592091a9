// The handlers themselves: what the officer reads, what comes back beside a field, and what a stranger never gets.
#include <chrono>
#include <thread>

#include "desk/world_test.h"

namespace gishe::desk {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

class DeskPages : public testing::Test, protected World {
 protected:
  DeskPages() : World(db::Engine::sqlite) { referrals::set_listener(&referral_changed); }
  ~DeskPages() override { referrals::set_listener(nullptr); }

  web::Response call(const Actor& who, web::Method method, std::string_view pattern, Pairs path, Pairs values = {},
                     std::string body = {}) {
    for (const auto& route : routes()) {
      if (route.method != method || route.pattern != pattern) continue;
      web::Request request;
      request.method = method;
      request.path = pattern;  // what the address begins with decides how a refusal is said
      request.path_values = std::move(path);
      (method == web::Method::get ? request.query_values : request.form_values) = std::move(values);
      request.body = std::move(body);
      const words::Words words(words::Language::bg);
      web::Context context{request, office, who, words, {}};
      return route.handler(context);
    }
    ADD_FAILURE() << "no route " << pattern;
    return {};
  }
  web::Response get(std::string_view pattern, Pairs path = {}, Pairs query = {}) {
    return call(officer, web::Method::get, pattern, std::move(path), std::move(query));
  }
  web::Response post(std::string_view pattern, Pairs path, Pairs form) {
    return call(officer, web::Method::post, pattern, std::move(path), std::move(form));
  }
  static bool says(const web::Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
  }
  ApplicationId take() {
    const auto taken = take_application(office, officer, asked(), "");
    EXPECT_EQ(why(taken), "");
    return taken ? taken->id : ApplicationId{};
  }
  std::string version(const ApplicationId& id) { return std::to_string(file(id).application.version); }
};

TEST_F(DeskPages, the_day_shows_numbers_and_needs_and_no_name) {
  const auto sent = send();
  ASSERT_EQ(step(head, sent.referral, "open"), "");
  ASSERT_EQ(step(head, sent.referral, "ask", "", "Кога?"), "");
  const auto day = get("/desk");
  EXPECT_EQ(day.status, 200);
  EXPECT_TRUE(says(day, file(sent.application).application.number)) << day.body;
  EXPECT_FALSE(says(day, "Тестов"));
  const auto inbox = call(head, web::Method::get, "/desk", {});
  EXPECT_EQ(inbox.status, 303) << "a provider's day is the inbox";
  const auto task = open_tasks().front().id.text();
  EXPECT_EQ(post("/desk/tasks/{id}/closure", {{"id", task}}, {}).status, 303);
  EXPECT_EQ(post("/desk/tasks/{id}/closure", {{"id", task}}, {}).status, 409);
}

TEST_F(DeskPages, a_new_application_keeps_what_was_typed_and_shows_its_secret_once) {
  const auto form = get("/desk/applications/new", {}, {{"person", man.text()}});
  EXPECT_EQ(form.status, 200);
  EXPECT_TRUE(says(form, "Тестов"));
  EXPECT_EQ(get("/desk/applications/new", {}, {{"person", shielded.text()}}).status, 404);
  const auto empty =
      post("/desk/applications", {}, {{"person", man.text()}, {"own_words", "Падам често."}, {"urgency", "soon"}});
  EXPECT_EQ(empty.status, 422);
  EXPECT_TRUE(says(empty, "Падам често.")) << "what was typed comes back";
  const auto taken = post("/desk/applications", {},
                          {{"person", man.text()},
                           {"own_words", "<script>"},
                           {"urgency", "normal"},
                           {"channel", "desk"},
                           {"needs", "heating"}});
  EXPECT_EQ(taken.status, 201) << taken.body;
  EXPECT_TRUE(says(taken, "PAZ14-26-"));
  EXPECT_FALSE(says(taken, "<script>"));
  const auto list = get("/desk/applications");
  EXPECT_TRUE(says(list, "PAZ14-26-"));
  EXPECT_FALSE(says(list, "Тестов"));
}

TEST_F(DeskPages, the_applications_of_one_person_stand_on_the_file_and_in_a_list_of_their_own) {
  const auto of = [&](const Actor& who, const PersonId& person, int limit) {
    return db->read([&](db::Session& s) {
      return list_applied(s, who, words::Words(words::Language::bg), person, office.today(), limit);
    });
  };
  EXPECT_TRUE(of(officer, man, 5).empty());
  const auto first = take();
  std::this_thread::sleep_for(std::chrono::milliseconds(2));  // ids of one millisecond come in any order
  const auto second = take();
  const auto applied = of(officer, man, 5);
  ASSERT_EQ(applied.size(), 2U);
  EXPECT_EQ(applied[0].id, second) << "newest first";
  EXPECT_EQ(applied[1].id, first);
  EXPECT_EQ(applied[1].number, file(first).application.number);
  EXPECT_NE(applied[0].needs, "");
  EXPECT_EQ(applied[0].due_class, "due");
  EXPECT_EQ(of(officer, man, 1).size(), 1U);
  EXPECT_TRUE(of(neighbour, man, 5).empty());
  EXPECT_TRUE(of(mayor, man, 5).empty());
  EXPECT_TRUE(of(officer, shielded, 5).empty());
  const auto list = get("/desk/applications", {}, {{"person", man.text()}});
  EXPECT_TRUE(says(list, applied[0].number) && says(list, "/people/" + man.text()));
  EXPECT_FALSE(says(list, "Тестов") || says(list, "name=\"state\""));
  EXPECT_FALSE(says(get("/desk/applications", {}, {{"person", PersonId::make().text()}}), applied[0].number));
}

TEST_F(DeskPages, a_list_of_one_person_keeps_to_that_person_from_page_to_page) {
  for (int i = 0; i < 26; ++i) take();
  const auto list = get("/desk/applications", {}, {{"person", man.text()}});
  EXPECT_TRUE(says(list, "/desk/applications?person=" + man.text() + "&amp;before=")) << list.body;
}

TEST_F(DeskPages, one_application_and_its_forms) {
  const auto id = take();
  const auto line = file(id).lines.front().id.text();
  const auto one = get("/desk/applications/{id}", {{"id", id.text()}});
  EXPECT_EQ(one.status, 200);
  EXPECT_TRUE(says(one, "/lines/" + line + "/services"));
  const auto choice = post("/desk/applications/{id}/lines/{line}/choice", {{"id", id.text()}, {"line", line}},
                           {{"service", service.text()}, {"version", version(id)}});
  EXPECT_EQ(choice.status, 303);
  const auto waived = post("/desk/applications/{id}/papers", {{"id", id.text()}},
                           {{"code", "id_card"}, {"state", "waived"}, {"version", version(id)}});
  EXPECT_EQ(waived.status, 422) << "without a reason";
  EXPECT_TRUE(says(waived, "error-summary") && says(waived, "href=\"#f-waived-because-id-card\"")) << "said on top";
  EXPECT_TRUE(says(waived, "<details class=\"action small\" open><summary>")) << "the refused form is not folded away";
  EXPECT_EQ(post("/desk/applications/{id}/papers", {{"id", id.text()}},
                 {{"code", "id_card"}, {"state", "missing"}, {"version", "1"}})
                .status,
            409)
      << "a stale form";
  EXPECT_EQ(post("/desk/applications/{id}/lines/{line}/decision", {{"id", id.text()}, {"line", line}},
                 {{"outcome", "refused"}, {"version", version(id)}})
                .status,
            422);
  EXPECT_EQ(post("/desk/applications/{id}/lines/{line}/closure", {{"id", id.text()}, {"line", line}},
                 {{"version", version(id)}})
                .status,
            409);
  EXPECT_EQ(post("/desk/applications/{id}/lines/{line}/withdrawal", {{"id", id.text()}, {"line", line}},
                 {{"version", version(id)}})
                .status,
            303);
}

TEST_F(DeskPages, a_refused_decision_is_said_on_top_and_its_form_stands_open) {
  const auto sent = send();
  ASSERT_EQ(step(head, sent.referral, "open"), "");
  ASSERT_EQ(step(head, sent.referral, "accept", "", "", "2026-11-30"), "");
  const auto line = sent.line.text();
  const auto folded = get("/desk/applications/{id}", {{"id", sent.application.text()}});
  EXPECT_TRUE(says(folded, "id=\"f-outcome-" + line) && !says(folded, "\" open>") && !says(folded, "error-summary"));
  const auto refused =
      post("/desk/applications/{id}/lines/{line}/decision", {{"id", sent.application.text()}, {"line", line}},
           {{"outcome", "refused"}, {"reasons", "Доходът е над прага."}, {"version", version(sent.application)}});
  EXPECT_EQ(refused.status, 422);
  EXPECT_TRUE(says(refused, "error-summary") && says(refused, "href=\"#f-remedy-" + line)) << refused.body;
  EXPECT_TRUE(says(refused, "<details class=\"action small\" open><summary>"));
  EXPECT_TRUE(says(refused, "Доходът е над прага.")) << "what was typed comes back";
}

TEST_F(DeskPages, nothing_is_due_any_more_once_it_is_decided) {
  auto one_need = asked();
  one_need.needs = {"cannot_care_for_self"};
  const auto taken = take_application(office, officer, one_need, "");
  ASSERT_TRUE(taken);
  const auto line = file(taken->id).lines.front().id;
  ASSERT_EQ(why(choose_service(office, officer, {taken->id, line, service, 1}, "")), "");
  const Sending sending{taken->id, file(taken->id).application.version, {"name"}, "consent", "written", {}};
  ASSERT_EQ(why(send_lines(office, officer, sending, "")), "");
  ASSERT_EQ(step(head, *file(taken->id).lines.front().referral, "accept", "", "", "2026-11-30"), "");
  const Pairs path = {{"id", taken->id.text()}, {"line", line.text()}};
  clock.move_to(at_noon("2027-03-01"));
  EXPECT_TRUE(says(get("/desk/applications/{id}", path), "due late"));
  ASSERT_EQ(post("/desk/applications/{id}/lines/{line}/decision", path,
                 {{"outcome", "granted"}, {"version", version(taken->id)}})
                .status,
            303);
  for (const Task& task : open_tasks()) EXPECT_EQ(why(close_task(office, officer, task.id, "")), "");
  EXPECT_FALSE(says(get("/desk/applications/{id}", path), "class=\"due"));
  for (const auto& list :
       {get("/desk"), get("/desk/applications"), get("/desk/applications", {}, {{"person", man.text()}})}) {
    EXPECT_TRUE(says(list, taken->number));
    EXPECT_FALSE(says(list, "class=\"due")) << list.body;
  }
}

TEST_F(DeskPages, a_decided_line_has_no_day_beside_one_that_is_open) {
  const auto sent = send();
  ASSERT_EQ(step(head, sent.referral, "accept", "", "", "2026-11-30"), "");
  const Pairs path = {{"id", sent.application.text()}, {"line", sent.line.text()}};
  ASSERT_EQ(post("/desk/applications/{id}/lines/{line}/decision", path,
                 {{"outcome", "granted"}, {"version", version(sent.application)}})
                .status,
            303);
  for (const Task& task : open_tasks()) EXPECT_EQ(why(close_task(office, officer, task.id, "")), "");
  const auto page = get("/desk/applications/{id}", path);
  int days = 0;
  for (std::size_t at = 0; (at = page.body.find("class=\"due", at)) != std::string::npos; ++at) ++days;
  EXPECT_EQ(days, 2) << "the application's and the open line's: " << page.body;
}

TEST_F(DeskPages, what_does_not_fit_is_counted_and_folded_away_while_something_fits) {
  static const db::Query born{"t.born", "UPDATE person SET born_on = $2, born_precision = 'day' WHERE id = $1"};
  static const db::Query for_older{"t.for_older", "UPDATE service SET age_min = $2 WHERE id = $1"};
  static const db::Query reach{"t.reach",
                               "INSERT INTO service_reach (service_id, need, municipality)"
                               " VALUES ($1, 'cannot_care_for_self', 'PAZ14')"};
  db->write([&](db::Tx& tx) {
    tx.run(born, {man, Day::from_iso("1986-02-01").value()});
    tx.run(for_older, {service, 60});
    tx.run(reach, {service});
  });
  const auto id = take();
  const Pairs path = {{"id", id.text()}, {"line", file(id).lines.front().id.text()}};
  const auto none = get("/desk/applications/{id}/lines/{line}/services", path);
  EXPECT_TRUE(says(none, "<details open><summary><h2>Не подхожда 1 услуга</h2>")) << none.body;
  db->write([&](db::Tx& tx) { tx.run(reach, {state_desk}); });
  const auto some = get("/desk/applications/{id}/lines/{line}/services", path);
  EXPECT_TRUE(says(some, "<details><summary><h2>Не подхожда 1 услуга</h2>")) << some.body;
}

TEST_F(DeskPages, ten_that_fit_stand_on_a_page_and_the_others_on_the_next) {
  constexpr const char* here = "/desk/applications/{id}/lines/{line}/services";
  db->write([&](db::Tx& tx) {
    for (int i = 0; i < 12; ++i) {
      auto another = directory::find_service(tx, service).value();
      another.id = ServiceId::make();
      directory::store_service(tx, {another, std::nullopt, "own", {}});
    }
  });
  const auto id = take();
  const Pairs path = {{"id", id.text()}, {"line", file(id).lines.front().id.text()}};
  const auto first = get(here, path);
  EXPECT_TRUE(says(first, "data-rank=\"1\"") && says(first, "data-rank=\"10\"")) << first.body;
  EXPECT_TRUE(says(first, "href=\"?from=10\"") && !says(first, "data-rank=\"11\"") && !says(first, "rel=\"prev\""));
  const auto next = get(here, path, {{"from", "10"}});
  EXPECT_TRUE(says(next, "start=\"11\"") && says(next, "data-rank=\"11\"") && says(next, "href=\"?from=0\""));
  EXPECT_FALSE(says(next, "data-rank=\"10\"") || says(next, "rel=\"next\"") || says(next, "card first"));
  for (const char* nonsense : {"999999999999", "-1", "x", "4"}) {
    EXPECT_TRUE(says(get(here, path, {{"from", nonsense}}), "start=\"1\"")) << nonsense;
  }
}

TEST_F(DeskPages, sending_is_reviewed_first) {
  const auto id = take();
  const auto line = file(id).lines.front().id.text();
  EXPECT_EQ(get("/desk/applications/{id}/sending", {{"id", id.text()}}).status, 303) << "nothing is ready";
  post("/desk/applications/{id}/lines/{line}/choice", {{"id", id.text()}, {"line", line}},
       {{"service", service.text()}, {"version", version(id)}});
  const auto review = get("/desk/applications/{id}/sending", {{"id", id.text()}});
  EXPECT_EQ(review.status, 200);
  EXPECT_TRUE(says(review, "0888")) << "she sees what would go along";
  const auto no_ground = post("/desk/applications/{id}/sending", {{"id", id.text()}},
                              {{"package_fields", "name"}, {"version", version(id)}, {"reason-" + line, "Моля."}});
  EXPECT_EQ(no_ground.status, 422);
  EXPECT_TRUE(says(no_ground, "Моля."));
  EXPECT_EQ(post("/desk/applications/{id}/sending", {{"id", id.text()}},
                 {{"package_fields", "name"},
                  {"legal_ground", "consent"},
                  {"consent_how", "written"},
                  {"version", version(id)}})
                .status,
            303);
  EXPECT_EQ(file(id).lines.front().state, LineState::routed);
}

TEST_F(DeskPages, letters_are_pdf_and_their_names_name_nobody) {
  const auto sent = send();
  const Pairs path = {{"id", sent.application.text()}, {"line", sent.line.text()}};
  for (const char* pattern :
       {"/desk/applications/{id}/lines/{line}/letter.pdf", "/desk/applications/{id}/slip.pdf",
        "/desk/applications/{id}/missing-papers.pdf", "/api/v1/applications/{id}/lines/{line}/letter.pdf"}) {
    const auto pdf = get(pattern, path);
    EXPECT_EQ(pdf.status, 200) << pattern;
    EXPECT_EQ(pdf.body.substr(0, 5), "%PDF-") << pattern;
    for (const auto& [name, value] : pdf.headers) EXPECT_EQ(value.find("Тестов"), std::string::npos) << pattern << name;
  }
}

TEST_F(DeskPages, no_address_of_an_application_answers_a_neighbour_or_a_mayor) {
  const auto sent = send();
  const Pairs path = {{"id", sent.application.text()}, {"line", sent.line.text()}};
  const Pairs form = {{"version", version(sent.application)},
                      {"service", service.text()},
                      {"outcome", "granted"},
                      {"state", "missing"},
                      {"code", "id_card"},
                      {"package_fields", "name"},
                      {"legal_ground", "public_task"}};
  const std::string body = R"({"version":)" + version(sent.application) + R"(,"service":")" + service.text() +
                           R"(","outcome":"granted","state":"missing","code":"id_card"})";
  int asked_for = 0;
  for (const auto& route : routes()) {
    if (route.pattern.find("/applications/{id}") == std::string_view::npos) continue;
    ++asked_for;
    EXPECT_EQ(call(neighbour, route.method, route.pattern, path, form, body).status, 404) << route.pattern;
    EXPECT_FALSE(access::function_may(mayor, route.permission)) << route.pattern;
  }
  EXPECT_GT(asked_for, 20);
  EXPECT_EQ(file(sent.application).lines.front().state, LineState::routed);
}

TEST_F(DeskPages, following_says_no_name_and_answers_pages_and_programs_alike) {
  const auto taken = take_application(office, officer, asked(), "");
  ASSERT_TRUE(taken);
  const auto page = call({}, web::Method::post, "/follow", {}, {{"number", taken->number}, {"secret", taken->secret}});
  EXPECT_EQ(page.status, 200);
  EXPECT_TRUE(says(page, taken->number));
  EXPECT_FALSE(says(page, "Тестов") || says(page, "готвя"));
  const auto asked_by_api = [&](const std::string& secret) {
    return call({}, web::Method::post, "/api/v1/follow", {}, {},
                R"({"number":")" + taken->number + R"(","secret":")" + secret + R"("})");
  };
  const auto good = asked_by_api(taken->secret);
  EXPECT_EQ(good.status, 200) << good.body;
  EXPECT_TRUE(says(good, R"("need":"heating")"));
  EXPECT_FALSE(says(good, "Тестов") || says(good, "готвя"));
  const auto wrong = asked_by_api("WRONG");
  EXPECT_EQ(wrong.status, 404);
  EXPECT_TRUE(says(wrong, R"("code":"desk.wrong_number_or_secret")") && says(wrong, R"("detail":)"));
}

TEST_F(DeskPages, lists_of_the_api_come_in_pages_and_refuse_a_foreign_cursor) {
  constexpr int more_than_a_page = 53;
  for (int i = 0; i < more_than_a_page; ++i) take();
  const auto first = get("/api/v1/applications");
  const auto at = first.body.find(R"("next":")");
  ASSERT_NE(at, std::string::npos) << first.body.substr(0, 200);
  const std::string cursor = first.body.substr(at + 8, first.body.find('"', at + 8) - at - 8);
  const auto second = get("/api/v1/applications", {}, {{"after", cursor}});
  EXPECT_TRUE(says(second, R"("next":null)"));
  std::size_t rows = 0;
  for (std::size_t n = 0; (n = second.body.find(R"("number")", n)) != std::string::npos; ++n) ++rows;
  EXPECT_EQ(rows, 3u);
  for (const char* list : {"/api/v1/applications", "/api/v1/tasks"}) {
    const auto wrong = get(list, {}, {{"after", "zz"}});
    EXPECT_EQ(wrong.status, 422) << list;
    EXPECT_TRUE(says(wrong, R"("field":"after")") && says(wrong, R"("pointer":"#/after")")) << wrong.body;
  }
  EXPECT_EQ(get("/api/v1/applications", {}, {{"state", "lost"}}).status, 422);
}

}  // namespace
}  // namespace gishe::desk
