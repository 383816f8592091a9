#include <stdexcept>

#include "base/csv.h"
#include "platform/embedded/embedded.h"
#include "platform/office/must.h"
#include "protection/commission_acts.h"
#include "protection/resident_acts.h"
#include "protection/shelter_acts.h"
#include "protection/signal_acts.h"
#include "referrals/referrals.h"

// The demo's receivers, one signal and one contact, through the real acts. Invented; nobody is named.
namespace gishe::protection {
namespace {

csv::Reader open_demo(std::string_view name) {
  const auto text = embedded::find(name);
  if (!text) throw std::runtime_error(std::string(name) + " is not in this binary");
  return csv::Reader(*text);
}

void add_receivers(Office& office) {
  auto reader = open_demo("demo/signal_receivers.csv");
  office.db.write([&](db::Tx& tx) {
    while (reader.next()) {
      store_receiver(tx, {{reader.get("municipality")},
                          reader.get("recipient"),
                          OrganisationId::parse(reader.get("organisation")).value_or(OrganisationId{}),
                          {reader.get("organisation_municipality")},
                          reader.get("name"),
                          reader.get("phone")});
    }
  });
}

/// Taken in by the social worker and referred in emergency.
ReferralId refer(Office& office, const Actor& worker, const csv::Reader& row) {
  NewContact n;
  n.channel = "police";
  n.contact_rule = row.get("first");
  n.told = row.get("second");
  const auto id = must(take_in(office, worker, n, ""));
  const auto shelters = must(ask_shelters(office, worker));
  if (shelters.empty()) throw std::runtime_error("demo protection: no shelter");
  must(refer_to_shelter(office, worker, {id, 1, shelters.front().service, row.get("third"), ""}, ""));
  return must(open_crisis(office, worker, id)).crisis.referral.value();
}

/// Where every bed is taken she waits on the list of arrivals.
void admit(Office& office, const Actor& duty, const ReferralId& referral) {
  const Arrival arrival = must(find_arrival(office, duty, referral));
  const auto blank = arrival.name.rfind(' ');
  static_cast<void>(admit_resident(office, duty,
                                   {referral, arrival.version, arrival.name.substr(0, arrival.name.find(' ')),
                                    arrival.name.substr(blank + 1), arrival.contact_rule},
                                   ""));
}

/// One case: the department knows, the hearing is set for the week after next.
void open_demo_case(Office& office, const Actor& secretary, const NewCase& typed) {
  const auto id = must(open_commission_case(office, secretary, typed, ""));
  must(inform_child_protection(office, secretary, {id, 1}, ""));
  constexpr int days_ahead = 12;
  must(set_hearing(office, secretary, {id, 2}, office.today().plus_days(days_ahead).iso(), ""));
}

/// One that is decided: a centre elsewhere has accepted to carry the measure out and owes its first report.
void decide_demo_measure(Office& office, const DemoCast& cast, const NewCase& typed, const csv::Reader& row) {
  constexpr int term_days = 180;
  const auto& secretary = cast.secretary;
  const auto today = office.today();
  const auto id = must(open_commission_case(office, secretary, typed, ""));
  must(inform_child_protection(office, secretary, {id, 1}, ""));
  must(set_hearing(office, secretary, {id, 2}, today.iso(), ""));
  Decision decision;
  decision.decision = "measure";
  decision.held_on = today.iso();
  decision.participants = row.get("second");
  decision.words = row.get("third");
  decision.measure = "public_educator";
  decision.until = today.plus_days(term_days).iso();
  must(decide_hearing(office, secretary, {id, 3}, decision, ""));
  must(refer_child(office, secretary, {id, 4}, {cast.carries_out, std::string(row.get("fourth"))}, ""));
  const auto referral = must(open_case(office, secretary, id)).matter.referral.value();
  const auto version = office.db.read([&](db::Session& session) {
    return must(referrals::ask_referral(session, cast.centre, access::Action::accept_referral, referral)).version;
  });
  must(referrals::take_step(office, cast.centre, {referral, "accept", version, "", "", today.plus_days(1).iso()}, ""));
}

}  // namespace

void load_demo(Office& office, const DemoCast& cast) {
  add_receivers(office);
  auto reader = open_demo("demo/protection.csv");
  CrisisContactId contact;
  NewCase typed;
  while (reader.next()) {
    const auto what = reader.get("what");
    if (what == "signal") {
      NewSignal n;
      n.words = {reader.get("first"), reader.get("second"), reader.get("third"), reader.get("fourth"),
                 cast.officer.name};
      n.recipients = {"child_protection"};
      must(send_signal(office, cast.officer, n, ""));
    } else if (what == "contact") {
      NewContact n;
      n.channel = "phone";
      n.contact_rule = reader.get("first");
      n.told = reader.get("second");
      contact = must(take_in(office, cast.worker, n, ""));
    } else if (what == "child") {
      must(add_crisis_child(office, cast.worker, contact,
                            {reader.get("first"), reader.get("second"), "unknown", reader.get("third")}, ""));
    } else if (what == "resident") {
      admit(office, cast.duty, refer(office, cast.worker, reader));
    } else if (what == "arrival") {
      refer(office, cast.worker, reader);
    } else if (what == "case") {
      typed.source = reader.get("first");
      typed.born_on = reader.get("second");
      typed.child.name = reader.get("third");
      typed.child.school = reader.get("fourth");
    } else if (what == "happened") {
      typed.child.what = reader.get("first");
      typed.child.parents = reader.get("second");
      open_demo_case(office, cast.secretary, typed);
    } else if (what == "measure") {
      typed.child.what = reader.get("first");
      typed.child.parents.clear();
      decide_demo_measure(office, cast, typed, reader);
    }
  }
}

}  // namespace gishe::protection
