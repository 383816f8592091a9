// What a partner sees and what not; whose notes are whose; a conference, the log; both engines.
#include "cases/conference.h"
#include "cases/note.h"
#include "cases/partner_acts.h"
#include "cases/world_test.h"

namespace gishe::cases {
namespace {

class Partners : public testing::TestWithParam<db::Engine> {
 protected:
  World w{GetParam()};
  CaseId id = w.started(w.woman);

  std::string invite(const CaseId& of, const Actor& whom) {
    return why(invite_partner(w.office, w.worker, of, {whom.name, "сестра", "Здраве"}, ""));
  }
  std::string opens(const Actor& who, const CaseId& of) { return why(open_case(w.office, who, of, "case.opened")); }
  std::string note(const Actor& who, const char* audience, const char* level, const char* words,
                   std::vector<AccountId> readers = {}) {
    w.clock.move_to(w.clock.now().plus_seconds(1));
    return why(write_note(w.office, who, id, {"visit", level, audience, words, "", "", std::move(readers)}, ""));
  }
  /// All words this reader gets of all notes; "?" stands for a note she only knows of.
  std::string reads(const Actor& who) {
    const auto allowed = open_case(w.office, who, id, "case.notes_opened");
    if (!allowed) return "nothing";
    std::string all;
    for (const Note& n : w.db->read([&](db::Session& s) { return list_notes(s, who, *allowed); })) {
      all = (n.readable ? n.words : "?") + (all.empty() ? "" : " ") + all;
    }
    return all;
  }
};
INSTANTIATE_TEST_SUITE_P(Engines, Partners, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Partners, an_invitation_opens_and_its_end_shuts) {
  EXPECT_EQ(opens(w.nurse, id), "not_found");
  EXPECT_EQ(invite(id, w.officer), "cases.no_such_partner") << "no provider";
  EXPECT_EQ(why(invite_partner(w.office, w.worker, id, {"nobody@x.example", "r", "s"}, "")), "cases.no_such_partner");
  ASSERT_EQ(invite(id, w.nurse), "");
  EXPECT_EQ(opens(w.nurse, id), "");
  EXPECT_EQ(opens(w.stranger, id), "not_found") << "a colleague of hers is not invited";
  EXPECT_TRUE(open_case(w.office, w.nurse, id, "case.opened")->as_partner);
  EXPECT_EQ(
      w.db->read([&](db::Session& s) { return list_cases(s, w.nurse, Stage::running, std::nullopt, 25).rows.size(); }),
      1u);
  EXPECT_EQ(w.step(w.nurse, id, "activate"), "not_your_function");
  EXPECT_EQ(why(end_partner(w.office, w.worker, id, w.nurse.account, "")), "");
  EXPECT_EQ(opens(w.nurse, id), "not_found");
}

TEST_P(Partners, a_shielded_person_has_partners_that_are_named_for_her) {
  const auto hidden = w.started(w.shielded);
  EXPECT_EQ(invite(hidden, w.nurse), "cases.partner_not_named");
  w.db->write([&](db::Tx& tx) { w.name(tx, w.nurse); });
  EXPECT_EQ(invite(hidden, w.nurse), "");
  EXPECT_EQ(opens(w.nurse, hidden), "");
  static const db::Query unname{"t.unname", "DELETE FROM person_named WHERE account_id = $1"};
  w.db->write([&](db::Tx& tx) { tx.run(unname, {w.nurse.account}); });
  EXPECT_EQ(opens(w.nurse, hidden), "not_found") << "at once, with the invitation still there";
}

TEST_P(Partners, whose_note_is_whose) {
  ASSERT_EQ(invite(id, w.nurse), "");
  ASSERT_EQ(note(w.worker, "team", "2", "igla-team"), "");
  ASSERT_EQ(note(w.worker, "team", "3", "igla-sensitive"), "");
  ASSERT_EQ(note(w.worker, "author_only", "3", "igla-own"), "");
  EXPECT_EQ(note(w.worker, "named", "2", "x"), "required") << "somebody is named";
  ASSERT_EQ(note(w.worker, "named", "3", "igla-nurse", {w.nurse.account}), "");
  ASSERT_EQ(note(w.nurse, "author_only", "3", "igla-secret"), "");
  EXPECT_EQ(reads(w.worker), "igla-team igla-sensitive igla-own igla-nurse ?");
  EXPECT_EQ(reads(w.nurse), "igla-nurse igla-secret") << "and nothing of the rest, not even that it is there";
  EXPECT_EQ(reads(w.supervisor), "igla-team ? ? ? ?") << "that they exist, not their text";
  EXPECT_EQ(reads(w.stranger), "nothing");
  w.db->write([&](db::Tx& tx) { World::join(tx, w.woman, w.second); });
  EXPECT_EQ(reads(w.second), "igla-team igla-sensitive ? ? ?");
}

TEST_P(Partners, a_closed_case_is_shut_for_partners_and_nothing_more_is_written_into_it) {
  ASSERT_EQ(invite(id, w.nurse), "");
  ASSERT_EQ(note(w.nurse, "author_only", "3", "igla-secret"), "");
  w.finish_tasks(id);
  ASSERT_EQ(w.step(w.worker, id, "close", "goals_achieved"), "");
  EXPECT_EQ(opens(w.nurse, id), "not_found");
  EXPECT_EQ(reads(w.nurse), "nothing");
  EXPECT_EQ(note(w.nurse, "author_only", "3", "x"), "not_found");
  EXPECT_EQ(opens(w.worker, id), "");
  EXPECT_EQ(note(w.worker, "team", "2", "x"), "cases.is_closed");
  EXPECT_EQ(why(log_service(w.office, w.worker, id, {"", "Посещение", "20.11.2026", "days", "1"}, "")),
            "cases.is_closed");
  const NewConference held{"23.11.2026", "Елена\nСийка", "", "Как върви", "", {}};
  EXPECT_EQ(why(hold_conference(w.office, w.worker, id, held, "")), "cases.is_closed");
  EXPECT_EQ(invite(id, w.stranger), "cases.is_closed");
  EXPECT_EQ(why(add_member(w.office, w.worker, id, "Съседка", "съседка", "")), "cases.is_closed");
  ASSERT_EQ(w.step(w.worker, id, "reopen", "", "", "Пак има нужда"), "");
  EXPECT_EQ(opens(w.nurse, id), "") << "the invitation was not ended";
}

TEST_P(Partners, a_note_is_for_named_people_who_work_on_the_case_each_once) {
  ASSERT_EQ(invite(id, w.nurse), "");
  const auto nurse = w.nurse.account;
  EXPECT_EQ(note(w.worker, "named", "2", "x", {nurse, w.officer.account}), "not_in_list");
  EXPECT_EQ(note(w.worker, "named", "2", "x", {AccountId::make()}), "not_in_list");
  EXPECT_EQ(note(w.worker, "named", "2", "x", std::vector<AccountId>(60, nurse)), "")
      << "one reader, ticked sixty times";
  std::vector<AccountId> many;
  for (int i = 0; i < 51; ++i) many.push_back(AccountId::make());
  EXPECT_EQ(note(w.worker, "named", "2", "x", many), "cases.too_many");
  EXPECT_EQ(note(w.nurse, "named", "2", "x", {w.worker.account}), "") << "the lead";
  EXPECT_EQ(note(w.worker, "named", "2", "x", {w.second.account}), "not_in_list");
  w.db->write([&](db::Tx& tx) { World::join(tx, w.woman, w.second); });
  EXPECT_EQ(note(w.worker, "named", "2", "x", {w.second.account, nurse}), "");
  // What a form's key stands for: other readers or another day are another note.
  NewNote typed{"visit", "2", "named", "igla-once", "", "20.11.2026", {nurse}};
  const std::string key = Uuid::make().text();
  ASSERT_EQ(why(write_note(w.office, w.worker, id, typed, key)), "");
  EXPECT_EQ(why(write_note(w.office, w.worker, id, typed, key)), "") << "the same once more writes nothing";
  typed.about_on = "21.11.2026";
  EXPECT_NE(why(write_note(w.office, w.worker, id, typed, key)), "");
  typed.about_on = "20.11.2026";
  typed.readers.push_back(w.second.account);
  EXPECT_NE(why(write_note(w.office, w.worker, id, typed, key)), "");
}

TEST_P(Partners, an_invitation_stays_with_the_house_it_was_given_to) {
  ASSERT_EQ(invite(id, w.nurse), "");
  ASSERT_EQ(note(w.nurse, "author_only", "3", "igla-secret"), "");
  Actor moved = w.nurse;
  moved.post.organisation = OrganisationId::make();
  Actor away = w.nurse;
  away.post.municipality = {"PAZ19"};
  const auto listed = [&](const Actor& who) {
    return w.db->read([&](db::Session& s) { return list_cases(s, who, Stage::running, std::nullopt, 25).rows.size(); });
  };
  for (const Actor& gone : {moved, away}) {
    EXPECT_EQ(opens(gone, id), "not_found");
    EXPECT_EQ(reads(gone), "nothing");
    EXPECT_EQ(why(write_section(w.office, gone, id, 1, "чуждо", "")), "not_found");
    EXPECT_EQ(listed(gone), 0u);
  }
  EXPECT_EQ(listed(w.nurse), 1u);
  static const db::Query before{"t.before", "UPDATE case_partner SET from_municipality = '', from_organisation = NULL"};
  w.db->write([&](db::Tx& tx) { tx.run(before, {}); });
  EXPECT_EQ(opens(moved, id), "") << "a row from before houses were kept";
}

TEST_P(Partners, a_partner_writes_her_section_and_nobody_elses) {
  ASSERT_EQ(invite(id, w.nurse), "");
  EXPECT_EQ(why(write_section(w.office, w.worker, id, 1, "за сестрата", "")), "not_your_function");
  EXPECT_EQ(why(write_section(w.office, w.stranger, id, 1, "чуждо", "")), "not_found");
  EXPECT_EQ(why(write_section(w.office, w.nurse, id, 1, " ", "")), "required");
  EXPECT_EQ(why(write_section(w.office, w.nurse, id, 1, "Кръвното е добре", "")), "");
  EXPECT_EQ(why(write_section(w.office, w.nurse, id, 1, "старо", "")), "changed_meanwhile");
  EXPECT_EQ(why(write_section(w.office, w.nurse, id, 2, "Кръвното е под наблюдение", "")), "");
  const auto file = w.row(id);
  int told = 0;
  for (const Task& t : w.db->read([&](db::Session& s) { return store::list_tasks(s, file); })) {
    told += t.kind == "partner_note";
  }
  EXPECT_EQ(told, 1) << "the lead worker is told once";
}

TEST_P(Partners, the_log_adds_up_by_month_and_a_partner_sees_her_own) {
  ASSERT_EQ(invite(id, w.nurse), "");
  const auto log = [&](const Actor& who, const char* on, const char* unit, const char* amount) {
    return why(cases::log_service(w.office, who, id, {"", "Посещение", on, unit, amount}, ""));
  };
  EXPECT_EQ(log(w.worker, "20.11.2026", "minutes", "45"), "");
  EXPECT_EQ(log(w.worker, "21.11.2026", "minutes", "30"), "");
  EXPECT_EQ(log(w.nurse, "21.11.2026", "attended", ""), "");
  EXPECT_EQ(log(w.nurse, "24.11.2026", "attended", ""), "cases.day_to_come");
  EXPECT_EQ(log(w.worker, "20.11.2026", "minutes", "много"), "not_a_number");
  EXPECT_EQ(log(w.stranger, "20.11.2026", "days", "1"), "not_found");
  const auto sums = [&](const Actor& who) {
    const auto allowed = open_case(w.office, who, id, "case.log_opened");
    std::string all;
    for (const auto& m : w.db->read([&](db::Session& s) { return read_log(s, who, *allowed); }).months) {
      all += m.month + ' ' + m.unit + ' ' + std::to_string(m.amount) + ';';
    }
    return all;
  };
  EXPECT_EQ(sums(w.worker), "2026-11 attended 1;2026-11 minutes 75;");
  EXPECT_EQ(sums(w.nurse), "2026-11 attended 1;");
}

TEST_P(Partners, what_a_conference_decides_becomes_a_task) {
  NewConference c{"23.11.2026", "Елена\nСийка", "Д-р Тест", "Как върви", "Парапет", {}};
  c.tasks.push_back({"Заявка за парапет", "30.11.2026", "", ""});
  EXPECT_EQ(why(hold_conference(w.office, w.worker, id, c, "")), "required") << "nobody does it";
  c.tasks[0].account = w.worker.account.text();
  c.tasks.push_back({"Пазаруване", "05.12.2026", "", "дъщерята"});
  EXPECT_EQ(why(hold_conference(w.office, w.second, id, c, "")), "not_found");
  EXPECT_EQ(why(hold_conference(w.office, w.worker, id, c, "")), "");
  c.present = "Само една";
  c.remote = "";
  EXPECT_EQ(why(hold_conference(w.office, w.worker, id, c, "")), "required");
  const auto file = w.row(id);
  const auto held = w.db->read([&](db::Session& s) { return store::list_conferences(s, file); });
  ASSERT_EQ(held.size(), 1u);
  EXPECT_EQ(held[0].participants.size(), 3u);
  EXPECT_TRUE(held[0].participants[2].remote);
  const auto mine = w.db->read(
      [&](db::Session& s) { return store::list_my_tasks(s, access::scope(w.worker, access::Action::list_cases), 10); });
  ASSERT_EQ(mine.size(), 2u);
  EXPECT_EQ(mine[0].words, "Заявка за парапет") << "on her worklist, the earliest first";
  EXPECT_EQ(w.row(id).next_due_on, Day::of(2026, 11, 30).value());
}

}  // namespace
}  // namespace gishe::cases
