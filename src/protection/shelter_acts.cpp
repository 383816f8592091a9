#include "protection/shelter_acts.h"

#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"
#include "people/people.h"
#include "protection/crew.h"
#include "protection/protection_access.h"
#include "protection/words.h"
#include "referrals/referrals.h"
#include "territory/territory.h"

namespace gishe::protection {
namespace {

using access::Action;
constexpr int shelters_max = 200;

bool is_hidden_shelter(const directory::Service& s) {
  return s.type == "shelter" && s.restricted && s.listed() && !s.suspended();
}

bool serves(const directory::Service& s, const MunicipalityCode& municipality) {
  if (s.serves_everywhere || s.municipality == municipality) return true;
  return std::find(s.serves.begin(), s.serves.end(), municipality) != s.serves.end();
}

ShelterAnswer answer_of(const directory::Service& s, Day today) {
  ShelterAnswer a{s.id, s.name, s.phone, "by_phone", 0};
  const auto status = s.capacity.status_on(today);
  if (status == "capacity" && s.capacity.places_free > 0) {
    a.answer = "room";
    a.rooms = s.capacity.places_free;
  } else if (status == "no_capacity" || (status == "capacity" && s.capacity.places_free == 0)) {
    a.answer = "full";
  }
  return a;
}

int nearness(db::Session& session, const directory::Service& s, const MunicipalityCode& home,
             const std::vector<MunicipalityCode>& zone) {
  if (std::find(zone.begin(), zone.end(), s.municipality) != zone.end()) return 0;
  const auto theirs = territory::find_municipality(session, s.municipality);
  const auto ours = territory::find_municipality(session, home);
  return theirs && ours && theirs->district == ours->district ? 1 : 2;
}

/// Everybody at the shelter who answers a referral at night: heads and those on duty.
std::vector<AccountId> crew_of(db::Session& session, const directory::Service& s, Day on) {
  auto crew = list_duty(session, s.municipality, s.organisation, on);
  for (const auto& head : list_heads(session, s.municipality, s.organisation, on)) crew.push_back(head);
  return crew;
}

Result<ReferralId> send(db::Tx& tx, Office& office, const Actor& actor, const Crisis& crisis,
                        const directory::Service& service, const std::string& words) {
  referrals::NewReferral n;
  n.person = crisis.person;
  n.source = crisis.id.value;
  n.to_service = service.id;
  n.reason = words;
  n.urgency = "emergency";
  n.package_fields = {"name", "born_on", "sex", "phone", "contact_rule"};
  n.legal_ground = "vital_interest";
  return referrals::send_referral_in(tx, office, actor, n);
}

Result<Done> refer_here(db::Tx& tx, Office& office, const Actor& actor, const ShelterReferral& asked,
                        const Allowed& allowed) {
  Crisis crisis = allowed.crisis;
  std::string words = asked.words, transport = asked.transport;
  Refusals no;
  check_words(no, "words", words, Must::say, told_words_max);
  check_words(no, "transport", transport, Must::may, told_words_max);
  const auto service = directory::find_service(tx, asked.service);
  if (!service || !is_hidden_shelter(*service)) no.emplace_back(not_a_shelter, "service");
  if (!no.empty()) return no;
  if (!find_crisis_step(crisis.kind, crisis.state, CrisisVerb::refer)) return not_from_this_state;
  const auto crew = crew_of(tx, *service, office.today());
  if (crew.empty()) return Refusal(nobody_there, "service");
  // The children come along; their files stay with who knows of them here, the centre makes its own.
  const auto named = people::name_accounts_in(tx, office, actor, crisis.person, crew, people::Crew::no);
  if (!named) return named.refusals();
  const auto sent = send(tx, office, actor, crisis, *service, words);
  if (!sent) return sent.refusals();
  crisis.referral = *sent;
  crisis.version = asked.version;
  add_task(tx, office, crisis, "transport", due_by_rule(tx, "crisis.transport", crisis.municipality, office.today()),
           transport);
  return step_crisis(tx, office, actor, allowed, crisis, CrisisVerb::refer, "");
}

}  // namespace

Result<std::vector<ShelterAnswer>> ask_shelters(Office& office, const Actor& actor) {
  const auto decision = access::decide(actor, Action::ask_capacity, capacity_facts());
  if (!decision.allowed) return *decision.no;
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<std::vector<ShelterAnswer>> {
    line = {"shelter.asked", actor.post.municipality, "", {}, decision.rule, "", {}};
    const Day today = office.today();
    const auto& home = actor.post.municipality;
    const auto zone = territory::zone_of(session, home, today);
    std::vector<std::pair<int, ShelterAnswer>> found;
    for (const auto& s : directory::list_services(session, "shelter", {}, "", shelters_max).services) {
      if (!is_hidden_shelter(s) || !serves(s, home)) continue;
      found.emplace_back(nearness(session, s, home, zone), answer_of(s, today));
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<ShelterAnswer> answers;
    for (auto& [near, answer] : found) answers.push_back(std::move(answer));
    return answers;
  });
}

Result<Done> refer_to_shelter(Office& office, const Actor& actor, const ShelterReferral& asked,
                              std::string_view once_key) {
  return on_crisis(office, actor, asked.id, "crisis.refer",
                   {asked.service.text(), asked.words, asked.transport, std::to_string(asked.version)}, once_key,
                   [&](db::Tx& tx, const Allowed& allowed) { return refer_here(tx, office, actor, asked, allowed); });
}

}  // namespace gishe::protection
