// Applying on-line: the pages' rules, the draft's life, and what the desk makes of it.
#include "desk/follow.h"
#include "desk/online_draft.h"
#include "desk/online_take.h"
#include "desk/world_test.h"

namespace gishe::desk {
namespace {

const Day today = *Day::of(2026, 11, 23);

Told told(std::string for_whom = "me") {
  Told t;
  t.needs = {"cannot_care_for_self", "heating"};
  t.for_whom = std::move(for_whom);
  t.own_words = "Дървата & водата = 100%\nсвършиха.";
  t.given_name = "Милчо";
  t.family_name = "Пробин";
  t.settlement = "43369";
  t.phone = "0888 123 456";
  if (t.by_another()) {
    t.writer_given_name = "Дора";
    t.writer_family_name = "Пробина";
    t.relation = "дъщеря";
    t.mandate = "proxy";
    t.document = "пълномощно № 7/2026";
  }
  return t;
}

TEST(Told, comes_back_from_its_sealed_form_as_it_was) {
  Told before = told("other");
  before.service = ServiceId::make();
  before.declared = true;
  const Told after = decode(encode(before));
  EXPECT_EQ(encode(after), encode(before));
  EXPECT_EQ(after.own_words, before.own_words);
  EXPECT_EQ(after.needs, before.needs);
  EXPECT_EQ(after.service, before.service);
  EXPECT_TRUE(after.declared);
  EXPECT_EQ(encode(decode("a=%zz")), "") << "what is no form of ours is nothing";
}

TEST(Told, the_writers_page_stands_only_where_another_writes) {
  EXPECT_EQ(step_after(told("me"), "person"), "contact");
  EXPECT_EQ(step_after(told("child"), "person"), "writer");
  EXPECT_EQ(step_before(told("me"), "contact"), "person");
  EXPECT_EQ(step_after(told("me"), "papers"), "check");
  EXPECT_EQ(step_before(told("me"), "needs"), "");
  EXPECT_EQ(first_open_step(told("other"), today), "check");
  EXPECT_EQ(first_open_step(Told{}, today), "needs");
}

std::string refused(const Told& t, std::string_view step) {
  const auto no = why_not_step(t, step, today);
  return no.empty() ? "" : no.front().field + ':' + no.front().code->name;
}

TEST(Told, a_number_is_optional_and_its_check_digit_counts) {
  Told t = told();
  EXPECT_EQ(refused(t, "person"), "");
  t.identifier = "7523169263";
  EXPECT_EQ(refused(t, "person"), "");
  t.identifier = "7523169264";
  EXPECT_EQ(refused(t, "person"), "identifier:desk.check_the_number");
  t.identifier = "12";
  EXPECT_EQ(refused(t, "person"), "identifier:people.not_ten_digits");
}

TEST(Told, the_desk_must_be_able_to_answer) {
  Told t = told();
  t.phone = " ";
  EXPECT_EQ(refused(t, "contact"), "phone:desk.no_way_to_answer");
  t.email = "някой@никъде, друг@никъде";
  EXPECT_EQ(refused(t, "contact"), "email:desk.not_an_address");
  t.email = "someone@example.org";
  EXPECT_EQ(refused(t, "contact"), "");
}

class AppliedOnline : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  AppliedOnline() : World(GetParam()) {}

  std::string begin() {
    const auto cookie = start_draft(office, town, std::nullopt, "10.0.0.1");
    EXPECT_EQ(why(cookie), "");
    return cookie ? *cookie : "";
  }
  std::string write(const Told& what) {
    const std::string cookie = begin();
    for (const auto step : apply_steps) {
      if (step == "writer" && !what.by_another()) continue;
      EXPECT_EQ(why(change_draft(office, cookie, step, [&](Told& t) { t = what; })), "") << step;
    }
    return cookie;
  }
  Taken send(const Told& what) {
    const auto sent = send_draft(office, write(what), true);
    EXPECT_EQ(why(sent), "");
    return sent ? *sent : Taken{};
  }
  Taking taking(const ApplicationId& id, const Told& what) {
    Taking t;
    t.id = id;
    t.version = 1;
    t.fresh = what.person(today);
    t.fresh.sex = "m";
    t.fresh.duplicates_seen = true;
    return t;
  }
  std::int64_t count(const char* sql) {
    const db::Query q{"t.count", sql};
    return db->read([&](db::Session& s) { return s.count(q, {}); });
  }
  void attach(const std::string& cookie) {
    const auto draft = find_draft(office, cookie);
    ASSERT_TRUE(draft);
    EXPECT_TRUE(attach_to_draft(office, *draft, {{"file_other", "бележка.pdf", "", "%PDF-1.4 x %%EOF"}}, "").empty());
  }
};

TEST_P(AppliedOnline, a_draft_is_sealed_and_gone_after_a_day) {
  const std::string cookie = write(told());
  attach(cookie);
  EXPECT_EQ(count("SELECT count(*) FROM stored_file"), 1);
  db->read([&](db::Session& s) {
    static const db::Query q{"t.content", "SELECT content FROM online_draft"};
    s.one(q, {}, [](const db::Row& row) { EXPECT_EQ(row.text(0).find("given_name"), std::string_view::npos); });
  });
  EXPECT_TRUE(find_draft(office, cookie));
  EXPECT_FALSE(find_draft(office, "PAZ14.guessed"));
  clock.move_to(clock.now().plus_seconds(draft_hours * 3600 + 1));
  EXPECT_FALSE(find_draft(office, cookie)) << "over before the job comes";
  EXPECT_EQ(forget_drafts(office), 1);
  EXPECT_EQ(count("SELECT count(*) FROM stored_file"), 0);
  EXPECT_EQ(why(send_draft(office, cookie, true)), "desk.no_draft");
}

TEST_P(AppliedOnline, what_is_sent_twice_is_one_application) {
  const std::string cookie = write(told());
  EXPECT_EQ(why(send_draft(office, cookie, false)), "desk.not_declared");
  const auto first = send_draft(office, cookie, true), second = send_draft(office, cookie, true);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->number, second->number);
  EXPECT_EQ(first->secret, second->secret);
  EXPECT_EQ(count("SELECT count(*) FROM online_application"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM online_draft"), 0);
}

TEST_P(AppliedOnline, nobody_reads_what_is_sent_where_no_desk_is) {
  EXPECT_EQ(why(start_draft(office, {"PAZ21"}, std::nullopt, "10.0.0.1")), "desk.no_desk");
  for (int i = 0; i < drafts_of_address_max; ++i) begin();
  EXPECT_EQ(why(start_draft(office, town, std::nullopt, "10.0.0.1")), "desk.too_many_today");
  EXPECT_EQ(why(start_draft(office, town, std::nullopt, "10.0.0.2")), "");
}

TEST_P(AppliedOnline, becomes_an_ordinary_application_with_its_number_and_papers) {
  const std::string cookie = write(told());
  attach(cookie);
  const auto sent = send_draft(office, cookie, true);
  ASSERT_TRUE(sent);
  EXPECT_EQ(why(open_online(office, neighbour, sent->id)), "not_found");
  EXPECT_EQ(why(open_online(office, mayor, sent->id)), "not_your_function");
  const auto waiting = follow_application(office, sent->number, sent->secret, "10.0.0.9");
  ASSERT_TRUE(waiting);
  EXPECT_EQ(waiting->online_state, "waiting");
  const auto taken = take_online(office, officer, taking(sent->id, told()), "");
  ASSERT_EQ(why(taken), "");
  EXPECT_EQ(taken->text(), sent->id.text());
  const File f = file(sent->id);
  EXPECT_EQ(f.application.number, sent->number);
  EXPECT_EQ(f.application.channel, "portal");
  EXPECT_EQ(f.lines.size(), 2u);
  ASSERT_EQ(f.papers.size(), 1u);
  EXPECT_EQ(f.papers.front().state, "received");
  const auto followed = follow_application(office, sent->number, sent->secret, "10.0.0.9");
  ASSERT_TRUE(followed);
  EXPECT_EQ(followed->online_state, "");
  EXPECT_EQ(why(take_online(office, officer, taking(sent->id, told()), "")), "changed_meanwhile");
}

TEST_P(AppliedOnline, a_representative_needs_a_document_that_was_seen) {
  const Told what = told("other");
  const Taken sent = send(what);
  Taking t = taking(sent.id, what);
  t.person = man;
  t.with_representative = true;
  t.fresh_representative = what.writer();
  t.fresh_representative.sex = "unknown";
  t.mandate = what.mandate;
  t.document = what.document;
  EXPECT_EQ(why(take_online(office, officer, t, "")), "desk.document_not_seen");
  EXPECT_EQ(count("SELECT count(*) FROM person"), 2) << "nothing is half kept";
  t.document_seen = true;
  EXPECT_EQ(why(take_online(office, officer, t, "")), "");
  EXPECT_TRUE(file(sent.id).application.representative);
  EXPECT_EQ(count("SELECT count(*) FROM person"), 3);
}

TEST_P(AppliedOnline, a_shielded_woman_is_not_among_those_alike) {
  Told what = told();
  what.given_name = "Иван";
  what.family_name = "Тестов";  // both the man and the shielded woman of this world are called so
  const Taken sent = send(what);
  Taking t = taking(sent.id, what);
  t.person = shielded;
  EXPECT_EQ(why(take_online(office, officer, t, "")), "not_found");
  const auto view = open_online(office, officer, sent.id);
  ASSERT_TRUE(view);
  for (const auto& alike : view->alike) EXPECT_NE(alike.person.id.text(), shielded.text());
}

TEST_P(AppliedOnline, given_back_it_waits_for_the_person_and_then_again) {
  const Taken sent = send(told());
  EXPECT_EQ(why(answer_online(office, officer, {sent.id, 1, "returned", " "}, "")), "required");
  EXPECT_EQ(why(answer_online(office, officer, {sent.id, 1, "returned", "Пратете решението."}, "")), "");
  EXPECT_EQ(why(answer_online(office, officer, {sent.id, 1, "declined", "Не."}, "")), "changed_meanwhile");
  EXPECT_EQ(follow_application(office, sent.number, sent.secret, "10.0.0.9")->reply, "Пратете решението.");
  const std::vector<web::Upload> none, paper = {{"file_other", "x.pdf", "", "%PDF-1.4 x %%EOF"}};
  EXPECT_FALSE(send_later(office, {sent.number, "WRONG", "", "", paper}, "10.0.0.9").empty());
  EXPECT_TRUE(send_later(office, {sent.number, sent.secret, "Ето.", "", paper}, "10.0.0.9").empty());
  const auto view = open_online(office, officer, sent.id);
  ASSERT_TRUE(view);
  EXPECT_EQ(view->online.state, "waiting");
  EXPECT_NE(view->told.own_words.find("Ето."), std::string::npos);
  EXPECT_EQ(view->files.size(), 1u);
  EXPECT_EQ(why(answer_online(office, officer, {sent.id, 3, "declined", "За друга община е."}, "")), "");
  EXPECT_FALSE(send_later(office, {sent.number, sent.secret, "Моля.", "", none}, "10.0.0.9").empty());
}

TEST_P(AppliedOnline, the_files_of_one_application_have_a_limit) {
  const std::string cookie = write(told());
  for (int i = 0; i < online_files_max; ++i) attach(cookie);
  const auto draft = find_draft(office, cookie);
  ASSERT_TRUE(draft);
  const auto no = attach_to_draft(office, *draft, {{"file_other", "x.pdf", "", "%PDF-1.4 x %%EOF"}}, "");
  ASSERT_FALSE(no.empty());
  EXPECT_STREQ(no.front().code->name, "desk.too_many_files");
}

INSTANTIATE_TEST_SUITE_P(Engines, AppliedOnline, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::desk
