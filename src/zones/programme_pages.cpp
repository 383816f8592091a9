#include <algorithm>

#include "base/text.h"
#include "zones/approval_acts.h"
#include "zones/plan_acts.h"
#include "zones/programme_acts.h"
#include "zones/programme_words.h"
#include "zones/zones.h"
#include "zones/zones_handlers.h"

// What a plan says, with its sums and what does not add up; its objectives and its text.
namespace gishe::zones {
namespace {

using page::Values;

void put_line(Values row, const std::vector<std::string>& heads, const LineOfYears& line) {
  row.set("LABEL", line.label);
  for (std::size_t i = 0; i < heads.size(); ++i) row.add("CELLS").set("YEAR", heads[i]).set("VALUE", line.cells[i]);
}

void put_heads(Values& table, const std::vector<std::string>& heads) {
  for (const auto& head : heads) table.add("HEADS").set("YEAR", head);
}

void put_measure(Values part, const words::Words& w, const Plan& plan, const Measure& m, const NameOf& names,
                 bool may_change) {
  part.set("MEASURE", m.id.text()).set("NAME", m.name).show_if(may_change, "MAY_CHANGE");
  const auto fact = [&](const char* key, const std::string& value) {
    if (!value.empty()) part.add("FACTS").set("LABEL", w(std::string("zones.measure.") + key)).set("VALUE", value);
  };
  fact("service_type", w("service_type." + m.service_type));
  fact("target_group", m.target_group);
  fact("lead", names.contains(m.lead) ? names.at(m.lead) : m.lead.text);
  fact("owner", m.owner);
  fact("partners", m.partners);
  fact("legal_basis", m.legal_basis);
  if (m.money.contains("municipal")) fact("share_key", w("zones.share_key." + m.share_key));
  const auto heads = year_heads(w, plan);
  put_heads(part, heads);
  for (const auto& line : lines_of(w, plan, m, names)) put_line(part.add("LINES"), heads, line);
  for (const auto& i : m.indicators)
    part.add("INDICATORS")
        .set("INDICATOR", i.name)
        .set("BASELINE", w.decimal(i.baseline_thousandths))
        .set("TARGET", w.decimal(i.target_thousandths))
        .set("SOURCE", i.source);
}

void put_objectives(page::Page& page, const words::Words& w, const PlanNow& now, const NameOf& names, bool may_change) {
  int number = 0;
  for (const auto& o : now.programme.objectives) {
    auto part = page.add("OBJECTIVES");
    part.set("NUMBER", ++number).set("OBJECTIVE", o.id.text()).set("NAME", o.name).set("NEED", o.need);
    part.show_if(may_change, "MAY_CHANGE");
    if (!o.need_of_community.empty()) part.add("COMMUNITY").set("SAYS", o.need_of_community);
    bool any = false;
    for (const auto& m : now.programme.measures) {
      if (m.objective != o.id) continue;
      put_measure(part.add("MEASURES"), w, now.plan, m, names, may_change);
      any = true;
    }
    part.show_if(!any, "NO_MEASURE");
  }
}

void put_points(page::Page& page, const words::Words& w, const Programme& programme, bool may_change) {
  const auto missing = points_missing(programme);
  for (const auto point : points) {
    auto part = page.add("POINTS");
    const bool done = std::find(missing.begin(), missing.end(), point) == missing.end();
    part.set("NAME", w("zones.point." + std::string(point))).show_if(done, "DONE").show_if(!done, "MISSING");
    const auto found = programme.text.find(point);
    part.set("BODY", found != programme.text.end() ? found->second
                     : done                        ? w("zones.points.by_objectives")
                                                   : w("zones.points.todo"));
  }
  page.show_if(may_change, "MAY_CHANGE");
}

/// A form of the plan: its head, or why it is not shown.
struct Opened {
  PlanNow now;
  bool open = false;
};
Result<Opened> open_form(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return not_found;
  return c.office.db.read([&](db::Session& session) -> Result<Opened> {
    const auto plan = plan_to_keep(session, c.actor, *id);
    if (!plan) return plan.refusals();
    Opened opened{gather_plan(session, *plan, c.office.today()), false};
    opened.open = is_open_to_change(*plan, opened.now.programme);
    return opened;
  });
}

Values::Input text_field(const words::Words& w, const std::string& name, const std::string& label,
                         const std::string& value, std::size_t max) {
  Values::Input input{name, w(label)};
  input.value = value;
  input.max_length = static_cast<int>(max);
  return input;
}

web::Response objective_page(web::Context& c, const Plan& plan, const Objective& o, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("zones/objective.html");
  const bool is_new = o.version == 0;
  const std::string title = w(is_new ? "zones.objective.add" : "zones.objective.one");
  page.title(title).error_summary("ERRORS", no);
  page.set("ID", plan.id.text()).set("PLAN", plan.name).set("TITLE", title).set("VERSION", o.version);
  page.set("ACTION", "/zones/plans/" + plan.id.text() + "/objectives" + (is_new ? "" : "/" + o.id.text()));
  auto name = text_field(w, "name", "zones.objective.name", o.name, short_text_max);
  name.hint = w("zones.objective.name_hint");
  page.input("NAME", name, no);
  auto need = text_field(w, "need", "zones.objective.need", o.need, long_text_max);
  need.hint = w("zones.objective.need_hint");
  page.area("NEED", need, no, 6);
  auto community =
      text_field(w, "need_of_community", "zones.objective.need_of_community", o.need_of_community, long_text_max);
  community.hint = w("zones.objective.need_of_community_hint");
  community.optional = true;
  page.area("NEED_OF_COMMUNITY", community, no, 6);
  if (!is_new) page.add("REMOVE").set("REMOVAL_KEY", c.surroundings.form_key + "removal");
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

web::Response text_page(web::Context& c, const Plan& plan, const Programme& shown, const std::string& began_with,
                        const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("zones/text.html");
  page.title(w("zones.points.title")).error_summary("ERRORS", no);
  page.set("ID", plan.id.text()).set("PLAN", plan.name).set("BEGAN_WITH", began_with);
  for (const auto point : points) {
    const auto found = shown.text.find(point);
    auto field = text_field(w, std::string(point), "zones.point." + std::string(point),
                            found == shown.text.end() ? "" : found->second, long_text_max);
    page.add("POINTS").area("FIELD", field, no, 4);
  }
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

Objective typed_objective(const web::Request& r) {
  Objective o;
  o.name = r.form("name");
  o.need = r.form("need");
  o.need_of_community = r.form("need_of_community");
  o.version = text::whole_number(r.form("version")).value_or(0);
  return o;
}

web::Response after_objective(web::Context& c, const ZonePlanId& plan, const Objective& o,
                              const Result<ZoneObjectiveId>& kept) {
  if (kept) return c.go("/zones/plans/" + plan.text() + "/programme", "zones.notice.saved");
  if (kept.refusals().front().field.empty()) return c.refuse(kept.refusals());
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  return objective_page(c, opened->now.plan, o, kept.refusals());
}

}  // namespace

web::Response show_programme(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    const PlanNow now = gather_plan(session, *plan, c.office.today());
    const NameOf names = names_of(session, w, *plan);
    const bool may_change = may_keep(c.actor, *plan) && is_open_to_change(*plan, now.programme);
    auto page = c.page("zones/programme.html");
    page.title(w("zones.programme.title")).set("ID", plan->id.text()).set("PLAN", plan->name);
    page.set("YEARS", years_of(*plan)).badge("STATE", Values::Tone::info, w("zones.state." + plan->state));
    page.show_if(now.programme.objectives.empty(), "EMPTY");
    page.show_if(now.standing.gaps.empty(), "ADDS_UP");
    if (!now.standing.gaps.empty() && !now.programme.objectives.empty()) {
      auto gaps = page.add("GAPS");
      gaps.set("COUNT", w.count("zones.gaps.count", static_cast<std::int64_t>(now.standing.gaps.size())));
      for (const auto& gap : now.standing.gaps) gaps.add("ROWS").set("SAYS", gap_words(w, gap, names));
    }
    put_objectives(page, w, now, names, may_change);
    put_points(page, w, now.programme, may_change);
    if (!now.programme.measures.empty()) {
      const Sums sums = sum_up(*plan, now.programme, now.people);
      const auto heads = year_heads(w, *plan);
      auto part = page.add("SUMS");
      put_heads(part, heads);
      for (const auto& line : lines_by_payer(w, *plan, sums)) put_line(part.add("PAYERS"), heads, line);
      for (const auto& line : lines_by_member(w, *plan, sums, names)) put_line(part.add("MEMBERS"), heads, line);
    }
    return c.show(page);
  });
}

web::Response show_new_objective(web::Context& c) {
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  if (!opened->open) return c.refuse(not_a_draft);
  return objective_page(c, opened->now.plan, {}, {});
}

web::Response post_new_objective(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  Objective o = typed_objective(c.request);
  o.version = 0;
  return after_objective(c, *id, o, save_objective(c.office, c.actor, *id, o, c.once_key()));
}

web::Response show_objective(web::Context& c) {
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  const auto id = c.request.id<ZoneObjectiveId>("objective");
  for (const auto& o : opened->now.programme.objectives)
    if (id && o.id == *id) return opened->open ? objective_page(c, opened->now.plan, o, {}) : c.refuse(not_a_draft);
  return c.refuse(not_found);
}

web::Response post_objective(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto objective = c.request.id<ZoneObjectiveId>("objective");
  Objective o = typed_objective(c.request);
  if (!id || !objective || o.version < 1) return c.refuse(not_found);
  o.id = *objective;
  return after_objective(c, *id, o, save_objective(c.office, c.actor, *id, o, c.once_key()));
}

web::Response post_objective_removal(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto objective = c.request.id<ZoneObjectiveId>("objective");
  if (!id || !objective) return c.refuse(not_found);
  const auto done = remove_objective(c.office, c.actor, *id, *objective, c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go("/zones/plans/" + id->text() + "/programme", "zones.notice.objective_removed");
}

web::Response show_plan_text(web::Context& c) {
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  if (!opened->open) return c.refuse(not_a_draft);
  const Programme& programme = opened->now.programme;
  return text_page(c, opened->now.plan, programme, digest_of_text(programme), {});
}

web::Response post_plan_text(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  Programme typed;
  for (const auto point : points) typed.text[std::string(point)] = c.request.form(point);
  const std::string began_with(c.request.form("began_with").substr(0, 200));
  const auto done = save_text(c.office, c.actor, *id, typed.text, began_with, c.once_key());
  if (done) return c.go("/zones/plans/" + id->text() + "/programme#points", "zones.notice.saved");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  return text_page(c, opened->now.plan, typed, began_with, done.refusals());
}

}  // namespace gishe::zones
