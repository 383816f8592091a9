#include "retention/erasure_map.h"

namespace gishe::retention {
namespace {

// Ids of the person's records. Files, cases, applications and referrals stand in her municipality; places and waiting
// lists where the provider is.
#define OF_HER " WHERE municipality = $1 AND person_id = $2"
#define HER(table) "(SELECT id FROM " table OF_HER ")"
#define OF(table, column) " WHERE municipality = $1 AND " column " IN " HER(table)
#define HER_PLANS \
  "(SELECT id FROM support_plan WHERE municipality = $1 AND (person_id = $2 OR case_id IN " HER("case_file") "))"
#define HER_ASSESSMENTS \
  "(SELECT id FROM needs_assessment WHERE municipality = $1 AND (person_id = $2 OR case_id IN " HER("case_file") "))"
#define HER_WAITING "(SELECT municipality, id FROM waiting_entry WHERE from_municipality = $1 AND person_id = $2)"
#define HER_STAYS                                                                                                  \
  "(SELECT municipality, id FROM stay WHERE (person_municipality = $1 AND person_id = $2) OR referral_id IN " HER( \
      "referral") ")"
#define HER_SIGNALS "(SELECT id FROM child_signal" OF("crisis", "crisis_id") ")"
#define HER_MANDATES \
  "(SELECT id FROM representative WHERE municipality = $1 AND (person_id = $2 OR representative_id = $2))"
#define HER_MERGES "(SELECT id FROM person_merge WHERE municipality = $1 AND (kept_id = $2 OR gone_id = $2))"
// The account she signs in with; it is of nobody else (src/own_file).
#define HER_ACCOUNT "(SELECT account_id FROM own_access WHERE municipality = $1 AND holder_id = $2)"

const Step steps[] = {
    // Places and waiting lists.
    {"place_offer",
     Fate::erased,
     {"erase.place_offer", "DELETE FROM place_offer WHERE (municipality, entry_id) IN " HER_WAITING
                           " OR (municipality, stay_id) IN " HER_STAYS}},
    {"waiting_event",
     Fate::erased,
     {"erase.waiting_event", "DELETE FROM waiting_event WHERE (municipality, entry_id) IN " HER_WAITING}},
    {"waiting_entry",
     Fate::erased,
     {"erase.waiting_entry", "DELETE FROM waiting_entry WHERE from_municipality = $1 AND person_id = $2"}},
    {"stay_event",
     Fate::erased,
     {"erase.stay_event", "DELETE FROM stay_event WHERE (municipality, stay_id) IN " HER_STAYS}},
    {"stay_named",
     Fate::erased,
     {"erase.stay_named", "DELETE FROM stay_named WHERE (municipality, stay_id) IN " HER_STAYS}},
    {"stay",
     Fate::erased,
     {"erase.stay",
      "DELETE FROM stay WHERE (person_municipality = $1 AND person_id = $2) OR referral_id IN " HER("referral")}},

    // What a hospital sent, before the case and the application it became.
    {"discharge_event",
     Fate::erased,
     {"erase.discharge_event",
      "DELETE FROM discharge_event WHERE municipality = $1 AND discharge_id IN (SELECT id FROM "
      "discharge" OF("application", "application_id") ")"}},
    {"discharge", Fate::erased, {"erase.discharge", "DELETE FROM discharge" OF("application", "application_id")}},

    // The case.
    {"case_note_reader",
     Fate::erased,
     {"erase.case_note_reader",
      "DELETE FROM case_note_reader WHERE municipality = $1 AND note_id IN (SELECT id FROM "
      "case_note" OF("case_file", "case_id") ")"}},
    {"case_note", Fate::erased, {"erase.case_note", "DELETE FROM case_note" OF("case_file", "case_id")}},
    {"service_log", Fate::erased, {"erase.service_log", "DELETE FROM service_log" OF("case_file", "case_id")}},
    {"case_task", Fate::erased, {"erase.case_task", "DELETE FROM case_task" OF("case_file", "case_id")}},
    {"conference_participant",
     Fate::erased,
     {"erase.conference_participant",
      "DELETE FROM conference_participant WHERE municipality = $1 AND conference_id IN "
      "(SELECT id FROM case_conference" OF("case_file", "case_id") ")"}},
    {"case_conference",
     Fate::erased,
     {"erase.case_conference", "DELETE FROM case_conference" OF("case_file", "case_id")}},
    {"case_partner", Fate::erased, {"erase.case_partner", "DELETE FROM case_partner" OF("case_file", "case_id")}},
    {"case_member", Fate::erased, {"erase.case_member", "DELETE FROM case_member" OF("case_file", "case_id")}},
    {"case_handed_over",
     Fate::erased,
     {"erase.case_handed_over", "DELETE FROM case_handed_over" OF("case_file", "case_id")}},
    {"case_event", Fate::erased, {"erase.case_event", "DELETE FROM case_event" OF("case_file", "case_id")}},
    {"plan_action",
     Fate::erased,
     {"erase.plan_action", "DELETE FROM plan_action WHERE municipality = $1 AND plan_id IN " HER_PLANS}},
    {"plan_goal",
     Fate::erased,
     {"erase.plan_goal", "DELETE FROM plan_goal WHERE municipality = $1 AND plan_id IN " HER_PLANS}},
    {"plan_event",
     Fate::erased,
     {"erase.plan_event", "DELETE FROM plan_event WHERE municipality = $1 AND plan_id IN " HER_PLANS}},
    {"support_plan",
     Fate::erased,
     {"erase.support_plan", "DELETE FROM support_plan WHERE municipality = $1 AND id IN " HER_PLANS}},
    {"assessment_answer",
     Fate::erased,
     {"erase.assessment_answer",
      "DELETE FROM assessment_answer WHERE municipality = $1 AND assessment_id IN " HER_ASSESSMENTS}},
    {"assessment_finding",
     Fate::erased,
     {"erase.assessment_finding",
      "DELETE FROM assessment_finding WHERE municipality = $1 AND assessment_id IN " HER_ASSESSMENTS}},
    {"needs_assessment",
     Fate::erased,
     {"erase.needs_assessment", "DELETE FROM needs_assessment WHERE municipality = $1 AND id IN " HER_ASSESSMENTS}},
    {"case_file", Fate::erased, {"erase.case_file", "DELETE FROM case_file" OF_HER}},

    // Crisis, signals, commission.
    {"commission_case",
     Fate::emptied,
     {"erase.commission_case_signal",
      "UPDATE commission_case SET informed_signal_id = NULL WHERE municipality = $1 AND "
      "informed_signal_id IN " HER_SIGNALS}},
    {"child_signal_event",
     Fate::erased,
     {"erase.child_signal_event",
      "DELETE FROM child_signal_event WHERE municipality = $1 AND signal_id IN " HER_SIGNALS}},
    {"child_signal_named",
     Fate::erased,
     {"erase.child_signal_named",
      "DELETE FROM child_signal_named WHERE municipality = $1 AND signal_id IN " HER_SIGNALS}},
    {"child_signal_recipient",
     Fate::erased,
     {"erase.child_signal_recipient",
      "DELETE FROM child_signal_recipient WHERE municipality = $1 AND signal_id IN " HER_SIGNALS}},
    {"child_signal", Fate::erased, {"erase.child_signal", "DELETE FROM child_signal" OF("crisis", "crisis_id")}},
    {"crisis_child",
     Fate::erased,
     {"erase.crisis_child",
      "DELETE FROM crisis_child WHERE municipality = $1 AND (person_id = $2 OR crisis_id IN " HER("crisis") ")"}},
    {"crisis_event", Fate::erased, {"erase.crisis_event", "DELETE FROM crisis_event" OF("crisis", "crisis_id")}},
    {"crisis_task", Fate::erased, {"erase.crisis_task", "DELETE FROM crisis_task" OF("crisis", "crisis_id")}},
    {"danger_assessment",
     Fate::erased,
     {"erase.danger_assessment", "DELETE FROM danger_assessment" OF("crisis", "crisis_id")}},
    {"safety_plan", Fate::erased, {"erase.safety_plan", "DELETE FROM safety_plan" OF("crisis", "crisis_id")}},
    {"crisis", Fate::erased, {"erase.crisis", "DELETE FROM crisis" OF_HER}},
    {"commission_unsealing",
     Fate::erased,
     {"erase.commission_unsealing", "DELETE FROM commission_unsealing" OF("commission_case", "case_id")}},
    {"commission_report",
     Fate::erased,
     {"erase.commission_report", "DELETE FROM commission_report" OF("commission_case", "case_id")}},
    {"commission_measure",
     Fate::erased,
     {"erase.commission_measure", "DELETE FROM commission_measure" OF("commission_case", "case_id")}},
    {"commission_hearing",
     Fate::erased,
     {"erase.commission_hearing", "DELETE FROM commission_hearing" OF("commission_case", "case_id")}},
    {"commission_event",
     Fate::erased,
     {"erase.commission_event", "DELETE FROM commission_event" OF("commission_case", "case_id")}},
    {"commission_case", Fate::erased, {"erase.commission_case", "DELETE FROM commission_case" OF_HER}},

    // Applications, with what came from outside under the same id.
    {"task", Fate::erased, {"erase.task", "DELETE FROM task" OF("application", "application_id")}},
    {"application_line_event",
     Fate::erased,
     {"erase.application_line_event", "DELETE FROM application_line_event" OF("application", "application_id")}},
    {"service_follow_up",
     Fate::erased,
     {"erase.service_follow_up", "DELETE FROM service_follow_up" OF("application", "application_id")}},
    {"application_line",
     Fate::erased,
     {"erase.application_line", "DELETE FROM application_line" OF("application", "application_id")}},
    {"application_paper",
     Fate::erased,
     {"erase.application_paper", "DELETE FROM application_paper" OF("application", "application_id")}},
    {"application_file",
     Fate::erased,
     {"erase.application_file", "DELETE FROM application_file" OF("application", "application_id")}},
    {"online_draft", Fate::erased, {"erase.online_draft", "DELETE FROM online_draft" OF("application", "id")}},
    {"online_application",
     Fate::erased,
     {"erase.online_application", "DELETE FROM online_application" OF("application", "id")}},
    {"application",
     Fate::emptied,
     {"erase.application_representative",
      "UPDATE application SET representative_id = NULL WHERE municipality = $1 AND representative_id "
      "IN " HER_MANDATES}},
    {"application", Fate::erased, {"erase.application", "DELETE FROM application" OF_HER}},

    // The contract of a service hangs on its referral.
    {"service_contract_event",
     Fate::erased,
     {"erase.service_contract_event", "DELETE FROM service_contract_event" OF("referral", "referral_id")}},
    {"service_contract_terms",
     Fate::emptied,
     {"erase.service_contract_mandate",
      "UPDATE service_contract_terms SET representative_id = NULL, signed_by = 'person' WHERE municipality = $1 AND "
      "representative_id IN " HER_MANDATES}},
    {"service_contract_terms",
     Fate::erased,
     {"erase.service_contract_terms", "DELETE FROM service_contract_terms" OF("referral", "referral_id")}},
    {"service_contract",
     Fate::erased,
     {"erase.service_contract", "DELETE FROM service_contract" OF("referral", "referral_id")}},

    // Referrals. A bill keeps its days and its money.
    {"bill_line",
     Fate::emptied,
     {"erase.bill_line", "UPDATE bill_line SET referral_id = NULL, number = ''" OF("referral", "referral_id")}},
    {"service_report",
     Fate::erased,
     {"erase.service_report", "DELETE FROM service_report" OF("referral", "referral_id")}},
    {"service_contract_event",
     Fate::erased,
     {"erase.service_contract_event", "DELETE FROM service_contract_event" OF("referral", "referral_id")}},
    {"service_contract_terms",
     Fate::emptied,
     {"erase.contract_mandate",
      "UPDATE service_contract_terms SET representative_id = NULL WHERE municipality = $1 AND "
      "representative_id IN " HER_MANDATES}},
    {"service_contract_terms",
     Fate::erased,
     {"erase.service_contract_terms", "DELETE FROM service_contract_terms" OF("referral", "referral_id")}},
    {"service_contract", Fate::erased, {"erase.service_contract", "DELETE FROM service_contract" OF_HER}},
    {"answer_link", Fate::erased, {"erase.answer_link", "DELETE FROM answer_link" OF("referral", "referral_id")}},
    {"referral_event",
     Fate::erased,
     {"erase.referral_event", "DELETE FROM referral_event" OF("referral", "referral_id")}},
    {"referral_message",
     Fate::erased,
     {"erase.referral_message", "DELETE FROM referral_message" OF("referral", "referral_id")}},
    {"referral_need", Fate::erased, {"erase.referral_need", "DELETE FROM referral_need" OF("referral", "referral_id")}},
    {"referral_package",
     Fate::erased,
     {"erase.referral_package", "DELETE FROM referral_package" OF("referral", "referral_id")}},
    {"referral_named",
     Fate::erased,
     {"erase.referral_named",
      "DELETE FROM referral_named WHERE municipality = $1 AND (person_id = $2 OR referral_id IN " HER("referral") ")"}},
    {"referral", Fate::erased, {"erase.referral", "DELETE FROM referral" OF_HER}},

    // What was sent to her, and the account she reads her file with.
    {"message",
     Fate::erased,
     {"erase.message",
      "DELETE FROM message WHERE to_address <> '' AND to_address IN (SELECT email FROM person WHERE municipality = $1 "
      "AND id = $2 UNION SELECT phone FROM person WHERE municipality = $1 AND id = $2 UNION SELECT email FROM account "
      "WHERE id IN " HER_ACCOUNT ")"}},
    {"done_once", Fate::erased, {"erase.done_once", "DELETE FROM done_once WHERE account_id IN " HER_ACCOUNT}},
    {"session", Fate::erased, {"erase.session", "DELETE FROM session WHERE account_id IN " HER_ACCOUNT}},
    {"api_token", Fate::erased, {"erase.api_token", "DELETE FROM api_token WHERE account_id IN " HER_ACCOUNT}},
    {"recovery_code",
     Fate::erased,
     {"erase.recovery_code", "DELETE FROM recovery_code WHERE account_id IN " HER_ACCOUNT}},
    {"passkey", Fate::erased, {"erase.passkey", "DELETE FROM passkey WHERE account_id IN " HER_ACCOUNT}},
    {"second_factor",
     Fate::erased,
     {"erase.second_factor", "DELETE FROM second_factor WHERE account_id IN " HER_ACCOUNT}},
    {"post", Fate::erased, {"erase.post", "DELETE FROM post WHERE account_id IN " HER_ACCOUNT}},
    {"account", Fate::erased, {"erase.account", "DELETE FROM account WHERE id IN " HER_ACCOUNT}},
    {"own_access",
     Fate::erased,
     {"erase.own_access",
      "DELETE FROM own_access WHERE municipality = $1 AND (person_id = $2 OR holder_id = $2 OR "
      "representative_id IN " HER_MANDATES ")"}},
    {"subject_request_event",
     Fate::erased,
     {"erase.subject_request_event", "DELETE FROM subject_request_event" OF("subject_request", "request_id")}},
    {"subject_copy_line",
     Fate::erased,
     {"erase.subject_copy_line", "DELETE FROM subject_copy_line" OF("subject_request", "request_id")}},
    {"subject_copy",
     Fate::erased,
     {"erase.subject_copy", "DELETE FROM subject_copy" OF("subject_request", "request_id")}},
    {"subject_request", Fate::erased, {"erase.subject_request", "DELETE FROM subject_request" OF_HER}},

    // The file. Where somebody else is left in the household, it stays hers or his.
    {"support_plan",
     Fate::emptied,
     {"erase.support_plan_mandate",
      "UPDATE support_plan SET mandate_id = NULL, signed_by = CASE WHEN state IN ('active', 'under_review') THEN "
      "'person' ELSE '' END WHERE municipality = $1 AND mandate_id IN " HER_MANDATES}},
    {"representative",
     Fate::erased,
     {"erase.representative", "DELETE FROM representative WHERE municipality = $1 AND id IN " HER_MANDATES}},
    {"relationship",
     Fate::erased,
     {"erase.relationship", "DELETE FROM relationship WHERE municipality = $1 AND (from_id = $2 OR to_id = $2)"}},
    {"household",
     Fate::emptied,
     {"erase.household_head",
      "UPDATE household SET head_id = (SELECT m.person_id FROM household_member m WHERE m.municipality = $1 AND "
      "m.household_id = household.id AND m.person_id <> $2 ORDER BY m.from_on, m.person_id LIMIT 1) WHERE municipality "
      "= $1 AND head_id = $2 AND EXISTS (SELECT 1 FROM household_member m WHERE m.municipality = $1 AND m.household_id "
      "= household.id AND m.person_id <> $2)"}},
    {"household_member", Fate::erased, {"erase.household_member", "DELETE FROM household_member" OF_HER}},
    {"household", Fate::erased, {"erase.household", "DELETE FROM household WHERE municipality = $1 AND head_id = $2"}},
    {"consent",
     Fate::emptied,
     {"erase.consent_given_by", "UPDATE consent SET given_by = NULL WHERE municipality = $1 AND given_by = $2"}},
    {"consent", Fate::erased, {"erase.consent", "DELETE FROM consent" OF_HER}},
    {"emergency_opening", Fate::erased, {"erase.emergency_opening", "DELETE FROM emergency_opening" OF_HER}},
    {"person_alarm", Fate::erased, {"erase.person_alarm", "DELETE FROM person_alarm" OF_HER}},
    {"person_barred", Fate::erased, {"erase.person_barred", "DELETE FROM person_barred" OF_HER}},
    {"person_barring", Fate::erased, {"erase.person_barring", "DELETE FROM person_barring" OF_HER}},
    {"person_naming", Fate::erased, {"erase.person_naming", "DELETE FROM person_naming" OF_HER}},
    {"person_named", Fate::erased, {"erase.person_named", "DELETE FROM person_named" OF_HER}},
    {"person_team", Fate::erased, {"erase.person_team", "DELETE FROM person_team" OF_HER}},
    {"departure_item",
     Fate::erased,
     {"erase.departure_item", "DELETE FROM departure_item WHERE municipality = $1 AND (departure_id IN " HER(
                                  "person_death") " OR departure_id IN " HER("person_transfer") ")"}},
    // The offer holds the summary that went over: it goes with the old file and with the new one.
    {"person_transfer",
     Fate::erased,
     {"erase.person_transfer",
      "DELETE FROM person_transfer WHERE (municipality = $1 AND person_id = $2) OR "
      "(to_municipality = $1 AND new_person_id = $2)"}},
    {"person_death", Fate::erased, {"erase.person_death", "DELETE FROM person_death" OF_HER}},
    {"person_restriction", Fate::erased, {"erase.person_restriction", "DELETE FROM person_restriction" OF_HER}},
    {"person_name_key", Fate::erased, {"erase.person_name_key", "DELETE FROM person_name_key" OF_HER}},
    {"person_identifier", Fate::erased, {"erase.person_identifier", "DELETE FROM person_identifier" OF_HER}},
    {"people_import_row",
     Fate::emptied,
     {"erase.people_import_row",
      "UPDATE people_import_row SET person_id = NULL WHERE municipality = $1 AND person_id = $2"}},
    {"person_merge_field",
     Fate::erased,
     {"erase.person_merge_field",
      "DELETE FROM person_merge_field WHERE municipality = $1 AND merge_id IN " HER_MERGES}},
    {"person_merge_moved",
     Fate::erased,
     {"erase.person_merge_moved",
      "DELETE FROM person_merge_moved WHERE municipality = $1 AND merge_id IN " HER_MERGES}},
    {"person_merge_joined",
     Fate::erased,
     {"erase.person_merge_joined",
      "DELETE FROM person_merge_joined WHERE municipality = $1 AND merge_id IN " HER_MERGES}},
    {"person_merge",
     Fate::erased,
     {"erase.person_merge", "DELETE FROM person_merge WHERE municipality = $1 AND (kept_id = $2 OR gone_id = $2)"}},
    {"retention_event",
     Fate::erased,
     {"erase.retention_event", "DELETE FROM retention_event" OF("retention_item", "item_id")}},
    {"retention_item", Fate::erased, {"erase.retention_item", "DELETE FROM retention_item" OF_HER}},
    {"person", Fate::erased, {"erase.person", "DELETE FROM person WHERE municipality = $1 AND id = $2"}},
};

const OwnClock clocks[] = {
    {"erasure", "never: the id of whoever was erased, so that no backup brings her back"},
    {"follow_try", "a keyed hash of a number; counted for a day"},
};

// Where a place has so few people that month and need would point at one, or the file was guarded, no place is kept.
#define PLACE_KEPT                                                                                              \
  "(SELECT CASE WHEN p.sensitivity < 3 AND EXISTS (SELECT 1 FROM settlement s WHERE s.code = p.settlement AND " \
  "s.population >= 1000) THEN p.settlement ELSE '' END FROM person p WHERE p.municipality = $1 AND p.id = $2)"
#define NOT_SHIELDED \
  " AND EXISTS (SELECT 1 FROM person p WHERE p.municipality = $1 AND p.id = $2 AND p.sensitivity < 4) "
#define KEEP "INSERT INTO erased_count (municipality, month, settlement, kind, code, times) "
#define ADD_UP                                                                                                         \
  " GROUP BY 2, 5 ON CONFLICT (municipality, month, settlement, kind, code) DO UPDATE SET times = erased_count.times " \
  "+ excluded.times"
#define MONTH_LITE(at) "strftime('%Y-%m', " at " / 1000000, 'unixepoch')"
#define MONTH_PG(at) "to_char(to_timestamp(" at " / 1000000), 'YYYY-MM')"
#define COUNT_FILE(month)                  \
  KEEP "SELECT $1, " month ", " PLACE_KEPT \
       ", 'file', sex, count(*) FROM person WHERE municipality = $1 AND id = $2" NOT_SHIELDED ADD_UP
#define COUNT_REFERRAL(month)                                                     \
  KEEP "SELECT $1, " month ", " PLACE_KEPT                                        \
       ", 'referral', s.type, count(*) FROM referral r JOIN service s ON s.id = " \
       "r.to_service_id WHERE r.municipality = $1 AND r.person_id = $2" NOT_SHIELDED ADD_UP

const db::Query counts[] = {
    {"erase.count_file", COUNT_FILE(MONTH_LITE("registered_at")), COUNT_FILE(MONTH_PG("registered_at"))},
    {"erase.count_applications", KEEP "SELECT $1, substr(a.received_on, 1, 7), " PLACE_KEPT
                                      ", 'application', l.need_code, count(*) FROM application "
                                      "a JOIN application_line l ON l.municipality = a.municipality AND "
                                      "l.application_id = a.id WHERE a.municipality = $1 "
                                      "AND a.person_id = $2" NOT_SHIELDED ADD_UP},
    {"erase.count_referrals", COUNT_REFERRAL(MONTH_LITE("r.sent_at")), COUNT_REFERRAL(MONTH_PG("r.sent_at"))},
    {"erase.count_cases",
     KEEP "SELECT $1, substr(opened_on, 1, 7), " PLACE_KEPT ", 'case_file', type, count(*) FROM case_file WHERE "
          "municipality = $1 AND person_id = $2" NOT_SHIELDED ADD_UP},
    {"erase.count_stays",
     KEEP "SELECT $1, substr(t.reserved_on, 1, 7), " PLACE_KEPT ", 'stay', s.type, count(*) FROM stay t JOIN service s "
          "ON s.id = t.service_id WHERE t.person_municipality = $1 AND t.person_id = $2" NOT_SHIELDED ADD_UP},
};

const db::Query q_files{
    "erase.list_files",
    "SELECT id FROM application_file" OF("application", "application_id")
    " UNION ALL SELECT paper_id FROM subject_copy" OF("subject_request", "request_id")
    " AND paper_id IS NOT NULL UNION ALL SELECT machine_id FROM subject_copy" OF("subject_request", "request_id")
    " AND machine_id IS NOT NULL ORDER BY 1 LIMIT 1000"};

}  // namespace

std::span<const Step> erasure_steps() { return steps; }
std::span<const OwnClock> ending_by_themselves() { return clocks; }

void count_in(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person) {
  for (const auto& query : counts) tx.run(query, {municipality, person});
}

std::vector<files::FileId> list_files(db::Session& session, const MunicipalityCode& municipality,
                                      const PersonId& person) {
  std::vector<files::FileId> list;
  session.each(q_files, {municipality, person}, [&](const db::Row& row) { list.push_back(row.id<files::FileId>(0)); });
  return list;
}

}  // namespace gishe::retention
