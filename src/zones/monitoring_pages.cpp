#include <algorithm>

#include "base/text.h"
#include "zones/indicator.h"
#include "zones/monitoring_acts.h"
#include "zones/plan_acts.h"
#include "zones/programme_store.h"
#include "zones/programme_words.h"
#include "zones/supply_words.h"
#include "zones/zones.h"
#include "zones/zones_handlers.h"

// What was reached in a half-year, beside what the loop says of each kind of service today.
namespace gishe::zones {
namespace {

using page::Values;

constexpr std::size_t typed_max = 20'000;

/// As typed, by the name of the field, when the page comes back.
using Typed = std::map<std::string, std::string>;

struct Shown {
  Programme programme;
  std::vector<Actual> actuals;
  Supply supply;
};

std::string field_of(const char* what, const ZoneMeasureId& measure, std::size_t place) {
  return std::string(what) + "_" + measure.text() + "_" + std::to_string(place);
}

const Actual* find_actual(const std::vector<Actual>& actuals, const ZoneMeasureId& measure, std::size_t place,
                          Half half) {
  const auto found = std::find_if(actuals.begin(), actuals.end(), [&](const Actual& a) {
    return a.measure == measure && static_cast<std::size_t>(a.place) == place && a.half == half;
  });
  return found == actuals.end() ? nullptr : &*found;
}

std::string loop_words(const words::Words& w, Supply& supply, const Measure& m) {
  const OfType* of = supply.find(m.service_type);
  if (!of) return "";
  const SupplyFigures f = figures_of(w, *of);
  return w.with("zones.monitoring.loop", {{"type", w("service_type." + of->type)},
                                          {"year", std::to_string(supply.year)},
                                          {"asked", f.asked},
                                          {"unmet", f.unmet},
                                          {"no_places", f.no_places},
                                          {"places", f.places},
                                          {"free", f.free}});
}

class Sheet {
 public:
  Sheet(const words::Words& words, const Plan& plan, const Shown& shown, Half half, const Typed& typed,
        const Refusals& no, bool may_write)
      : m_w(words), m_plan(plan), m_shown(shown), m_half(half), m_typed(typed), m_no(no), m_may_write(may_write) {}

  void put(Values part, const Measure& m, std::size_t place) const {
    const MeasureIndicator& i = m.indicators[place - 1];
    const Actual* actual = find_actual(m_shown.actuals, m.id, place, m_half);
    part.set("INDICATOR", i.name);
    part.set("WAY", m_w.with("zones.monitoring.way", {{"from", m_w.decimal(i.baseline_thousandths)},
                                                      {"to", m_w.decimal(i.target_thousandths)},
                                                      {"source", i.source}}));
    if (actual) put_course(part.add("ENTERED"), course_of(m_plan, i, m_half, actual->thousandths));
    put_before(part, m, place);
    if (m_may_write)
      put_fields(part.add("WRITE"), m, place, actual);
    else
      part.add("READ")
          .set("VALUE", actual ? m_w.decimal(actual->thousandths) : "")
          .set("COMMENT", actual ? actual->comment : "")
          .set("ACTION", actual ? actual->action : "");
  }

 private:
  void put_course(Values part, Course course) const {
    const auto tone = course == Course::reached     ? Values::Tone::go
                      : course == Course::on_course ? Values::Tone::info
                                                    : Values::Tone::stop;
    part.badge("COURSE", tone,
               m_w(course == Course::reached     ? "zones.course.reached"
                   : course == Course::on_course ? "zones.course.on_course"
                                                 : "zones.course.behind"));
  }

  void put_before(Values& part, const Measure& m, std::size_t place) const {
    std::vector<std::string> said;
    for (const auto& a : m_shown.actuals)
      if (a.measure == m.id && static_cast<std::size_t>(a.place) == place && a.half < m_half)
        said.push_back(half_words(m_w, a.half) + ": " + m_w.decimal(a.thousandths));
    if (!said.empty()) part.add("BEFORE").set("SAYS", text::join(said, "; "));
  }

  void put_fields(Values part, const Measure& m, std::size_t place, const Actual* actual) const {
    const auto input = [&](const char* what, const std::string& kept) {
      Values::Input field{field_of(what, m.id, place), m_w(std::string("zones.monitoring.") + what)};
      const auto typed = m_typed.find(field.name);
      field.value = typed == m_typed.end() ? kept : typed->second;
      field.optional = true;
      field.max_length = static_cast<int>(long_text_max);
      return field;
    };
    auto value = input("actual", actual ? words::Words(words::Language::bg).decimal(actual->thousandths) : "");
    value.width = "short";
    value.max_length = 20;
    part.input("ACTUAL", value, m_no);
    part.area("COMMENT", input("comment", actual ? actual->comment : ""), m_no, 2);
    auto action = input("action", actual ? actual->action : "");
    action.hint = m_w("zones.monitoring.action_hint");
    part.area("ACTION", action, m_no, 2);
  }

  const words::Words& m_w;
  const Plan& m_plan;
  const Shown& m_shown;
  Half m_half;
  const Typed& m_typed;
  const Refusals& m_no;
  bool m_may_write;
};

web::Response monitoring_page(web::Context& c, std::string_view half_asked, const Typed& typed, const Refusals& no) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  const auto plan = c.office.db.read([&](db::Session& session) { return see_plan(session, c.actor, *id); });
  if (!plan) return c.refuse(plan.refusals());
  auto page = c.page("zones/monitoring.html");
  page.title(w("zones.monitoring.title")).set("ID", plan->id.text()).set("PLAN", plan->name);
  const auto halves = halves_begun(*plan, c.office.today());
  const bool watched = is_watched(*plan);
  if (halves.empty() || (!watched && plan->state != "closed_report" && plan->state != "archived")) {
    page.set("SAYS", w("zones.monitoring.lead"));
    page.add("NOT_YET").set(
        "WHY", watched ? w.with("zones.monitoring.begins", {{"day", w.day(Half{plan->first_year, false}.first_day())}})
                       : w("zones.monitoring.not_in_force"));
    return c.show(page);
  }
  const auto asked = half_from(half_asked);
  const Half half = asked && std::find(halves.begin(), halves.end(), *asked) != halves.end() ? *asked : halves.back();
  page.set("SAYS", half_words(w, half)).set("HALF", half_text(half)).error_summary("ERRORS", no);
  auto tabs = page.add("HALVES");
  for (const Half one : halves)
    tabs.add("EACH").set("HALF", half_text(one)).set("LABEL", half_words(w, one)).show_if(one == half, "HERE");
  Shown shown;
  shown.supply = gather_supply(c.office, c.actor, *plan);
  c.office.db.read([&](db::Session& session) {
    shown.programme = store::read_programme(session, *plan);
    shown.actuals = list_actuals(session, *plan);
  });
  const bool may_write = watched && may_keep(c.actor, *plan);
  page.show_if(may_write, "MAY_SAVE");
  const Sheet sheet(w, *plan, shown, half, typed, no, may_write);
  for (const auto& m : shown.programme.measures) {
    auto part = page.add("MEASURES");
    part.set("MEASURE", m.id.text()).set("NAME", m.name).set("LOOP", loop_words(w, shown.supply, m));
    for (std::size_t place = 1; place <= m.indicators.size(); ++place) sheet.put(part.add("INDICATORS"), m, place);
  }
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_monitoring(web::Context& c) { return monitoring_page(c, c.request.query("half"), {}, {}); }

web::Response post_monitoring(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto half = half_from(c.request.form("half"));
  if (!id) return c.refuse(not_found);
  const auto opened = c.office.db.read([&](db::Session& session) -> Result<Programme> {
    const auto plan = plan_to_keep(session, c.actor, *id);
    if (!plan) return plan.refusals();
    return store::read_programme(session, *plan);
  });
  if (!opened) return c.refuse(opened.refusals());
  if (!half) return c.refuse(not_in_list);
  Typed typed;
  Refusals no;
  std::vector<Actual> actuals;
  for (const auto& m : opened->measures)
    for (std::size_t place = 1; place <= m.indicators.size(); ++place) {
      const auto text = [&](const char* what) {
        const std::string name = field_of(what, m.id, place);
        return typed[name] = c.request.form(name).substr(0, typed_max);
      };
      const std::string value = text("actual"), comment = text("comment"), action = text("action");
      if (value.empty()) {
        if (!comment.empty() || !action.empty()) no.emplace_back(required, field_of("actual", m.id, place));
        continue;
      }
      const auto number = thousandths_from(value);
      if (!number) no.emplace_back(not_a_number, field_of("actual", m.id, place));
      actuals.push_back({m.id, static_cast<int>(place), *half, number.value_or(0), comment, action});
    }
  if (no.empty()) {
    const auto done = enter_actuals(c.office, c.actor, *id, *half, actuals, c.once_key());
    if (done) return c.go("/zones/plans/" + id->text() + "/monitoring?half=" + half_text(*half), "zones.notice.saved");
    no = done.refusals();
    if (no.front().field.empty()) return c.refuse(no);
  }
  return monitoring_page(c, half_text(*half), typed, no);
}

}  // namespace gishe::zones
