#include "places/handlers.h"

namespace gishe::places::pages {
namespace {

constexpr int need_rows = 4;

NewRule typed_from(const ServiceId& id, const WaitingRule& rule) {
  NewRule typed;
  typed.service = id;
  typed.version = rule.version;
  typed.soon = std::to_string(rule.soon);
  typed.emergency = std::to_string(rule.emergency);
  typed.each_week = std::to_string(rule.each_week);
  typed.refused_offer = std::to_string(rule.refused_offer);
  for (const auto& [need, points] : rule.needs) typed.needs.emplace_back(need, std::to_string(points));
  typed.words = rule.words;
  return typed;
}

page::Values::Input field(const words::Words& w, const std::string& name, const std::string& value) {
  page::Values::Input input;
  input.name = name;
  input.label = w("waiting.rule.field." + name);
  input.value = value;
  input.width = "short";
  return input;
}

void put_needs(page::Page& page, const words::Words& w, const std::vector<directory::Need>& needs, const NewRule& typed,
               const Refusals& no) {
  const auto rows = std::max<std::size_t>(need_rows, typed.needs.size() + 1);
  for (std::size_t i = 0; i < rows && i < rule_needs_max; ++i) {
    const auto [code, points] = i < typed.needs.size() ? typed.needs[i] : std::pair<std::string, std::string>{};
    std::vector<page::Values::Choice> choices{{"", "–", "", code.empty()}};
    for (const auto& need : needs) choices.push_back({need.code, w("need." + need.code), "", need.code == code});
    auto row = page.add("NEEDS");
    auto need = field(w, "need", "");
    need.of = std::to_string(i);
    need.width = "half";
    need.optional = true;
    auto given = field(w, "need_points", points);
    given.of = need.of;
    given.type = "number";
    given.optional = true;
    row.select("NEED", need, choices, i == 0 ? no : Refusals{}).input("POINTS", given);
  }
}

web::Response draw(web::Context& context, const NewRule& typed, const Refusals& no, int status) {
  const auto& w = context.words;
  std::vector<directory::Need> needs;
  const auto service = context.office.db.read([&](db::Session& session) {
    needs = directory::list_needs(session);
    return own_service(session, context.actor, access::Action::order_waiting_list, typed.service);
  });
  if (!service) return context.refuse(service.refusals());
  auto page = context.page("places/rule_form.html");
  page.title(w("waiting.rule.change"));
  page.set("SERVICE", service->name).set("ID", typed.service.text()).set("VERSION", typed.version);
  page.error_summary("ERRORS", no);
  const auto number = [&](const char* part, const char* name, const std::string& value) {
    auto input = field(w, name, value);
    input.type = "number";
    page.input(part, input, no);
  };
  number("EMERGENCY", "emergency", typed.emergency);
  number("SOON", "soon", typed.soon);
  number("EACH_WEEK", "each_week", typed.each_week);
  number("REFUSED_OFFER", "refused_offer", typed.refused_offer);
  put_needs(page, w, needs, typed, no);
  auto words = field(w, "words", typed.words);
  words.width = "full";
  words.optional = true;
  words.max_length = 600;
  page.area("WORDS", words, no);
  return context.show(page, status);
}

WaitingRule rule_now(web::Context& context, const directory::Service& service) {
  return context.office.db.read(
      [&](db::Session& session) { return rule_of(session, home_of(session, service), service.id); });
}

}  // namespace

web::Response show_rule_form(web::Context& context) {
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  const auto service = context.office.db.read([&](db::Session& session) {
    return own_service(session, context.actor, access::Action::order_waiting_list, *id);
  });
  if (!service) return context.refuse(service.refusals());
  return draw(context, typed_from(*id, rule_now(context, *service)), {}, 200);
}

web::Response post_rule(web::Context& context) {
  const auto& r = context.request;
  const auto id = r.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  NewRule typed;
  typed.service = *id;
  typed.version = static_cast<int>(version_of(r));
  typed.soon = r.form("soon");
  typed.emergency = r.form("emergency");
  typed.each_week = r.form("each_week");
  typed.refused_offer = r.form("refused_offer");
  typed.words = r.form("words");
  const auto needs = r.form_all("need"), points = r.form_all("need_points");
  for (std::size_t i = 0; i < needs.size() && i < points.size() && i < rule_needs_max; ++i) {
    if (!needs[i].empty() || !points[i].empty()) typed.needs.emplace_back(needs[i], points[i]);
  }
  const auto done = publish_rule(context.office, context.actor, typed, context.once_key());
  if (done) return context.go("/provider/waiting/services/" + id->text(), "waiting.done.rule");
  const auto& no = done.refusals();
  if (no.front().is(not_found) || no.front().is(not_your_function) || no.front().is(changed_meanwhile))
    return context.refuse(no);
  return draw(context, typed, no, status_of(no));
}

web::Response show_rule(web::Context& context) {
  const auto& w = context.words;
  const auto id = context.request.id<ServiceId>("id");
  if (!id) return context.refuse(not_found);
  std::vector<store::PublishedRule> rules;
  const auto service = context.office.db.read([&](db::Session& session) {
    auto found = directory::find_service(session, *id);
    if (found) rules = store::list_rules(session, home_of(session, *found), *id);
    return found;
  });
  if (!service) return context.refuse(not_found);
  const WaitingRule rule = rules.empty() ? WaitingRule{} : rules.front().rule;
  auto page = context.page("places/rule.html");
  page.title(w("waiting.rule.title"));
  page.set("ID", id->text()).set("SERVICE", service->name).set("ORGANISATION", service->organisation_name);
  for (const auto& line : lines_of(w, rule)) page.add("RULE").set("WORDS", line);
  if (!rule.words.empty()) page.add("ADDED").set("WORDS", rule.words);
  page.set("VERSION_WORDS", w.with("waiting.rule.version", {{"n", std::to_string(rule.version)}}));
  if (rules.size() > 1) {
    auto history = page.add("HISTORY");
    for (const auto& r : rules)
      history.add("VERSIONS")
          .set("WORDS",
               w.with("waiting.rule.published", {{"n", std::to_string(r.rule.version)}, {"when", w.moment(r.at)}}));
  }
  return context.show(page);
}

}  // namespace gishe::places::pages
