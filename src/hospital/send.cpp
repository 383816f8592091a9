#include "hospital/send.h"

#include "base/text.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "hospital/discharge_store.h"
#include "platform/office/act.h"
#include "platform/visitors/tally.h"
#include "territory/territory.h"

namespace gishe::hospital {
namespace {

/// What only the registers know.
Refusals why_not_known(db::Session& session, const MunicipalityCode& municipality, const Told& told) {
  Refusals no;
  for (const std::string& code : told.needs) {
    if (directory::find_need(session, code)) continue;
    no.emplace_back(not_in_list, "needs");
    break;
  }
  if (told.settlement.empty()) return no;
  const auto code = Ekatte::parse(told.settlement);
  const auto place = code ? territory::find_settlement(session, *code) : std::nullopt;
  if (!place || place->municipality != municipality) no.emplace_back(not_in_list, "settlement");
  return no;
}

Discharge discharge_of(const Office& office, const Arrival& arrival, const Told& told) {
  Discharge d;
  d.id = DischargeId::make();
  d.municipality = arrival.municipality;
  d.house = arrival.house;
  d.link = arrival.link;
  d.needs = told.needs;
  d.urgency = told.urgency;
  d.leaves_on = Day::from_person(text::tidy(told.leaves_on)).value_or(office.today());
  d.legal_ground = told.legal_ground;
  d.consent_how = told.legal_ground == "consent" ? told.consent_how : "";
  d.sender = text::tidy(told.name) + ", " + text::tidy(told.post);
  d.reply_to = text::tidy(told.reply_to);
  d.sent_at = office.now();
  return d;
}

/// "There is news" and the number; who it is about stands nowhere. Of a shielded person no word goes out.
void tell_house(db::Tx& tx, const Office& office, const Discharge& d) {
  if (d.reply_to.empty() || !store::find_by_number(tx, d.municipality, d.number)) return;
  post::Message message;
  message.to = d.reply_to;
  message.kind = "discharge";
  message.values = {{"number", d.number}, {"link", office.public_address + "/refer-to-us"}};
  post::queue(tx, office.clock, message);
}

}  // namespace

Result<visitors::Given> send_in(db::Tx& tx, Office& office, const Actor& actor, const Arrival& arrival,
                                const Told& told, const char* rule) {
  auto no = why_not_told(told, office.today());
  const auto unknown = why_not_known(tx, arrival.municipality, told);
  no.insert(no.end(), unknown.begin(), unknown.end());
  if (!no.empty()) return no;
  const auto today = visitors::count_today(tx, office, arrival.municipality, "discharge|all");
  if (today > sent_per_day_max) return too_many_today;
  Discharge d = discharge_of(office, arrival, told);
  const auto receipt = visitors::write_receipt(office, receipt_kind, d.municipality, [&](const std::string& number) {
    return store::number_is_taken(tx, d.municipality, number);
  });
  d.number = receipt.number;
  const Day answer_by = due_by_rule(tx, "hospital.answer", d.municipality, office.today());
  d.application = desk::receive_in(
      tx, office,
      {d.municipality, d.needs, text::tidy(told.words, text::Lines::many), told.person(office.today()), answer_by});
  store::insert(tx, d, receipt.secret_hash, office.now());
  store::insert_event(tx, d, {office.now(), "send", std::nullopt, "", "sent", d.legal_ground, "", std::nullopt});
  office.note(tx, actor, {"discharge.sent", d.municipality, "application", d.application.value, rule, "", {}});
  return visitors::Given{d.id.value, d.number, receipt.secret, answer_by.iso()};
}

Result<visitors::Given> send_by_link(Office& office, std::string_view token, const Told& told,
                                     std::string_view once_key, std::string_view remote) {
  const std::string key = once_key.empty() ? "" : "discharge:" + std::string(once_key);
  const auto send = [&](db::Tx& tx) -> Result<visitors::Given> {
    return visitors::given_once(tx, office, Actor{}, key, "discharge.sent", content_digest({token, digest_of(told)}),
                                [&]() -> Result<visitors::Given> {
                                  const auto link = find_working(tx, office, token);
                                  if (!link) return link_gone;
                                  auto given = send_in(tx, office, Actor{}, {link->municipality, link->house, link->id},
                                                       told, "none/anywhere/link");
                                  if (!given) return given;
                                  if (!store::close_link(tx, *link, "used", office.now())) return link_gone;
                                  return given;
                                });
  };
  auto given = office.db.write(send);
  // A wrong link counts, and waits, as it does when it is opened.
  if (!given && given.refusals().front().is(link_gone)) {
    if (const auto looked = look_at_link(office, token, remote); !looked) return looked.refusals();
  }
  return given;
}

Result<Discharge> move_in(db::Tx& tx, Office& office, const std::optional<AccountId>& by, const Discharge& before,
                          const Moved& moved) {
  const Transition* step = find_transition(before.state, moved.verb, moved.side);
  if (!step) return not_from_this_state;
  Discharge after = before;
  after.state = step->to;
  after.version = before.version + 1;
  if (moved.verb == "complete") after.outcome = moved.reason;
  if (moved.of_case) after.of_case = moved.of_case;
  if (!store::update(tx, after, office.now())) return changed_meanwhile;
  store::insert_event(tx, after,
                      {office.now(), std::string(moved.verb), by, std::string(state_name(before.state)),
                       std::string(state_name(after.state)), moved.reason, moved.note, moved.on});
  if (moved.side != Side::house) tell_house(tx, office, after);
  return after;
}

}  // namespace gishe::hospital
