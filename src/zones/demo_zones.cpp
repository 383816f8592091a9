#include <stdexcept>

#include "base/cents.h"
#include "base/csv.h"
#include "base/split.h"
#include "base/text.h"
#include "platform/embedded/embedded.h"
#include "platform/office/must.h"
#include "platform/words/words.h"
#include "territory/territory.h"
#include "zones/approval_acts.h"
#include "zones/comment_acts.h"
#include "zones/indicator_acts.h"
#include "zones/plan_acts.h"
#include "zones/programme_acts.h"
#include "zones/programme_store.h"
#include "zones/working_table_acts.h"
#include "zones/zones.h"

// The demo's plan of five municipalities, from its opening to the day it came into force; its figures say that they are
// invented.
namespace gishe::zones {
namespace {

std::string_view demo_file(const char* name) {
  const auto text = embedded::find(name);
  if (!text) throw std::runtime_error(std::string(name) + " is not in this binary");
  return *text;
}

std::int64_t whole(const std::string& typed) {
  const auto number = text::whole_number(typed);
  if (!number) throw std::runtime_error("demo of zones: no number: " + typed);
  return *number;
}

/// "20,24,24": one for each year from the first.
ByYear by_year(const std::string& typed, int first_year, std::int64_t times) {
  ByYear found;
  for (const auto& one : text::split(typed, ',')) {
    if (const std::int64_t amount = whole(one) * times) found[first_year] = amount;
    ++first_year;
  }
  return found;
}

Measure measure_of(const csv::Reader& row, const std::vector<ZoneObjectiveId>& objectives, int first_year) {
  Measure m;
  m.objective = objectives.at(static_cast<std::size_t>(whole(row.get("objective")) - 1));
  m.name = row.get("name");
  m.service_type = row.get("service_type");
  m.target_group = row.get("target_group");
  m.lead = {row.get("lead")};
  m.owner = row.get("owner");
  m.partners = row.get("partners");
  m.legal_basis = row.get("legal_basis");
  m.share_key = row.get("share_key");
  for (const auto& part : text::split(row.get("places"), '|')) {
    const auto colon = part.find(':');
    m.places[{part.substr(0, colon)}] = by_year(part.substr(colon + 1), first_year, 1);
  }
  m.cost = by_year(row.get("cost"), first_year, 100);
  for (const auto payer : payers)
    if (auto cents = by_year(row.get(payer), first_year, 100); !cents.empty()) m.money[std::string(payer)] = cents;
  for (const auto& part : text::split(row.get("indicators"), '|')) {
    const auto cells = text::split(part, ';');
    m.indicators.push_back({cells.at(0), cells.at(1), whole(cells.at(2)) * 1000, whole(cells.at(3)) * 1000});
  }
  return m;
}

void write_programme(Office& office, const Actor& planner, const ZonePlanId& plan, int first_year) {
  std::vector<ZoneObjectiveId> objectives;
  csv::Reader objective(demo_file("demo/zone_objectives.csv"));
  while (objective.next())
    objectives.push_back(must(
        save_objective(office, planner, plan,
                       {{}, objective.get("name"), objective.get("need"), objective.get("need_of_community"), 0}, "")));
  csv::Reader measure(demo_file("demo/zone_measures.csv"));
  while (measure.next())
    must(save_measure(office, planner, plan, measure_of(measure, objectives, first_year), ""), measure.get("name"));
  std::map<std::string, std::string, std::less<>> text;
  csv::Reader point(demo_file("demo/zone_points.csv"));
  while (point.next()) text[point.get("point")] = point.get("body");
  must(save_text(office, planner, plan, text, digest_of_text({}), ""));
}

void write_tables(Office& office, const Actor& planner, const ZonePlanId& plan) {
  csv::Reader row(demo_file("demo/zone_tables.csv"));
  while (row.next()) {
    WorkingTable table{0,
                       office.today().plus_days(-static_cast<int>(whole(row.get("days_before")))),
                       row.get("topic"),
                       row.get("minutes"),
                       {}};
    for (const std::string_view kind : {"resident", "user", "organisation", "provider", "institution"})
      if (!row.get(kind).empty()) table.present[std::string(kind)] = static_cast<int>(whole(row.get(kind)));
    must(write_working_table(office, planner, plan, table, ""));
  }
}

/// The measures in the plan's order, as the table of comments counts them.
std::vector<ZoneMeasureId> measures_of(Office& office, const Actor& planner, const ZonePlanId& id) {
  std::vector<ZoneMeasureId> measures;
  office.db.read([&](db::Session& session) {
    const Plan plan = must(see_plan(session, planner, id));
    for (const auto& m : store::read_programme(session, plan).measures) measures.push_back(m.id);
  });
  return measures;
}

std::vector<ZoneCommentId> say_comments(Office& office, const ZonePlanId& plan,
                                        const std::vector<ZoneMeasureId>& measures) {
  std::vector<ZoneCommentId> said;
  csv::Reader row(demo_file("demo/zone_comments.csv"));
  while (row.next()) {
    Comment comment;
    comment.kind = row.get("kind");
    comment.body = row.get("body");
    if (!row.get("measure").empty())
      comment.measure = measures.at(static_cast<std::size_t>(whole(row.get("measure")) - 1));
    said.push_back(must(make_comment(office, Actor{}, plan, comment, "127.0.0.1", "")));
  }
  return said;
}

void answer_comments(Office& office, const Actor& planner, const ZonePlanId& plan,
                     const std::vector<ZoneCommentId>& said) {
  csv::Reader row(demo_file("demo/zone_comments.csv"));
  for (std::size_t i = 0; row.next(); ++i)
    must(answer_comment(office, planner, plan, said[i], {row.get("answer"), true, row.get("changed") == "yes"}, ""));
}

/// Every council joins, and gives its part.
void decide(Office& office, const std::vector<Actor>& mayors, const ZonePlanId& id) {
  int number = 118;
  for (const Actor& mayor : mayors) {
    const auto gives = office.db.read([&](db::Session& session) {
      const PlanNow now = gather_plan(session, must(see_plan(session, mayor, id)), office.today());
      const Sums sums = sum_up(now.plan, now.programme, now.people);
      const auto part = sums.by_member.find(mayor.post.municipality);
      return part == sums.by_member.end() ? ByYear{} : part->second;
    });
    must(
        enter_decision(office, mayor, id, {{}, true, std::to_string(number), office.today().plus_days(-2), gives}, ""));
    number += 7;
  }
}

}  // namespace

void load_demo(Office& office, SetClock& clock, Instant now, const Actor& planner, const std::vector<Actor>& mayors) {
  const auto days_ago = [&](int days) { clock.move_to(now.plus_seconds(-std::int64_t{days} * 86'400)); };
  clock.move_to(now);
  const int first_year = office.today().year() + 1;
  days_ago(170);
  NewPlan asked{words::Words(words::Language::bg)("zones.demo_name"), first_year, first_year + 2, "bg", {}};
  asked.members = office.db.read(
      [&](db::Session& session) { return territory::zone_of(session, planner.post.municipality, office.today()); });
  const auto plan = must(open_plan(office, planner, asked, ""));
  const auto step = [&](const char* to, const char* number, std::optional<Day> day) {
    must(take_step(office, planner, plan, {to, number, day}, ""), to);
  };
  must(import_indicators(office, planner, "zone_figures.csv", demo_file("demo/zone_figures.csv"), ""));
  days_ago(160);
  step("profile", "", {});
  days_ago(150);
  step("drafting", "", {});
  days_ago(125);
  write_tables(office, planner, plan);
  write_programme(office, planner, plan, first_year);
  days_ago(115);
  step("consultation", "", office.today().plus_days(31));
  days_ago(100);
  const auto said = say_comments(office, plan, measures_of(office, planner, plan));
  days_ago(80);
  answer_comments(office, planner, plan, said);
  step("revised", "", {});
  days_ago(60);
  step("adopted_by_assembly", "2", office.today());
  days_ago(38);
  decide(office, mayors, plan);
  days_ago(30);
  step("approved_by_councils", "", {});
  days_ago(20);
  step("signed", "1", office.today());
  days_ago(12);
  step("in_force", "", {});
}

}  // namespace gishe::zones
