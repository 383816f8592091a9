#include <map>
#include <stdexcept>

#include "base/csv.h"
#include "cases/assessment_acts.h"
#include "cases/assessment_store.h"
#include "cases/case_acts.h"
#include "cases/conference.h"
#include "cases/note.h"
#include "cases/partner_acts.h"
#include "cases/plan_acts.h"
#include "cases/plan_store.h"
#include "people/people.h"
#include "platform/embedded/embedded.h"
#include "platform/office/must.h"

// The demo's cases, played through the real acts.
namespace gishe::cases {
namespace {

constexpr int day_seconds = 86'400;

constexpr const char* kinds[] = {"older_person", "disability", "child_and_family", "housing", "support"};

/// Invented words of demo/cases.csv by their key.
using Texts = std::map<std::string, std::string>;
Texts read_texts() {
  const auto text = embedded::find("demo/cases.csv");
  if (!text) throw std::runtime_error("demo/cases.csv is not in this binary");
  Texts texts;
  csv::Reader reader(*text);
  while (reader.next()) texts[reader.get("key")] = reader.get("words");
  return texts;
}

/// One case being played: what is read is read as it is, whoever looks.
struct Play {
  Office& office;
  SetClock& clock;
  const DemoCast& cast;
  const Texts& texts;
  Instant until;
  CaseId id;

  void days_ago(int days) { clock.move_to(until.plus_seconds(-days * day_seconds)); }
  CaseFile file() {
    return office.db.read(
        [&](db::Session& s) { return store::find_unseen(s, cast.worker.post.municipality, id).value_or(CaseFile{}); });
  }
  WhichAssessment which(const AssessmentId& a) {
    const auto f = file();
    return {id, a, office.db.read([&](db::Session& s) { return store::find_assessment(s, f, a)->version; })};
  }
  WhichPlan which(const SupportPlanId& p) {
    const auto f = file();
    return {id, p, office.db.read([&](db::Session& s) { return store::find_plan(s, f, p)->version; })};
  }

  AssessmentId assess(const char* reason, int worst, bool complete) {
    const auto a = must(start_assessment(office, cast.worker, id, reason, ""), "assessment");
    const auto items = office.db.read(
        [&](db::Session& s) { return store::find_instrument(s, file().municipality, office.today(), "bg")->items; });
    int n = 0;
    for (const auto domain : domains) {
      std::vector<Answer> answers;
      for (const Item& item : items) {
        if (item.domain != domain || !item.mandatory) continue;
        answers.push_back({item.code, std::max(0, worst - n % 4), "", texts.at("evidence"), "observed", false});
      }
      ++n;
      must(save_domain(office, cast.worker, which(a), domain, answers, ""), "answers");
      if (!complete && n == 4) return a;
    }
    must(
        save_views(office, cast.worker, which(a),
                   {texts.at("participants"), texts.at("places"), texts.at("own_view"), "", texts.at("strengths")}, ""),
        "views");
    must(complete_assessment(office, cast.worker, which(a), ""), "complete");
    must(share_assessment(office, cast.worker, which(a), "signed", ""), "share");
    return a;
  }

  /// Goals and actions, signed by the person; it waits for the supervisor.
  SupportPlanId plan() {
    const auto p = must(start_plan(office, cast.worker, id, ""), "plan");
    must(add_goal(office, cast.worker, which(p),
                  {"self_care", texts.at("goal"), texts.at("measure"), texts.at("baseline"), texts.at("target"),
                   office.today().plus_days(120).iso()},
                  ""),
         "goal");
    const auto f = file();
    const auto goal = office.db.read([&](db::Session& s) { return store::list_goals(s, f, p).front().id; });
    if (cast.partner) {
      must(add_action(office, cast.worker, which(p),
                      {goal, texts.at("action_nurse"), "account:" + cast.partner->account.text(), "",
                       texts.at("twice_a_week"), "", ""},
                      ""),
           "action");
    }
    must(
        add_action(office, cast.worker, which(p),
                   {goal, texts.at("action_family"), "family", texts.at("family_who"), texts.at("weekly"), "", ""}, ""),
        "action");
    must(take_plan_step(office, cast.worker, which(p), {"propose", "", "", ""}, ""), "propose");
    must(take_plan_step(office, cast.worker, which(p), {"agree", "person", "", ""}, ""), "agree");
    return p;
  }

  void put_into_force(const SupportPlanId& p) {
    must(take_plan_step(office, cast.supervisor, which(p), {"approve", "", "", ""}, ""), "approve");
    must(take_plan_step(office, cast.worker, which(p), {"activate", "", "", ""}, ""), "activate");
  }

  void close() {
    const auto f = file();
    for (const Task& task : office.db.read([&](db::Session& s) { return store::list_tasks(s, f); })) {
      if (task.state == "open") must(end_task(office, cast.worker, id, task.id, "done", ""), "task");
    }
    for (const LooseEnd& end : office.db.read([&](db::Session& s) { return list_loose_ends(s, cast.worker, f); })) {
      must(hand_over_end(office, cast.worker, id, end.kind, end.subject, cast.worker.name, ""), "end");
    }
    must(take_step(office, cast.worker, {id, "close", f.version, "goals_achieved", "", ""}, ""), "close");
  }
};

/// The nurse is invited, writes her section, a note of her own and the log; a conference decides.
void invite_and_write(Play& play) {
  Office& office = play.office;
  const DemoCast& cast = play.cast;
  const Texts& t = play.texts;
  must(invite_partner(office, cast.worker, play.id, {cast.partner_email, t.at("role"), t.at("section_title")}, ""),
       "partner");
  must(add_member(office, cast.worker, play.id, t.at("doctor"), t.at("doctor"), ""), "member");
  must(write_summary(office, cast.worker, play.id, play.file().version, t.at("summary"), ""), "summary");
  must(write_section(office, *cast.partner, play.id, 1, t.at("section"), ""), "section");
  must(write_note(office, cast.worker, play.id, {"visit", "2", "team", t.at("note"), "", "", {}}, ""), "note");
  must(write_note(office, *cast.partner, play.id,
                  {"health", "3", "author_only", t.at("section"), t.at("conclusion"), "", {}}, ""),
       "own note");
  const std::string today = office.today().iso();
  must(log_service(office, cast.worker, play.id, {"", t.at("log"), today, "minutes", "60"}, ""), "log");
  must(log_service(office, *cast.partner, play.id, {"", t.at("action_nurse"), today, "attended", ""}, ""), "log");
  must(hold_conference(office, cast.worker, play.id,
                       {today,
                        cast.worker.name + "\n" + cast.partner->name,
                        t.at("doctor"),
                        t.at("topics"),
                        t.at("decisions"),
                        {{t.at("task"), office.today().plus_days(30).iso(), cast.worker.account.text(), ""}}},
                       ""),
       "conference");
}

/// Everything there is: two assessments to compare, a plan in force, what came of it.
void play_whole(Play& play) {
  play.days_ago(110);
  play.assess("first", 4, true);
  const auto p = play.plan();
  play.put_into_force(p);
  play.days_ago(8);
  play.assess("periodic", 3, true);
  const auto f = play.file();
  invite_and_write(play);
  const auto goal = play.office.db.read([&](db::Session& s) { return store::list_goals(s, f, p).front().id; });
  must(move_goal(play.office, play.cast.worker, play.which(p), goal, "in_progress", play.texts.at("progress"), ""),
       "progress");
}

}  // namespace

void load_demo(Office& office, SetClock& clock, const DemoCast& cast, Instant until) {
  const Texts texts = read_texts();
  std::size_t n = 0;
  for (const PersonId& person : cast.people) {
    Play play{office, clock, cast, texts, until, {}};
    const bool whole = n == 0 && cast.partner;
    play.days_ago(whole ? 120 : 15);
    const auto& home = cast.worker.post.municipality;
    office.db.write([&](db::Tx& tx) { people::join_team_in(tx, home, person, cast.worker.account, office.today()); });
    const char* const kind = kinds[n++ % std::size(kinds)];
    play.id = must(start_case(office, cast.worker, {person, kind, texts.at(kind)}, ""), "start");
    if (whole) play_whole(play);
    if (n == 2) play.assess("first", 3, false);
    if (n == 3) {
      play.assess("first", 3, true);
      play.plan();
    }
    if (n == std::size(kinds)) play.close();
  }
}

}  // namespace gishe::cases
