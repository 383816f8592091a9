#include <algorithm>

#include "base/cents.h"
#include "base/text.h"
#include "directory/directory.h"
#include "zones/approval_acts.h"
#include "zones/indicator.h"
#include "zones/plan_acts.h"
#include "zones/programme_acts.h"
#include "zones/programme_words.h"
#include "zones/zones.h"
#include "zones/zones_handlers.h"

// One measure of a plan as a form: words, a table of places, a table of money, indicators.
namespace gishe::zones {
namespace {

using page::Values;

constexpr std::size_t typed_max = 2000;

/// What was typed into the cells of the tables, by the name of the field.
using Cells = std::map<std::string, std::string>;

std::string cell_name(const std::string& row, int year) { return row + "_" + std::to_string(year); }

/// "12 000" as people type it; blanks between the digits are theirs.
std::string without_blanks(std::string typed) {
  for (const std::string_view blank : {" ", "\u00a0", "\u202f"})
    for (auto at = typed.find(blank); at != std::string::npos; at = typed.find(blank)) typed.erase(at, blank.size());
  return typed;
}

std::vector<std::string> money_rows() {
  std::vector<std::string> rows{"cost"};
  rows.insert(rows.end(), std::begin(payers), std::end(payers));
  return rows;
}

Cells cells_of(const Measure& m) {
  Cells cells;
  for (const auto& [member, by_year] : m.places)
    for (const auto& [year, places] : by_year) cells[cell_name(member.text, year)] = std::to_string(places);
  const auto put = [&](const std::string& row, const ByYear& by_year) {
    for (const auto& [year, cents] : by_year) cells[cell_name(row, year)] = typed_cents(cents);
  };
  put("cost", m.cost);
  for (const auto& [payer, by_year] : m.money) put(payer, by_year);
  for (std::size_t i = 0; i < m.indicators.size(); ++i) {
    const std::string n = std::to_string(i + 1);
    cells["indicator_" + n] = m.indicators[i].name;
    cells["indicator_source_" + n] = m.indicators[i].source;
    // As a field takes it back, in any language.
    cells["baseline_" + n] = words::Words(words::Language::bg).decimal(m.indicators[i].baseline_thousandths);
    cells["target_" + n] = words::Words(words::Language::bg).decimal(m.indicators[i].target_thousandths);
  }
  return cells;
}

/// The form as typed: a measure, its cells as they stand there, and what is no number.
struct Typed {
  Measure measure;
  Cells cells;
  Refusals no;
};

void read_tables(Typed& t, const web::Request& r, const Plan& plan) {
  const auto cell = [&](const std::string& name) -> std::string {
    std::string typed(r.form(name).substr(0, typed_max));
    if (!typed.empty()) t.cells[name] = typed;
    return without_blanks(std::move(typed));
  };
  for (int year = plan.first_year; year <= plan.last_year; ++year) {
    for (const auto& member : plan.members) {
      const std::string name = cell_name(member.text, year), typed = cell(name);
      const auto places = text::whole_number(typed);
      if (!typed.empty() && !places) t.no.emplace_back(not_a_number, name);
      if (places && *places != 0) t.measure.places[member][year] = *places;
    }
    for (const auto& row : money_rows()) {
      const std::string name = cell_name(row, year), typed = cell(name);
      const auto cents = cents_from(typed);
      if (!typed.empty() && !cents) t.no.emplace_back(not_a_number, name);
      if (cents && *cents != 0) (row == "cost" ? t.measure.cost : t.measure.money[row])[year] = *cents;
    }
  }
}

void read_indicators(Typed& t, const web::Request& r) {
  for (std::size_t i = 1; i <= indicators_of_measure_max; ++i) {
    const std::string n = std::to_string(i);
    bool any = false;
    for (const char* field : {"indicator_", "indicator_source_", "baseline_", "target_"}) {
      const auto typed = r.form(field + n).substr(0, typed_max);
      t.cells[field + n] = typed;
      any = any || !typed.empty();
    }
    if (!any) continue;
    MeasureIndicator indicator{t.cells["indicator_" + n], t.cells["indicator_source_" + n], 0, 0};
    const auto number = [&](const std::string& name) {
      const auto thousandths = thousandths_from(t.cells[name]);
      if (!thousandths) t.no.emplace_back(t.cells[name].empty() ? required : not_a_number, name);
      return thousandths.value_or(0);
    };
    indicator.baseline_thousandths = number("baseline_" + n);
    indicator.target_thousandths = number("target_" + n);
    t.measure.indicators.push_back(std::move(indicator));
  }
}

Typed typed_in(const web::Request& r, const Plan& plan) {
  Typed t;
  Measure& m = t.measure;
  m.objective = ZoneObjectiveId::parse(r.form("objective")).value_or(ZoneObjectiveId{});
  m.name = r.form("name").substr(0, typed_max);
  m.service_type = r.form("service_type").substr(0, 60);
  m.target_group = r.form("target_group").substr(0, typed_max);
  m.lead = MunicipalityCode::parse(r.form("lead")).value_or(MunicipalityCode{});
  m.owner = r.form("owner").substr(0, typed_max);
  m.partners = r.form("partners").substr(0, typed_max);
  m.legal_basis = r.form("legal_basis").substr(0, typed_max);
  m.share_key = r.form("share_key").substr(0, 20);
  m.version = text::whole_number(r.form("version")).value_or(0);
  read_tables(t, r, plan);
  read_indicators(t, r);
  return t;
}

class Form {
 public:
  Form(web::Context& c, const PlanNow& now, const NameOf& names, const Typed& typed)
      : m_w(c.words), m_now(now), m_names(names), m_typed(typed), m_page(c.page("zones/measure.html")) {}

  web::Response show(web::Context& c) {
    const Measure& m = m_typed.measure;
    const bool is_new = m.version == 0;
    const std::string title = m_w(is_new ? "zones.measure.add" : "zones.measure.one");
    m_page.title(title).set("ID", m_now.plan.id.text()).set("PLAN", m_now.plan.name).set("TITLE", title);
    m_page.set("VERSION", m.version);
    m_page.set("ACTION", "/zones/plans/" + m_now.plan.id.text() + "/measures" + (is_new ? "" : "/" + m.id.text()));
    put_words();
    put_tables();
    put_indicators();
    m_page.error_summary("ERRORS", m_typed.no);
    if (!is_new) m_page.add("REMOVE").set("REMOVAL_KEY", c.surroundings.form_key + "removal");
    return c.show(m_page, m_typed.no.empty() ? 200 : m_typed.no.front().code->http_status);
  }

 private:
  Values::Input field(const std::string& name, const std::string& label, const std::string& value) {
    Values::Input input{name, m_w(label)};
    input.value = value;
    input.max_length = static_cast<int>(short_text_max);
    return input;
  }

  void put_words() {
    const Measure& m = m_typed.measure;
    std::vector<Values::Choice> objectives{{"", m_w("common.choose")}}, types{{"", m_w("common.choose")}},
        leads{{"", m_w("common.choose")}};
    for (const auto& o : m_now.programme.objectives)
      objectives.push_back({o.id.text(), o.name, {}, o.id == m.objective});
    for (const auto type : directory::service_types) {
      if (type == "state_desk") continue;
      types.push_back({std::string(type), m_w("service_type." + std::string(type)), {}, type == m.service_type});
    }
    for (const auto& member : m_now.plan.members)
      leads.push_back({member.text, m_names.at(member), {}, member == m.lead});
    m_page.select("OBJECTIVE", field("objective", "zones.objective.one", ""), objectives, m_typed.no);
    m_page.input("NAME", field("name", "zones.measure.name", m.name), m_typed.no);
    m_page.select("TYPE", field("service_type", "zones.measure.service_type", ""), types, m_typed.no);
    auto group = field("target_group", "zones.measure.target_group", m.target_group);
    group.hint = m_w("zones.measure.target_group_hint");
    m_page.input("TARGET_GROUP", group, m_typed.no);
    m_page.select("LEAD", field("lead", "zones.measure.lead", ""), leads, m_typed.no);
    auto owner = field("owner", "zones.measure.owner", m.owner);
    owner.hint = m_w("zones.measure.owner_hint");
    m_page.input("OWNER", owner, m_typed.no);
    auto partners = field("partners", "zones.measure.partners", m.partners);
    partners.optional = true;
    m_page.input("PARTNERS", partners, m_typed.no);
    auto basis = field("legal_basis", "zones.measure.legal_basis", m.legal_basis);
    basis.optional = true;
    m_page.input("LEGAL_BASIS", basis, m_typed.no);
    std::vector<Values::Choice> keys;
    for (const auto key : share_keys)
      keys.push_back({std::string(key), m_w("zones.share_key." + std::string(key)), {}, key == m.share_key});
    auto share = field("share_key", "zones.measure.share_key", "");
    share.hint = m_w("zones.measure.share_key_hint");
    m_page.radios("SHARE_KEY", share, keys, m_typed.no);
  }

  void put_row(Values row, const std::string& name, const std::string& label) {
    row.set("LABEL", label);
    for (int year = m_now.plan.first_year; year <= m_now.plan.last_year; ++year) {
      Values::Input input{cell_name(name, year), label + ", " + std::to_string(year)};
      const auto found = m_typed.cells.find(input.name);
      if (found != m_typed.cells.end()) input.value = found->second;
      input.type = "number";
      input.max_length = 20;
      row.add("CELLS").input("CELL", input, m_typed.no);
    }
  }

  void put_tables() {
    for (int year = m_now.plan.first_year; year <= m_now.plan.last_year; ++year) m_page.add("HEADS").set("YEAR", year);
    for (const auto& member : m_now.plan.members) put_row(m_page.add("PLACES"), member.text, m_names.at(member));
    for (const auto& row : money_rows())
      put_row(m_page.add("MONEY"), row, m_w(row == "cost" ? "zones.measure.cost" : "zones.payer." + row));
  }

  void put_indicators() {
    for (std::size_t i = 1; i <= indicators_of_measure_max; ++i) {
      const std::string n = std::to_string(i);
      auto row = m_page.add("INDICATORS");
      const auto put = [&](const char* part, const std::string& name, const std::string& label, bool is_short) {
        auto input = field(name + n, label, "");
        input.label += " " + n;
        const auto found = m_typed.cells.find(input.name);
        if (found != m_typed.cells.end()) input.value = found->second;
        input.optional = i > 1 && !is_short;
        if (is_short) input.width = "short";
        row.input(part, input, m_typed.no);
      };
      put("NAME", "indicator_", "zones.measure.indicator", false);
      put("SOURCE", "indicator_source_", "zones.measure.source", false);
      put("BASELINE", "baseline_", "zones.measure.baseline", true);
      put("TARGET", "target_", "zones.measure.target", true);
    }
  }

  const words::Words& m_w;
  const PlanNow& m_now;
  const NameOf& m_names;
  const Typed& m_typed;
  page::Page m_page;
};

struct Opened {
  PlanNow now;
  NameOf names;
};
Result<Opened> open_form(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return not_found;
  return c.office.db.read([&](db::Session& session) -> Result<Opened> {
    const auto plan = plan_to_keep(session, c.actor, *id);
    if (!plan) return plan.refusals();
    Opened opened{gather_plan(session, *plan, c.office.today()), names_of(session, c.words, *plan)};
    if (!is_open_to_change(*plan, opened.now.programme)) return not_a_draft;
    return opened;
  });
}

web::Response keep(web::Context& c, const std::optional<ZoneMeasureId>& id) {
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  const Plan& plan = opened->now.plan;
  Typed typed = typed_in(c.request, plan);
  if (id ? typed.measure.version < 1 : typed.measure.version != 0) return c.refuse(not_found);
  if (id) typed.measure.id = *id;
  if (typed.no.empty()) {
    const auto kept = save_measure(c.office, c.actor, plan.id, typed.measure, c.once_key());
    if (kept) return c.go("/zones/plans/" + plan.id.text() + "/programme#m" + kept->text(), "zones.notice.saved");
    typed.no = kept.refusals();
    if (typed.no.front().field.empty()) return c.refuse(typed.no);
  } else {
    for (const auto& refusal : why_not_measure(typed.measure, plan)) typed.no.push_back(refusal);
  }
  return Form(c, opened->now, opened->names, typed).show(c);
}

}  // namespace

web::Response show_new_measure(web::Context& c) {
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  Typed typed;
  typed.measure.objective = ZoneObjectiveId::parse(c.request.query("objective")).value_or(ZoneObjectiveId{});
  typed.measure.lead = opened->now.plan.municipality;
  typed.measure.share_key = "population";
  return Form(c, opened->now, opened->names, typed).show(c);
}

web::Response post_new_measure(web::Context& c) { return keep(c, std::nullopt); }

web::Response show_measure(web::Context& c) {
  const auto opened = open_form(c);
  if (!opened) return c.refuse(opened.refusals());
  const auto id = c.request.id<ZoneMeasureId>("measure");
  for (const auto& m : opened->now.programme.measures)
    if (id && m.id == *id) return Form(c, opened->now, opened->names, {m, cells_of(m), {}}).show(c);
  return c.refuse(not_found);
}

web::Response post_measure(web::Context& c) {
  const auto id = c.request.id<ZoneMeasureId>("measure");
  return id ? keep(c, id) : c.refuse(not_found);
}

web::Response post_measure_removal(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto measure = c.request.id<ZoneMeasureId>("measure");
  if (!id || !measure) return c.refuse(not_found);
  const auto done = remove_measure(c.office, c.actor, *id, *measure, c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go("/zones/plans/" + id->text() + "/programme", "zones.notice.measure_removed");
}

}  // namespace gishe::zones
