#include <thread>

#include "hospital/fhir_acts.h"
#include "hospital/world_test.h"

namespace gishe::hospital {
namespace {

class Hospital : public testing::TestWithParam<db::Engine>, public World {
 protected:
  Hospital() : World(GetParam()) {}
  std::string step(const visitors::Given& given, const char* verb, std::string words = {}, std::string day = {}) {
    return why(
        house_step(office, {given.number, given.secret, "10.0.0.1"}, {verb, std::move(words), std::move(day)}, ""));
  }
  State state(const visitors::Given& given) {
    const auto seen = follow(office, {given.number, given.secret, "10.0.0.1"});
    EXPECT_TRUE(seen.ok()) << why(seen);
    return seen.ok() ? seen->discharge.state : State::withdrawn;
  }
  CaseId started(const visitors::Given& given) {
    take(given);
    EXPECT_EQ(why(give_to_worker(office, officer, row(given).id, worker.account, "")), "");
    const auto id = start_case_of(office, worker, row(given).id, "older_person", "След болница", "");
    EXPECT_EQ(why(id), "");
    return id.ok() ? *id : CaseId{};
  }
};

TEST_P(Hospital, of_twenty_with_one_link_one_is_taken) {
  const std::string link = token();
  std::atomic<int> taken = 0;
  std::vector<std::thread> all;
  for (int i = 0; i < 20; ++i)
    all.emplace_back([&] { taken += send_by_link(office, link, told(), "", "10.0.0.1").ok(); });
  for (auto& one : all) one.join();
  EXPECT_EQ(taken, 1);
  EXPECT_EQ(count("SELECT count(*) FROM discharge"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM online_application WHERE state = 'waiting'"), 1);
}

TEST_P(Hospital, a_double_click_gets_the_same_number_and_secret) {
  const std::string link = token();
  const auto first = send_by_link(office, link, told(), "key", ""),
             second = send_by_link(office, link, told(), "key", "");
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->number, second->number);
  EXPECT_EQ(first->secret, second->secret);
}

TEST_P(Hospital, a_link_dies_by_use_by_its_day_and_by_hand) {
  EXPECT_EQ(why(look_at_link(office, "PAZ14.nothing", "1")), "hospital.link_gone");
  const std::string first = token();
  EXPECT_EQ(why(look_at_link(office, first, "1")), "");
  clock.move_to(clock.now().plus_seconds(9 * 86'400));
  EXPECT_EQ(why(look_at_link(office, first, "1")), "hospital.link_gone");
  const std::string second = token();
  const auto scope = access::scope(officer, access::Action::take_online_application);
  const auto links = db->read([&](db::Session& s) { return store::list_links(s, scope); });
  ASSERT_EQ(links.size(), 2U);
  EXPECT_EQ(why(withdraw_link(office, neighbour, links.front().id, "")), "not_found");
  EXPECT_EQ(why(withdraw_link(office, worker, links.front().id, "")), "not_your_function");
  EXPECT_EQ(why(withdraw_link(office, officer, links.front().id, "")), "");
  EXPECT_EQ(why(send_by_link(office, second, told(), "", "1")), "hospital.link_gone");
  EXPECT_EQ(why(make_link(office, worker, house, "")), "not_your_function");
  EXPECT_EQ(why(make_link(office, officer, OrganisationId::make(), "")), "not_in_list");
}

TEST_P(Hospital, who_guesses_links_waits) {
  std::string last;
  for (int i = 0; i < 6; ++i) last = why(look_at_link(office, "PAZ14.guess" + std::to_string(i), "10.9.9.9"));
  EXPECT_EQ(last, "hospital.wait_first");
  EXPECT_EQ(why(look_at_link(office, token(), "10.1.1.1")), "");
}

TEST_P(Hospital, the_desk_asks_and_the_hospital_answers) {
  const auto given = sent();
  EXPECT_EQ(why(follow(office, {given.number, "wrong", "1"})), "hospital.wrong_number_or_secret");
  EXPECT_EQ(step(given, "answer", "Да"), "not_from_this_state");
  static const db::Query q{"t.return", "UPDATE online_application SET state = 'returned', reply = 'Кой отключва?'"};
  db->write([&](db::Tx& tx) {
    tx.run(q, {});
    desk_moved(tx, office, officer, {"PAZ14"}, row(given).application, "returned", "Кой отключва?");
  });
  const auto seen = follow(office, {given.number, given.secret, "1"});
  ASSERT_TRUE(seen.ok());
  EXPECT_EQ(seen->question, "Кой отключва?");
  EXPECT_EQ(step(given, "answer"), "required");
  EXPECT_EQ(step(given, "answer", "Дъщерята."), "");
  EXPECT_EQ(state(given), State::sent);
  EXPECT_EQ(count("SELECT count(*) FROM online_application WHERE state = 'waiting'"), 1);
  EXPECT_EQ(step(given, "withdraw"), "");
  EXPECT_EQ(count("SELECT count(*) FROM online_application WHERE state = 'declined'"), 1);
  EXPECT_EQ(step(given, "withdraw"), "not_from_this_state");
  EXPECT_EQ(count("SELECT count(*) FROM message WHERE kind = 'discharge'"), 1);  // the desk moved it once
  EXPECT_EQ(count("SELECT count(*) FROM message WHERE body LIKE '%Станка%' OR subject LIKE '%Станка%'"), 0);
}

TEST_P(Hospital, it_is_given_to_a_worker_becomes_a_case_and_the_outcome_goes_back) {
  const auto given = sent();
  take(given);
  const DischargeId id = row(given).id;
  EXPECT_EQ(why(open_discharge(office, worker, id)), "not_found") << "before it is hers";
  EXPECT_EQ(why(open_discharge(office, neighbour, id)), "not_found");
  EXPECT_EQ(why(give_to_worker(office, officer, id, neighbour.account, "")), "not_in_list");
  EXPECT_EQ(why(give_to_worker(office, worker, id, worker.account, "")), "not_found");
  EXPECT_EQ(why(give_to_worker(office, officer, id, worker.account, "")), "");
  EXPECT_EQ(why(open_discharge(office, worker, id)), "");
  EXPECT_EQ(why(start_case_of(office, officer, id, "older_person", "х", "")), "not_your_function");
  EXPECT_EQ(why(start_case_of(office, worker, id, "older_person", "", "")), "required");
  const auto started_case = start_case_of(office, worker, id, "older_person", "След болница", "");
  ASSERT_TRUE(started_case.ok());
  EXPECT_EQ(state(given), State::in_service);
  EXPECT_EQ(why(start_case_of(office, worker, id, "support", "пак", "")), "not_from_this_state");
  const auto version = row(given).version;
  EXPECT_EQ(why(end_discharge(office, worker, {id, version - 1, "complete", "goal_met"}, "")), "changed_meanwhile");
  EXPECT_EQ(why(end_discharge(office, worker, {id, version, "complete", "well"}, "")), "not_in_list");
  EXPECT_EQ(why(end_discharge(office, worker, {id, version, "not_started", "no_capacity"}, "")), "not_from_this_state");
  EXPECT_EQ(why(end_discharge(office, worker, {id, version, "complete", "goal_met"}, "")), "");
  const auto seen = follow(office, {given.number, given.secret, "1"});
  EXPECT_EQ(seen->discharge.outcome, "goal_met");
}

TEST_P(Hospital, a_closed_case_tells_the_hospital_by_itself) {
  const auto given = sent();
  const CaseId of = started(given);
  db->write([&](db::Tx& tx) { case_closed(tx, office, worker, {"PAZ14"}, of, "deceased"); });
  const auto seen = follow(office, {given.number, given.secret, "1"});
  EXPECT_EQ(seen->discharge.state, State::completed);
  EXPECT_EQ(seen->discharge.outcome, "other");
}

TEST_P(Hospital, admitted_again_is_a_task_and_a_message_without_names_once_a_day) {
  const auto given = sent();
  EXPECT_EQ(step(given, "readmit", "", office.today().iso()), "not_from_this_state");
  started(given);
  const auto review = count("SELECT count(*) FROM case_file WHERE review_due_on = '2027-05-22'");
  EXPECT_EQ(review, 1);
  EXPECT_EQ(step(given, "readmit"), "required");
  EXPECT_EQ(step(given, "readmit", "", office.today().plus_days(1).iso()), "not_in_list");
  EXPECT_EQ(step(given, "readmit", "", office.today().iso()), "");
  EXPECT_EQ(step(given, "readmit", "", office.today().iso()), "hospital.already_told");
  EXPECT_EQ(step(given, "readmit", "", office.today().plus_days(-2).iso()), "");
  EXPECT_EQ(count("SELECT count(*) FROM case_task WHERE kind = 'readmission' AND due_on = '2026-11-26'"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM case_file WHERE review_due_on = '2027-05-22'"), 1) << "the review day moved";
  EXPECT_EQ(state(given), State::in_service);
}

TEST_P(Hospital, a_shielded_person_is_gone_from_every_door_outside) {
  const auto given = sent();
  const CaseId of = started(given);
  const DischargeId id = row(given).id;
  const auto mails = count("SELECT count(*) FROM message WHERE kind = 'discharge'");
  EXPECT_TRUE(fhir::open_exchange(office, machine, id.value).ok());
  shield();
  EXPECT_EQ(why(follow(office, {given.number, given.secret, "1"})), "hospital.wrong_number_or_secret");
  EXPECT_EQ(step(given, "readmit", "", office.today().iso()), "hospital.wrong_number_or_secret");
  EXPECT_EQ(why(fhir::open_exchange(office, machine, id.value)), "not_found");
  EXPECT_TRUE(fhir::list_exchanges(office, machine)->empty());
  EXPECT_EQ(why(open_discharge(office, officer, id)), "not_found");
  EXPECT_EQ(why(open_discharge(office, worker, id)), "not_found");
  const auto scope = access::scope(officer, access::Action::open_application);
  EXPECT_TRUE(db->read([&](db::Session& s) { return store::list(s, scope, std::nullopt, 10); }).empty());
  db->write([&](db::Tx& tx) { case_closed(tx, office, worker, {"PAZ14"}, of, "partial"); });
  EXPECT_EQ(count("SELECT count(*) FROM message WHERE kind = 'discharge'"), mails) << "a mail about her left";
}

TEST_P(Hospital, a_machine_sees_what_its_house_sent_and_no_other) {
  const auto given = sent();
  const Uuid id = row(given).id.value;
  EXPECT_EQ(why(fhir::open_exchange(office, machine, id)), "");
  EXPECT_EQ(why(fhir::open_exchange(office, other_machine, id)), "not_found");
  EXPECT_EQ(why(fhir::open_exchange(office, homeless_machine, id)), "not_your_function");
  EXPECT_EQ(why(fhir::open_exchange(office, officer, id)), "not_your_function");
  EXPECT_EQ(why(fhir::open_exchange(office, machine, Uuid::make())), "not_found");
  fhir::StatusChange change;
  change.status = "completed";
  EXPECT_EQ(why(fhir::change_status(office, machine, id, change, -1, "")), "not_from_this_state");
  change.status = "cancelled";
  EXPECT_EQ(why(fhir::change_status(office, machine, id, change, 7, "")), "changed_meanwhile");
  EXPECT_EQ(why(fhir::change_status(office, other_machine, id, change, -1, "")), "not_found");
  EXPECT_EQ(why(fhir::change_status(office, machine, id, change, 1, "")), "");
  EXPECT_EQ(state(given), State::withdrawn);
}

INSTANTIATE_TEST_SUITE_P(Engines, Hospital, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

}  // namespace
}  // namespace gishe::hospital
