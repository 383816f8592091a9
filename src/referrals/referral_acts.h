#pragma once
#include "referrals/referral_store.h"

/// The verbs behind pages and API, beside those of the door: send_referral and take_step.
namespace gishe::referrals {

struct Opened {
  Record record;
  store::Package package;
  std::vector<store::Event> events;
  std::vector<store::Message> messages;
  std::vector<std::string> needs;
  std::vector<Verb> possible;  // what this actor may do from here, in the order of the table
  bool as_receiver = false;
};
/// Every opening leaves a ledger line, committed before the answer. The receiver's first one is the step sent →
/// delivered.
Result<Opened> open_referral(Office& office, const Actor& actor, const ReferralId& id);

/// The record when the actor may do `action` to it; else not_found or not_your_function.
Result<Record> find_allowed(db::Session& session, const Actor& actor, access::Action action, const ReferralId& id,
                            const char** rule);

/// What the sender may send along, read for choosing: leaves a ledger line on the person.
struct Offer {
  store::Package values;            // every field that has one
  std::vector<std::string> fewest;  // the smallest set that serves: proposed
  std::string to_service_name, to_organisation_name;
  std::optional<Quota> quota;
  bool by_link = false;  // nobody there has an account
  Day answer_due_on;
};
Result<Offer> offer_package(Office& office, const Actor& actor, const PersonId& person, const ServiceId& service,
                            std::string_view urgency);

/// What the places say of it, through the port.
Standing standing_of(db::Session& session, const Actor& actor, const words::Words& words, const Referral& referral,
                     Day today);

/// Why its service may not begin yet without a reason, through the port; nullopt: it may.
std::optional<Refusal> why_not_start(db::Session& session, const Referral& referral, Day today);

/// The record for printing (action print_letter), with a ledger line.
Result<Opened> print_letter(Office& office, const Actor& actor, const ReferralId& id);

/// One page of the list this actor's side sees: the receiver's inbox, or what the municipality sent.
struct Listed {
  std::vector<Record> rows;
  std::optional<store::After> next;
  bool as_receiver = false;
};
Listed list_referrals(db::Session& session, const Actor& actor, Stage stage, const std::optional<store::After>& after,
                      int limit);

/// Does what a transition says around the changed record: row, event, message row, ledger line, note to the other side,
/// listener. False: somebody was faster.
struct Happening {
  const Transition& transition;
  const Record& before;
  const Record& after;
  std::string reason, note;
  const char* rule;
  std::string who = {};  // stands behind it, where it is no account: goes before the note of the event
};
bool make_happen(db::Tx& tx, Office& office, const Actor& actor, const Happening& happening);
/// The parts of it that also a new referral needs.
void make_known(db::Tx& tx, Office& office, const Actor& actor, const Happening& happening);

/// The step itself, when who may take it has been asked already: version, table, rules of its fields, places,
/// everything that happens with it.
Result<State> step_on(db::Tx& tx, Office& office, const Actor& actor, const Record& record, const Step& step, Verb verb,
                      const char* rule, std::string_view who = {});

/// The name a step has in the ledger: "referral.sent".
std::string ledger_name(Verb verb);

}  // namespace gishe::referrals
