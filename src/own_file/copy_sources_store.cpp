#include "base/text.h"
#include "own_file/copy_sources.h"
#include "platform/access/seen.h"

namespace gishe::own_file::store {
namespace {

// $1 municipality, $2 highest ordinary level, $3 account, $4 the person, $5 how many rows.
#define HERS(alias)                                                                                       \
  " JOIN person p ON p.municipality = " alias ".municipality AND p.id = " alias ".person_id WHERE " alias \
  ".municipality = $1 AND " alias ".person_id = $4 AND" GISHE_FILE_SEEN("p")
#define OF_CASE(alias) \
  " JOIN case_file c ON c.municipality = " alias ".municipality AND c.id = " alias ".case_id" HERS("c")
#define OF_REFERRAL(alias) \
  " JOIN referral r ON r.municipality = " alias ".municipality AND r.id = " alias ".referral_id" HERS("r")
#define OF_PLAN(alias) \
  " JOIN support_plan s ON s.municipality = " alias ".municipality AND s.id = " alias ".plan_id" HERS("s")
#define OF_ASSESSMENT(alias) \
  " JOIN needs_assessment n ON n.municipality = " alias ".municipality AND n.id = " alias ".assessment_id" HERS("n")
#define OF_APPLICATION(alias) \
  " JOIN application a ON a.municipality = " alias ".municipality AND a.id = " alias ".application_id" HERS("a")
#define AND_OTHER(column) \
  " AND EXISTS (SELECT 1 FROM person o WHERE o.municipality = $1 AND o.id = " column " AND" GISHE_FILE_SEEN("o") ")"
#define NAME_OF(column) \
  "(SELECT o.given_name || ' ' || o.family_name FROM person o WHERE o.municipality = $1 AND o.id = " column ")"
// Where a place is hidden, its name says where.
#define PLACE_OF_REFERRAL                                                                                            \
  "CASE WHEN EXISTS (SELECT 1 FROM service v JOIN location_guarded g ON g.location_id = v.location_id WHERE v.id = " \
  "r.to_service_id) THEN '' ELSE r.to_organisation_name || ', ' || r.to_service_name END"

/// Columns: code, day or number, state, words. The code's words stand under `codes`, the state's under `states`; where
/// these are empty they are words themselves.
using Statement = db::Query;
struct Source {
  const char* section;
  const char* codes;
  const char* states;
  Statement query;
};

const Source sources[] = {
    {"circle",
     "people.represents.",
     "",
     {"copy.representatives", "SELECT r.kind, r.from_on, " NAME_OF(
                                  "r.representative_id") ", r.document FROM "
                                                         "representative r" HERS("r") AND_OTHER(
                                                             "r.representative_id") " ORDER BY r.from_on LIMIT $5"}},
    {"circle",
     "",
     "",
     {"copy.relations_from",
      "SELECT r.relation, r.from_on, " NAME_OF(
          "r.to_id") ", '' FROM relationship r JOIN person p "
                     "ON p.municipality = r.municipality AND p.id = r.from_id WHERE r.municipality = $1 AND "
                     "r.from_id = $4 AND" GISHE_FILE_SEEN("p") AND_OTHER("r.to_id") " ORDER BY r.from_on LIMIT $5"}},
    {"circle",
     "",
     "",
     {"copy.household",
      "SELECT m.role, m.from_on, " NAME_OF(
          "m.person_id") ", '' FROM household_member m JOIN "
                         "household_member h ON h.municipality = m.municipality AND h.household_id = m.household_id "
                         "JOIN person p ON p.municipality = h.municipality AND p.id = h.person_id WHERE h.municipality "
                         "= $1 AND h.person_id = $4 AND m.person_id <> $4 AND" GISHE_FILE_SEEN("p")
                             AND_OTHER("m.person_id") " ORDER BY m.from_on LIMIT $5"}},
    {"applications",
     "",
     "application.state.",
     {"copy.applications", "SELECT a.number, a.received_on, a.state, a.own_words FROM application a" HERS(
                               "a") " ORDER BY a.received_on, a.id LIMIT $5"}},
    {"applications",
     "need.",
     "line.state.",
     {"copy.lines", "SELECT l.need_code, a.number, l.state, l.refusal_reasons FROM application_line l" OF_APPLICATION(
                        "l") " ORDER BY a.received_on, a.id, l.position LIMIT $5"}},
    {"papers",
     "paper.",
     "paper_state.",
     {"copy.papers", "SELECT d.code, a.number, d.state, d.waived_because FROM application_paper d" OF_APPLICATION(
                         "d") " ORDER BY a.received_on, a.id, d.code LIMIT $5"}},
    {"papers",
     "paper.",
     "",
     {"copy.files",
      "SELECT f.code, a.number, '', '' FROM application_file f" OF_APPLICATION("f") " ORDER BY f.added_at LIMIT $5"}},
    {"referrals",
     "",
     "referral.state.",
     {"copy.referrals",
      "SELECT r.number, '', r.state, " PLACE_OF_REFERRAL " || CASE WHEN r.reason = '' THEN '' ELSE ': ' "
      "|| r.reason END FROM referral r" HERS("r") " ORDER BY r.sent_at, r.id LIMIT $5"}},
    {"referrals",
     "",
     "referral.state.",
     {"copy.referral_events", "SELECT r.number, '', e.to_state, e.note FROM referral_event e" OF_REFERRAL(
                                  "e") " AND e.note <> '' ORDER BY e.at, e.seq LIMIT $5"}},
    {"referrals",
     "",
     "",
     {"copy.referral_messages",
      "SELECT r.number, '', '', m.body FROM referral_message m" OF_REFERRAL("m") " ORDER BY m.at, m.seq LIMIT $5"}},
    {"cases",
     "",
     "",
     {"copy.cases",
      "SELECT c.number, c.opened_on, '', c.reason || CASE WHEN c.shared_summary = '' THEN '' ELSE '; ' || "
      "c.shared_summary END || CASE WHEN c.hold_reason = '' THEN '' ELSE '; ' || c.hold_reason END FROM "
      "case_file c" HERS("c") " ORDER BY c.opened_on, c.id LIMIT $5"}},
    {"cases",
     "",
     "",
     {"copy.case_events",
      "SELECT c.number, '', '', e.reason || CASE WHEN e.reason <> '' AND e.note <> '' THEN '; ' ELSE "
      "'' END || e.note FROM case_event e" OF_CASE("e") " AND (e.reason <> '' OR e.note <> '') ORDER "
                                                        "BY e.at, e.seq LIMIT $5"}},
    {"assessments",
     "",
     "",
     {"copy.assessments",
      "SELECT c.number, n.started_on, '', n.own_view || ' ' || n.child_view || ' ' || n.strengths || "
      "' ' || n.participants FROM needs_assessment n JOIN case_file c ON c.municipality = "
      "n.municipality AND c.id = n.case_id" HERS("n") " ORDER BY n.started_on, n.id LIMIT $5"}},
    {"assessments",
     "cases.domain.",
     "",
     {"copy.findings",
      "SELECT f.domain, n.started_on, '', CAST(f.level AS TEXT) FROM assessment_finding f" OF_ASSESSMENT(
          "f") " ORDER BY n.started_on, n.id, f.position LIMIT $5"}},
    {"assessments",
     "",
     "",
     {"copy.answers", "SELECT n.started_on, '', '', w.evidence FROM assessment_answer w" OF_ASSESSMENT(
                          "w") " AND w.evidence <> '' ORDER BY n.started_on, n.id, w.item LIMIT $5"}},
    {"plans",
     "",
     "",
     {"copy.plans", "SELECT CAST(s.number AS TEXT), s.from_on, '', s.summary FROM support_plan s" HERS(
                        "s") " AND s.summary <> '' ORDER BY s.number, s.id LIMIT $5"}},
    {"plans",
     "cases.domain.",
     "cases.goal_state.",
     {"copy.goals",
      "SELECT g.domain, g.due_on, g.state, g.words || '; ' || g.measure || '; ' || g.baseline || '; ' || "
      "g.target || '; ' || g.progress FROM plan_goal g" OF_PLAN("g") " ORDER BY s.number, g.position LIMIT $5"}},
    {"plans",
     "",
     "",
     {"copy.actions",
      "SELECT x.responsible_words, x.from_on, '', x.words || ' ' || x.frequency FROM plan_action x" OF_PLAN(
          "x") " ORDER BY s.number, x.position LIMIT $5"}},
    {"notes",
     "cases.note_kind.",
     "",
     {"copy.notes",
      "SELECT n.kind, n.about_on, '', CASE WHEN n.audience = 'author_only' THEN n.conclusion ELSE n.words "
      "END FROM case_note n" OF_CASE("n") " AND (n.audience <> 'author_only' OR n.conclusion <> '') ORDER "
                                          "BY n.about_on, n.written_at LIMIT $5"}},
    {"notes",
     "",
     "",
     {"copy.conferences",
      "SELECT c.number, k.held_on, '', k.topics || '; ' || k.decisions FROM case_conference k" OF_CASE(
          "k") " ORDER BY k.held_on, k.id LIMIT $5"}},
    {"notes",
     "",
     "",
     {"copy.participants",
      "SELECT c.number, k.held_on, '', t.name FROM conference_participant t JOIN case_conference k "
      "ON k.municipality = t.municipality AND k.id = t.conference_id" OF_CASE(
          "k") " ORDER BY k.held_on, t.position LIMIT $5"}},
    {"log",
     "cases.unit.",
     "",
     {"copy.log", "SELECT l.unit, l.done_on, CAST(l.amount AS TEXT), l.words FROM service_log l" OF_CASE(
                      "l") " ORDER BY l.done_on, l.id LIMIT $5"}},
    {"contracts",
     "",
     "contract.state.",
     {"copy.contracts",
      "SELECT k.number, t.start_on, k.state, t.content || ' ' || t.rights || ' ' || t.duties || ' ' || "
      "t.reason || ' ' || k.party_name || ' ' || k.end_note FROM service_contract k JOIN "
      "service_contract_terms t ON t.municipality = k.municipality AND t.referral_id = k.referral_id" HERS(
          "k") " ORDER BY t.start_on, t.seq LIMIT $5"}},
    {"requests",
     "own.request.kind.",
     "own.request.state.",
     {"copy.requests",
      "SELECT q.kind, q.number, q.state, q.words || CASE WHEN q.answer = '' THEN '' ELSE ' / ' || "
      "q.answer END FROM subject_request q" HERS("q") " ORDER BY q.asked_at LIMIT $5"}},
    {"requests",
     "",
     "",
     {"copy.restrictions",
      "SELECT x.ground, '', '', x.reason FROM person_restriction x" HERS("x") " ORDER BY x.id LIMIT $5"}},
    {"requests",
     "",
     "",
     {"copy.transfers", "SELECT x.number, x.moves_on, '', x.note || ' ' || x.reason FROM person_transfer x" HERS(
                            "x") " ORDER BY x.offered_at LIMIT $5"}},
    {"requests",
     "",
     "",
     {"copy.emergencies", "SELECT '', '', '', x.reason || ' ' || x.review_note FROM emergency_opening x" HERS(
                              "x") " ORDER BY x.opened_at LIMIT $5"}},
};

/// A code of a list in words, else as it was typed: relations are free words.
std::string coded(const words::Words& w, std::string_view codes, const std::string& code) {
  const std::string key = std::string(codes) + code;
  return codes.empty() || !w.has(key) ? code : w(key);
}

void add_line(std::vector<CopyLine>& lines, const words::Words& w, const Source& source, const db::Row& row) {
  std::vector<std::string> what, words;
  if (auto code = coded(w, source.codes, row.string(0)); !code.empty()) what.push_back(code);
  const auto day = row.null(1) ? std::string() : row.string(1);
  const auto civil = Day::from_iso(day);
  if (!day.empty()) what.push_back(civil ? w.day(*civil) : day);
  if (auto state = coded(w, source.states, row.string(2)); !state.empty()) words.push_back(state);
  if (auto said = text::tidy(row.text(3), text::Lines::many); !said.empty()) words.push_back(said);
  if (!what.empty() || !words.empty())
    lines.push_back({source.section, text::join(what, ", "), text::join(words, ": ")});
}

}  // namespace

std::vector<CopyLine> list_copy_lines(db::Session& session, const access::Scope& scope, const words::Words& w,
                                      const PersonId& person) {
  std::vector<CopyLine> lines;
  if (access::no_town(scope)) return lines;
  for (const Source& source : sources) {
    int rows = 0;
    session.each(
        source.query,
        {access::bound_municipality(scope), access::bound_level(scope), scope.account(), person, copy_rows_max + 1},
        [&](const db::Row& row) {
          if (++rows <= copy_rows_max) add_line(lines, w, source, row);
        });
    if (rows > copy_rows_max) lines.push_back(more_lines(source.section, w));
  }
  return lines;
}

NamesOfOthers list_names(db::Session& session, const access::Scope& scope, const PersonId& person) {
  static const db::Query q_near{
      "copy.names_near",
      "SELECT o.given_name, o.middle_name, o.family_name FROM person o WHERE o.municipality = $1 AND o.id <> $4 AND" 
      GISHE_FILE_SEEN("o") "AND (EXISTS (SELECT 1 FROM representative r WHERE r.municipality = $1 AND ((r.person_id = $4 "
      "AND r.representative_id = o.id) OR (r.representative_id = $4 AND r.person_id = o.id))) OR EXISTS (SELECT 1 FROM "
      "relationship e WHERE e.municipality = $1 AND ((e.from_id = $4 AND e.to_id = o.id) OR (e.to_id = $4 AND e.from_id "
      "= o.id))) OR EXISTS (SELECT 1 FROM household_member m JOIN household_member h ON h.municipality = m.municipality "
      "AND h.household_id = m.household_id WHERE m.municipality = $1 AND m.person_id = o.id AND h.person_id = $4)) LIMIT "
      "200"};
  static const db::Query q_far{
      "copy.names_far",
      "SELECT o.given_name, o.middle_name, o.family_name FROM person o WHERE o.municipality = $1 AND o.id <> $4 "
      "AND" GISHE_FILE_SEEN("o") "AND o.state NOT IN ('merged', 'anonymised') LIMIT 50000"};
  static const db::Query q_own{
      "copy.names_own",
      "SELECT p.given_name, p.middle_name, p.family_name FROM person p WHERE p.municipality = $1 AND "
      "p.id = $4 AND" GISHE_FILE_SEEN("p")};
  static const db::Query q_staff{"copy.names_of_staff",
                                 "SELECT DISTINCT a.name FROM account a JOIN post t ON t.account_id = a.id WHERE "
                                 "t.municipality = $1 AND t.function "
                                 "<> 'person_served' LIMIT 2000"};
  NamesOfOthers names;
  if (access::no_town(scope)) return names;
  const auto& town = access::bound_municipality(scope);
  const int level = access::bound_level(scope);
  const auto name_of = [](const db::Row& row) {
    return text::words(row.string(0) + " " + row.string(1) + " " + row.string(2));
  };
  session.each(q_near, {town, level, scope.account(), person},
               [&](const db::Row& row) { names.near.push_back(name_of(row)); });
  session.each(q_far, {town, level, scope.account(), person},
               [&](const db::Row& row) { names.far.push_back(name_of(row)); });
  session.each(q_staff, {town}, [&](const db::Row& row) { names.far.push_back(text::words(row.text(0))); });
  session.each(q_own, {town, level, scope.account(), person}, [&](const db::Row& row) { names.own = name_of(row); });
  return names;
}

}  // namespace gishe::own_file::store
