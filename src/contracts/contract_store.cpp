#include "contracts/contract_store.h"

#include "platform/access/seen.h"

namespace gishe::contracts::store {
namespace {

const db::Query q_find{"service_contract.find",
                       "SELECT municipality, referral_id, number, person_id, to_organisation_id, service_id, state, "
                       "party_name, sign_due_on, ended_on, end_ground, end_note, changed_at, version FROM "
                       "service_contract WHERE municipality = $1 AND referral_id = $2"};
const db::Query q_terms{"service_contract.terms",
                        "SELECT seq, fee_cents, fee_per, start_on, end_on, content, rights, duties, reason, made_by, "
                        "made_at, signed_on, signed_by, representative_id, for_provider FROM service_contract_terms "
                        "WHERE municipality = $1 AND referral_id = $2 ORDER BY seq LIMIT 200"};
const db::Query q_taken{"service_contract.taken",
                        "SELECT 1 FROM service_contract WHERE municipality = $1 AND number = $2"};
const db::Query q_elsewhere{"service_contract.elsewhere",
                            "SELECT 1 FROM service_contract WHERE municipality = $1 AND person_id = $2 AND service_id "
                            "= $3 AND state IN ('signed', 'amended') AND referral_id <> $4"};
const db::Query q_insert{
    "service_contract.insert",
    "INSERT INTO service_contract (municipality, referral_id, number, person_id, to_organisation_id, service_id, "
    "state, party_name, sign_due_on, ended_on, end_ground, end_note, changed_at, version) VALUES ($1, $2, $3, $4, $5, "
    "$6, $7, $8, $9, $10, $11, $12, $13, $14)"};
const db::Query q_update{"service_contract.update",
                         "UPDATE service_contract SET state = $4, party_name = $5, sign_due_on = $6, ended_on = $7, "
                         "end_ground = $8, end_note = $9, changed_at = $10, version = version + 1 WHERE municipality "
                         "= $1 AND referral_id = $2 AND version = $3"};
const db::Query q_insert_terms{
    "service_contract.insert_terms",
    "INSERT INTO service_contract_terms (municipality, referral_id, seq, fee_cents, fee_per, start_on, end_on, "
    "content, rights, duties, reason, made_by, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, "
    "$13)"};
const db::Query q_update_terms{
    "service_contract.update_terms",
    "UPDATE service_contract_terms SET fee_cents = $4, fee_per = $5, start_on = $6, end_on = $7, content = $8, rights "
    "= $9, duties = $10, reason = $11, signed_on = $12, signed_by = $13, representative_id = $14, for_provider = $15 "
    "WHERE municipality = $1 AND referral_id = $2 AND seq = $3 AND signed_on IS NULL"};
const db::Query q_delete_terms{"service_contract.delete_terms",
                               "DELETE FROM service_contract_terms WHERE municipality = $1 AND referral_id = $2 AND "
                               "seq = $3 AND signed_on IS NULL"};
const db::Query q_insert_event{
    "service_contract.insert_event",
    "INSERT INTO service_contract_event (municipality, referral_id, seq, at, verb, account_id, from_state, to_state, "
    "reason, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
const db::Query q_events{"service_contract.events",
                         "SELECT seq, at, verb, account_id, from_state, to_state, reason, note FROM "
                         "service_contract_event WHERE municipality = $1 AND referral_id = $2 ORDER BY seq DESC LIMIT "
                         "200"};
// Neither side of a mandate is named here when one of them is shielded: she stands in no other paper.
#define MANDATE                                                                                                 \
  "SELECT m.id, p.given_name, p.family_name, m.relation, m.document, m.valid_until FROM representative m JOIN " \
  "person p ON p.municipality = m.municipality AND p.id = m.representative_id JOIN person s ON s.municipality " \
  "= m.municipality AND s.id = m.person_id WHERE m.municipality = $1 AND p.sensitivity < 4 AND s.sensitivity < 4 "
const db::Query q_mandates{"service_contract.mandates", MANDATE
                           "AND m.person_id = $2 AND m.from_on <= $4 AND (m.valid_until IS NULL OR m.valid_until >= "
                           "$3) AND (m.ended_on IS NULL OR m.ended_on > $3) ORDER BY m.id LIMIT 20"};
const db::Query q_mandate{"service_contract.mandate", MANDATE "AND m.id = $2"};
#define RULE_OF(municipality, type, day)                                                                \
  "k.municipality IN ('', " municipality ") AND k.service_type IN ('', " type ") AND k.from_on <= " day \
  " AND (k.until_on IS NULL OR k.until_on >= " day                                                      \
  ") ORDER BY k.service_type DESC, k.municipality DESC, "                                               \
  "k.from_on DESC LIMIT 1"
const db::Query q_rule{"contract_rule.find",
                       "SELECT k.needs, k.basis FROM contract_rule k WHERE " RULE_OF("$1", "$2", "$3")};

#define ROW                                                                                                         \
  "SELECT r.id, r.number, r.to_service_name, r.state, r.appointment_on, "                                           \
  "COALESCE(c.number, ''), COALESCE(c.state, ''), c.sign_due_on, (SELECT t.end_on FROM service_contract_terms t "   \
  "WHERE t.municipality = r.municipality AND t.referral_id = r.id AND t.signed_on IS NOT NULL ORDER BY t.seq DESC " \
  "LIMIT 1), (SELECT count(*) FROM service_contract_terms t WHERE t.municipality = r.municipality AND "             \
  "t.referral_id = r.id AND t.signed_on IS NULL) "
const db::Query q_of_house{
    "service_contract.of_house", ROW
    "FROM referral r LEFT JOIN service_contract c ON c.municipality = r.municipality AND "
    "c.referral_id = r.id WHERE r.to_organisation_id = $1 AND r.stage = 'answered' AND r.state "
    "IN ('accepted', 'in_service') AND (c.referral_id IS NOT NULL OR COALESCE((SELECT k.needs FROM "
    "contract_rule k JOIN service s ON s.id = r.to_service_id WHERE " RULE_OF(
        "r.municipality", "s.type", "$4") "), 'before') <> 'none') AND " GISHE_REFERRAL_SEEN
                                          "ORDER BY r.id DESC LIMIT 200"};
const db::Query q_ended{"service_contract.ended", ROW
                        "FROM service_contract c JOIN referral r ON r.municipality = c.municipality AND r.id = "
                        "c.referral_id WHERE c.to_organisation_id = $1 AND c.state = 'ended' AND c.end_ground <> "
                        "'not_signed' AND " GISHE_REFERRAL_SEEN "ORDER BY c.changed_at DESC LIMIT 30"};
const db::Query q_of_person{
    "service_contract.of_person",
    "SELECT r.id FROM service_contract c JOIN referral r ON r.municipality = c.municipality AND r.id = "
    "c.referral_id WHERE c.municipality = $1 AND c.person_id = $2 AND c.state <> 'draft' AND "
    "c.end_ground <> 'not_signed' AND r.sensitivity < 4 ORDER BY r.id DESC LIMIT 20"};

Terms terms_from(const db::Row& row) {
  Terms t;
  t.seq = static_cast<int>(row.integer(0));
  t.fee_cents = row.integer(1);
  t.fee_per = row.string(2);
  t.start_on = row.day(3);
  t.end_on = row.maybe_day(4);
  t.content = row.string(5);
  t.rights = row.string(6);
  t.duties = row.string(7);
  t.reason = row.string(8);
  t.made_by = row.id<AccountId>(9);
  t.made_at = row.instant(10);
  t.signed_on = row.maybe_day(11);
  t.signed_by = row.string(12);
  t.representative = row.maybe_id<RepresentativeId>(13);
  t.for_provider = row.string(14);
  return t;
}

Mandate mandate_from(const db::Row& row) {
  return {row.id<RepresentativeId>(0), row.string(1) + " " + row.string(2), row.string(3), row.string(4),
          row.maybe_day(5)};
}

Row row_from(const db::Row& row) {
  Row r;
  r.referral = row.id<ReferralId>(0);
  r.referral_number = row.string(1);
  r.service_name = row.string(2);
  r.referral_state = row.string(3);
  r.appointment_on = row.maybe_day(4);
  r.number = row.string(5);
  r.state = state_from(row.text(6));
  r.sign_due_on = row.maybe_day(7);
  r.end_on = row.maybe_day(8);
  r.waits = row.integer(9) > 0;
  return r;
}

}  // namespace

std::optional<Contract> find(db::Session& session, const MunicipalityCode& municipality, const ReferralId& referral) {
  std::optional<Contract> found;
  session.one(q_find, {municipality, referral}, [&](const db::Row& row) {
    Contract c;
    c.municipality = row.municipality(0);
    c.referral = row.id<ReferralId>(1);
    c.number = row.string(2);
    c.person = row.id<PersonId>(3);
    c.organisation = row.id<OrganisationId>(4);
    c.service = row.id<ServiceId>(5);
    c.state = state_from(row.text(6)).value_or(State::draft);
    c.party_name = row.string(7);
    c.sign_due_on = row.maybe_day(8);
    c.ended_on = row.maybe_day(9);
    c.end_ground = row.string(10);
    c.end_note = row.string(11);
    c.changed_at = row.instant(12);
    c.version = row.integer(13);
    found = std::move(c);
  });
  if (!found) return found;
  session.each(q_terms, {municipality, referral}, [&](const db::Row& row) { found->terms.push_back(terms_from(row)); });
  return found;
}

bool number_is_taken(db::Session& session, const MunicipalityCode& municipality, std::string_view number) {
  return session.exists(q_taken, {municipality, number});
}

bool runs_elsewhere(db::Session& session, const Contract& c) {
  return session.exists(q_elsewhere, {c.municipality, c.person, c.service, c.referral});
}

void insert(db::Tx& tx, const Contract& c) {
  tx.run(q_insert, {c.municipality, c.referral, c.number, c.person, c.organisation, c.service, state_name(c.state),
                    c.party_name, c.sign_due_on, c.ended_on, c.end_ground, c.end_note, c.changed_at, c.version});
}

bool update(db::Tx& tx, const Contract& c) {
  return tx.run(q_update, {c.municipality, c.referral, c.version - 1, state_name(c.state), c.party_name, c.sign_due_on,
                           c.ended_on, c.end_ground, c.end_note, c.changed_at}) == 1;
}

void insert_terms(db::Tx& tx, const Contract& c, const Terms& t) {
  tx.run(q_insert_terms, {c.municipality, c.referral, t.seq, t.fee_cents, t.fee_per, t.start_on, t.end_on, t.content,
                          t.rights, t.duties, t.reason, t.made_by, t.made_at});
}

void update_terms(db::Tx& tx, const Contract& c, const Terms& t) {
  tx.run(q_update_terms, {c.municipality, c.referral, t.seq, t.fee_cents, t.fee_per, t.start_on, t.end_on, t.content,
                          t.rights, t.duties, t.reason, t.signed_on, t.signed_by, t.representative, t.for_provider});
}

void delete_terms(db::Tx& tx, const Contract& c, int seq) { tx.run(q_delete_terms, {c.municipality, c.referral, seq}); }

void insert_event(db::Tx& tx, const Contract& c, const Event& e) {
  const auto by = e.by.is_nil() ? std::nullopt : std::optional(e.by);
  tx.run(q_insert_event,
         {c.municipality, c.referral, e.seq, e.at, e.verb, by, state_name(e.from), state_name(e.to), e.reason, e.note});
}

std::vector<Event> list_events(db::Session& session, const Contract& c) {
  std::vector<Event> events;
  session.each(q_events, {c.municipality, c.referral}, [&](const db::Row& row) {
    Event e;
    e.seq = row.integer(0);
    e.at = row.instant(1);
    e.verb = row.string(2);
    e.by = row.maybe_id<AccountId>(3).value_or(AccountId{});
    e.from = state_from(row.text(4)).value_or(State::draft);
    e.to = state_from(row.text(5)).value_or(State::draft);
    e.reason = row.string(6);
    e.note = row.string(7);
    events.push_back(std::move(e));
  });
  return events;
}

std::vector<Mandate> list_mandates(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                                   Day first, Day last) {
  std::vector<Mandate> mandates;
  session.each(q_mandates, {municipality, person, first, last},
               [&](const db::Row& row) { mandates.push_back(mandate_from(row)); });
  return mandates;
}

std::optional<Mandate> find_mandate(db::Session& session, const MunicipalityCode& municipality,
                                    const RepresentativeId& id) {
  std::optional<Mandate> found;
  session.one(q_mandate, {municipality, id}, [&](const db::Row& row) { found = mandate_from(row); });
  return found;
}

Rule find_rule(db::Session& session, const MunicipalityCode& municipality, std::string_view service_type, Day on) {
  Rule rule;
  session.one(q_rule, {municipality, service_type, on}, [&](const db::Row& row) {
    rule.needs = row.string(0);
    rule.basis = row.string(1);
  });
  return rule;
}

std::vector<Row> list_of_house(db::Session& session, const access::Scope& scope, Day today) {
  std::vector<Row> rows;
  if (access::no_house(scope)) return rows;
  session.each(q_of_house, {scope.organisation(), scope.sensitivity_max(), scope.account(), today},
               [&](const db::Row& row) { rows.push_back(row_from(row)); });
  return rows;
}

std::vector<Row> list_ended(db::Session& session, const access::Scope& scope) {
  std::vector<Row> rows;
  if (access::no_house(scope)) return rows;
  session.each(q_ended, {scope.organisation(), scope.sensitivity_max(), scope.account()},
               [&](const db::Row& row) { rows.push_back(row_from(row)); });
  return rows;
}

std::vector<ReferralId> list_of_person(db::Session& session, const MunicipalityCode& municipality,
                                       const PersonId& person) {
  std::vector<ReferralId> referrals;
  session.each(q_of_person, {municipality, person},
               [&](const db::Row& row) { referrals.push_back(row.id<ReferralId>(0)); });
  return referrals;
}

}  // namespace gishe::contracts::store
