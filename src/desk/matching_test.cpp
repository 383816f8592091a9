#include "desk/matching.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace gishe::desk {
namespace {

const Day today = *Day::of(2026, 11, 22);
const MunicipalityCode lesichovo{"PAZ14"}, peshtera{"PAZ21"}, far_away{"VAR13"};

Seeker man_of_78() { return {lesichovo, 78, {"older_person"}, today}; }

Candidate good(const MunicipalityCode& where, int minutes) {
  Candidate c;
  c.service.id = ServiceId::make();
  c.service.municipality = where;
  c.service.type = "therapy_rehabilitation";
  c.service.status = "published";
  c.service.capacity = {"capacity", 10, 3, 0, today};
  c.service.confirmed_on = today.plus_days(-20);
  c.in_zone = true;
  c.travel_minutes = minutes;
  return c;
}

std::vector<Proposal> ranked_for(const Seeker& seeker, const std::vector<Candidate>& candidates) {
  std::vector<Proposal> proposals;
  for (const Candidate& c : candidates) proposals.push_back(weigh(seeker, c));
  return rank(std::move(proposals));
}

bool says(const Reasons& reasons, std::string_view code, Verdict verdict) {
  return std::any_of(reasons.begin(), reasons.end(),
                     [&](const Reason& r) { return r.code == code && r.verdict == verdict; });
}

TEST(matching, walls_are_named) {
  const Seeker seeker = man_of_78();
  Candidate young = good(lesichovo, 5);
  young.service.age_max = 18;
  EXPECT_TRUE(says(weigh(seeker, young).reasons, "age_does_not_fit", Verdict::no));
  Candidate others = good(lesichovo, 5);
  others.service.target_groups = {"child"};
  EXPECT_TRUE(says(weigh(seeker, others).reasons, "group_does_not_fit", Verdict::no));
  Candidate full = good(lesichovo, 5);
  full.service.capacity = {"no_capacity", 10, 0, 0, today};
  EXPECT_TRUE(says(weigh(seeker, full).reasons, "full", Verdict::no));
  Candidate away = good(far_away, 300);
  away.in_zone = false;
  EXPECT_TRUE(says(weigh(seeker, away).reasons, "out_of_area", Verdict::no));
  Candidate closed = good(lesichovo, 5);
  closed.service.status = "suspended";
  EXPECT_TRUE(says(weigh(seeker, closed).reasons, "not_open", Verdict::no));
}

TEST(matching, a_neighbour_without_agreement_is_asked_not_excluded) {
  const auto ranked = ranked_for(man_of_78(), {good(peshtera, 30)});
  ASSERT_TRUE(ranked.front().fits);
  EXPECT_TRUE(says(ranked.front().reasons, "ask_to_agree", Verdict::maybe));
}

TEST(matching, an_agreement_goes_before_asking_at_the_same_distance) {
  Candidate with = good(peshtera, 32), without = good(MunicipalityCode{"PAZ08"}, 31);
  with.agreement = Agreement{"7/2026", 2, 3500};
  const auto ranked = ranked_for(man_of_78(), {without, with});
  EXPECT_EQ(ranked.front().candidate.service.id, with.service.id);
}

TEST(matching, free_places_go_before_a_shorter_way) {
  Candidate near = good(lesichovo, 5), far = good(peshtera, 40);
  near.service.capacity = {"waitlist", 10, 0, 4, today};
  EXPECT_EQ(ranked_for(man_of_78(), {near, far}).front().candidate.service.id, far.service.id);
}

TEST(matching, an_unknown_age_is_a_question) {
  Seeker seeker = man_of_78();
  seeker.age = std::nullopt;
  Candidate c = good(lesichovo, 5);
  c.service.age_min = 65;
  const auto ranked = ranked_for(seeker, {c});
  EXPECT_TRUE(ranked.front().fits);
  EXPECT_TRUE(says(ranked.front().reasons, "age_from_unknown", Verdict::maybe));
}

Candidate drawn(std::mt19937& random) {
  const auto upto = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  const MunicipalityCode places[] = {lesichovo, peshtera, far_away};
  const char* capacity[] = {"capacity", "no_capacity", "waitlist", "assessment_required", "unknown"};
  Candidate c = good(places[upto(3)], upto(200));
  c.in_zone = upto(2) == 0;
  c.service.capacity.status = capacity[upto(5)];
  c.service.capacity.places_free = upto(4);
  if (upto(3) == 0) c.service.age_max = upto(100);
  if (upto(3) == 0) c.service.target_groups = {upto(2) == 0 ? "child" : "older_person"};
  if (upto(4) == 0) c.travel_minutes = std::nullopt;
  if (upto(3) == 0) c.agreement = Agreement{"1", upto(3), 100};
  if (upto(5) == 0) c.service.status = "suspended";
  if (upto(3) == 0) c.service.confirmed_on = std::nullopt;
  c.declined_before = upto(6) == 0;
  return c;
}

TEST(matching, properties_hold_for_drawn_worlds) {
  std::mt19937 random(20261122);
  for (int world = 0; world < 60; ++world) {
    std::vector<Candidate> candidates;
    for (int i = 0; i < 30; ++i) candidates.push_back(drawn(random));
    const auto ranked = ranked_for(man_of_78(), candidates);
    ASSERT_EQ(ranked.size(), candidates.size());
    EXPECT_TRUE(std::is_partitioned(ranked.begin(), ranked.end(), [](const Proposal& p) { return p.fits; }));
    std::shuffle(candidates.begin(), candidates.end(), random);
    const auto again = ranked_for(man_of_78(), candidates);
    for (std::size_t i = 0; i < ranked.size(); ++i) {
      EXPECT_EQ(ranked[i].candidate.service.id, again[i].candidate.service.id);
      const Proposal& p = ranked[i];
      const bool wall =
          std::any_of(p.reasons.begin(), p.reasons.end(), [](const Reason& r) { return r.verdict == Verdict::no; });
      EXPECT_EQ(p.fits, !wall);
      const auto& s = p.candidate.service;
      EXPECT_EQ(says(p.reasons, "places_free", Verdict::yes),
                s.capacity.status == "capacity" && s.capacity.places_free > 0);
      EXPECT_EQ(says(p.reasons, "age_does_not_fit", Verdict::no), s.age_max.has_value() && *s.age_max < 78);
    }
  }
}

}  // namespace
}  // namespace gishe::desk
