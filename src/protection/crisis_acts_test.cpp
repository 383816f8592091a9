#include "protection/world_test.h"

namespace gishe::protection {
namespace {

class CrisisMatters : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  CrisisMatters() : World(GetParam()) {}
  std::vector<CrisisLine> listed(const Actor& who) {
    return db->read([&](db::Session& s) {
      return list_crises(s, office, access::scope(who, access::Action::open_crisis), CrisisKind::contact, false, 50);
    });
  }
  std::vector<DangerAnswer> all(const std::string& answer) {
    const auto i =
        db->read([&](db::Session& s) { return find_instrument(s, "partner_violence", home, office.today()); });
    std::vector<DangerAnswer> answers;
    for (const auto& q : i.value().questions) answers.push_back({q.code, answer});
    return answers;
  }
  std::vector<std::string> open_tasks(const CrisisContactId& id) {
    std::vector<std::string> kinds;
    const auto opened = open_crisis(office, worker, id);
    for (const auto& t : opened->tasks) {
      if (!t.done_at) kinds.push_back(t.kind);
    }
    return kinds;
  }
};

TEST_P(CrisisMatters, exist_for_the_one_who_took_her_in_and_for_nobody_else) {
  const auto id = taken();
  EXPECT_EQ(listed(worker).size(), 1U);
  EXPECT_EQ(open_crisis(office, worker, id)->name, "Незабравка Скритова");
  for (const Actor* who : {&colleague, &duty}) {
    EXPECT_TRUE(listed(*who).empty());
    EXPECT_EQ(why(open_crisis(office, *who, id)), "not_found");
    EXPECT_EQ(why(open_crisis(office, *who, CrisisContactId::make())), "not_found");
    EXPECT_EQ(why(add_crisis_child(office, *who, id, {"Дете", "Скрито", "m", ""}, "")), "not_found");
  }
  for (const Actor* who : {&officer, &supervisor, &head, &child_officer}) {
    EXPECT_TRUE(listed(*who).empty());
    EXPECT_EQ(why(open_crisis(office, *who, id)), "not_your_function");
  }
}

TEST_P(CrisisMatters, need_no_name_but_a_rule_for_safe_contact) {
  NewContact n = woman();
  n.given_name.clear();
  n.family_name.clear();
  n.contact_rule = " ";
  EXPECT_EQ(why(take_in(office, worker, n, "")), "protection.rule_missing");
  n.contact_rule = "Не търсете";
  const auto id = take_in(office, worker, n, "key");
  ASSERT_EQ(why(id), "");
  EXPECT_EQ(take_in(office, worker, n, "key").ok(), true) << "a double click";
  EXPECT_EQ(listed(worker).size(), 1U);
  EXPECT_FALSE(open_crisis(office, worker, *id)->name.empty());
  EXPECT_EQ(why(take_in(office, officer, woman(), "")), "not_your_function");
}

TEST_P(CrisisMatters, what_she_told_is_nowhere_in_the_clear) {
  taken();
  static const db::Query q{"t.crisis_told", "SELECT told FROM crisis"};
  db->read([&](db::Session& s) {
    s.one(q, {}, [](const db::Row& row) { EXPECT_EQ(row.text(0).find("Нечувани"), std::string_view::npos); });
  });
}

TEST_P(CrisisMatters, a_child_makes_a_signal_due_and_nothing_closes_before_it) {
  const auto id = taken();
  ASSERT_EQ(why(add_crisis_child(office, worker, id, {"Дете", "Скрито", "m", "01.02.2020"}, "")), "");
  EXPECT_TRUE(text::one_of(open_tasks(id), "signal_child"));
  const auto opened = open_crisis(office, worker, id);
  for (const auto& task : opened->tasks) {
    if (task.kind != "signal_child") continue;
    EXPECT_EQ(why(finish_crisis_task(office, worker, id, task.id, "")), "protection.open_tasks") << "not by ticking it";
  }
  CrisisChange end{id, crisis(id).version, CrisisVerb::close, "safe_with_others"};
  EXPECT_EQ(why(change_crisis(office, worker, end, "")), "protection.open_tasks");
  auto n = signal();
  n.crisis = id;
  ASSERT_EQ(why(send_signal(office, worker, n, "")), "");
  EXPECT_FALSE(text::one_of(open_tasks(id), "signal_child"));
  end.reason = "nonsense";
  EXPECT_EQ(why(change_crisis(office, worker, end, "")), "not_in_list");
  end.reason = "safe_with_others";
  EXPECT_EQ(why(change_crisis(office, worker, end, "")), "");
  EXPECT_EQ(why(change_crisis(office, worker, end, "")), "not_from_this_state");
  EXPECT_EQ(why(add_crisis_child(office, worker, id, {"Дете", "Второ", "f", ""}, "")), "not_from_this_state");
}

TEST_P(CrisisMatters, the_questions_give_a_band_and_a_person_may_judge_higher) {
  const auto id = taken();
  EXPECT_EQ(why(assess_danger(office, worker, id, {{{"weapon", "yes"}}, "as_found"}, "")), "protection.answer_all");
  ASSERT_EQ(why(assess_danger(office, worker, id, {all("no"), "as_found"}, "")), "");
  EXPECT_EQ(open_crisis(office, worker, id)->dangers.front().band, "watch");
  EXPECT_FALSE(text::one_of(open_tasks(id), "signal_child"));
  clock.move_to(office.now().plus_seconds(60));
  ASSERT_EQ(why(assess_danger(office, worker, id, {all("no"), "higher"}, "")), "");
  EXPECT_EQ(open_crisis(office, worker, id)->dangers.front().band, "raised");
  clock.move_to(office.now().plus_seconds(60));
  ASSERT_EQ(why(assess_danger(office, worker, id, {all("yes"), "as_found"}, "")), "");
  const auto opened = open_crisis(office, worker, id);
  EXPECT_EQ(opened->dangers.front().band, "extreme");
  EXPECT_EQ(opened->dangers.size(), 3U);
  EXPECT_EQ(opened->dangers.front().answers.size(), 13U);
  EXPECT_TRUE(text::one_of(open_tasks(id), "signal_child")) << "there are children";
}

TEST_P(CrisisMatters, a_plan_is_kept_with_all_its_editions) {
  const auto id = taken();
  EXPECT_EQ(why(keep_safety_plan(office, worker, id, {}, "")), "required");
  ASSERT_EQ(why(keep_safety_plan(office, worker, id, {"Чанта у съседката", "череша", "112", "паспорт", {}, 0}, "")),
            "");
  ASSERT_EQ(why(keep_safety_plan(office, worker, id, {"Друго", "череша", "", "", {}, 0}, "")), "");
  const auto plan = open_crisis(office, worker, id)->plan;
  EXPECT_EQ(plan.seq, 2);
  EXPECT_EQ(plan.steps, "Друго");
  EXPECT_EQ(plan.safe_word, "череша");
}

TEST_P(CrisisMatters, an_emergency_referral_names_the_crew_and_only_it) {
  const auto id = taken();
  const auto places = ask_shelters(office, worker);
  ASSERT_EQ(why(places), "");
  ASSERT_EQ(places->size(), 1U);
  EXPECT_EQ(places->front().answer, "by_phone") << "nobody has said how many are free";
  EXPECT_EQ(why(ask_shelters(office, actor(Function::mayor, home))), "not_your_function");
  ShelterReferral r{id, crisis(id).version, shelter, "Жена с едно дете, без наранявания", "Патрул до бензиностанцията"};
  EXPECT_EQ(why(refer_to_shelter(office, colleague, r, "")), "not_found");
  r.service = ServiceId::make();
  EXPECT_EQ(why(refer_to_shelter(office, worker, r, "")), "protection.not_a_shelter");
  r.service = shelter;
  ASSERT_EQ(why(refer_to_shelter(office, worker, r, "")), "");
  EXPECT_EQ(why(refer_to_shelter(office, worker, r, "")), "not_from_this_state");
  const auto after = crisis(id);
  EXPECT_EQ(after.state, CrisisState::referred);
  ASSERT_TRUE(after.referral);
  static const db::Query named{"t.named", "SELECT count(*) FROM person_named"};
  static const db::Query sent{"t.sent",
                              "SELECT count(*) FROM referral WHERE sensitivity = 4 AND urgency = 'emergency'"};
  static const db::Query knowing{"t.knowing", "SELECT count(*) FROM referral_named"};
  EXPECT_EQ(count(named), 3) << "the worker and two on duty; the head has no second factor";
  EXPECT_EQ(count(sent), 1);
  EXPECT_EQ(count(knowing), 3);
  EXPECT_TRUE(text::one_of(open_tasks(id), "transport"));
  EXPECT_EQ(why(open_crisis(office, duty, id)), "not_found") << "the matter here stays with who keeps it here";
}

INSTANTIATE_TEST_SUITE_P(Engines, CrisisMatters, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::protection
