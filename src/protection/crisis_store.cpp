#include "protection/crisis_store.h"

#include "platform/access/seen.h"
#include "protection/words.h"

namespace gishe::protection {
namespace {

// $1 municipality, $2 highest ordinary sensitivity, $3 account: the person of matter c exists for these eyes. Whoever
// reads needs the team, too: the table of access says so for every verb on a matter.
#define CRISIS_SEEN                                                                                           \
  " c.municipality = $1 AND EXISTS (SELECT 1 FROM person p WHERE p.municipality = c.municipality AND p.id = " \
  "c.person_id AND" GISHE_FILE_SEEN("p") "AND " GISHE_ON_TEAM_OF("p.municipality", "p.id") ") "
#define CRISIS_COLUMNS                                                                                       \
  "SELECT c.id, c.municipality, c.person_id, c.kind, c.state, c.channel, c.organisation_id, c.referral_id, " \
  "c.stay_id, c.told, c.opened_at, c.opened_by, c.version, c.exit_referral_id"

const db::Query q_insert{"crisis.insert",
                         "INSERT INTO crisis (municipality, id, person_id, kind, state, channel, organisation_id,"
                         " referral_id, stay_id, told, opened_at, opened_by, version) VALUES ($1, $2, $3, $4, $5, $6,"
                         " $7, $8, $9, $10, $11, $12, 1)"};
const db::Query q_add_event{
    "crisis.add_event",
    "INSERT INTO crisis_event (municipality, crisis_id, seq, at, account_id, verb, from_state, to_state, reason)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
const db::Query q_has_open{"crisis.person_has_open",
                           "SELECT 1 FROM crisis WHERE municipality = $1 AND person_id = $2 AND state <> 'closed'"};
const db::Query q_update{"crisis.update",
                         "UPDATE crisis SET state = $3, referral_id = $4, stay_id = $5, exit_referral_id = $7,"
                         " version = version + 1 WHERE municipality = $1 AND id = $2 AND version = $6"};
const db::Query q_visible{"crisis.visible", "SELECT 1 FROM crisis c WHERE c.id = $4 AND" CRISIS_SEEN};
const db::Query q_find{"crisis.find", CRISIS_COLUMNS " FROM crisis c WHERE c.id = $4 AND" CRISIS_SEEN};
const db::Query q_list{
    "crisis.list", CRISIS_COLUMNS
    ", (SELECT min(k.due_on) FROM crisis_task k WHERE k.municipality ="
    " c.municipality AND k.crisis_id = c.id AND k.done_at IS NULL),"
    " (SELECT k.kind FROM crisis_task k WHERE k.municipality = c.municipality AND k.crisis_id = c.id"
    " AND k.done_at IS NULL ORDER BY k.due_on, k.made_at, k.kind LIMIT 1)"
    " FROM crisis c WHERE c.kind = $4 AND CASE WHEN c.state = 'closed' THEN 1 ELSE 0 END = $5 AND" CRISIS_SEEN
    "ORDER BY c.opened_at DESC, c.id DESC LIMIT $6"};
const db::Query q_events{"crisis.events",
                         "SELECT at, account_id, verb, reason FROM crisis_event WHERE municipality = $1 AND"
                         " crisis_id = $2 ORDER BY seq LIMIT 100"};
const db::Query q_add_child{"crisis.add_child",
                            "INSERT INTO crisis_child (municipality, crisis_id, person_id, added_at) VALUES ($1, $2,"
                            " $3, $4)"};
const db::Query q_children{"crisis.children",
                           "SELECT person_id FROM crisis_child WHERE municipality = $1 AND crisis_id = $2 ORDER BY"
                           " added_at, person_id LIMIT 20"};
const db::Query q_add_task{
    "crisis.add_task",
    "INSERT INTO crisis_task (municipality, id, crisis_id, kind, due_on, made_at, note) SELECT $1, $2, $3, $4, $5, $6,"
    " $7 WHERE NOT EXISTS (SELECT 1 FROM crisis_task WHERE municipality = $1 AND crisis_id = $3 AND kind = $4 AND"
    " done_at IS NULL)"};
const db::Query q_tasks{"crisis.tasks",
                        "SELECT id, kind, due_on, made_at, done_at, note FROM crisis_task WHERE municipality = $1 AND"
                        " crisis_id = $2 ORDER BY CASE WHEN done_at IS NULL THEN 0 ELSE 1 END, due_on, made_at LIMIT"
                        " 60"};
const db::Query q_finish{"crisis.finish_task",
                         "UPDATE crisis_task SET done_at = $4, done_by = $5 WHERE municipality = $1 AND crisis_id = $2"
                         " AND id = $3 AND done_at IS NULL"};
const db::Query q_finish_of{"crisis.finish_task_of",
                            "UPDATE crisis_task SET done_at = $4, done_by = $5 WHERE municipality = $1 AND"
                            " crisis_id = $2 AND kind = $3 AND done_at IS NULL"};
const db::Query q_instrument{
    "danger.instrument",
    "SELECT municipality, edition, basis, mark FROM danger_instrument WHERE code = $1 AND (municipality = $2 OR"
    " municipality = '') AND from_on <= $3 AND (until_on IS NULL OR until_on >= $3) ORDER BY municipality DESC,"
    " edition DESC LIMIT 1"};
const db::Query q_questions{"danger.questions",
                            "SELECT code, points_yes, points_unknown, about_children FROM danger_question WHERE"
                            " municipality = $1 AND instrument = $2 AND edition = $3 ORDER BY position LIMIT 60"};
const db::Query q_bands{"danger.bands",
                        "SELECT from_points, band FROM danger_band WHERE municipality = $1 AND instrument = $2 AND"
                        " edition = $3 ORDER BY from_points LIMIT 10"};
const db::Query q_add_danger{
    "danger.insert",
    "INSERT INTO danger_assessment (municipality, id, crisis_id, instrument, edition, assessed_at, assessed_by, points,"
    " band, own_judgement, answers) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};
const db::Query q_dangers{"danger.list",
                          "SELECT id, edition, assessed_at, points, band, own_judgement, answers FROM danger_assessment"
                          " WHERE municipality = $1 AND crisis_id = $2 ORDER BY assessed_at DESC, id DESC LIMIT 20"};
const db::Query q_add_plan{
    "safety_plan.insert",
    "INSERT INTO safety_plan (municipality, crisis_id, seq, written_at, written_by, words) SELECT $1, $2, 1 + count(*),"
    " $3, $4, $5 FROM safety_plan WHERE municipality = $1 AND crisis_id = $2"};
const db::Query q_plan{"safety_plan.last",
                       "SELECT seq, written_at, words FROM safety_plan WHERE municipality = $1 AND crisis_id = $2"
                       " ORDER BY seq DESC LIMIT 1"};

const MunicipalityCode& bound(const access::Scope& scope) {
  static const MunicipalityCode nowhere;
  return scope.none() || scope.territory() != access::Territory::municipality ? nowhere : scope.municipality();
}

Crisis crisis_from(const db::Row& row, const Office& office) {
  Crisis c;
  c.id = row.id<CrisisContactId>(0);
  c.municipality = row.municipality(1);
  c.person = row.id<PersonId>(2);
  c.kind = row.text(3) == "resident" ? CrisisKind::resident : CrisisKind::contact;
  c.state = crisis_state_from(row.text(4));
  c.channel = row.string(5);
  c.organisation = row.id<OrganisationId>(6);
  c.referral = row.maybe_id<ReferralId>(7);
  c.stay = row.maybe_id<StayId>(8);
  c.told = unseal_words(office, "crisis", c.id.value, row.text(9), 1)[0];
  c.opened_at = row.instant(10);
  c.opened_by = row.id<AccountId>(11);
  c.version = row.integer(12);
  c.exit_referral = row.maybe_id<ReferralId>(13);
  return c;
}

}  // namespace

void insert_crisis(db::Tx& tx, const Office& office, const Crisis& c, CrisisVerb verb, std::string_view reason) {
  const auto told = seal_words(office, "crisis", c.id.value, {c.told});
  const auto organisation = c.organisation.is_nil() ? std::nullopt : std::optional(c.organisation);
  tx.run(q_insert, {c.municipality, c.id, c.person, crisis_kind_name(c.kind), crisis_state_name(c.state), c.channel,
                    organisation, c.referral, c.stay, db::Blob{told}, c.opened_at, c.opened_by});
  tx.run(q_add_event, {c.municipality, c.id, 1, c.opened_at, c.opened_by, crisis_verb_name(verb), "",
                       crisis_state_name(c.state), reason});
}

bool person_has_open_crisis(db::Session& session, const MunicipalityCode& municipality, const PersonId& person) {
  return session.exists(q_has_open, {municipality, person});
}

bool update_crisis(db::Tx& tx, const Crisis& c, CrisisState from, CrisisVerb verb, const AccountId& by, Instant at,
                   std::string_view reason) {
  if (tx.run(q_update,
             {c.municipality, c.id, crisis_state_name(c.state), c.referral, c.stay, c.version, c.exit_referral}) != 1)
    return false;
  tx.run(q_add_event, {c.municipality, c.id, c.version + 1, at, by, crisis_verb_name(verb), crisis_state_name(from),
                       crisis_state_name(c.state), reason});
  return true;
}

bool crisis_visible(db::Session& session, const access::Scope& scope, const CrisisContactId& id) {
  return session.exists(q_visible, {bound(scope), scope.sensitivity_max(), scope.account(), id});
}

std::optional<Crisis> find_crisis(db::Session& session, const Office& office, const access::Scope& scope,
                                  const CrisisContactId& id) {
  std::optional<Crisis> found;
  session.one(q_find, {bound(scope), scope.sensitivity_max(), scope.account(), id},
              [&](const db::Row& row) { found = crisis_from(row, office); });
  return found;
}

std::vector<CrisisLine> list_crises(db::Session& session, const Office& office, const access::Scope& scope,
                                    CrisisKind kind, bool closed, int limit) {
  std::vector<CrisisLine> list;
  session.each(
      q_list, {bound(scope), scope.sensitivity_max(), scope.account(), crisis_kind_name(kind), closed ? 1 : 0, limit},
      [&](const db::Row& row) { list.push_back({crisis_from(row, office), row.maybe_day(14), row.string(15)}); });
  return list;
}

std::vector<CrisisEvent> list_crisis_events(db::Session& session, const Crisis& c) {
  std::vector<CrisisEvent> events;
  session.each(q_events, {c.municipality, c.id}, [&](const db::Row& row) {
    events.push_back({row.instant(0), row.id<AccountId>(1), row.string(2), row.string(3)});
  });
  return events;
}

void add_child(db::Tx& tx, const Crisis& c, const PersonId& child, Instant at) {
  tx.run(q_add_child, {c.municipality, c.id, child, at});
}

std::vector<PersonId> list_children(db::Session& session, const Crisis& c) {
  std::vector<PersonId> children;
  session.each(q_children, {c.municipality, c.id},
               [&](const db::Row& row) { children.push_back(row.id<PersonId>(0)); });
  return children;
}

void add_task(db::Tx& tx, const Office& office, const Crisis& c, std::string_view kind, Day due,
              std::string_view note) {
  const Uuid id = Uuid::make();
  std::optional<std::string> sealed;
  if (!note.empty()) sealed = seal_words(office, "crisis_task", id, {std::string(note)});
  const auto blob = sealed ? std::optional(db::Blob{*sealed}) : std::nullopt;
  tx.run(q_add_task, {c.municipality, id, c.id, kind, due, office.now(), blob});
}

std::vector<CrisisTask> list_tasks(db::Session& session, const Office& office, const Crisis& c) {
  std::vector<CrisisTask> tasks;
  session.each(q_tasks, {c.municipality, c.id}, [&](const db::Row& row) {
    CrisisTask task{row.uuid(0), row.string(1), {}, row.day(2), row.instant(3), row.maybe_instant(4)};
    if (!row.null(5)) task.note = unseal_words(office, "crisis_task", task.id, row.text(5), 1)[0];
    tasks.push_back(std::move(task));
  });
  return tasks;
}

bool finish_task(db::Tx& tx, const Crisis& c, const Uuid& task, const AccountId& by, Instant at) {
  return tx.run(q_finish, {c.municipality, c.id, task, at, by}) == 1;
}

void finish_task_of(db::Tx& tx, const MunicipalityCode& municipality, const CrisisContactId& crisis,
                    std::string_view kind, const AccountId& by, Instant at) {
  tx.run(q_finish_of, {municipality, crisis, kind, at, by});
}

std::optional<DangerInstrument> find_instrument(db::Session& session, std::string_view code,
                                                const MunicipalityCode& municipality, Day on) {
  DangerInstrument found;
  MunicipalityCode owner;
  if (!session.one(q_instrument, {code, municipality, on}, [&](const db::Row& row) {
        owner = row.municipality(0);
        found.edition = static_cast<int>(row.integer(1));
        found.basis = row.string(2);
        found.mark = row.string(3);
      })) {
    return std::nullopt;
  }
  found.code = code;
  session.each(q_questions, {owner, code, found.edition}, [&](const db::Row& row) {
    found.questions.push_back(
        {row.string(0), static_cast<int>(row.integer(1)), static_cast<int>(row.integer(2)), row.truth(3)});
  });
  session.each(q_bands, {owner, code, found.edition},
               [&](const db::Row& row) { found.bands.emplace_back(static_cast<int>(row.integer(0)), row.string(1)); });
  return found;
}

void insert_danger(db::Tx& tx, const Office& office, const Crisis& c, const DangerInstrument& instrument,
                   const DangerAssessment& a, const AccountId& by) {
  const Uuid id = Uuid::make();
  std::vector<std::string> texts;
  for (const auto& answer : a.answers) texts.push_back(answer.question + '=' + answer.answer);
  const auto sealed = seal_words(office, "danger", id, texts);
  tx.run(q_add_danger, {c.municipality, id, c.id, instrument.code, instrument.edition, a.assessed_at, by, a.points,
                        a.band, a.own_judgement, db::Blob{sealed}});
}

std::vector<DangerAssessment> list_dangers(db::Session& session, const Office& office, const Crisis& c) {
  std::vector<DangerAssessment> list;
  session.each(q_dangers, {c.municipality, c.id}, [&](const db::Row& row) {
    DangerAssessment a;
    a.edition = static_cast<int>(row.integer(1));
    a.assessed_at = row.instant(2);
    a.points = static_cast<int>(row.integer(3));
    a.band = row.string(4);
    a.own_judgement = row.string(5);
    for (const auto& text : unseal_words(office, "danger", row.uuid(0), row.text(6), 0)) {
      const auto at = text.find('=');
      if (at != std::string::npos) a.answers.push_back({text.substr(0, at), text.substr(at + 1)});
    }
    list.push_back(std::move(a));
  });
  return list;
}

void insert_plan(db::Tx& tx, const Office& office, const Crisis& c, const SafetyPlan& plan, const AccountId& by) {
  const auto sealed =
      seal_words(office, "safety_plan", c.id.value, {plan.steps, plan.safe_word, plan.people, plan.documents});
  tx.run(q_add_plan, {c.municipality, c.id, office.now(), by, db::Blob{sealed}});
}

SafetyPlan find_plan(db::Session& session, const Office& office, const Crisis& c) {
  SafetyPlan plan;
  session.one(q_plan, {c.municipality, c.id}, [&](const db::Row& row) {
    const auto texts = unseal_words(office, "safety_plan", c.id.value, row.text(2), 4);
    plan = {texts[0], texts[1], texts[2], texts[3], row.instant(1), static_cast<int>(row.integer(0))};
  });
  return plan;
}

}  // namespace gishe::protection
