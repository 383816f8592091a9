#pragma once
#include "answers/answers.h"

/// The link: made by the sender, opened by who says who she is, used once. Values, statements, verbs.
namespace gishe::answers {

struct AnswerLink {
  Uuid id;
  MunicipalityCode municipality;  // sender's
  ReferralId referral;
  std::string kind;   // answer, outcome
  std::string state;  // open, used, withdrawn
  Day expires_on;
  std::string sent_to;  // e-mail; empty: handed over
  std::string opened_by;
  AccountId made_by;
  Instant made_at;
};
/// Which link a referral may have now: "answer" while it waits, "outcome" when it was accepted; empty: none.
std::string_view kind_for(referrals::State state);
/// The verbs it opens, from the state the referral is in.
std::vector<std::string_view> verbs_of(const AnswerLink& link, referrals::State state, bool may_ask);

namespace store {
std::optional<AnswerLink> find_by_hash(db::Session& session, const MunicipalityCode& municipality,
                                       std::string_view token_hash);
std::optional<AnswerLink> find_latest(db::Session& session, const MunicipalityCode& municipality,
                                      const ReferralId& referral);
void insert(db::Tx& tx, const AnswerLink& link, std::string_view token_hash);
void note_opening(db::Tx& tx, const AnswerLink& link, std::string_view by, Instant at);
/// False when it was closed meanwhile: of twenty at once one closes it.
bool close(db::Tx& tx, const AnswerLink& link, std::string_view state, Instant at);
}  // namespace store

/// Who answers, as she says. All three are asked for.
struct Person {
  std::string name, post, organisation;
  std::string said() const { return name + ", " + post + ", " + organisation; }
};
Refusals why_not_person(const Person& person);

/// Makes one and withdraws the one before; the token is given back once and kept as a keyed hash. With an address it is
/// sent there too. A double click makes a second one, and the first works no more. Refuses: not_found,
/// not_from_this_state, not_for_shielded, not_an_address.
struct Made {
  AnswerLink link;
  std::string address;  // to open
};
Result<Made> make_link(Office& office, const Actor& actor, const ReferralId& referral, std::string_view email);
Result<Done> withdraw_link(Office& office, const Actor& actor, const ReferralId& referral, std::string_view once_key);
/// For the sender's page: is this referral hers to make a link for, and the last one made.
struct Standing {
  referrals::Referral referral;
  std::optional<AnswerLink> link;
};
Result<Standing> find_standing(db::Session& session, const Actor& actor, const ReferralId& referral);

/// What the link shows. `whole`: only after `identify`.
struct Seen {
  AnswerLink link;
  referrals::ForLink referral;
};
Result<Seen> look(Office& office, std::string_view token, std::string_view remote);
/// She has said who she is: the package, with a ledger line; the first time sent → delivered.
Result<Seen> identify(Office& office, std::string_view token, const Person& person, std::string_view remote);
/// The answer: closes the link and takes the step in one transaction.
Result<referrals::State> answer(Office& office, std::string_view token, const Person& person, referrals::Step step,
                                std::string_view remote);

}  // namespace gishe::answers
