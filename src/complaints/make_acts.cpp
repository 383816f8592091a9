#include <algorithm>

#include "base/text.h"
#include "complaints/complaint_acts.h"
#include "complaints/complaints_access.h"
#include "complaints/employees.h"
#include "platform/office/act.h"
#include "platform/visitors/network.h"
#include "platform/visitors/tally.h"
#include "staff/staff.h"

// What the one who complains does: make it, read the answer, ask once to look again.
namespace gishe::complaints {
namespace {

constexpr visitors::Kind receipt_kind{"J", "complaint_secret", wrong_number_or_secret, too_many_tries};
constexpr std::int64_t from_one_network_max = 10;  // a day
constexpr const char* by_anybody = "none/anywhere/L0";

ledger::Line line_about(const Complaint& c, const char* action, const char* reason = "") {
  return {action, c.municipality, "complaint", c.id.value, by_anybody, reason, {}};
}

/// Whoever works here and is named in it; a handler first of all.
void bar_named(db::Tx& tx, const Complaint& c, Day today) {
  const std::string text = c.about_words + ' ' + c.words;
  for (const auto& who : list_employees(tx, c.municipality, today)) {
    if (names(text, who.name, c.about == "employee")) store::bar(tx, c, who.account, "named_in_it");
  }
}

void tell_handlers(db::Tx& tx, const Office& office, const Complaint& c) {
  auto handlers = people::list_holders(tx, access::Action::handle_complaint, c.municipality, office.today());
  const auto barred = store::list_barred(tx, c);
  std::vector<AccountId> told;
  for (const auto& who : handlers) {
    if (std::find(barred.begin(), barred.end(), who.account) == barred.end()) told.push_back(who.account);
  }
  people::tell_accounts(tx, office, told, "complaint_waits");
}

Result<visitors::Given> keep(db::Tx& tx, Office& office, const Actor& actor, const NewComplaint& n,
                             std::string_view remote) {
  const auto desks = staff::list_desks(tx, office.today());
  if (std::find(desks.begin(), desks.end(), n.municipality) == desks.end())
    return Refusal(no_desk_there, "municipality");
  const bool outside = !actor.signed_in();
  if (outside && visitors::count_today(tx, office, n.municipality, "complaint|" + visitors::network_of(remote)) >
                     from_one_network_max)
    return too_many_from_here;
  const auto receipt = visitors::write_receipt(office, receipt_kind, n.municipality, [&](const std::string& number) {
    return store::number_is_taken(tx, n.municipality, number);
  });
  Complaint c;
  c.id = ComplaintId::make();
  c.municipality = n.municipality;
  c.number = receipt.number;
  c.about = n.about;
  c.about_words = text::tidy(n.about_words);
  c.words = text::tidy(n.words, text::Lines::many);
  c.name = text::tidy(n.name);
  c.email = n.email;
  c.address = text::tidy(n.address);
  c.language = n.language;
  c.channel = outside ? "public" : "desk";
  c.taken_by = actor.account;
  c.received_on = office.today();
  c.due_on = due_by_rule(tx, "complaint.answer", c.municipality, c.received_on);
  store::insert(tx, c, receipt.secret_hash);
  bar_named(tx, c, office.today());
  store::add_event(tx, c, {office.now(), actor.account, "make", State::received, State::received, ""});
  tell_handlers(tx, office, c);
  office.note(tx, actor, line_about(c, "complaint.made", c.about == "employee" ? "employee" : "other"));
  return visitors::Given{c.id.value, c.number, receipt.secret, c.due_on.iso()};
}

Result<Complaint> open(Office& office, const Key& key) {
  return visitors::open_receipt(office, receipt_kind, {key.number, key.secret, key.remote},
                                [](db::Session& session, const MunicipalityCode& town, const std::string& number) {
                                  return store::find_by_number(session, town, number);
                                });
}

Result<Done> reopen(db::Tx& tx, Office& office, const Complaint& opened, const std::string& reason) {
  auto kept = store::find_by_number(tx, opened.municipality, opened.number);
  if (!kept) return Refusal(wrong_number_or_secret, "number");
  Complaint& c = kept->record;
  if (c.reopened) return reopened_before;
  const auto to = after(c.state, Verb::reopen);
  if (!to) return c.state == State::closed ? reopening_is_over : not_from_this_state;
  if (c.reopen_until && *c.reopen_until < office.today()) return reopening_is_over;
  const State from = std::exchange(c.state, *to);
  c.reopened = true;
  c.due_on = due_by_rule(tx, "complaint.answer", c.municipality, office.today());
  if (!store::update(tx, c)) return changed_meanwhile;
  store::add_event(tx, c, {office.now(), {}, std::string(verb_name(Verb::reopen)), from, *to, reason});
  Complaint named = c;
  named.words = reason;
  bar_named(tx, named, office.today());
  tell_handlers(tx, office, c);
  office.note(tx, Actor{}, line_about(c, "complaint.reopened"));
  return Done{};
}

}  // namespace

Result<Made> make_complaint(Office& office, const Actor& actor, const NewComplaint& n, std::string_view remote,
                            std::string_view once_key) {
  if (!access::function_may(actor, access::Action::make_complaint)) return not_your_function;
  if (auto no = why_not_complain(n); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Made> {
    const auto digest =
        content_digest({n.municipality.text, n.about, n.about_words, n.words, n.name, n.email, n.address, n.language});
    const auto given = visitors::given_once(tx, office, actor, once_key, "complaint.made", digest,
                                            [&] { return keep(tx, office, actor, n, remote); });
    if (!given) return given.refusals();
    return Made{given->number, given->secret, Day::from_iso(given->also).value_or(Day{})};
  });
}

Result<Complaint> follow_complaint(Office& office, const Key& key) { return open(office, key); }

Result<Done> reopen_complaint(Office& office, const Key& key, std::string_view reason, std::string_view once_key) {
  const auto opened = open(office, key);
  if (!opened) return opened.refusals();
  const auto words = text::tidy(reason, text::Lines::many);
  if (words.empty()) return Refusal(required, "reason");
  if (!text::is_plain(words, text::Lines::many)) return Refusal(not_plain_text, "reason");
  if (text::length(words) > words_max) return Refusal(too_long, "reason", {{"max", std::to_string(words_max)}});
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, Actor{}, once_key, "complaint.reopened", {opened->number, words},
                     [&] { return reopen(tx, office, *opened, words); });
  });
}

}  // namespace gishe::complaints
