#include "inquiries/contact_form.h"

#include <fmt/format.h>

#include "base/text.h"
#include "directory/directory.h"
#include "inquiries/said.h"

namespace gishe::inquiries {
namespace {

constexpr int services_found_max = 8;
constexpr std::size_t typed_max = 120;

std::vector<ServiceId> find_services(web::Context& c, const ContactForm& form) {
  std::vector<ServiceId> ids = form.contact.services;
  if (form.looked_for.empty()) return ids;
  directory::Asked asked;
  asked.words = form.looked_for;
  asked.municipality = c.actor.post.municipality;
  asked.language = c.words.language();
  asked.limit = services_found_max;
  for (const auto& found : directory::search_services(c.office, asked).found) {
    if (std::find(ids.begin(), ids.end(), found.id) == ids.end()) ids.push_back(found.id);
  }
  return ids;
}

void fill_services(web::Context& c, page::Page& page, const ContactForm& form, db::Session& session,
                   const std::vector<ServiceId>& ids) {
  const words::Words& w = c.words;
  page::Values::Input search{"service_words", w("contact.service_words"), form.looked_for,
                             w("contact.service_words_hint")};
  search.optional = true;
  search.type = "search";
  search.max_length = static_cast<int>(typed_max);
  page.input("SERVICE_WORDS", search);
  page.set("FOUND_FOR", form.looked_for);
  std::vector<page::Values::Choice> choices;
  const auto services = directory::list_services_by_id(session, ids);
  for (const ServiceId& id : ids) {
    const auto at = std::find_if(services.begin(), services.end(), [&](const auto& s) { return s.id == id; });
    if (at == services.end()) continue;
    const bool named =
        std::find(form.contact.services.begin(), form.contact.services.end(), id) != form.contact.services.end();
    choices.push_back({id.text(), at->name, at->organisation_name, named});
  }
  page.show_if(!choices.empty() || !form.looked_for.empty(), "SERVICES_OPEN");
  if (!choices.empty()) {
    page.show("ANY_SERVICE");
    page.checkboxes("SERVICES", {"services", w("contact.services")}, choices, form.refusals);
  }
  page.show_if(choices.empty() && !form.looked_for.empty(), "NO_SERVICE");
}

}  // namespace

ContactForm read_contact_form(const web::Request& r, Day today) {
  ContactForm form;
  form.on_typed = r.form("on").substr(0, typed_max);
  const auto on = Day::from_person(form.on_typed);
  form.contact.on = on.value_or(today);
  if (!on && !form.on_typed.empty()) form.refusals.emplace_back(not_a_date, "on");
  form.contact.channel = r.form("channel");
  if (!r.form("topic").empty()) form.contact.topics.emplace_back(r.form("topic"));
  for (const auto topic : r.form_all("topics")) form.contact.topics.emplace_back(topic);
  form.contact.settlement = Ekatte::parse(r.form("settlement")).value_or(Ekatte{});
  form.contact.target_group = r.form("target_group");
  for (const auto id : r.form_all("services")) {
    if (const auto parsed = ServiceId::parse(id)) form.contact.services.push_back(*parsed);
  }
  form.contact.outcome = r.form("outcome");
  form.looked_for = text::tidy(r.form("service_words").substr(0, typed_max));
  form.found_for = r.form("found_for").substr(0, typed_max);
  return form;
}

void fill_contact_form(web::Context& c, page::Page& page, const ContactForm& form) {
  const words::Words& w = c.words;
  const NewContact& n = form.contact;
  page.error_summary("ERRORS", form.refusals);
  page::Values::Input on{"on", w("contact.on"), form.on_typed.empty() ? n.on.iso() : form.on_typed,
                         w("contact.on_hint")};
  on.type = "date";
  on.width = "half";
  page.input("ON", on, form.refusals);
  page::Values::Input topic{"topic", w("contact.topic")};
  topic.autofocus = form.refusals.empty();
  const std::string first = n.topics.empty() ? std::string() : n.topics.front();
  const auto ids = find_services(c, form);
  c.office.db.read([&](db::Session& session) {
    page.select("TOPIC", topic, need_choices(session, w, {first}), form.refusals);
    std::vector<std::string> more(n.topics.begin() + (n.topics.empty() ? 0 : 1), n.topics.end());
    page.checkboxes("MORE_TOPICS", {"topics", w("contact.more_topics")}, need_choices(session, w, more), form.refusals);
    page.show_if(!more.empty(), "MORE_OPEN");
    page.select("SETTLEMENT", {"settlement", w("contact.settlement")},
                settlement_choices(session, w, c.actor.post.municipality, n.settlement), form.refusals);
    fill_services(c, page, form, session, ids);
  });
  auto groups = choices_of(w, "target_group.", target_groups, n.target_group);
  groups.insert(groups.begin(), {"", w("contact.no_group"), {}, n.target_group.empty()});
  page.select("TARGET_GROUP", {"target_group", w("contact.target_group")}, groups, form.refusals);
  page.select("CHANNEL", {"channel", w("contact.channel")},
              choices_of(w, "contact.channel.", contact_channels, n.channel), form.refusals);
  page.radios("OUTCOME", {"outcome", w("contact.outcome")},
              choices_of(w, "contact.outcome.", contact_outcomes, n.outcome), form.refusals);
}

}  // namespace gishe::inquiries
