#pragma once
#include "protection/crisis_acts.h"

/// The crisis centre's side: from the emergency referral to the way back home.
namespace gishe::protection {

/// What the centre is shown before it takes somebody in: the package, which it may read anyway.
struct Arrival {
  ReferralId referral;
  std::int64_t version = 0;
  std::string number, name, born_on, sex, phone, contact_rule, reason;
};
/// Emergency referrals to the actor's house that wait for an answer or a place, and for which it is named.
Result<Arrival> find_arrival(Office& office, const Actor& actor, const ReferralId& id);

struct Admission {
  ReferralId referral;
  std::int64_t version = 0;
  std::string given_name, family_name, contact_rule;
};
/// Accepts the referral where that is still to do, registers her as the centre's own shielded person, known to its
/// crew, takes a place in emergency where places are kept one by one, and begins the service. Papers are due by a rule.
Result<CrisisContactId> admit_resident(Office& office, const Actor& actor, const Admission& admission,
                                       std::string_view once_key);

struct ExitPlan {
  CrisisContactId id;
  std::int64_t version = 0;
  ServiceId service;
  std::string words;                // what is asked there
  std::string contact_rule, phone;  // new ones: the old ones end with the way home
};
/// The way home: a new rule for safe contact, and a referral to a service there, named for those who answer in it.
Result<Done> plan_exit(Office& office, const Actor& actor, const ExitPlan& plan, std::string_view once_key);

/// Services of the municipality that sent her, and who would know there.
struct HomeService {
  ServiceId id;
  std::string name, knowing;
};
std::vector<HomeService> list_home_services(db::Session& session, const Office& office, const Actor& actor,
                                            const Crisis& crisis);

}  // namespace gishe::protection
