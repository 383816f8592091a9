#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/cents.h"
#include "base/text.h"
#include "maps/maps.h"
#include "territory/territory.h"
#include "zones/plan_acts.h"
#include "zones/programme_words.h"
#include "zones/scenario_acts.h"
#include "zones/share.h"
#include "zones/supply_acts.h"
#include "zones/zones.h"
#include "zones/zones_handlers.h"

// What if: places of one kind of service put by hand, beside today.
namespace gishe::zones {
namespace {

using page::Values;
using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t typed_max = 40;

std::string field_of(const Ekatte& settlement) { return "p" + settlement.text; }

/// The form as typed. A cell that is empty has none of the service; "0" has it and nobody says how many places.
struct Typed {
  std::map<Ekatte, std::string> cells;
  bool any = false;  // somebody put places, be it none anywhere
  std::string minutes, price, share_key, budget, add, add_places;
};

Typed typed_in(const Fields& fields) {
  Typed t;
  std::string at;
  const std::map<std::string_view, std::string*> known{
      {"minutes", &t.minutes}, {"price", &t.price}, {"share_key", &t.share_key},   {"budget", &t.budget},
      {"add", &t.add},         {"at", &at},         {"add_places", &t.add_places},
  };
  for (const auto& [name, value] : fields) {
    if (const auto own = known.find(name); own != known.end()) {
      *own->second = own->second == &at ? value : text::tidy(value.substr(0, typed_max));
      t.any = t.any || name == "at";
    } else if (const auto settlement = name.starts_with('p') ? Ekatte::parse(name.substr(1)) : std::nullopt) {
      t.cells[*settlement] = text::tidy(value.substr(0, typed_max));
      t.any = true;
    }
  }
  for (const auto& [settlement, places] : places_from(at)) t.cells.emplace(settlement, std::to_string(places));
  return t;
}

/// What is asked, read from what was typed.
struct Asked {
  PlacesBySettlement places;
  int minutes = near_minutes;
  Price price;
  std::optional<std::int64_t> budget;  // cents in a year
  Refusals no;
};

class Reader {
 public:
  Reader(Typed& typed, const Supply& supply, const OfType& of) : m_typed(typed) {
    for (const auto& settlement : supply.settlements) m_known.insert(settlement.code);
    if (!typed.any)
      for (const auto& [code, places] : of.places_at) typed.cells[code] = std::to_string(places);
    for (const auto& [code, places] : of.places_at) typed.cells.emplace(code, "");
  }

  Asked asked() {
    if (!m_typed.add.empty()) add();
    for (const auto& [code, cell] : m_typed.cells)
      if (!cell.empty() && m_known.contains(code)) put(code, cell, field_of(code));
    const auto minutes = text::whole_number(m_typed.minutes);
    if (minutes &&
        std::find(std::begin(minutes_offered), std::end(minutes_offered), *minutes) != std::end(minutes_offered))
      m_asked.minutes = static_cast<int>(*minutes);
    if (std::find(std::begin(share_keys), std::end(share_keys), m_typed.share_key) != std::end(share_keys))
      m_asked.price.share_key = m_typed.share_key;
    m_asked.price.cents = cents(m_typed.price, "price").value_or(0);
    m_asked.budget = cents(m_typed.budget, "budget");
    return std::move(m_asked);
  }

 private:
  void add() {
    const auto code = Ekatte::parse(m_typed.add);
    if (!code || !m_known.contains(*code)) {
      m_asked.no.emplace_back(not_in_list, "add");
    } else if (m_typed.add_places.empty()) {
      m_asked.no.emplace_back(required, "add_places");
    } else if (put(*code, m_typed.add_places, "add_places")) {
      m_typed.cells[*code] = m_typed.add_places;
      m_typed.add.clear();
      m_typed.add_places.clear();
    }
  }

  bool put(const Ekatte& code, const std::string& cell, const std::string& field) {
    const auto places = text::whole_number(cell);
    if (!places)
      m_asked.no.emplace_back(not_a_number, field);
    else if (*places < 0 || *places > places_max)
      m_asked.no.push_back(Refusal(too_many_places, field, {{"max", std::to_string(places_max)}}));
    else
      m_asked.places[code] = *places;
    return m_asked.places.contains(code);
  }

  std::optional<std::int64_t> cents(const std::string& typed, const char* field) {
    if (typed.empty()) return std::nullopt;
    const auto sum = cents_from(typed);
    if (!sum) m_asked.no.emplace_back(not_a_number, field);
    return sum;
  }

  Typed& m_typed;
  std::set<Ekatte> m_known;
  Asked m_asked;
};

class Form {
 public:
  Form(web::Context& c, const Plan& plan, Supply& supply, const OfType& of, Typed typed)
      : m_w(c.words),
        m_plan(plan),
        m_supply(supply),
        m_of(of),
        m_typed(std::move(typed)),
        m_asked(Reader(m_typed, supply, of).asked()),
        m_page(c.page("zones/what_if.html")) {}

  web::Response show(web::Context& c, const std::string& name, const Refusals& no_keep) {
    m_page.title(m_w("zones.what_if.title")).set("ID", m_plan.id.text()).set("CODE", m_of.type);
    m_page.set("TYPE", m_w("service_type." + m_of.type));
    c.office.db.read([&](db::Session& session) {
      m_names = names_of(session, m_w, m_plan);
      put_form();
      if (m_asked.no.empty()) put_answer(session);
    });
    if (m_asked.no.empty() && may_keep(c.actor, m_plan)) put_keep(name, no_keep);
    const Refusals& no = m_asked.no.empty() ? no_keep : m_asked.no;
    return c.show(m_page, no.empty() ? 200 : no.front().code->http_status);
  }

 private:
  std::string member_of(const territory::Settlement& s) const { return m_names.at(s.municipality); }

  Values::Input field(const std::string& name, const std::string& value) {
    Values::Input input{name, m_w("zones.what_if." + name)};
    input.value = value;
    input.width = "short";
    input.max_length = static_cast<int>(typed_max);
    return input;
  }

  void put_form() {
    std::vector<Values::Choice> others{{"", m_w("common.choose")}};
    for (const auto& s : m_supply.settlements) {
      const std::string name = s.full_name(m_w.language());
      const auto cell = m_typed.cells.find(s.code);
      if (cell == m_typed.cells.end()) {
        others.push_back({s.code.text, name + ", " + member_of(s), {}, s.code.text == m_typed.add});
        continue;
      }
      auto row = m_page.add("PLACES");
      const auto today = m_of.places_at.find(s.code);
      row.set("SETTLEMENT", name).set("MEMBER", member_of(s));
      row.set("TODAY", today == m_of.places_at.end() ? "–" : m_w.number(today->second));
      Values::Input input{field_of(s.code), name};
      input.value = cell->second;
      input.max_length = static_cast<int>(typed_max);
      row.input("CELL", input, m_asked.no);
    }
    m_page.error_summary("ERRORS", m_asked.no);
    auto add = field("add", "");
    add.width = "half";
    add.optional = true;
    m_page.select("ADD", add, others, m_asked.no);
    auto add_places = field("add_places", m_typed.add_places);
    add_places.optional = true;
    m_page.input("ADD_PLACES", add_places, m_asked.no);
    std::vector<Values::Choice> limits, keys;
    for (const int m : minutes_offered)
      limits.push_back({std::to_string(m), std::to_string(m), {}, m == m_asked.minutes});
    Values::Input minutes{"minutes", m_w("zones.proposal.minutes")};
    minutes.width = "short";
    m_page.select("MINUTES", minutes, limits);
    for (const char* name : {"price", "budget"}) {
      auto input = field(name, name == std::string_view("price") ? m_typed.price : m_typed.budget);
      input.optional = true;
      m_page.input(name == std::string_view("price") ? "PRICE" : "BUDGET", input, m_asked.no);
    }
    for (const auto key : share_keys) {
      const bool chosen = key == m_asked.price.share_key;
      keys.push_back({std::string(key), m_w("zones.what_if.share_key." + std::string(key)), {}, chosen});
    }
    auto share = field("share_key", "");
    share.width = "half";
    m_page.select("SHARE_KEY", share, keys, m_asked.no);
  }

  std::string money(std::int64_t cents) const { return m_w.money({cents, "EUR"}); }
  std::string signed_number(std::int64_t n) const { return (n > 0 ? "+" : n < 0 ? "−" : "") + m_w.number(std::abs(n)); }
  std::string signed_money(std::int64_t n) const { return (n > 0 ? "+" : n < 0 ? "−" : "") + money(std::abs(n)); }

  void line(Values& to, const std::string& label, const std::string& today, const std::string& then,
            const std::string& more = "") {
    to.add("LINES").set("LABEL", label).set("TODAY", today).set("THEN", then).set("MORE", more);
  }

  std::string people_and_share(std::int64_t n, std::int64_t people) const {
    return m_w.number(n) + " (" + percent(m_w, n, people) + ")";
  }

  void put_lines(Values& answer, const Comparison& c) {
    const auto& [a, b] = std::pair(c.today, c.then);
    const std::int64_t people = a.near.people;
    const auto within = [&](int minutes) {
      return m_w.with("zones.supply.within", {{"minutes", std::to_string(minutes)}});
    };
    for (std::size_t k = 0; k < std::size(minutes_shown); ++k)
      line(answer, within(minutes_shown[k]), people_and_share(a.near.within[k], people),
           people_and_share(b.near.within[k], people), signed_number(b.near.within[k] - a.near.within[k]));
    const auto mean = [&](const Outcome& o) { return o.mean_minutes ? m_w.decimal(*o.mean_minutes / 100 * 100) : "–"; };
    line(answer, m_w("zones.what_if.mean"), mean(a), mean(b));
    const auto farthest = [&](const Outcome& o) -> std::string {
      if (!o.farthest) return "–";
      const auto i = static_cast<std::size_t>(*o.farthest);
      return m_supply.settlements[i].full_name(m_w.language()) + ", " + m_w.minutes(*o.near.nearest[i]);
    };
    line(answer, m_w("zones.what_if.farthest"), farthest(a), farthest(b));
    line(answer, m_w("zones.what_if.sites"), m_w.number(a.sites), m_w.number(b.sites),
         signed_number(b.sites - a.sites));
    line(answer, m_w("zones.supply.places"), m_w.number(a.places), m_w.number(b.places),
         signed_number(b.places - a.places));
    if (m_asked.price.cents)
      line(answer, m_w("zones.what_if.cost"), money(a.cents), money(b.cents), signed_money(b.cents - a.cents));
  }

  void put_members(Values& answer, const Comparison& c) {
    answer.show_if(m_asked.price.cents > 0, "PAYS_HEAD");
    for (const auto& [code, then] : c.then.members) {
      const OfMember& today = c.today.members.at(code);
      auto row = answer.add("MEMBERS");
      row.set("MEMBER", m_names.at(code));
      row.set("PLACES_TODAY", m_w.number(today.places)).set("PLACES_THEN", m_w.number(then.places));
      row.set("REACHED_TODAY", percent(m_w, today.reached, today.people));
      row.set("REACHED_THEN", percent(m_w, then.reached, then.people));
      if (m_asked.price.cents)
        row.add("PAYS").set("PAYS_TODAY", money(today.cents)).set("PAYS_THEN", money(then.cents));
    }
  }

  void put_map(Values& answer, db::Session& session, const Comparison& c) {
    std::vector<maps::MapPlace> places;
    std::vector<maps::MapMark> marks;
    for (std::size_t i = 0; i < m_supply.settlements.size(); ++i) {
      const auto& s = m_supply.settlements[i];
      const territory::GeoPoint at{s.latitude, s.longitude};
      if (at == territory::GeoPoint{}) continue;
      marks.push_back({at, static_cast<int>(i)});
      if (const auto found = m_asked.places.find(s.code); found != m_asked.places.end())
        places.push_back(
            {s.code.text, s.full_name(m_w.language()), s.municipality.text, at, static_cast<int>(found->second)});
    }
    const auto picture = maps::draw_map(maps::lands_of(session, m_supply.settlements), places, false, marks);
    if (picture.height <= 0) return;
    const auto number = [](double n) { return fmt::format("{:.1f}", n); };
    auto sheet = answer.add("PICTURE");
    sheet.set("WIDTH", number(picture.width)).set("HEIGHT", number(picture.height));
    for (const auto& land : picture.lands)
      sheet.add("LANDS").set("PATH", land.path).set("CLASS", land.guessed ? "land guessed" : "land");
    for (const auto& mark : picture.marks) {
      const auto i = static_cast<std::size_t>(mark.index);
      const std::string kind(name_of(c.changes[i]));
      auto drawn = sheet.add("MARKS");
      drawn.set("KIND", kind)
          .set("X", number(mark.x))
          .set("Y", number(mark.y))
          .set("CODE", m_supply.settlements[i].code.text);
      drawn.set("SAYS", m_supply.settlements[i].full_name(m_w.language()) + ": " + m_w("zones.what_if.mark." + kind));
      if (c.changes[i] == Change::no_longer_near)
        drawn.add("CROSS")
            .set("LEFT", number(mark.x - 4))
            .set("RIGHT", number(mark.x + 4))
            .set("TOP", number(mark.y - 4))
            .set("BOTTOM", number(mark.y + 4));
      else
        drawn.add("CIRCLE").set("RADIUS", c.changes[i] == Change::newly_near ? "6" : "4");
    }
    for (const auto& d : picture.dots) {
      auto dot = sheet.add("DOTS");
      dot.set("X", number(d.x)).set("Y", number(d.y)).set("RADIUS", number(d.radius)).set("COUNT", d.services);
      dot.set("CODE", d.places.size() == 1 ? d.places.front()->code : "");
      if (!d.labelled) continue;
      auto name = dot.add("NAMED");
      name.set("NAME", d.places.front()->name).set("NAME_X", number(d.label_x)).set("NAME_Y", number(d.y));
      name.set("ANCHOR", d.label_left ? "end" : "start");
    }
  }

  void put_answer(db::Session& session) {
    const Comparison c = compare(session, m_supply, m_of, m_asked.places, m_asked.minutes, m_asked.price);
    auto answer = m_page.add("ANSWER");
    const std::int64_t people = c.today.near.people;
    answer.set("SENTENCE",
               m_w.with("zones.proposal.reached", {{"minutes", std::to_string(m_asked.minutes)},
                                                   {"n", m_w.number(c.then.reached)},
                                                   {"share", percent(m_w, c.then.reached, people)},
                                                   {"before", m_w.number(c.today.reached)},
                                                   {"share_before", percent(m_w, c.today.reached, people)}}));
    if (m_asked.budget && m_asked.price.cents) {
      const std::int64_t left = *m_asked.budget - c.then.cents;
      auto budget = answer.add(left < 0 ? "OVER" : "LEFT");
      budget.set("SAYS",
                 m_w.with(left < 0 ? "zones.what_if.over" : "zones.what_if.left", {{"sum", money(std::abs(left))}}));
    }
    if (m_asked.budget && !m_asked.price.cents) answer.add("OVER").set("SAYS", m_w("zones.what_if.no_price"));
    put_lines(answer, c);
    put_members(answer, c);
    put_map(answer, session, c);
  }

  void put_keep(const std::string& name, const Refusals& no) {
    auto form = m_page.add("KEEP");
    form.set("AT", text_of(m_asked.places)).set("MINUTES", m_asked.minutes).set("PRICE", m_typed.price);
    form.set("SHARE_KEY", m_asked.price.share_key).set("BUDGET", m_typed.budget);
    Values::Input input{"name", m_w("zones.scenario.name")};
    input.hint = m_w("zones.scenario.name_hint");
    input.value = name;
    form.input("NAME", input, no).error_summary("ERRORS", no);
  }

  const words::Words& m_w;
  const Plan& m_plan;
  Supply& m_supply;
  const OfType& m_of;
  Typed m_typed;
  Asked m_asked;
  NameOf m_names;
  page::Page m_page;
};

/// Of the kind in the path, where places of it may be shown.
web::Response what_if_page(web::Context& c, const Fields& fields, const std::string& name, const Refusals& no_keep) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const auto plan = c.office.db.read([&](db::Session& session) { return see_plan(session, c.actor, *id); });
  if (!plan) return c.refuse(plan.refusals());
  Supply supply = gather_supply(c.office, c.actor, *plan);
  const OfType* of = supply.find(c.request.in_path("type"));
  if (!of || of->may_be_hidden()) return c.refuse(not_found);
  return Form(c, *plan, supply, *of, typed_in(fields)).show(c, name, no_keep);
}

}  // namespace

web::Response show_what_if(web::Context& c) { return what_if_page(c, c.request.query_values, "", {}); }

web::Response post_what_if(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  NewScenario asked;
  asked.name = c.request.form("name");
  asked.type = c.request.in_path("type");
  asked.more = 0;
  asked.minutes = static_cast<int>(text::whole_number(c.request.form("minutes")).value_or(0));
  asked.places = places_from(c.request.form("at"));
  asked.price = {cents_from(c.request.form("price")).value_or(0), std::string(c.request.form("share_key"))};
  const auto kept = keep_scenario(c.office, c.actor, *id, asked, c.once_key());
  if (kept) return c.go("/zones/plans/" + id->text() + "#scenarios", "zones.notice.scenario_kept");
  if (kept.refusals().front().field != "name") return c.refuse(kept.refusals());
  return what_if_page(c, c.request.form_values, asked.name, kept.refusals());
}

}  // namespace gishe::zones
