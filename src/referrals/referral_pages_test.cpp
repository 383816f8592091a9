// The handlers themselves: what each side reads on its pages, and that no page says more.
#include "referrals/world_test.h"

namespace gishe::referrals {
namespace {

class Pages : public testing::Test {
 protected:
  World w{db::Engine::sqlite};

  web::Response call(const Actor& who, web::Method method, std::string_view pattern, const ReferralId& id,
                     std::vector<std::pair<std::string, std::string>> values = {}, std::string body = {}) {
    for (const auto& route : routes()) {
      if (route.method != method || route.pattern != pattern) continue;
      web::Request request;
      request.method = method;
      request.path_values = {{"id", id.text()}};
      (method == web::Method::get ? request.query_values : request.form_values) = std::move(values);
      request.body = std::move(body);
      request.headers = {{"content-type", "application/json"}};
      const words::Words words(words::Language::bg);
      web::Context context{request, w.office, who, words, {}};
      return route.handler(context);
    }
    ADD_FAILURE() << "no route " << pattern;
    return {};
  }
  static bool says(const web::Response& response, std::string_view words) {
    return response.body.find(words) != std::string::npos;
  }
};

TEST_F(Pages, lists_name_the_person_to_the_sender_only) {
  const auto id = w.send();
  const auto outbox = call(w.officer, web::Method::get, "/referrals", id);
  const auto inbox = call(w.head, web::Method::get, "/referrals", id);
  EXPECT_TRUE(says(outbox, w.row(id).number) && says(outbox, "Тестов")) << outbox.body;
  EXPECT_TRUE(says(inbox, w.row(id).number) && says(inbox, "Лесичово"));
  EXPECT_FALSE(says(inbox, "Тестов"));
}

TEST_F(Pages, receiver_reads_the_package_and_answers) {
  const auto id = w.send();
  const auto one = call(w.head, web::Method::get, "/referrals/{id}", id);
  EXPECT_EQ(one.status, 200);
  EXPECT_TRUE(says(one, "0888 123 456") && says(one, "/acceptance"));
  EXPECT_FALSE(says(one, "ул. Първа")) << "the address was not sent along";
  EXPECT_FALSE(says(one, w.man.text())) << "nor the person's id";
  EXPECT_EQ(call(w.head, web::Method::get, "/referrals/{id}/acceptance", id).status, 200);
  const auto wrong = call(w.head, web::Method::post, "/referrals/{id}/acceptance", id,
                          {{"version", "2"}, {"on", "вчера"}, {"note", "каб. 3"}});
  EXPECT_EQ(wrong.status, 422);
  EXPECT_TRUE(says(wrong, "вчера") && says(wrong, "каб. 3")) << "what was typed comes back";
  const auto done =
      call(w.head, web::Method::post, "/referrals/{id}/acceptance", id, {{"version", "2"}, {"on", "30.11.2026"}});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(w.row(id).state, State::accepted);
}

TEST_F(Pages, every_form_draws) {
  const auto id = w.send();
  for (const char* step : {"acceptance", "decline", "question", "waiting"}) {
    EXPECT_EQ(call(w.head, web::Method::get, "/referrals/{id}/" + std::string(step), id).status, 200) << step;
  }
  for (const char* step : {"withdrawal", "revocation", "escalation"}) {
    EXPECT_EQ(call(w.supervisor, web::Method::get, "/referrals/{id}/" + std::string(step), id).status, 200) << step;
  }
  EXPECT_EQ(call(w.officer, web::Method::get, "/referrals/{id}/answer", id).status, 409) << "nothing was asked";
  const auto form = call(w.officer, web::Method::get, "/referrals/new", id,
                         {{"person", w.man.text()}, {"service", w.rehabilitation.text()}, {"need", "information"}});
  EXPECT_EQ(form.status, 200);
  EXPECT_TRUE(says(form, "ул. Първа 1")) << "the sender sees the value of each field";
}

TEST_F(Pages, a_revoked_referral_is_not_found_on_every_address_of_its_receiver) {
  const auto id = w.send();
  EXPECT_EQ(w.step(w.supervisor, id, "revoke", "misuse"), "");
  for (const auto& route : routes()) {
    if (route.pattern.find("{id}") == std::string_view::npos || !access::function_may(w.head, route.permission))
      continue;
    const auto answer =
        call(w.head, route.method, route.pattern, id, {}, R"({"version":2,"note":"x","reason":"other"})");
    EXPECT_EQ(answer.status, 404) << route.pattern;
  }
}

TEST_F(Pages, letter_is_a_pdf_without_a_name_in_its_file_name) {
  const auto id = w.send();
  const auto letter = call(w.officer, web::Method::get, "/referrals/{id}/letter.pdf", id);
  EXPECT_EQ(letter.status, 200);
  EXPECT_EQ(letter.body.substr(0, 5), "%PDF-");
  for (const auto& [name, value] : letter.headers) EXPECT_EQ(value.find("Тестов"), std::string::npos) << name;
}

TEST_F(Pages, api_tells_the_same) {
  const auto id = w.send();
  const auto one = call(w.head, web::Method::get, "/api/v1/referrals/{id}", id);
  EXPECT_TRUE(says(one, R"("state":"delivered")") && says(one, R"("possible":[)"));
  EXPECT_FALSE(says(one, w.man.text()));
  const auto stale = call(w.head, web::Method::post, "/api/v1/referrals/{id}/decline", id, {},
                          R"({"version":1,"reason":"no_capacity"})");
  EXPECT_EQ(stale.status, 409);
  const auto done = call(w.head, web::Method::post, "/api/v1/referrals/{id}/decline", id, {},
                         R"({"version":2,"reason":"no_capacity"})");
  EXPECT_EQ(done.status, 200) << done.body;
  EXPECT_TRUE(says(call(w.officer, web::Method::get, "/api/v1/referrals", id, {{"stage", "closed"}}), "no_capacity"));
}

}  // namespace
}  // namespace gishe::referrals
