// What every step of a referral does besides changing its state, in one place and in one transaction.
#include <set>

#include "platform/db/wall.h"
#include "referrals/referral_access.h"
#include "referrals/referral_acts.h"
#include "staff/staff.h"

namespace gishe::referrals {
namespace {

Listener the_listener = nullptr;

void queue_for(db::Tx& tx, Office& office, const staff::Account& account, const char* kind, const Record& record) {
  if (account.disabled || account.email.empty()) return;
  post::Message message;
  message.to = account.email;
  message.language = words::from_code(account.language).value_or(words::Language::bg);
  message.kind = kind;
  message.values = {{"number", record.number}, {"link", office.public_address + "/referrals/" + record.id.text()}};
  post::queue(tx, office.clock, message);
}

/// The accounts of one side for whom the referral exists: not even a mailbox of anybody else knows.
std::vector<staff::Account> accounts_of(db::Tx& tx, Office& office, const Record& record, Tell tell) {
  std::vector<staff::Account> accounts;
  const auto add_all = [&](std::vector<staff::Account> more) {
    accounts.insert(accounts.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  };
  if (tell == Tell::sender || tell == Tell::sender_and_supervisor) {
    if (auto sender = staff::find_account(tx, record.sent_by)) accounts.push_back(std::move(*sender));
  }
  if (tell == Tell::sender_and_supervisor) {
    add_all(staff::list_holders(tx, Function::supervisor, record.municipality, {}, office.today()));
  }
  if (tell == Tell::receiver) {
    add_all(staff::list_holders(tx, Function::provider_head, record.to_municipality, record.to_organisation,
                                office.today()));
    if (record.sensitivity == Sensitivity::shielded) {
      add_all(staff::list_holders(tx, Function::crisis_worker, record.to_municipality, record.to_organisation,
                                  office.today()));
    }
  }
  std::erase_if(accounts, [&](const staff::Account& a) {
    Actor reader;  // not acting: asked only whether it is named or barred
    reader.account = a.id;
    reader.post.municipality = record.municipality;
    return !exists_for(tx, reader, record);
  });
  return accounts;
}

void tell_other_side(db::Tx& tx, Office& office, const Happening& happening) {
  if (happening.transition.tell == Tell::nobody) return;
  constexpr std::size_t told_max = 20;
  std::set<AccountId> told;
  for (const auto& account : accounts_of(tx, office, happening.after, happening.transition.tell)) {
    if (told.size() < told_max && told.insert(account.id).second) {
      queue_for(tx, office, account, happening.transition.message, happening.after);
    }
  }
}

}  // namespace

void set_listener(Listener listener) { the_listener = listener; }

std::string ledger_name(Verb verb) {
  constexpr std::string_view names[verb_count] = {"sent",      "opened",     "question_asked", "question_answered",
                                                  "accepted",  "waitlisted", "declined",       "service_started",
                                                  "completed", "no_show",    "not_started",    "withdrawn",
                                                  "revoked",   "escalated",  "expired",        "offer_taken"};
  return "referral." + std::string(names[static_cast<int>(verb)]);
}

void make_known(db::Tx& tx, Office& office, const Actor& actor, const Happening& happening) {
  const Record& after = happening.after;
  const Verb verb = happening.transition.verb;
  const bool is_talk = verb == Verb::ask || verb == Verb::answer;
  store::Event event;
  event.seq = after.version;
  event.at = office.now();
  event.verb = verb_name(verb);
  event.side = side_name(happening.transition.who);
  event.reason = happening.reason;
  event.note = is_talk ? std::string() : happening.note;  // a question and its answer stand in referral_message
  if (!happening.who.empty()) event.note = happening.who + (event.note.empty() ? "" : ". " + event.note);
  event.by = actor.account;
  event.from = happening.before.state;
  event.to = after.state;
  store::insert_event(tx, after, event);
  if (is_talk) {
    store::insert_message(tx, after,
                          {verb == Verb::ask ? "question" : "answer", happening.note, event.at, actor.account});
  }
  ledger::Line line;
  line.action = ledger_name(verb);
  line.municipality = after.municipality;
  line.kind = "referral";
  line.subject = after.id.value;
  line.rule = happening.rule;
  line.reason = happening.reason;
  line.changes = {{"state", std::string(state_name(happening.before.state)), std::string(state_name(after.state))}};
  office.note(tx, actor, line);

  tell_other_side(tx, office, happening);
  // The sender's desk, case and contract hear of a step that somebody elsewhere took.
  const db::BeyondTheWall so_that_they_hear;
  if (the_listener) the_listener(tx, office, {after, happening.before.state, after.state, actor.account});
}

bool make_happen(db::Tx& tx, Office& office, const Actor& actor, const Happening& happening) {
  if (!store::update(tx, happening.after)) return false;
  make_known(tx, office, actor, happening);
  return true;
}

}  // namespace gishe::referrals
