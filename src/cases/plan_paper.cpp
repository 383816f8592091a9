#include "cases/plan_view.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"

namespace gishe::cases::pages {
namespace {

void write_goals(paper::Letter& letter, const words::Words& w, const ShownPlan& s) {
  int number = 0;
  for (const Goal& goal : s.goals) {
    letter.heading(std::to_string(++number) + ". " + goal.words);
    letter.facts({{w("cases.domain"), w("cases.domain." + goal.domain)},
                  {w("cases.goal.measure"), goal.measure},
                  {w("cases.goal.baseline"), goal.baseline},
                  {w("cases.goal.target"), goal.target},
                  {w("cases.goal.due"), goal.due_on ? w.day(*goal.due_on) : ""}});
    std::vector<std::vector<std::string>> rows;
    for (const PlanAction& a : s.actions) {
      if (a.goal != goal.id) continue;
      std::string when = a.from ? w.day(*a.from) : "";
      if (a.until) when += " – " + w.day(*a.until);
      rows.push_back({a.words, a.responsible_words, a.frequency, when});
    }
    if (rows.empty()) continue;
    letter.table(
        {w("cases.action.words"), w("cases.action.responsible"), w("cases.action.frequency"), w("cases.action.when")},
        rows);
  }
}

}  // namespace

/// The plan is an official paper: always Bulgarian, whatever language its printer reads.
web::Response print_plan(web::Context& c) {
  const auto id = c.request.id<CaseId>("id").value_or(CaseId{});
  const auto plan = c.request.id<SupportPlanId>("plan").value_or(SupportPlanId{});
  const auto allowed = open_case(c.office, c.actor, id, "case.plan_printed");
  if (!allowed) return c.refuse(allowed.refusals());
  const CaseFile& file = allowed->file;
  const words::Words w(words::Language::bg);
  std::string town;
  const auto shown = allowed->as_partner ? std::nullopt : c.office.db.read([&](db::Session& session) {
    town = territory::municipality_name(session, file.municipality, w.language());
    return gather_plan(session, c.actor, file, plan, c.office.today());
  });
  if (!shown) return c.refuse(Refusal(not_found));
  const Plan& p = shown->plan;
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", town}});
  head.number = file.number + " / " + std::to_string(p.number);
  head.day = w.day(c.office.today());
  paper::Letter letter(w.language(), head);
  letter.title(w("cases.plan"));
  std::vector<std::pair<std::string, std::string>> facts{
      {w("common.name"), file.person_name},
      {w("cases.lead"), shown->author},
      {w("common.state"), w("cases.plan_state." + std::string(plan_state_name(p.state)))}};
  if (p.from) facts.emplace_back(w("cases.plan_from"), w.day(*p.from));
  if (p.review_due) facts.emplace_back(w("cases.review_on"), w.day(*p.review_due));
  letter.facts(facts);
  write_goals(letter, w, *shown);
  letter.signatures({w("cases.paper.person"), w("cases.paper.worker"), w("cases.paper.supervisor")});
  return web::Response::pdf(letter.pdf(), w("cases.paper.file") + "-" + file.number + ".pdf");
}

}  // namespace gishe::cases::pages
