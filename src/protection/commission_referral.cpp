#include "base/text.h"
#include "people/people.h"
#include "protection/commission_acts.h"
#include "protection/protection_access.h"
#include "protection/words.h"
#include "referrals/referrals.h"

// A measure that a centre carries out, also in another province: the child becomes a person at L3, on whose team the
// secretary stands alone, and goes there with the smallest package that serves.
namespace gishe::protection {
namespace {

using access::Action;

/// "Иван Петров Тестов": the first word, what stands between, the last one. One word stands for both.
void put_name(people::NewPerson& person, const std::string& whole) {
  std::string_view name = whole;
  const auto first = name.find(' ');
  const auto last = name.rfind(' ');
  person.given_name = std::string(name.substr(0, first));
  person.family_name = std::string(last == std::string_view::npos ? name : name.substr(last + 1));
  if (first != last) person.middle_name = std::string(name.substr(first + 1, last - first - 1));
}

Result<PersonId> register_child(db::Tx& tx, Office& office, const Actor& actor, const CommissionCase& c) {
  people::NewPerson person;
  put_name(person, c.child.name);
  person.born_on = c.born_on.iso();
  person.identifier_kind = "none";
  person.duplicates_seen = true;  // the commission compares nobody with the files of others
  person.sensitivity = Sensitivity::sensitive;
  person.target_groups = {"child_in_conflict"};
  return people::register_person_in(tx, office, actor, person);
}

Result<Done> refer_here(db::Tx& tx, Office& office, const Actor& actor, CommissionCase c, const CaseReferral& asked,
                        const std::string& rule) {
  Refusals no;
  std::string words = asked.words;
  check_words(no, "words", words, Must::say, case_words_max);
  if (asked.service.is_nil()) no.emplace_back(required, "service");
  if (!no.empty()) return no;
  if (c.referral) {
    const auto before = referrals::find_referral(tx, access::scope(actor, Action::list_referrals), *c.referral);
    if (before && referrals::package_is_open(before->state)) return referred_already;
  }
  if (c.state != CaseState::measure && c.state != CaseState::review) return not_from_this_state;
  if (!c.person) {
    const auto registered = register_child(tx, office, actor, c);
    if (!registered) return registered.refusals();
    c.person = *registered;
  }
  referrals::NewReferral n;
  n.person = *c.person;
  n.source = c.id.value;
  n.to_service = asked.service;
  n.reason = words;
  n.package_fields = {"name", "born_on"};
  n.legal_ground = "legal_duty";
  const auto sent = referrals::send_referral_in(tx, office, actor, n);
  if (!sent) {
    auto refusals = sent.refusals();
    for (auto& refusal : refusals) {
      if (refusal.field == "to_service") refusal.field = "service";
      if (refusal.field == "reason") refusal.field = "words";
    }
    return refusals;
  }
  c.referral = *sent;
  if (!link_case(tx, c)) return changed_meanwhile;
  office.note(tx, actor, {"commission.referred", c.municipality, "commission_case", c.id.value, rule, "", {}});
  return Done{};
}

}  // namespace

Result<Done> refer_child(Office& office, const Actor& actor, const CaseChange& change, const CaseReferral& asked,
                         std::string_view once_key) {
  const auto decision = access::decide(actor, Action::keep_commission_case, commission_facts(actor.post.municipality));
  if (!decision.allowed) return *decision.no;
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "commission.refer",
                     {change.id.text(), std::to_string(change.version), asked.service.text(), asked.words},
                     [&]() -> Result<Done> {
                       auto c = find_case(tx, office, access::scope(actor, Action::keep_commission_case), change.id);
                       if (!c) return not_found;
                       if (c->state == CaseState::sealed) return sealed_now;
                       c->version = change.version;
                       return refer_here(tx, office, actor, *c, asked, decision.rule);
                     });
  });
}

}  // namespace gishe::protection
