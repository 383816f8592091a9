// Steps taken by somebody at the receiver who has no account and holds a link. The link is asked by the folder that
// makes it (answers); here the same table, event, ledger line and messages as for everybody else.
#include <algorithm>

#include "base/text.h"
#include "referrals/referral_acts.h"
#include "referrals/referral_words.h"

namespace gishe::referrals {
namespace {

constexpr const char* rule_of_links = "none/anywhere/link";
constexpr Verb verbs_by_link[] = {Verb::accept,   Verb::ask,     Verb::decline,    Verb::start_service,
                                  Verb::complete, Verb::no_show, Verb::not_started};

std::string first_name_in(const store::Package& package) {
  for (const auto& [field, value] : package) {
    if (field == "name") return value.substr(0, value.find(' '));
  }
  return {};
}

}  // namespace

std::span<const std::string_view> outcomes() { return outcome_codes; }

std::string package_words(const words::Words& w, std::string_view field, const std::string& value) {
  return value_words(w, field, value);
}

std::optional<ForLink> find_for_link(db::Session& session, const MunicipalityCode& municipality, const ReferralId& id) {
  const auto record = store::find_unshielded(session, municipality, id);
  if (!record || !package_is_open(record->state)) return std::nullopt;
  ForLink seen;
  seen.referral = *record;
  seen.package = store::package_of(session, *record);
  seen.first_name = first_name_in(seen.package);
  seen.needs = store::needs_of(session, *record);
  seen.reason = record->reason;
  seen.may_ask = record->questions_asked < questions_max;
  return seen;
}

Result<State> open_by_link(db::Tx& tx, Office& office, const MunicipalityCode& municipality, const ReferralId& id) {
  const auto record = store::find_unshielded(tx, municipality, id);
  if (!record || !package_is_open(record->state)) return not_found;
  if (const Transition* first = find_transition(record->state, Verb::open)) {
    const Record after = after_step(*record, *first, {}, std::nullopt, AccountId{}, office.now());
    if (!make_happen(tx, office, Actor{}, {*first, *record, after, "", "", rule_of_links})) return changed_meanwhile;
    return after.state;
  }
  office.note(tx, Actor{}, {"referral.opened", municipality, "referral", id.value, rule_of_links, "", {}});
  return record->state;
}

Result<State> take_step_by_link(db::Tx& tx, Office& office, const MunicipalityCode& municipality, const Step& typed,
                                std::string_view who) {
  const auto verb = verb_from(typed.verb);
  if (!verb || std::find(std::begin(verbs_by_link), std::end(verbs_by_link), *verb) == std::end(verbs_by_link)) {
    return Refusal(not_in_list, "verb");
  }
  const auto record = store::find_unshielded(tx, municipality, typed.id);
  if (!record) return not_found;
  Step step = typed;
  step.note = text::tidy(step.note, text::Lines::many);
  step.on = text::tidy(step.on);
  step.version = record->version;
  return step_on(tx, office, Actor{}, *record, step, *verb, rule_of_links, who);
}

}  // namespace gishe::referrals
