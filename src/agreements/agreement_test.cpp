#include "agreements/agreement.h"

#include <gtest/gtest.h>

#include <random>
#include <set>

#include "agreements/gap.h"

namespace gishe::agreements {
namespace {

Day day(const char* iso) { return Day::from_iso(iso).value(); }
const Day today = day("2026-11-23");

Terms good_terms() { return {3, 1450, day("2026-12-01"), day("2027-11-30"), ""}; }

TEST(AgreementTable, every_state_leads_somewhere_or_is_an_end) {
  std::set<State> left;
  for (const Transition& t : transitions()) left.insert(t.from);
  for (int i = 0; i < state_count; ++i) {
    const auto state = static_cast<State>(i);
    const bool is_end = state == State::declined || state == State::withdrawn;
    EXPECT_EQ(left.contains(state), !is_end) << state_name(state);
    EXPECT_EQ(state_from(state_name(state)), state);
  }
}

TEST(AgreementTable, only_the_side_that_was_spoken_to_answers) {
  for (const Transition& t : transitions()) {
    if (t.verb != Verb::accept && t.verb != Verb::decline && t.verb != Verb::counter) continue;
    EXPECT_EQ(turn_of(t.from), t.who) << state_name(t.from) << " " << verb_name(t.verb);
  }
  EXPECT_EQ(find_transition(State::asked, Verb::accept, Side::asker), nullptr);
  EXPECT_EQ(find_transition(State::countered, Verb::accept, Side::asked), nullptr);
}

TEST(AgreementTable, ten_thousand_random_schedules_break_no_guard) {
  std::mt19937 random(27);
  for (int schedule = 0; schedule < 10'000; ++schedule) {
    Record r;
    r.terms = good_terms();
    bool accepted = false;
    std::optional<Day> shortened;
    for (int step = 0; step < 12; ++step) {
      Step s;
      s.verb = static_cast<Verb>(random() % verb_count);
      const auto side = static_cast<Side>(random() % 3);
      s.reason = random() % 4 == 0 ? "" : s.verb == Verb::give_notice ? "other" : "price";
      if (random() % 3)
        s.terms = Terms{static_cast<int>(random() % 700), 900, day("2026-12-01"), day("2027-06-30"), ""};
      if (random() % 3) s.on = today.plus_days(static_cast<int>(random() % 500));
      const Transition* t = find_transition(r.state, s.verb, side);
      if (!t) continue;
      const auto whose = turn_of(r.state);
      if (!why_not_step(r, s, today, today.plus_days(30)).empty()) continue;
      if (s.verb == Verb::leave_zone && !s.on) continue;
      const Record after = after_step(r, *t, s, Instant{});
      ASSERT_EQ(after.version, r.version + 1);
      if (s.verb == Verb::accept) {
        ASSERT_FALSE(accepted) << "agreed twice";
        ASSERT_EQ(whose, side);
        accepted = true;
      }
      if (is_binding(after.state)) {
        ASSERT_TRUE(accepted);
      }
      if (after.state == State::declined) {
        ASSERT_FALSE(after.reason.empty());
      }
      if (s.verb == Verb::give_notice) {
        ASSERT_FALSE(shortened) << "notice given twice";
        ASSERT_GE(after.terms.until, today.plus_days(30));
        ASSERT_LT(after.terms.until, r.terms.until);
        shortened = after.terms.until;
      }
      ASSERT_GE(after.terms.places, 1);
      ASSERT_LE(after.terms.places, places_max);
      r = after;
    }
  }
}

TEST(AgreementTerms, refuses_what_nobody_could_keep) {
  EXPECT_TRUE(why_not_terms(good_terms(), today).empty());
  auto terms = good_terms();
  terms.places = 0;
  EXPECT_TRUE(why_not_terms(terms, today).front().is(places_wrong));
  terms = good_terms();
  terms.until = day("2026-11-30");
  EXPECT_TRUE(why_not_terms(terms, today).front().is(dates_wrong));
  terms = good_terms();
  terms.until = day("2040-01-01");
  EXPECT_TRUE(why_not_terms(terms, today).front().is(dates_wrong));
  terms = good_terms();
  terms.unit_cost_cents_per_day = -1;
  EXPECT_TRUE(why_not_terms(terms, today).front().is(cost_wrong));
}

TEST(AgreementTerms, one_common_day_is_an_overlap) {
  const Terms a{1, 1, day("2026-01-01"), day("2026-06-30"), ""};
  EXPECT_TRUE(overlap(a, {1, 1, day("2026-06-30"), day("2026-12-31"), ""}));
  EXPECT_FALSE(overlap(a, {1, 1, day("2026-07-01"), day("2026-12-31"), ""}));
}

directory::Service service(const char* status, int free, std::optional<int> from, std::optional<int> to) {
  directory::Service s;
  s.id = ServiceId::make();
  s.status = "published";
  s.capacity.status = status;
  s.capacity.places_free = free;
  s.capacity.updated_on = day("2026-11-20");
  s.age_min = from;
  s.age_max = to;
  return s;
}

TEST(Gap, says_whether_it_is_missing_at_home) {
  Wanted w{{"PAZ14"}, "therapy_rehabilitation", "", "", 9, today};
  const auto own = [](directory::Service s) {
    return std::vector<Candidate>{Candidate{std::move(s), Ring::own, {}, {}, {}, 0, 0}};
  };
  EXPECT_EQ(gap_of(w, {}), Gap::none_here);
  EXPECT_EQ(gap_of(w, own(service("capacity", 2, 3, 18))), Gap::no_gap);
  EXPECT_EQ(gap_of(w, own(service("capacity", 2, 60, {}))), Gap::none_here) << "not for a child of nine";
  EXPECT_EQ(gap_of(w, own(service("no_capacity", 0, 3, 18))), Gap::all_full);
  EXPECT_EQ(gap_of(w, own(service("unknown", 0, 3, 18))), Gap::not_known);
  auto old = service("capacity", 2, 3, 18);
  old.capacity.updated_on = day("2026-08-01");
  EXPECT_EQ(gap_of(w, own(old)), Gap::not_known) << "what was said long ago does not count";
}

TEST(Gap, nearer_ring_first_then_eligible_then_places_then_way) {
  Wanted w{{"PAZ14"}, "therapy_rehabilitation", "", "child", 9, today};
  const auto candidate = [&](Ring ring, directory::Service s, int minutes) {
    Candidate c;
    c.service = std::move(s);
    c.service.name = std::string(ring_name(ring)) + std::to_string(minutes);
    c.ring = ring;
    c.travel = territory::Travel{minutes, minutes * 0.7, territory::Travel::Source::estimate};
    return c;
  };
  auto adults = service("capacity", 5, 18, {});
  const auto ranked =
      rank(w, {candidate(Ring::district, service("capacity", 9, {}, {}), 10), candidate(Ring::zone, adults, 5),
               candidate(Ring::zone, service("waitlist", 0, {}, {}), 20),
               candidate(Ring::zone, service("capacity", 2, {}, {}), 40),
               candidate(Ring::zone, service("capacity", 2, {}, {}), 30)});
  std::vector<std::string> names;
  for (const auto& c : ranked) names.push_back(c.service.name);
  EXPECT_EQ(names, (std::vector<std::string>{"zone30", "zone40", "zone20", "zone5", "district10"}));
}

}  // namespace
}  // namespace gishe::agreements
