#include "base/text.h"
#include "people/people.h"
#include "protection/handlers.h"
#include "protection/protection_access.h"
#include "protection/rules_store.h"
#include "protection/said.h"
#include "protection/signal_acts.h"

// Writing a signal: the form, exactly what will be sent, and then the one button.
namespace gishe::protection {
namespace {

using access::Action;

struct Form {
  NewSignal signal;
  std::string crisis;
};

Form read_form(const web::Context& c) {
  Form form;
  form.signal.words = {typed(c, "child"), typed(c, "where"), typed(c, "danger"), typed(c, "adults"),
                       typed(c, "contact")};
  for (const auto kind : c.request.form_all("recipients")) form.signal.recipients.emplace_back(kind);
  form.crisis = typed(c, "crisis");
  form.signal.crisis = CrisisContactId::parse(form.crisis);
  return form;
}

web::Response draw_form(web::Context& c, const Form& form, const Refusals& refusals) {
  auto page = neutral_page(c, "protection/signal_new.html");
  const auto& words = form.signal.words;
  page.error_summary("ERRORS", refusals);
  if (!form.crisis.empty()) page.show("OF_CRISIS").set("CRISIS", form.crisis);
  auto danger = input_of(c, "danger", "protection.signal_danger", words.danger, false);
  danger.max_length = static_cast<int>(danger_length_max);
  page.area("DANGER", danger, refusals, 5);
  const auto short_field = [&](const char* part, const char* name, const char* label, const std::string& value,
                               bool optional, const char* hint) {
    auto input = input_of(c, name, label, value, optional, hint);
    input.max_length = static_cast<int>(child_length_max);
    page.area(part, input, refusals, 2);
  };
  short_field("CHILD", "child", "protection.signal_child", words.child, false, "protection.signal_child_hint");
  short_field("WHERE", "where", "protection.signal_where", words.where, true, "protection.signal_where_hint");
  short_field("ADULTS", "adults", "protection.signal_adults", words.adults, true, "");
  short_field("CONTACT", "contact", "protection.signal_contact", words.contact, true, "");
  std::vector<page::Values::Choice> kinds;
  for (const auto kind : recipient_kinds) {
    kinds.push_back({std::string(kind),
                     c.words("protection.recipient." + std::string(kind)),
                     {},
                     text::one_of(form.signal.recipients, kind)});
  }
  page.checkboxes("RECIPIENTS", {"recipients", c.words("protection.to_whom")}, kinds, refusals);
  return c.show(page, status_of(refusals));
}

web::Response draw_preview(web::Context& c, const Form& form) {
  auto page = neutral_page(c, "protection/signal_preview.html");
  const auto& words = form.signal.words;
  const std::pair<const char*, const std::string&> texts[] = {{"danger", words.danger},
                                                              {"child", words.child},
                                                              {"where", words.where},
                                                              {"adults", words.adults},
                                                              {"contact", words.contact}};
  for (const auto& [field, value] : texts) {
    page.add("FIELDS").set("FIELD", field).set("TYPED", value);
    if (value.empty()) continue;
    page.add("FACTS").set("LABEL", c.words("protection.signal_" + std::string(field))).set("VALUE", value);
  }
  for (const auto& kind : form.signal.recipients) page.add("FIELDS").set("FIELD", "recipients").set("TYPED", kind);
  if (!form.crisis.empty()) page.add("FIELDS").set("FIELD", "crisis").set("TYPED", form.crisis);
  c.office.db.read([&](db::Session& session) {
    for (const auto& r : recipients_of(session, c.office, c.actor, form.signal)) {
      auto row = page.add("TO");
      const auto name = c.words("protection.recipient." + r.kind);
      row.set("WHO", r.name.empty() ? name : r.name);
      row.set("HOW", c.words(r.has_account() ? "protection.goes_at_once" : "protection.you_tell_them"));
    }
    const auto rule = minute_rule(session, "signal.inform_others", c.actor.post.municipality, c.office.today());
    page.set("RULE",
             c.words.with("protection.hour_rule", {{"minutes", c.words.minutes(rule.minutes)}, {"basis", rule.basis}}));
  });
  return c.show(page);
}

}  // namespace

web::Response show_new_signal(web::Context& c) {
  Form form;
  form.signal.recipients = {"child_protection", "police"};
  form.crisis = std::string(c.request.query("crisis").substr(0, 40));
  if (!form.crisis.empty() && !CrisisContactId::parse(form.crisis)) return c.refuse(not_found);
  form.signal.words.contact = c.actor.name;
  return draw_form(c, form, {});
}

web::Response preview_signal(web::Context& c) {
  Form form = read_form(c);
  if (c.request.form("again") == "yes") return draw_form(c, form, {});
  auto no = why_not_signal(form.signal.words);
  const bool nobody = c.office.db.read(
      [&](db::Session& session) { return recipients_of(session, c.office, c.actor, form.signal).empty(); });
  if (nobody) no.emplace_back(no_recipient, "recipients");
  return no.empty() ? draw_preview(c, form) : draw_form(c, form, no);
}

web::Response post_signal(web::Context& c) {
  const Form form = read_form(c);
  if (!form.crisis.empty() && !form.signal.crisis) return c.refuse(not_found);
  const auto sent = send_signal(c.office, c.actor, form.signal, c.once_key());
  if (sent) return c.go("/protection/signals/" + sent->text(), "protection.notice.signal_sent");
  if (!for_the_form(sent.refusals())) return c.refuse(sent.refusals());
  return draw_form(c, form, sent.refusals());
}

}  // namespace gishe::protection
