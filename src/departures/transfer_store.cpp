#include "departures/transfer_store.h"

#include "departures/visible.h"
#include "platform/db/wall.h"

namespace gishe::departures::store {
namespace {

#define TRANSFER_FROM                                                                                                 \
  "SELECT t.municipality, t.id, t.number, t.version, t.person_id, t.to_municipality, t.state, t.moves_on, t.ground, " \
  "t.consent_how, t.note, t.named_account, t.offered_by, t.offered_at, t.answer_due_on, t.ended_at, t.reason, "       \
  "t.new_person_id, p.sensitivity FROM person_transfer t JOIN person p ON p.municipality = t.municipality AND p.id "  \
  "= t.person_id "
// $1 to municipality, $2 highest level, $3 account.
#define RECEIVER_SEES                                                                                               \
  "WHERE t.to_municipality = $1 AND t.state IN ('offered', 'received') AND (p.sensitivity <= $2 OR (p.sensitivity " \
  "= 4 AND t.named_account = $3)) AND " GISHE_NOT_BARRED_FROM("p.municipality", "p.id") " "

Transfer transfer_of(const db::Row& row) {
  Transfer t;
  t.municipality = row.municipality(0);
  t.id = row.id<TransferId>(1);
  t.number = row.string(2);
  t.version = row.integer(3);
  t.person = row.id<PersonId>(4);
  t.to_municipality = row.municipality(5);
  t.state = transfer_state_from(row.text(6)).value_or(TransferState::expired);
  t.moves_on = row.day(7);
  t.ground = row.string(8);
  t.consent_how = row.string(9);
  t.note = row.string(10);
  t.named = row.maybe_id<AccountId>(11).value_or(AccountId{});
  t.offered_by = row.id<AccountId>(12);
  t.offered_at = row.instant(13);
  t.answer_due_on = row.day(14);
  t.ended_at = row.maybe_instant(15);
  t.reason = row.string(16);
  t.new_person = row.maybe_id<PersonId>(17);
  t.sensitivity = static_cast<Sensitivity>(row.integer(18));
  return t;
}

std::optional<AccountId> unless_nil(const AccountId& id) {
  return id.is_nil() ? std::nullopt : std::optional<AccountId>(id);
}

bool is_no_receiver(const access::Scope& scope) {
  return scope.none() || scope.territory() != access::Territory::addressed || scope.municipality().empty();
}

}  // namespace

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  static const db::Query q{"transfer.number_taken",
                           "SELECT 1 FROM person_transfer WHERE municipality = $1 AND number = $2"};
  return session.exists(q, {municipality, number});
}

void insert_transfer(db::Tx& tx, const Transfer& t) {
  static const db::Query q{
      "transfer.insert",
      "INSERT INTO person_transfer (municipality, id, number, person_id, to_municipality, state, moves_on, ground, "
      "consent_how, note, named_account, offered_by, offered_at, answer_due_on) VALUES ($1, $2, $3, $4, $5, $6, $7, "
      "$8, $9, $10, $11, $12, $13, $14)"};
  tx.run(q, {t.municipality, t.id, t.number, t.person, t.to_municipality, state_name(t.state), t.moves_on, t.ground,
             t.consent_how, t.note, unless_nil(t.named), t.offered_by, t.offered_at, t.answer_due_on});
}

bool update_transfer(db::Tx& tx, const Transfer& t, const AccountId& by) {
  static const db::Query q{
      "transfer.update",
      "UPDATE person_transfer SET state = $3, ended_at = $4, ended_by = $5, reason = $6, "
      "new_person_id = $7, version = version + 1 WHERE municipality = $1 AND id = $2 AND version = "
      "$8 AND state = 'offered'"};
  return tx.run(q, {t.municipality, t.id, state_name(t.state), t.ended_at, unless_nil(by), t.reason, t.new_person,
                    t.version}) == 1;
}

std::optional<Transfer> find_latest(db::Session& session, const MunicipalityCode& municipality,
                                    const PersonId& person) {
  static const db::Query q{
      "transfer.latest",
      TRANSFER_FROM "WHERE t.municipality = $1 AND t.person_id = $2 ORDER BY t.offered_at DESC, t.id DESC LIMIT 1"};
  std::optional<Transfer> found;
  session.one(q, {municipality, person}, [&](const db::Row& row) { found = transfer_of(row); });
  return found;
}

std::optional<Transfer> find_for_receiver(db::Session& session, const access::Scope& scope, const TransferId& id) {
  static const db::Query q{"transfer.find_for_receiver", TRANSFER_FROM RECEIVER_SEES "AND t.id = $4"};
  std::optional<Transfer> found;
  if (is_no_receiver(scope)) return found;
  session.one(q, {scope.municipality(), access::bound_level(scope), scope.account(), id},
              [&](const db::Row& row) { found = transfer_of(row); });
  return found;
}

std::optional<people::Person> find_offered(db::Session& session, const Transfer& t) {
  static const db::Query q{"transfer.offered_person",
                           "SELECT pseudonym, given_name, middle_name, family_name, sex, born_on, identifier_masked, "
                           "phone, email, contact_rule, sensitivity FROM person WHERE municipality = $1 AND id = $2"};
  std::optional<people::Person> found;
  session.one(q, {t.municipality, t.person}, [&](const db::Row& row) {
    people::Person p;
    p.id = t.person;
    p.municipality = t.municipality;
    p.pseudonym = row.uuid(0);
    p.given_name = row.string(1);
    p.middle_name = row.string(2);
    p.family_name = row.string(3);
    p.sex = row.string(4);
    p.born_on = row.maybe_day(5);
    p.identifier_masked = row.string(6);
    p.phone = row.string(7);
    p.email = row.string(8);
    p.contact_rule = row.string(9);
    p.sensitivity = static_cast<Sensitivity>(row.integer(10));
    found = std::move(p);
  });
  return found;
}

std::vector<Transfer> list_for_receiver(db::Session& session, const access::Scope& scope, int limit) {
  static const db::Query q{"transfer.list_for_receiver",
                           TRANSFER_FROM RECEIVER_SEES "ORDER BY t.offered_at DESC, t.id DESC LIMIT $4"};
  std::vector<Transfer> list;
  if (is_no_receiver(scope)) return list;
  const db::BeyondTheWall from_the_other_town;
  session.each(q, {scope.municipality(), access::bound_level(scope), scope.account(), limit},
               [&](const db::Row& row) { list.push_back(transfer_of(row)); });
  return list;
}

std::vector<Transfer> list_past(db::Session& session, Day today, int limit) {
  static const db::Query q{"transfer.past", TRANSFER_FROM
                           "WHERE t.state = 'offered' AND t.answer_due_on < $1 ORDER BY t.answer_due_on LIMIT $2"};
  std::vector<Transfer> list;
  session.each(q, {today, limit}, [&](const db::Row& row) { list.push_back(transfer_of(row)); });
  return list;
}

}  // namespace gishe::departures::store
