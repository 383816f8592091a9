#include "base/text.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"
#include "zones/approval_acts.h"
#include "zones/approval_store.h"
#include "zones/comment_store.h"
#include "zones/comment_words.h"
#include "zones/plan_acts.h"
#include "zones/programme_words.h"
#include "zones/share.h"
#include "zones/supply_words.h"
#include "zones/working_table_store.h"
#include "zones/zones_handlers.h"

// The plan as a paper that mayors sign.
namespace gishe::zones {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// What the paper shows, read in one go.
struct Shown {
  PlanNow now;
  NameOf names;
  std::string keeper;
  std::vector<PastStep> steps;
  std::map<std::string, int> comments;
  std::vector<WorkingTable> tables;
  Supply supply;
  std::vector<Nearness> near;  // of each kind
};

std::vector<std::string> row_of(const LineOfYears& line) {
  std::vector<std::string> row{line.label};
  row.insert(row.end(), line.cells.begin(), line.cells.end());
  return row;
}

void write_table(paper::Letter& letter, std::string first_head, std::vector<std::string> heads,
                 const std::vector<LineOfYears>& lines) {
  heads.insert(heads.begin(), std::move(first_head));
  Rows rows;
  for (const auto& line : lines) rows.push_back(row_of(line));
  letter.table(std::move(heads), std::move(rows));
}

void write_members(paper::Letter& letter, const words::Words& w, const Shown& s) {
  letter.heading(w("zones.members"));
  Rows rows;
  std::int64_t all = 0;
  for (const auto& member : s.now.plan.members) {
    const auto found = s.now.people.find(member);
    const std::int64_t people = found == s.now.people.end() ? 0 : found->second;
    all += people;
    rows.push_back({s.names.at(member), w.number(people)});
  }
  rows.push_back({w("zones.together"), w.number(all)});
  letter.table({w("zones.member"), w("zones.people")}, std::move(rows));
}

void write_supply(paper::Letter& letter, const words::Words& w, const Shown& s) {
  letter.heading(w("zones.supply.title"));
  letter.paragraph(w.with("zones.supply.how_asked", {{"year", std::to_string(s.supply.year)}}) + " " +
                   w("zones.supply.how_near"));
  Rows rows;
  std::vector<paper::Bar> bars;
  for (std::size_t i = 0; i < s.supply.types.size(); ++i) {
    const OfType& of = s.supply.types[i];
    const SupplyFigures figures = figures_of(w, of);
    rows.push_back({w("service_type." + of.type), figures.asked, figures.unmet, figures.no_places, figures.places,
                    figures.free, of.unseen() ? "–" : percent(w, s.near[i].within[1], s.near[i].people)});
    if (!of.unseen() && s.near[i].people > 0)
      bars.push_back({w("service_type." + of.type), static_cast<int>(s.near[i].within[1] * 1000 / s.near[i].people),
                      rows.back().back()});
  }
  letter.table({w("zones.supply.type"), w("zones.supply.asked"), w("zones.supply.unmet"), w("zones.supply.no_places"),
                w("zones.supply.places"), w("zones.supply.free"),
                w.with("zones.supply.within", {{"minutes", std::to_string(near_minutes)}})},
               std::move(rows));
  letter.heading(w.with("zones.paper.reach", {{"minutes", std::to_string(near_minutes)}}));
  letter.bars(std::move(bars));
}

void write_measure(paper::Letter& letter, const words::Words& w, const Shown& s, const Measure& m,
                   const std::string& number) {
  letter.heading(number + " " + m.name);
  std::vector<std::pair<std::string, std::string>> facts;
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) facts.emplace_back(w(std::string("zones.measure.") + key), value);
  };
  fact("service_type", w("service_type." + m.service_type));
  fact("target_group", m.target_group);
  fact("lead", s.names.contains(m.lead) ? s.names.at(m.lead) : m.lead.text);
  fact("owner", m.owner);
  fact("partners", m.partners);
  fact("legal_basis", m.legal_basis);
  if (m.money.contains("municipal")) fact("share_key", w("zones.share_key." + m.share_key));
  letter.facts(std::move(facts));
  if (const auto lines = lines_of(w, s.now.plan, m, s.names); !lines.empty())
    write_table(letter, w("zones.measure.line"), year_heads(w, s.now.plan), lines);
  Rows indicators;
  for (const auto& i : m.indicators)
    indicators.push_back({i.name, w.decimal(i.baseline_thousandths), w.decimal(i.target_thousandths), i.source});
  letter.table(
      {w("zones.measure.indicator"), w("zones.measure.baseline"), w("zones.measure.target"), w("zones.measure.source")},
      std::move(indicators));
}

void write_programme(paper::Letter& letter, const words::Words& w, const Shown& s) {
  const Programme& programme = s.now.programme;
  int number = 0;
  for (const auto& o : programme.objectives) {
    letter.heading(w("zones.objective.one") + " " + std::to_string(++number) + ". " + o.name);
    letter.paragraph(w("zones.objective.need") + ": " + o.need);
    if (!o.need_of_community.empty())
      letter.paragraph(w("zones.objective.need_of_community") + ": " + o.need_of_community);
    int of_objective = 0;
    for (const auto& m : programme.measures)
      if (m.objective == o.id)
        write_measure(letter, w, s, m, std::to_string(number) + "." + std::to_string(++of_objective) + ".");
  }
  if (programme.measures.empty()) return;
  const Sums sums = sum_up(s.now.plan, programme, s.now.people);
  letter.heading(w("zones.sums.title") + ": " + w("zones.sums.by_payer"));
  write_table(letter, w("zones.sums.payer"), year_heads(w, s.now.plan), lines_by_payer(w, s.now.plan, sums));
  letter.heading(w("zones.sums.by_member"));
  write_table(letter, w("zones.member"), year_heads(w, s.now.plan), lines_by_member(w, s.now.plan, sums, s.names));
}

void write_points(paper::Letter& letter, const words::Words& w, const Programme& programme) {
  letter.heading(w("zones.points.title"));
  letter.paragraph(w("zones.points.lead"));
  for (const auto point : points) {
    const auto found = programme.text.find(point);
    if (found == programme.text.end()) continue;
    letter.heading(std::string(point) + ") " + w("zones.point." + std::string(point)));
    letter.paragraph(found->second);
  }
}

void write_comments(paper::Letter& letter, const words::Words& w, const Shown& s) {
  if (!s.now.plan.comments_from) return;
  letter.heading(w("zones.comments.title"));
  letter.paragraph(when_open(w, s.now.plan));
  Rows rows;
  for (const auto& [kind, count] : s.comments) rows.push_back({w("zones.comment.kind." + kind), w.number(count)});
  if (rows.empty()) {
    letter.paragraph(w("zones.comments.empty"));
  } else {
    letter.table({w("zones.comments.by_kind"), w("zones.comments.count")}, std::move(rows));
  }
}

void write_tables(paper::Letter& letter, const words::Words& w, const Shown& s) {
  if (s.tables.empty()) return;
  letter.heading(w("zones.tables.title"));
  Rows rows;
  for (auto table = s.tables.rbegin(); table != s.tables.rend(); ++table) {
    std::int64_t people = 0;
    for (const auto& [kind, n] : table->present) people += n;
    rows.push_back({w.day(table->held_on), table->topic, w.number(people)});
  }
  letter.table({w("zones.table.held_on"), w("zones.table.topic"), w("zones.table.people")}, std::move(rows));
}

void write_councils(paper::Letter& letter, const words::Words& w, const Shown& s) {
  if (s.now.programme.decisions.empty()) return;
  letter.heading(w("zones.councils.title"));
  Rows rows;
  for (const auto& d : s.now.programme.decisions)
    rows.push_back({s.names.at(d.member), w(d.joins ? "zones.council.joined" : "zones.council.declined"),
                    w.with("zones.step.said", {{"number", d.number}, {"day", w.day(d.decided_on)}}),
                    d.joins ? w.money({total(d.gives), "EUR"}) : ""});
  letter.table({w("zones.member"), w("common.state"), w("zones.council.number"), w("zones.council.gives_all")},
               std::move(rows));
}

std::string write(const words::Words& w, const Shown& s, Day today) {
  const Plan& plan = s.now.plan;
  paper::Letter letter(w.language(), {w.with("letter.municipality", {{"name", s.keeper}}), "", "", w.day(today), ""});
  letter.title(plan.name + ", " + years_of(plan));
  letter.lead(w("zones.frame." + plan.frame) + ". " + w("common.state") + ": " + w("zones.state." + plan.state) + ".");
  for (const auto& step : s.steps)
    if (!step.number.empty())
      letter.paragraph(text::capitalised(w("zones.state." + step.state)) + ": " +
                       w.with("zones.step.said", {{"number", step.number}, {"day", w.day(step.day)}}));
  if (!s.now.standing.gaps.empty()) {
    letter.heading(w.count("zones.gaps.count", static_cast<std::int64_t>(s.now.standing.gaps.size())));
    for (const auto& gap : s.now.standing.gaps) letter.item("•", gap_words(w, gap, s.names));
  }
  write_members(letter, w, s);
  write_supply(letter, w, s);
  write_programme(letter, w, s);
  write_points(letter, w, s.now.programme);
  write_comments(letter, w, s);
  write_tables(letter, w, s);
  write_councils(letter, w, s);
  std::vector<std::string> under;
  for (const auto& member : who_takes_part(plan, s.now.programme))
    under.push_back(w.with("zones.paper.mayor", {{"town", s.names.at(member)}}));
  letter.signatures(std::move(under));
  letter.small(w("zones.paper.how"));
  return letter.pdf();
}

}  // namespace

web::Response show_plan_paper(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  const auto plan = c.office.db.read([&](db::Session& session) { return see_plan(session, c.actor, *id); });
  if (!plan) return c.refuse(plan.refusals());
  Supply supply = gather_supply(c.office, c.actor, *plan);
  const Shown shown = c.office.db.read([&](db::Session& session) {
    Shown s{gather_plan(session, *plan, c.office.today()),
            names_of(session, w, *plan),
            territory::municipality_name(session, plan->municipality, w.language()),
            store::list_steps(session, *plan),
            store::count_by_kind(session, *plan),
            store::list_working_tables(session, *plan),
            std::move(supply),
            {}};
    const auto minutes = minutes_between(session, s.supply, settlements_with_services(s.supply));
    for (const auto& of : s.supply.types) s.near.push_back(nearness(ways_of(s.supply, of, minutes)));
    return s;
  });
  return web::Response::pdf(write(w, shown, c.office.today()), plan->name + " " + years_of(*plan) + ".pdf");
}

}  // namespace gishe::zones
