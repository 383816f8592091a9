// The copy a person asks for: gathered, blackened by a person, released; what is blackened is in no byte of it.
#include "base/text.h"
#include "own_file/subject_copy_acts.h"
#include "own_file/subject_request_acts.h"
#include "own_file/world_test.h"

namespace gishe::own_file {
namespace {

const words::Words bulgarian(words::Language::bg);

TEST(CopyRedaction, proposes_names_of_the_circle_and_whole_names_of_others) {
  const NameFinder finder(
      {{"Деница", "Иванова", "Пробова"}, {{"Румен", "Пробов"}, {"Мара", "Пробова"}}, {{"Стамен", "Чуждев"}}});
  EXPECT_EQ(finder.names_in("Румен Пробов се обади, после РУМЕН дойде."),
            (std::vector<std::string>{"Румен Пробов", "РУМЕН"}));
  EXPECT_TRUE(finder.names_in("Деница Пробова дойде сама.").empty()) << "her own";
  EXPECT_EQ(finder.names_in("С нея е Мара Пробова."), std::vector<std::string>{"Мара Пробова"});
  EXPECT_TRUE(finder.names_in("Стамен е и име на улица.").empty()) << "one word of a stranger is not a name";
  EXPECT_EQ(finder.names_in("„Стамен Чуждев“ чака."), std::vector<std::string>{"Стамен Чуждев"});
}

TEST(CopyRedaction, blackens_every_place_whatever_the_capitals) {
  EXPECT_EQ(blackened_parts("Румен и РУМЕН, румен", {"Румен"}, "друг"), "▇▇▇ [друг] и ▇▇▇ [друг], ▇▇▇ [друг]");
  EXPECT_EQ(blackened_parts("Румен Пробов", {"Румен Пробов", "Пробов"}, "друг"), "▇▇▇ [друг]");
  EXPECT_EQ(blackened_parts("нищо", {}, "друг"), "нищо");
  EXPECT_EQ(parts_of(" Румен \r\n\n Румен\nдруг"), (std::vector<std::string>{"Румен", "друг"}));
  EXPECT_FALSE(stands_in("Румен", "Мара"));
}

class CopyOf : public testing::TestWithParam<db::Engine>, protected World {
 protected:
  CopyOf() : World(GetParam()) {
    EXPECT_EQ(why(open_for(mother, "self", "denitsa@example.org")), "");
    she = holder("denitsa@example.org");
    mandate();
    plant();
    const auto made = ask_about_own(office, she, {mother, "copy", ""}, "");
    EXPECT_EQ(why(made), "");
    id = made.ok() ? *made : SubjectRequestId{};
  }
  Actor she, dpo = actor_with(Function::data_protection);
  SubjectRequestId id;

  /// A case with a note for the team and one for its author alone.
  void plant() {
    static const db::Query q_relation{
        "t.relation",
        "INSERT INTO relationship (municipality, from_id, to_id, relation, from_on) VALUES "
        "('PAZ14', $1, $2, 'син', '2020-01-01')"};
    static const db::Query q_case{
        "t.case",
        "INSERT INTO case_file (municipality, id, number, person_id, type, lead_id, state, stage, reason, opened_on, "
        "review_due_on, next_due_on, version, changed_at) VALUES ('PAZ14', $1, 'C-1', $2, 'support', $3, 'open', "
        "'running', 'Трудно се справя.', '2026-10-01', '2027-01-01', '2027-01-01', 1, 0)"};
    static const db::Query q_note{
        "t.note",
        "INSERT INTO case_note (municipality, id, case_id, kind, level, audience, words, conclusion, about_on, "
        "author_id, "
        "by_partner, written_at) VALUES ('PAZ14', $1, $2, 'visit', 3, $3, $4, $5, '2026-10-02', $6, 0, 0)"};
    const auto file = Uuid::make();
    run(q_relation, {mother, child});
    run(q_case, {file, mother, worker.account});
    run(q_note, {Uuid::make(), file, "team", "Говорих с Явор в училище.", "", worker.account});
    run(q_note, {Uuid::make(), file, "author_only", "Само за мен е това.", "Изводът е споделен.", worker.account});
  }
  OpenedCopy copy() {
    auto opened = open_copy(office, dpo, id);
    EXPECT_EQ(why(opened), "");
    return opened.ok() ? *opened : OpenedCopy{};
  }
  const ReviewedLine* line_with(const OpenedCopy& opened, std::string_view words) {
    for (const auto& line : opened.lines) {
      if (line.line.words.find(words) != std::string::npos) return &line;
    }
    return nullptr;
  }
  std::string choose(const ReviewedLine& line, const char* choice, const std::string& parts = "",
                     const char* ground = "third_party") {
    return why(choose_for_line(office, dpo, {id, line.position, line.version, choice, parts, ground}, ""));
  }
  void decide_all() {
    for (const auto& line : copy().lines) {
      if (line.choice != "open") continue;
      EXPECT_EQ(choose(line, "parts", text::join(line.parts, "\n")), "");
    }
  }
  std::string release() { return why(release_copy(office, dpo, id, copy().copy.version, "")); }
};
INSTANTIATE_TEST_SUITE_P(Engines, CopyOf, testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(CopyOf, gathers_what_is_kept_but_no_note_of_its_author_alone) {
  EXPECT_EQ(why(open_copy(office, dpo, id)), "own_file.copy_not_prepared");
  ASSERT_EQ(why(prepare_copy(office, dpo, id, "")), "");
  const auto opened = copy();
  EXPECT_EQ(opened.request.state, "in_review");
  EXPECT_TRUE(line_with(opened, "Трудно се справя."));
  EXPECT_TRUE(line_with(opened, "Изводът е споделен."));
  EXPECT_FALSE(line_with(opened, "Само за мен"));
  EXPECT_TRUE(line_with(opened, "само след шест: Деница")) << "how she is reached";
  const auto* note = line_with(opened, "Говорих с");
  ASSERT_TRUE(note);
  EXPECT_EQ(note->choice, "open");
  EXPECT_EQ(note->parts, std::vector<std::string>{"Явор"});
}

TEST_P(CopyOf, says_where_lines_did_not_find_room) {
  static const db::Query q{
      "t.notes",
      "INSERT INTO case_note (municipality, id, case_id, kind, level, audience, words, conclusion, about_on, "
      "author_id, "
      "by_partner, written_at) SELECT municipality, $1, case_id, kind, level, audience, words, conclusion, about_on, "
      "author_id, by_partner, written_at FROM case_note WHERE audience = 'team' LIMIT 1"};
  database->write([&](db::Tx& tx) {
    for (int i = 0; i < copy_rows_max; ++i) tx.run(q, {Uuid::make()});
  });
  ASSERT_EQ(why(prepare_copy(office, dpo, id, "")), "");
  const auto lines = copy().lines;
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(), [](const auto& l) { return l.line.section == "notes"; }),
            copy_rows_max + 1);
  EXPECT_EQ(std::count_if(lines.begin(), lines.end(),
                          [](const auto& l) { return l.line.what == bulgarian("own.copy.more"); }),
            1);
}

TEST_P(CopyOf, never_proposes_who_is_hidden_from_the_officer) {
  set_level(child, 4);
  ASSERT_EQ(why(prepare_copy(office, dpo, id, "")), "");
  const auto opened = copy();
  const auto* note = line_with(opened, "Говорих с");
  ASSERT_TRUE(note);
  EXPECT_EQ(note->choice, "keep");
  EXPECT_FALSE(line_with(opened, "Явор Пробов")) << "not in the circle either";
}

TEST_P(CopyOf, nothing_is_released_before_each_proposal_was_decided_and_then_the_name_is_gone) {
  ASSERT_EQ(why(prepare_copy(office, dpo, id, "")), "");
  EXPECT_EQ(release(), "own_file.lines_open");
  auto opened = copy();
  const auto* note = line_with(opened, "Говорих с");
  ASSERT_TRUE(note);
  EXPECT_EQ(choose(*note, "parts", "Стамен"), "own_file.part_not_there");
  EXPECT_EQ(choose(*note, "parts", ""), "required");
  EXPECT_EQ(choose(*note, "all", "", ""), "required");
  decide_all();
  EXPECT_EQ(choose(*note, "keep"), "changed_meanwhile");
  EXPECT_EQ(why(release_copy(office, dpo, id, 1, "")), "changed_meanwhile") << "not as it was looked at";
  ASSERT_EQ(release(), "");
  const auto json = open_my_released(office, she, bulgarian, mother, id, CopyForm::machine);
  ASSERT_EQ(why(json), "");
  EXPECT_NE(json->bytes.find("Говорих с ▇▇▇"), std::string::npos) << json->bytes;
  EXPECT_EQ(json->bytes.find("Явор"), std::string::npos);
  const auto paper = open_released(office, dpo, id, CopyForm::paper);
  ASSERT_EQ(why(paper), "");
  EXPECT_TRUE(paper->bytes.starts_with("%PDF"));
  EXPECT_TRUE(copy().lines.empty()) << "what was blackened is nowhere any more";
  EXPECT_EQ(ledger_lines("person.copy_released"), 1);
  EXPECT_EQ(ledger_lines("Явор"), 0);
  EXPECT_EQ(why(release_copy(office, dpo, id, copy().copy.version, "")), "own_file.copy_released");
  EXPECT_EQ(copy().request.state, "answered");
}

TEST_P(CopyOf, of_a_shielded_file_it_is_for_a_named_account_alone) {
  ASSERT_EQ(why(prepare_copy(office, dpo, id, "")), "");
  set_level(mother, 4);
  EXPECT_EQ(why(open_copy(office, dpo, id)), "not_found");
  EXPECT_EQ(why(release_copy(office, dpo, id, 1, "")), "not_found");
  EXPECT_EQ(why(prepare_copy(office, dpo, id, "")), "not_found");
  static const db::Query q{
      "t.name", "INSERT INTO person_named (municipality, person_id, account_id, named_at) VALUES ('PAZ14', $1, $2, 0)"};
  run(q, {mother, AccountId::make()});
  EXPECT_EQ(why(open_copy(office, dpo, id)), "not_found") << "somebody else is named";
  run(q, {mother, dpo.account});
  decide_all();
  EXPECT_EQ(release(), "");
  EXPECT_EQ(why(open_my_released(office, she, bulgarian, mother, id, CopyForm::paper)), "own_file.in_person_only")
      << "handed over in person";
}

TEST_P(CopyOf, others_find_nothing) {
  EXPECT_EQ(why(prepare_copy(office, officer, id, "")), "not_your_function");
  EXPECT_EQ(why(prepare_copy(office, actor_with(Function::data_protection, "PAZ21"), id, "")), "not_found");
  EXPECT_EQ(why(open_released(office, dpo, id, CopyForm::paper)), "not_found") << "not released yet";
}

}  // namespace
}  // namespace gishe::own_file
