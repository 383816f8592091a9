// Who gets access to a file, what it opens, and how it ends.
#include "own_file/world_test.h"

namespace gishe::own_file {
namespace {

constexpr const char* address = "denitsa@example.org";

class OwnAccessOf : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  OwnAccessOf() : World(GetParam()) {}
};
INSTANTIATE_TEST_SUITE_P(Engines, OwnAccessOf, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(OwnAccessOf, the_desk_opens_it_once_and_the_link_leaves_once) {
  const auto opened = open_for(mother, "self", address, "k1");
  ASSERT_EQ(why(opened), "");
  EXPECT_TRUE(opened->link.starts_with("/welcome/")) << opened->link;
  const auto again = open_for(mother, "self", address, "k1");
  ASSERT_EQ(why(again), "");
  EXPECT_EQ(again->link, "") << "a double click prints no second letter";
  EXPECT_EQ(why(open_for(mother, "self", address, "k2")), "own_file.already_open");
  EXPECT_EQ(why(open_for(mother, "self", "other@example.org")), "own_file.other_address");
  EXPECT_EQ(why(open_for(stranger, "self", address)), "own_file.address_of_other");
  EXPECT_EQ(ledger_lines("person.own_access_opened"), 1);
  EXPECT_EQ(ledger_lines(address), 0);
  static const db::Query q{"t.messages", "SELECT count(*) FROM message"};
  EXPECT_EQ(database->read([&](db::Session& s) { return s.count(q, {}); }), 0) << "nothing goes out by mail";
}

TEST_P(OwnAccessOf, what_is_missing_is_said_beside_its_field) {
  EXPECT_EQ(why(open_for(mother, "", address)), "required");
  EXPECT_EQ(why(open_access(office, officer, {mother, "self", address, ""}, "")), "required");
  EXPECT_EQ(why(open_access(office, officer, {mother, "self", address, "smile"}, "")), "not_in_list");
  EXPECT_EQ(why(open_for(mother, "self", "no address")), "staff.not_an_email");
  EXPECT_EQ(why(open_for(child, "self", address)), "own_file.too_young");
  EXPECT_EQ(why(open_for(child, RepresentativeId::make().text(), address)), "own_file.no_mandate");
  EXPECT_EQ(why(open_access(office, worker, {mother, "self", address, "passport"}, "")), "not_found")
      << "a social worker, of her team's people only";
  EXPECT_EQ(
      why(open_access(office, actor_with(Function::desk_officer, "PAZ21"), {mother, "self", address, "passport"}, "")),
      "not_found");
  EXPECT_EQ(why(open_access(office, actor_with(Function::mayor), {mother, "self", address, "passport"}, "")),
            "not_your_function");
}

TEST_P(OwnAccessOf, ends_with_her_life_and_is_not_opened_again) {
  ASSERT_EQ(why(open_for(mother, "self", address)), "");
  const auto by_mandate = mandate();
  ASSERT_EQ(why(open_for(child, by_mandate.text(), address)), "");
  const Actor she = holder(address);
  ASSERT_EQ(why(read(she, child)), "");
  database->write([&](db::Tx& tx) {
    const auto file = people::find_person(tx, access::scope(officer, access::Action::open_person), mother);
    ASSERT_TRUE(file.has_value());
    people::close_file_in(tx, office, file->municipality, mother, {"died", office.today()});
    person_died(tx, office, officer, *file);
  });
  EXPECT_EQ(why(read(she, mother)), "not_found");
  EXPECT_EQ(why(read(she, child)), "not_found");
  EXPECT_EQ(ledger_lines("person.own_access_ended"), 2);
  EXPECT_EQ(why(open_for(mother, "self", "new@example.org")), "people.file_closed");
}

TEST_P(OwnAccessOf, she_reads_her_own_file_and_no_other) {
  ASSERT_EQ(why(open_for(mother, "self", address)), "");
  const Actor she = holder(address);
  const auto file = read(she, mother);
  ASSERT_EQ(why(file), "");
  EXPECT_EQ(file->person.given_name, "Деница");
  EXPECT_EQ(why(read(she, stranger)), "not_found");
  EXPECT_EQ(why(read(she, child)), "not_found");
  EXPECT_EQ(why(read(she, PersonId::make())), "not_found");
  EXPECT_EQ(why(read(officer, mother)), "not_your_function");
  EXPECT_EQ(ledger_lines("person.own_file_opened"), 1) << "only the one that was answered";
  Actor waiting = she;
  waiting.proof = Proof::awaiting;
  EXPECT_EQ(why(read(waiting, mother)), "not_your_function") << "not before the second factor";
}

TEST_P(OwnAccessOf, a_mother_reads_for_her_child_until_the_mandate_ends) {
  ASSERT_EQ(why(open_for(mother, "self", address)), "");
  const auto until = mandate("25.11.2026");
  ASSERT_EQ(why(open_for(child, until.text(), address)), "");
  const Actor she = holder(address);
  EXPECT_EQ(list_mine(office, she).size(), 2u);
  EXPECT_EQ(why(read(she, child)), "");
  const auto now = clock.now();
  clock.move_to(now.plus_seconds(5 * 86'400));
  EXPECT_EQ(why(read(she, child)), "not_found");
  EXPECT_EQ(list_mine(office, she).size(), 1u);
  clock.move_to(now);
  EXPECT_EQ(why(read(she, child)), "not_found") << "a clock that jumps back opens nothing";
  EXPECT_EQ(why(read(she, mother)), "");
}

TEST_P(OwnAccessOf, a_shielded_file_is_not_shown_and_a_representative_learns_nothing) {
  ASSERT_EQ(why(open_for(mother, "self", address)), "");
  ASSERT_EQ(why(open_for(child, mandate().text(), address)), "");
  const Actor she = holder(address);
  set_level(child, 4);
  EXPECT_EQ(why(read(she, child)), "not_found");
  EXPECT_EQ(list_mine(office, she).size(), 1u);
  set_level(mother, 4);
  const auto own = read(she, mother);
  ASSERT_EQ(why(own), "");
  EXPECT_TRUE(own->in_person);
  EXPECT_EQ(own->person.full_name() + own->person.address, "") << "nothing of it leaves the database";
  EXPECT_TRUE(own->opened.empty());
  EXPECT_EQ(list_mine(office, she).front().name, "");
  EXPECT_EQ(why(open_at_the_desk(office, officer, mother)), "not_found");
}

TEST_P(OwnAccessOf, who_is_barred_from_a_file_reads_nothing_of_it) {
  ASSERT_EQ(why(open_for(child, mandate().text(), address)), "");
  const Actor she = holder(address);
  static const db::Query q{"t.bar",
                           "INSERT INTO person_barred (municipality, person_id, account_id, reason, barred_at) VALUES "
                           "('PAZ14', $1, $2, 'x', 1)"};
  run(q, {child, she.account});
  EXPECT_EQ(why(read(she, child)), "not_found");
  EXPECT_TRUE(list_mine(office, she).empty());
}

TEST_P(OwnAccessOf, it_ends_by_hand_and_a_new_letter_ends_the_old_password) {
  ASSERT_EQ(why(open_for(mother, "self", address)), "");
  const Actor she = holder(address);
  const auto row = open_at_the_desk(office, officer, mother)->rows.front().access;
  const auto letter = renew_letter(office, officer, mother, row.id, "passport", "r1");
  ASSERT_EQ(why(letter), "");
  EXPECT_TRUE(letter->link.starts_with("/welcome/"));
  EXPECT_EQ(why(renew_letter(office, officer, stranger, row.id, "passport", "")), "not_found");
  EXPECT_EQ(why(end_access(office, officer, mother, row.id, "", "")), "required");
  EXPECT_EQ(why(end_access(office, officer, stranger, row.id, "asked", "")), "not_found");
  ASSERT_EQ(why(end_access(office, officer, mother, row.id, "asked", "e1")), "");
  EXPECT_EQ(why(end_access(office, officer, mother, row.id, "asked", "e2")), "not_from_this_state");
  EXPECT_EQ(why(read(she, mother)), "not_found");
  EXPECT_EQ(why(open_for(mother, "self", "new@example.org")), "") << "and begins anew, with another address if need be";
}

TEST_P(OwnAccessOf, a_new_letter_opens_no_file_its_maker_may_not_open) {
  const auto mandate_id = mandate();
  ASSERT_EQ(why(open_for(mother, "self", address)), "");
  ASSERT_EQ(why(open_for(child, mandate_id.text(), address)), "");
  const auto row = open_at_the_desk(office, officer, mother)->rows.front().access;
  set_level(child, 3);
  EXPECT_EQ(why(renew_letter(office, officer, mother, row.id, "passport", "")), "own_file.not_all_yours");
  set_level(child, 2);
  EXPECT_EQ(why(renew_letter(office, officer, mother, row.id, "passport", "")), "");
}

TEST_P(OwnAccessOf, a_hidden_representative_has_no_row_at_the_desk) {
  const auto mandate_id = mandate();
  ASSERT_EQ(why(open_for(child, mandate_id.text(), address)), "");
  const auto row = open_at_the_desk(office, officer, child)->rows.front().access;
  set_level(mother, 4);
  EXPECT_TRUE(open_at_the_desk(office, officer, child)->rows.empty());
  EXPECT_EQ(why(renew_letter(office, officer, child, row.id, "passport", "")), "not_found");
  EXPECT_EQ(why(end_access(office, officer, child, row.id, "asked", "")), "not_found");
}

TEST_P(OwnAccessOf, the_account_of_an_own_file_stands_alone) {
  const Post person{PostId::make(), Function::person_served, {"PAZ14"}, {}};
  const Post desk{PostId::make(), Function::desk_officer, {"PAZ14"}, {}};
  const auto admin = actor_with(Function::administrator);
  EXPECT_EQ(why(staff::add_account(office, staff::operator_actor(), "a@example.org", "А", {desk, person}, "")),
            "staff.stands_alone");
  EXPECT_EQ(why(staff::add_account(office, admin, "a@example.org", "А", {person}, "")), "staff.stands_alone");
  ASSERT_EQ(why(staff::add_account(office, admin, "clerk@example.org", "А", {desk}, "")), "");
  EXPECT_EQ(why(open_for(mother, "self", "clerk@example.org")), "own_file.address_of_other");
  ASSERT_EQ(why(open_for(mother, "self", address)), "");
  const auto account = holder(address).account;
  EXPECT_EQ(why(staff::make_welcome_link(office, admin, account)), "not_found")
      << "an administrator's link would open the file";
  EXPECT_EQ(why(staff::reset_second_factor(office, admin, account)), "not_found");
  EXPECT_TRUE(access::needs_second_factor(Function::person_served));
}

}  // namespace
}  // namespace gishe::own_file
