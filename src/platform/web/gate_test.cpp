// Who may in, which forms are ours, what stays unsaid.
#include "platform/web/gate.h"

#include <gtest/gtest.h>

#include "platform/web/house_for_tests.h"

namespace gishe::web::testing {
namespace {

class Gate : public ::testing::Test {
 protected:
  Client::Answer ask(const std::string& bytes) { return Client(house.port()).ask(bytes); }
  House house;
};

std::string form(std::string_view path, std::string_view lines, std::string_view body) {
  return request("POST " + std::string(path),
                 std::string(lines) + "Content-Type: application/x-www-form-urlencoded\r\n", body);
}

TEST_F(Gate, every_answer_carries_the_shield) {
  for (const char* path : {"/", "/nowhere", "/healthz", "/broken"}) {
    const auto a = ask(request("GET " + std::string(path)));
    EXPECT_TRUE(a.has("Content-Security-Policy: default-src 'none'; script-src 'self'")) << path;
    EXPECT_TRUE(a.has("Cross-Origin-Opener-Policy: same-origin")) << path;
    EXPECT_TRUE(a.has("X-Content-Type-Options: nosniff")) << path;
    EXPECT_TRUE(a.has("Referrer-Policy: same-origin")) << path;
    EXPECT_TRUE(a.has("Cache-Control: no-store")) << path;
  }
}

TEST_F(Gate, a_door_of_a_function_is_shut_to_others) {
  const auto nobody = ask(request("GET /desk?day=1"));
  EXPECT_EQ(nobody.status, 303);
  EXPECT_EQ(nobody.field("Location"), "/sign-in?next=/desk%3Fday%3D1");
  EXPECT_EQ(ask(request("GET /desk", "Cookie: gishe-session=good\r\n")).status, 200);
  EXPECT_EQ(ask(request("GET /desk", "Cookie: gishe-session=old\r\n")).status, 303);
  EXPECT_EQ(ask(request("GET /accounts", "Cookie: gishe-session=good\r\n")).status, 403);
}

TEST_F(Gate, pages_take_no_token_and_the_api_takes_no_cookie) {
  EXPECT_EQ(ask(request("GET /desk", "Authorization: Bearer token\r\n")).status, 303);
  EXPECT_EQ(ask(request("GET /api/v1/day", "Cookie: gishe-session=good\r\n")).status, 401);
  EXPECT_EQ(ask(request("GET /api/v1/day", "Authorization: Bearer wrong\r\n")).field("Content-Type"),
            "application/problem+json");
  EXPECT_EQ(ask(request("GET /api/v1/day", "Authorization: Bearer token\r\n")).body, "{\"name\":\"officer\"}");
  EXPECT_EQ(
      ask(request("POST /api/v1/applications", "Authorization: Bearer token\r\nContent-Type: text/plain\r\n", "{}"))
          .status,
      415);
}

TEST_F(Gate, a_key_of_a_stranger_counts_with_where_she_asks_from) {
  const auto key = [&](const char* lines) { return ask(request("GET /who-asks", lines)).body; };
  EXPECT_EQ(key("Idempotency-Key: 1\r\n"), "127.0.0.1 1|127.0.0.1");
  EXPECT_EQ(key("Idempotency-Key: 1\r\nCookie: gishe-session=good\r\n"), "127.0.0.1 1");
  EXPECT_EQ(key(""), "127.0.0.1 ");
}

TEST(Proxy, the_last_address_is_the_one_it_saw) {
  ServerOptions o = House::generous();
  o.behind_tls = true;
  House house(o);
  const auto from = [&](const char* lines) { return Client(house.port()).ask(request("GET /who-asks", lines)).body; };
  EXPECT_EQ(from("X-Forwarded-For: 192.0.2.1\r\n"), "192.0.2.1 ");
  EXPECT_EQ(from("X-Forwarded-For: 10.9.9.9, 192.0.2.1\r\n"), "192.0.2.1 ");
  EXPECT_EQ(from("X-Forwarded-For: 10.9.9.9\r\nX-Forwarded-For: 192.0.2.1\r\n"), "192.0.2.1 ");
  EXPECT_EQ(from("X-Forwarded-For: nonsense\r\n"), "127.0.0.1 ");
}

TEST_F(Gate, a_form_must_come_from_our_page_and_carry_its_value) {
  const std::string good = "csrf=csrf-of-session";
  struct Case {
    const char* lines;
    std::string fields;
    int status;
  };
  const Case cases[] = {
      {"Sec-Fetch-Site: same-origin\r\n", good, 303},
      {"Sec-Fetch-Site: same-origin\r\nOrigin: http://localhost\r\n", good, 303},
      {"Origin: http://localhost\r\n", good, 303},
      {"Sec-Fetch-Site: none\r\nOrigin: http://localhost\r\n", good, 303},
      {"Sec-Fetch-Site: same-origin\r\n", "csrf=other", 403},
      {"Sec-Fetch-Site: same-origin\r\n", "a=1", 403},
      {"Sec-Fetch-Site: cross-site\r\nOrigin: http://localhost\r\n", good, 403},
      {"Sec-Fetch-Site: same-site\r\n", good, 403},
      {"Sec-Fetch-Site: none\r\n", good, 403},
      {"Sec-Fetch-Site: same-origin\r\nOrigin: http://evil.example\r\n", good, 403},
      {"Origin: http://evil.example\r\n", good, 403},
      {"Origin: null\r\n", good, 403},
      {"Origin: http://localhost.evil.example\r\n", good, 403},
      {"X: y\r\n", good, 403},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ask(form("/write", std::string("Cookie: gishe-session=good\r\n") + c.lines, c.fields)).status, c.status)
        << c.lines << c.fields;
  }
}

TEST_F(Gate, without_a_session_the_form_repeats_a_signed_cookie) {
  const auto page = ask(request("GET /page"));
  const std::string cookie = page.field("Set-Cookie").substr(0, page.field("Set-Cookie").find(';'));
  ASSERT_TRUE(cookie.starts_with("gishe-csrf=")) << page.head;
  const std::string value = cookie.substr(11), ours = "Sec-Fetch-Site: same-origin\r\n";
  EXPECT_EQ(ask(form("/things/1", ours + "Cookie: " + cookie + "\r\n", "csrf=" + value + "&a=1")).body, "id=1 q= a=1");
  EXPECT_EQ(ask(form("/things/1", ours, "csrf=" + value)).status, 403) << "no cookie";
  EXPECT_EQ(ask(form("/things/1", ours + "Cookie: " + cookie + "\r\n", "csrf=x")).status, 403);
  EXPECT_EQ(ask(form("/things/1", ours + "Cookie: gishe-csrf=made.up\r\n", "csrf=made.up")).status, 403)
      << "not signed by us";
  EXPECT_TRUE(ask(request("GET /page", "Cookie: " + cookie + "\r\n")).field("Set-Cookie").empty());
}

TEST_F(Gate, a_notice_is_shown_once_and_only_ours) {
  const auto saved = ask(signed_in_form("/write", "csrf=csrf-of-session"));
  const std::string cookie = saved.field("Set-Cookie").substr(0, saved.field("Set-Cookie").find(';'));
  EXPECT_EQ(saved.field("Location"), "/page");
  ASSERT_TRUE(cookie.starts_with("gishe-notice=common.save."));
  EXPECT_FALSE(ask(request("GET /page", "Cookie: " + cookie + "\r\n")).body.ends_with("notice="));
  EXPECT_TRUE(ask(request("GET /page", "Cookie: gishe-notice=common.save.0000\r\n")).body.ends_with("notice="));
}

TEST_F(Gate, language_is_the_choice_then_the_browsers_then_bulgarian) {
  EXPECT_EQ(ask(request("GET /")).body, "hello bg");
  EXPECT_EQ(ask(request("GET /", "Accept-Language: fr, it;q=0.8\r\n")).body, "hello it");
  EXPECT_EQ(ask(request("GET /", "Accept-Language: it\r\nCookie: gishe-language=en\r\n")).body, "hello en");
  const auto chosen = ask(request("GET /language/it?to=/things/1?q=a"));
  EXPECT_EQ(chosen.field("Location"), "/things/1?q=a");
  EXPECT_TRUE(chosen.field("Set-Cookie").starts_with("gishe-language=it;"));
  for (const char* away : {"//evil.example", "https://evil.example", "/%5Cevil.example", "evil"}) {
    EXPECT_EQ(ask(request("GET /language/it?to=" + std::string(away))).field("Location"), "/") << away;
  }
  EXPECT_EQ(ask(request("GET /language/xx")).status, 404);
}

TEST_F(Gate, unknown_paths_and_methods) {
  EXPECT_EQ(ask(request("GET /nowhere")).status, 404);
  EXPECT_EQ(ask(request("GET /things/")).status, 404);
  EXPECT_EQ(ask(request("GET /things/new")).body, "hello bg") << "a fixed segment wins";
  const auto a = ask(request("DELETE /things/1"));
  EXPECT_EQ(a.status, 405);
  EXPECT_EQ(a.field("Allow"), "GET, HEAD, POST");
}

TEST_F(Gate, faults_have_a_number_and_no_details) {
  const auto fault = ask(request("GET /broken")), bug = ask(request("GET /bug"));
  EXPECT_EQ(fault.status, 503);
  EXPECT_EQ(bug.status, 500);
  for (const auto& a : {fault, bug}) EXPECT_EQ(a.body.find("secret"), std::string::npos);
  EXPECT_FALSE(ask(request("GET /inject")).has("stolen"));
}

TEST(Log, one_line_stays_one_line) {
  ::testing::internal::CaptureStderr();
  log_line("kind=bug what=\"one\r\n2026-11-22T00:00:00Z GET / 200 \x1b[31mforged\"");
  const auto said = ::testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 1);
  EXPECT_EQ(said.back(), '\n');
  EXPECT_EQ(said.find('\x1b'), std::string::npos);
  EXPECT_NE(said.find("forged"), std::string::npos);
}

TEST_F(Gate, forms_arrive_with_their_letters_and_files) {
  const std::string ours = "Cookie: gishe-session=good\r\nSec-Fetch-Site: same-origin\r\n";
  EXPECT_EQ(ask(form("/things/1", ours, "csrf=csrf-of-session&a=%D0%98%D0%B2%D0%B0%D0%BD+%26&b=x%0D%0Ay")).body,
            "id=1 q= a=Иван & b=x\ny");
  EXPECT_EQ(ask(form("/things/1", ours, "csrf=csrf-of-session&a=%ff")).status, 400);
  const std::string parts =
      "--B\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\ncsrf-of-session\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"име\"\r\n\r\nЯна\r\n"
      "--B\r\nContent-Disposition: form-data; name=\"paper\"; filename=\"C:\\док\\Решение на ТЕЛК.pdf\"\r\n"
      "Content-Type: application/pdf\r\n\r\n%PDF\r\n--\r\n\r\n--B--\r\n";
  EXPECT_EQ(ask(request("POST /things/1", ours + "Content-Type: multipart/form-data; boundary=B\r\n", parts)).body,
            "id=1 q= име=Яна file Решение на ТЕЛК.pdf:10");
  EXPECT_EQ(ask(request("POST /things/1", ours + "Content-Type: text/plain\r\n", "a=1")).status, 415);
}

TEST_F(Gate, an_address_may_name_its_language_and_the_choice_is_kept) {
  const auto italian = ask(request("GET /?lang=it", "Accept-Language: en\r\n"));
  EXPECT_EQ(italian.body, "hello it");
  EXPECT_TRUE(italian.field("Set-Cookie").starts_with("gishe-language=it;"));
  EXPECT_TRUE(ask(request("GET /?lang=it", "Cookie: gishe-language=it\r\n")).field("Set-Cookie").empty());
  EXPECT_EQ(ask(request("GET /?lang=xx", "Accept-Language: en\r\n")).body, "hello en");
}

TEST_F(Gate, what_is_the_same_for_all_is_confirmed_and_not_sent_again) {
  const auto first = ask(request("GET /same"));
  const std::string tag = first.field("ETag");
  ASSERT_FALSE(tag.empty()) << first.head;
  EXPECT_TRUE(first.has("Cache-Control: no-cache"));
  const auto again = ask(request("GET /same", "If-None-Match: " + tag + "\r\n"));
  EXPECT_EQ(again.status, 304);
  EXPECT_TRUE(again.body.empty());
  EXPECT_EQ(ask(request("GET /same", "If-None-Match: W/\"0\"\r\n")).status, 200);
  EXPECT_TRUE(ask(request("GET /")).field("ETag").empty()) << "a page of one person has no validator";
  const auto own = ask(request("GET /own-tag"));
  EXPECT_EQ(own.field("ETag"), "\"mine\"");
  EXPECT_EQ(own.head.find("ETag"), own.head.rfind("ETag")) << own.head;
}

TEST_F(Gate, text_is_packed_for_who_can_unpack_it_and_holds_no_secret) {
  const std::string wish = "Accept-Encoding: gzip, br\r\n";
  const auto packed = ask(request("GET /same", wish)), whole = ask(request("GET /same"));
  EXPECT_EQ(packed.field("Content-Encoding"), "gzip");
  EXPECT_LT(packed.body.size(), whole.body.size());
  EXPECT_TRUE(whole.field("Content-Encoding").empty());
  EXPECT_EQ(packed.field("ETag"), whole.field("ETag")) << "weak: the same page";
  EXPECT_TRUE(ask(request("GET /same", "Accept-Encoding: gzip;q=0\r\n")).field("Content-Encoding").empty());
  EXPECT_TRUE(ask(request("GET /same", wish + "Cookie: gishe-session=good\r\n")).field("Content-Encoding").empty())
      << "somebody signed in";
}

}  // namespace
}  // namespace gishe::web::testing
