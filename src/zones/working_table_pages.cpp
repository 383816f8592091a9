#include "base/text.h"
#include "zones/plan_acts.h"
#include "zones/working_table_acts.h"
#include "zones/working_table_words.h"
#include "zones/zones_handlers.h"

// Working tables of a plan: the minutes that were written, and the form for the next ones.
namespace gishe::zones {
namespace {

using page::Values;

constexpr std::size_t typed_max = 100'000;

struct Typed {
  std::string held_on, topic, minutes;
  std::map<std::string, std::string> present;
};

void put_form(Values form, const words::Words& w, const Typed& typed, const Refusals& no) {
  form.error_summary("ERRORS", no);
  Values::Input day{"held_on", w("zones.table.held_on")}, topic{"topic", w("zones.table.topic")},
      minutes{"minutes", w("zones.table.minutes")};
  day.type = "date";
  day.width = "short";
  day.value = typed.held_on;
  topic.value = typed.topic;
  topic.max_length = static_cast<int>(topic_length_max);
  minutes.value = typed.minutes;
  minutes.hint = w("zones.table.minutes_hint");
  minutes.max_length = static_cast<int>(minutes_length_max);
  form.input("DAY", day, no).input("TOPIC", topic, no).area("MINUTES", minutes, no, 10);
  for (const auto kind : comment_kinds) {
    Values::Input people{"present_" + std::string(kind),
                         text::capitalised(w("zones.comment.kind." + std::string(kind)))};
    const auto found = typed.present.find(std::string(kind));
    if (found != typed.present.end()) people.value = found->second;
    people.width = "short";
    people.optional = true;
    form.add("KINDS").input("PEOPLE", people, no);
  }
}

web::Response tables_page(web::Context& c, const Typed& typed, const Refusals& no) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    const bool may_write = may_keep(c.actor, *plan) && plan->state != "archived";
    const auto tables = store::list_working_tables(session, *plan);
    auto page = c.page("zones/tables.html");
    page.title(w("zones.tables.title")).set("ID", plan->id.text()).set("PLAN", plan->name);
    for (const auto& table : tables) {
      auto sheet = page.add("TABLES");
      put_working_table(sheet, w, table);
      if (may_write) sheet.add("REMOVE").set("REMOVAL_KEY", c.surroundings.form_key + std::to_string(table.number));
    }
    page.show_if(tables.empty(), "EMPTY");
    if (may_write) {
      auto form = page.add("WRITE");
      form.show_if(!no.empty() || tables.empty(), "OPEN");
      put_form(form, w, typed, no);
    }
    return c.show(page, no.empty() ? 200 : no.front().code->http_status);
  });
}

}  // namespace

void put_working_table(page::Values& part, const words::Words& w, const WorkingTable& table) {
  std::vector<std::string> present;
  for (const auto kind : comment_kinds)
    if (const auto found = table.present.find(std::string(kind)); found != table.present.end())
      present.push_back(w("zones.comment.kind." + found->first) + ": " + w.number(found->second));
  part.set("NUMBER", table.number).set("DAY", w.day(table.held_on)).set("TOPIC", table.topic);
  part.set("PRESENT", text::capitalised(text::join(present, "; "))).set("MINUTES", table.minutes);
}

web::Response show_tables(web::Context& c) { return tables_page(c, {}, {}); }

web::Response post_table(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  Typed typed;
  typed.held_on = c.request.form("held_on").substr(0, 40);
  typed.topic = c.request.form("topic").substr(0, typed_max);
  typed.minutes = c.request.form("minutes").substr(0, typed_max);
  WorkingTable table;
  table.topic = typed.topic;
  table.minutes = typed.minutes;
  Refusals no;
  const auto day = Day::from_person(typed.held_on);
  if (!day) no.emplace_back(typed.held_on.empty() ? required : not_a_date, "held_on");
  table.held_on = day.value_or(Day{});
  for (const auto kind : comment_kinds) {
    const std::string field = "present_" + std::string(kind), people = text::tidy(c.request.form(field).substr(0, 20));
    typed.present[std::string(kind)] = people;
    const auto number = text::whole_number(people);
    if (!people.empty() && !number) no.emplace_back(not_a_number, field);
    if (number && *number != 0)
      table.present[std::string(kind)] = *number > 0 && *number <= present_max ? static_cast<int>(*number) : -1;
  }
  if (!no.empty()) return tables_page(c, typed, no);
  const auto kept = write_working_table(c.office, c.actor, *id, table, c.once_key());
  if (kept) return c.go("/zones/plans/" + id->text() + "/tables#t" + std::to_string(*kept), "zones.notice.table");
  if (kept.refusals().front().field.empty()) return c.refuse(kept.refusals());
  return tables_page(c, typed, kept.refusals());
}

web::Response post_table_removal(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto number = text::whole_number(c.request.in_path("table"));
  if (!id || !number || *number < 1 || *number > working_tables_max * 100) return c.refuse(not_found);
  const auto done = remove_working_table(c.office, c.actor, *id, static_cast<int>(*number), c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go("/zones/plans/" + id->text() + "/tables", "zones.notice.table_removed");
}

}  // namespace gishe::zones
