#include "base/text.h"
#include "desk/application_store.h"
#include "desk/desk.h"
#include "desk/number.h"
#include "desk/online_store.h"

// What a house outside sends about somebody, as an on-line application that nobody else has the secret of.
namespace gishe::desk {
namespace {

OutsidePort s_port;

Told told_of(const FromOutside& sent) {
  Told told;
  told.needs = sent.needs;
  told.own_words = sent.own_words;
  const people::NewPerson& p = sent.person;
  told.given_name = p.given_name;
  told.middle_name = p.middle_name;
  told.family_name = p.family_name;
  told.born_on = p.born_on;
  told.identifier = p.identifier;
  told.settlement = p.settlement;
  told.address = p.address;
  told.phone = p.phone;
  told.email = p.email;
  told.contact_rule = p.contact_rule;
  return told;
}

}  // namespace

void hear_from_outside_with(OutsidePort port) { s_port = port; }
const OutsidePort& outside_port() { return s_port; }

ApplicationId receive_in(db::Tx& tx, const Office& office, const FromOutside& sent) {
  const visitors::Receipt receipt = draw_receipt(tx, office, sent.municipality);
  Online o;
  o.id = ApplicationId::make();
  o.municipality = sent.municipality;
  o.number = receipt.number;
  o.needs = sent.needs;
  o.content = office.vault.seal(encode(told_of(sent)), sent_context(o.id));
  o.state = "waiting";
  o.sent_at = office.now();
  o.sent_on = office.today();
  o.due_on = sent.due_on;
  insert_online(tx, o, receipt.secret_hash);
  return o.id;
}

bool answer_returned_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const ApplicationId& id,
                        std::string_view words) {
  auto online = find_online_unseen(tx, municipality, id);
  if (!online || online->state != "returned") return false;
  Told told = decode(office.vault.unseal(online->content, sent_context(id)).value_or(""));
  told.own_words = text::tidy(told.own_words + "\n\n— " + std::string(words), text::Lines::many);
  online->content = office.vault.seal(encode(told), sent_context(id));
  online->state = "waiting";
  online->reply = "";
  return update_online(tx, *online, office.now(), std::nullopt);
}

bool withdraw_received_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                          const ApplicationId& id, std::string_view remark) {
  auto online = find_online_unseen(tx, municipality, id);
  if (!online || (online->state != "waiting" && online->state != "returned")) return false;
  online->state = "declined";
  online->reply = remark;
  return update_online(tx, *online, office.now(), std::nullopt);
}

}  // namespace gishe::desk
