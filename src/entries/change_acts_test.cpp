#include "entries/change_acts.h"

#include "entries/entry_change_store.h"
#include "entries/world_test.h"

namespace gishe::entries {
namespace {

class Changes : public ::testing::TestWithParam<db::Engine> {
 protected:
  Result<EntryChangeId> propose(const Actor& who, Wanted wanted, std::string_view key = "") {
    return propose_change(w.office, who, {w.assistance, w.service(w.assistance).version, std::move(wanted), ""}, key);
  }
  std::string decide(const Actor& who, const EntryChangeId& id, Verdict verdict, std::string words = "",
                     std::int64_t version = 0) {
    if (version == 0) version = change(id).version;
    return w.why(decide_change(w.office, who, {id, version, verdict, std::move(words)}, ""));
  }
  EntryChange change(const EntryChangeId& id) {
    return *w.db->read([&](db::Session& s) { return find_change(s, {"PAZ14"}, id); });
  }
  testing::World w{GetParam()};
};
INSTANTIATE_TEST_SUITE_P(Engines, Changes, ::testing::ValuesIn(db::testing::engines()), db::testing::engine_name);

TEST_P(Changes, a_fee_waits_for_a_second_person_who_publishes_it) {
  const auto before = w.service(w.assistance);
  const auto lines = w.ledger_lines();
  const auto id = propose(w.head, {{"fees", "2,00 € на час"}, {"name", before.name}});
  ASSERT_TRUE(id);
  EXPECT_EQ(change(*id).fields.size(), 1u) << "what stays the same is no change";
  EXPECT_EQ(w.service(w.assistance).fees, before.fees);
  EXPECT_EQ(decide(w.head, *id, Verdict::publish), "not_your_function");
  EXPECT_EQ(decide(w.neighbour, *id, Verdict::publish, "", 1), "not_found");
  EXPECT_EQ(decide(w.editor, *id, Verdict::publish), "");
  const auto after = w.service(w.assistance);
  EXPECT_EQ(after.fees, "2,00 € на час");
  EXPECT_EQ(after.confirmed_on, w.office.today());
  EXPECT_EQ(after.address, before.address);
  EXPECT_EQ(after.papers, before.papers);
  EXPECT_EQ(after.capacity.places_free, before.capacity.places_free);
  EXPECT_EQ(decide(w.second, *id, Verdict::publish), "not_from_this_state");
  EXPECT_EQ(w.ledger_lines(), lines + 2);
}

TEST_P(Changes, nobody_publishes_what_she_wrote_neither_by_the_act_nor_by_the_database) {
  const auto id = propose(w.editor, {{"fees", "нова"}});
  ASSERT_TRUE(id);
  EXPECT_EQ(decide(w.editor, *id, Verdict::publish), "entries.second_person");
  EXPECT_EQ(decide(w.editor, *id, Verdict::reject, "не"), "entries.second_person");
  auto forged = change(*id);
  forged.state = "published";
  forged.decided_by = w.editor.account;
  forged.decided_at = w.office.now();
  EXPECT_THROW(w.db->write([&](db::Tx& tx) { replace_change(tx, forged); }), db::Conflict);
  EXPECT_EQ(decide(w.second, *id, Verdict::publish), "");
}

TEST_P(Changes, returned_with_words_and_proposed_again_or_withdrawn_by_the_same_person) {
  const auto id = *propose(w.head, {{"fees", "две"}});
  EXPECT_EQ(w.why(propose(w.editor, {{"fees", "три"}})), "entries.change_waits");
  EXPECT_EQ(decide(w.editor, id, Verdict::give_back), "required");
  EXPECT_EQ(decide(w.editor, id, Verdict::give_back, "Колко точно?"), "");
  EXPECT_EQ(w.why(propose(w.editor, {{"fees", "три"}})), "entries.change_waits");
  const auto again = propose(w.head, {{"fees", "2,00 €"}});
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, id);
  EXPECT_EQ(w.why(withdraw_change(w.office, w.editor, w.assistance, change(id).version, "")),
            "entries.not_your_change");
  EXPECT_EQ(w.why(withdraw_change(w.office, w.other_head, w.assistance, change(id).version, "")), "not_found");
  EXPECT_EQ(w.why(withdraw_change(w.office, w.head, w.assistance, change(id).version, "")), "");
  EXPECT_EQ(change(id).state, "withdrawn");
  const auto steps = w.db->read([&](db::Session& s) { return list_steps(s, change(id)); });
  ASSERT_EQ(steps.size(), 4u);
  EXPECT_EQ(steps[1].words, "Колко точно?");
  EXPECT_TRUE(propose(w.editor, {{"fees", "три"}})) << "the way is free again";
}

TEST_P(Changes, what_moved_meanwhile_is_not_written_over) {
  const auto id = *propose(w.head, {{"fees", "две"}});
  w.db->write([&](db::Tx& tx) {
    auto moved = *directory::find_service(tx, w.assistance);
    moved.fees = "друго";
    EXPECT_TRUE(directory::replace_entry(tx, moved));
  });
  EXPECT_EQ(decide(w.editor, id, Verdict::publish), "entries.entry_moved_on");
  EXPECT_EQ(w.service(w.assistance).fees, "друго");
  EXPECT_EQ(w.why(propose_change(w.office, w.editor, {w.assistance, 1, {{"fees", "x"}}, ""}, "")), "changed_meanwhile");
}

TEST_P(Changes, a_new_entry_is_seen_by_nobody_until_a_second_person_publishes_it) {
  NewEntry entry;
  entry.organisation = w.head.post.organisation;
  entry.wanted = {{"name", "Помощ с документи"}, {"type", "advocacy_mediation"}, {"settlement", "43369"},
                  {"address", "ул. „Трета“ 5"},  {"phone", "0350 00-99-01"},     {"hours", "сряда 9–12"}};
  EXPECT_EQ(w.why(propose_entry(w.office, w.head, entry, "")), "required") << "no description";
  entry.wanted["description"] = "Помагаме за молби, жалби и писма до институции.";
  EXPECT_EQ(w.why(propose_entry(w.office, w.other_head, entry, "")), "not_found");
  const auto id = propose_entry(w.office, w.head, entry, "n1");
  ASSERT_TRUE(id) << w.why(id);
  EXPECT_EQ(*propose_entry(w.office, w.head, entry, "n1"), *id) << "a double click makes one";
  const auto service = change(*id).service;
  EXPECT_EQ(w.service(service).status, "in_review");
  EXPECT_FALSE(w.service(service).listed());
  EXPECT_EQ(decide(w.editor, *id, Verdict::give_back, "Кой телефон?"), "");
  EXPECT_EQ(w.service(service).status, "draft");
  auto version = w.service(service).version;
  auto wanted = entry.wanted;
  wanted["phone"] = "0350 00-99-02";
  ASSERT_TRUE(propose_change(w.office, w.head, {service, version, wanted, ""}, ""));
  EXPECT_EQ(decide(w.editor, *id, Verdict::publish), "");
  const auto listed = w.service(service);
  EXPECT_TRUE(listed.listed());
  EXPECT_EQ(listed.phone, "0350 00-99-02");
  EXPECT_EQ(listed.settlement.text, "43369");
  EXPECT_GT(listed.latitude, 40);
}

TEST_P(Changes, a_new_address_is_a_new_place_and_confirming_ends_needs_update) {
  const auto before = w.service(w.assistance);
  const auto id = *propose(w.head, {{"address", "ул. „Нова“ 7"}, {"settlement", "35571"}});
  EXPECT_EQ(decide(w.editor, id, Verdict::publish), "");
  const auto after = w.service(w.assistance);
  EXPECT_EQ(after.address, "ул. „Нова“ 7");
  EXPECT_NE(after.latitude, before.latitude);
  w.db->write([&](db::Tx& tx) { EXPECT_TRUE(directory::mark_needs_update(tx, w.assistance, w.office.now())); });
  EXPECT_EQ(w.why(confirm_entry(w.office, w.other_head, w.assistance, "")), "not_found");
  EXPECT_EQ(w.why(confirm_entry(w.office, w.head, w.assistance, "")), "");
  EXPECT_EQ(w.service(w.assistance).status, "published");
}

TEST_P(Changes, values_that_cannot_be_say_at_which_field) {
  const auto why = [&](Wanted wanted) {
    const auto result = propose(w.head, std::move(wanted));
    return result.ok() ? "" : result.refusals().front().field + ":" + result.refusals().front().code->name;
  };
  EXPECT_EQ(why({{"name", ""}}), "name:required");
  EXPECT_EQ(why({{"type", "gold"}}), "type:not_in_list");
  EXPECT_EQ(why({{"needs", "heating,gold"}}), "needs:not_in_list");
  EXPECT_EQ(why({{"age_min", "много"}}), "age_min:not_a_number");
  EXPECT_EQ(why({{"age_min", "200"}}), "age_min:entries.age_out_of_range");
  EXPECT_EQ(why({{"age_min", "60"}, {"age_max", "20"}}), "age_max:entries.ages_crossed");
  EXPECT_EQ(why({{"fees", std::string(600, 'x')}}), "fees:too_long");
  EXPECT_EQ(why({{"phone", "1"}}), ":entries.nothing_changed") << "a telephone changes at once, elsewhere";
  EXPECT_EQ(why({}), ":entries.nothing_changed");
}

}  // namespace
}  // namespace gishe::entries
