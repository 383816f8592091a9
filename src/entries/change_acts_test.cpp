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

/// Everything the change, its ledger line and the entry say.
std::string all_said(testing::World& w, const EntryChange& change) {
  static const db::Query q_ledger{"test.ledger_texts", "SELECT body FROM ledger"};
  std::string said = w.service(change.service).address + w.service(change.service).settlement.text;
  for (const auto& f : change.fields) said += "|" + f.before + "|" + f.after;
  w.db->read([&](db::Session& s) { s.each(q_ledger, {}, [&](const db::Row& r) { said += r.string(0); }); });
  return said;
}
std::string guarded_of(testing::World& w, const ServiceId& service) {
  static const db::Query q_guarded{"test.guarded",
                                   "SELECT g.address FROM location_guarded g JOIN service s"
                                   " ON s.location_id = g.location_id WHERE s.id = $1"};
  std::string address;
  w.db->read([&](db::Session& s) { s.one(q_guarded, {service}, [&](const db::Row& r) { address = r.string(0); }); });
  return address;
}

TEST_P(Changes, the_place_of_a_new_shelter_is_hidden_before_anybody_sees_it) {
  NewEntry entry{w.head.post.organisation, {}, ""};
  entry.wanted = {{"name", "Кризисен център"},
                  {"type", "shelter"},
                  {"settlement", "43369"},
                  {"address", "ул. „Тайна“ 13"},
                  {"description", "Подслон за жени и деца, пострадали от насилие."},
                  {"phone", "0350 00-99-01"},
                  {"hours", "денонощно"}};
  const auto id = *propose_entry(w.office, w.head, entry, "");
  const auto service = change(id).service;
  EXPECT_TRUE(w.service(service).restricted);
  EXPECT_EQ(guarded_of(w, service), "ул. „Тайна“ 13");
  EXPECT_EQ(all_said(w, change(id)).find("Тайна"), std::string::npos);
  EXPECT_EQ(decide(w.editor, id, Verdict::give_back, "Кой телефон?"), "");
  auto wanted = entry.wanted;
  wanted["settlement"] = wanted["address"] = "";
  wanted["phone"] = "0350 00-99-02";
  const auto version = [&] { return w.service(service).version; };
  ASSERT_TRUE(propose_change(w.office, w.head, {service, version(), wanted, ""}, ""));
  EXPECT_EQ(guarded_of(w, service), "ул. „Тайна“ 13") << "an empty field leaves it";
  EXPECT_EQ(decide(w.editor, id, Verdict::give_back, "Обявен ли е?"), "");
  wanted["address_shown"] = "shown";
  EXPECT_EQ(w.why(propose_change(w.office, w.head, {service, version(), wanted, ""}, "")), "required");
  wanted["address_shown"] = "";
  ASSERT_TRUE(propose_change(w.office, w.head, {service, version(), wanted, ""}, ""));
  EXPECT_EQ(decide(w.editor, id, Verdict::publish), "");
  EXPECT_TRUE(w.service(service).listed());
  EXPECT_TRUE(w.service(service).restricted);
  EXPECT_EQ(all_said(w, change(id)).find("Тайна"), std::string::npos);
}

TEST_P(Changes, a_shelter_may_say_where_it_is_and_anything_else_may_hide) {
  NewEntry entry{w.head.post.organisation, {}, ""};
  entry.wanted = {{"name", "Приют"},      {"type", "shelter"},         {"settlement", "43369"},
                  {"address", "ул. 1"},   {"description", "Нощувка."}, {"phone", "0350 1"},
                  {"hours", "денонощно"}, {"address_shown", "shown"}};
  const auto open = propose_entry(w.office, w.head, entry, "");
  ASSERT_TRUE(open) << w.why(open);
  EXPECT_FALSE(w.service(change(*open).service).restricted);
  entry.wanted["type"] = "day_care";
  entry.wanted["address_shown"] = "hidden";
  const auto hidden = *propose_entry(w.office, w.head, entry, "");
  EXPECT_TRUE(w.service(change(hidden).service).restricted);

  const auto before = w.service(w.assistance);
  EXPECT_EQ(w.why(propose(w.head, {{"address_shown", "hidden"}, {"address", "ул. „Тайна“ 7"}})), "entries.hide_only");
  const auto id = propose(w.head, {{"address_shown", "hidden"}});
  ASSERT_TRUE(id) << w.why(id);
  EXPECT_FALSE(w.service(w.assistance).restricted);
  EXPECT_EQ(decide(w.editor, *id, Verdict::publish), "");
  EXPECT_TRUE(w.service(w.assistance).restricted);
  EXPECT_EQ(w.service(w.assistance).address, "");
  EXPECT_EQ(guarded_of(w, w.assistance), before.address);
  EXPECT_EQ(w.why(propose(w.head, {{"address_shown", "shown"}})), "entries.nothing_changed") << "opened by no form";
}

TEST_P(Changes, what_would_run_when_clicked_is_refused_in_a_new_entry) {
  NewEntry entry{w.head.post.organisation, {}, ""};
  entry.wanted = {
      {"name", "Приемна"}, {"type", "day_care"}, {"description", "Помагаме."}, {"phone", "0350 1"}, {"hours", "сряда"}};
  const auto why = [&](const char* field, const char* value) {
    auto one = entry;
    one.wanted[field] = value;
    return w.why(propose_entry(w.office, w.head, one, ""));
  };
  for (const char* website : {"javascript:alert(1)", "data:text/html,x", "https://a\" onclick=\"x", "ftp://a.bg"}) {
    EXPECT_EQ(why("website", website), "directory.not_a_web_address") << website;
  }
  for (const char* email : {"a@b.c?bcc=x@y", "a@b.c?bcc=x", "a", "a@b&cc=x", "a@b,c@d", "a@b%0Ac"}) {
    EXPECT_EQ(why("email", email), "directory.not_an_email") << email;
  }
  EXPECT_EQ(why("email", "zora@lesichovo.example"), "");
  EXPECT_EQ(why("website", "https://lesichovo.example/a?b=1&c=2"), "");
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
