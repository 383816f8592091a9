#include <algorithm>

#include "inquiries/contact_acts.h"
#include "inquiries/contact_form.h"
#include "inquiries/contact_store.h"
#include "inquiries/inquiries_handlers.h"
#include "inquiries/said.h"
#include "territory/territory.h"

// One page: the form, and below it what was written down today. It begins where the last contact was.
namespace gishe::inquiries {
namespace {

constexpr int own_shown = 60;

std::vector<Contact> list_todays(db::Session& session, const access::Scope& scope, Day today) {
  auto own = list_own_contacts(session, scope, own_shown);
  std::erase_if(own, [&](const Contact& c) { return local_time(c.counted_at).day != today; });
  return own;
}

void fill_row(page::Values row, db::Session& session, const words::Words& w, const Contact& c, Day today) {
  row.set("ID", c.id.text()).set("AT", w.time(c.counted_at));
  row.set("TOPICS", listed_words(w, "need.", c.topics));
  const auto place = c.settlement.empty() ? std::nullopt : territory::find_settlement(session, c.settlement);
  row.set("PLACE", place ? place->full_name(w.language()) : w("contact.elsewhere"));
  row.set("OUTCOME", w("contact.outcome." + c.outcome));
  row.set("ON", w.day(c.on)).show_if(c.on != today, "OTHER_DAY");
  row.show_if(c.withdrawn, "WITHDRAWN").show_if(!c.withdrawn, "COUNTED");
}

web::Response contacts_page(web::Context& c, ContactForm form) {
  const auto scope = access::scope(c.actor, access::Action::count_contact);
  const Day today = c.office.today();
  auto page = c.page("inquiries/contacts.html");
  page.title(c.words("contact.title"));
  fill_contact_form(c, page, form);
  c.office.db.read([&](db::Session& session) {
    const auto todays = list_todays(session, scope, today);
    for (const Contact& one : todays) fill_row(page.add("ROWS"), session, c.words, one, today);
    const auto counted = std::count_if(todays.begin(), todays.end(), [](const Contact& one) { return !one.withdrawn; });
    page.set("TODAY", c.words.count("contact.today_count", counted));
    page.show_if(!todays.empty(), "ANY").show_if(todays.empty(), "EMPTY");
  });
  return c.show(page, status_of(form.refusals));
}

std::optional<Contact> find_own(web::Context& c) {
  const auto id = c.request.id<ContactId>("id");
  if (!id) return std::nullopt;
  const auto scope = access::scope(c.actor, access::Action::count_contact);
  return c.office.db.read([&](db::Session& session) { return find_contact(session, scope, *id); });
}

web::Response correction_page(web::Context& c, const Contact& contact, const ContactForm& form) {
  auto page = c.page("inquiries/contact.html");
  page.title(c.words("contact.correct"));
  page.set("ID", contact.id.text()).set("VERSION", contact.version);
  fill_contact_form(c, page, form);
  return c.show(page, status_of(form.refusals));
}

}  // namespace

web::Response show_contacts(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::count_contact);
  ContactForm form;
  form.contact.on = c.office.today();
  const auto last = c.office.db.read([&](db::Session& session) { return list_own_contacts(session, scope, 1); });
  if (!last.empty()) {
    const bool same_day = local_time(last.front().counted_at).day == c.office.today();
    form.contact.channel = last.front().channel;
    form.contact.settlement = last.front().settlement;
    form.contact.outcome = last.front().outcome;
    if (same_day) form.contact.on = last.front().on;  // a heap of paper forms of one day
  }
  return contacts_page(c, std::move(form));
}

web::Response count_from_page(web::Context& c) {
  ContactForm form = read_contact_form(c.request, c.office.today());
  if (form.asks_for_services() || !form.refusals.empty()) return contacts_page(c, std::move(form));
  const auto counted = count_contact(c.office, c.actor, form.contact, c.once_key());
  if (!counted) {
    if (counted.refusals().front().field.empty()) return c.refuse(counted.refusals());
    form.refusals = counted.refusals();
    return contacts_page(c, std::move(form));
  }
  return c.go("/desk/contacts", "contact.notice.counted");
}

web::Response show_contact(web::Context& c) {
  const auto contact = find_own(c);
  if (!contact) return c.refuse(not_found);
  if (!may_correct(*contact, c.actor.account, c.office.today())) return c.refuse(not_todays);
  ContactForm form;
  form.contact = *contact;
  return correction_page(c, *contact, form);
}

web::Response correct_from_page(web::Context& c) {
  const auto contact = find_own(c);
  const auto version = version_of(c);
  if (!contact || !version) return c.refuse(not_found);
  ContactForm form = read_contact_form(c.request, c.office.today());
  if (form.asks_for_services() || !form.refusals.empty()) return correction_page(c, *contact, form);
  const auto done = correct_contact(c.office, c.actor, {contact->id, *version}, form.contact, c.once_key());
  if (!done) {
    if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
    form.refusals = done.refusals();
    return correction_page(c, *contact, form);
  }
  return c.go("/desk/contacts", "contact.notice.corrected");
}

web::Response withdraw_from_page(web::Context& c) {
  const auto id = c.request.id<ContactId>("id");
  const auto version = version_of(c);
  if (!id || !version) return c.refuse(not_found);
  const auto done = withdraw_contact(c.office, c.actor, {*id, *version}, c.once_key("withdrawal"));
  if (!done) return c.refuse(done.refusals());
  return c.go("/desk/contacts", "contact.notice.withdrawn");
}

}  // namespace gishe::inquiries
