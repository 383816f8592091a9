#include "inquiries/contact_acts.h"

#include <set>

#include "base/text.h"
#include "directory/directory.h"
#include "inquiries/contact_store.h"
#include "inquiries/inquiries_access.h"
#include "territory/territory.h"

namespace gishe::inquiries {
namespace {

std::string joined_services(const NewContact& c) {
  std::string joined;
  for (const ServiceId& id : c.services) joined += id.text() + ',';
  return joined;
}

std::string digest_of(const NewContact& c) {
  return content_digest({c.on.iso(), c.channel, text::join(c.topics, ","), c.settlement.text, c.target_group,
                         joined_services(c), c.outcome});
}

/// Codes that the database must know.
Refusals why_not_there(db::Session& session, const MunicipalityCode& municipality, const NewContact& c) {
  Refusals no;
  for (const std::string& topic : c.topics) {
    if (!directory::find_need(session, topic)) no.emplace_back(not_in_list, "topic");
  }
  if (!c.settlement.empty()) {
    const auto settlement = territory::find_settlement(session, c.settlement);
    if (!settlement || settlement->municipality != municipality) no.emplace_back(not_in_list, "settlement");
  }
  const auto known = directory::list_services_by_id(session, c.services);
  const auto listed = [&](const ServiceId& id) {
    return std::any_of(known.begin(), known.end(), [&](const auto& s) { return s.id == id && s.listed(); });
  };
  for (const ServiceId& id : c.services) {
    if (!listed(id)) no.emplace_back(not_in_list, "services");
  }
  return no;
}

/// Each code once, in the order given.
NewContact without_repeats(NewContact c) {
  std::set<std::string> topics;
  std::erase_if(c.topics, [&](const std::string& topic) { return !topics.insert(topic).second; });
  std::set<ServiceId> services;
  std::erase_if(c.services, [&](const ServiceId& id) { return !services.insert(id).second; });
  return c;
}

ledger::Line line_about(const Contact& c, std::string_view action, std::string_view rule) {
  return {std::string(action), c.municipality, "contact", c.id.value, std::string(rule), {}, {}};
}

struct Found {
  Contact contact;
  std::string rule;
};
Result<Found> find_todays(db::Session& session, const Office& office, const Actor& actor, const Correction& which) {
  const auto scope = access::scope(actor, access::Action::count_contact);
  const auto found = find_contact(session, scope, which.id);
  if (!found) return access::function_may(actor, access::Action::count_contact) ? not_found : not_your_function;
  if (found->version != which.version) return changed_meanwhile;
  if (!may_correct(*found, actor.account, office.today())) return not_todays;
  return Found{*found, scope.rule()};
}

void note_change(ledger::Line& line, const char* field, const std::string& from, const std::string& to) {
  if (from != to) line.changes.push_back({field, from, to});
}

}  // namespace

Result<ContactId> count_contact_in(db::Tx& tx, Office& office, const Actor& actor, const NewContact& contact,
                                   std::string_view rule) {
  Contact c;
  static_cast<NewContact&>(c) = without_repeats(contact);
  c.id = ContactId::make();
  c.municipality = actor.post.municipality;
  c.counted_by = actor.account;
  c.counted_at = office.now();
  if (auto no = why_not_there(tx, c.municipality, c); !no.empty()) return no;
  insert_contact(tx, c);
  office.note(tx, actor, line_about(c, "contact.counted", rule));
  return c.id;
}

Result<ContactId> count_contact(Office& office, const Actor& actor, const NewContact& contact,
                                std::string_view once_key) {
  const auto decision = access::decide(actor, access::Action::count_contact, contact_facts(actor.post.municipality));
  if (!decision.allowed) return *decision.no;
  if (auto no = why_not_count(contact, office.today()); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<ContactId> {
    const auto answer = jobs::once(tx, office.clock, actor, once_key, "contact.counted", digest_of(contact),
                                   [&]() -> Result<std::string> {
                                     const auto id = count_contact_in(tx, office, actor, contact, decision.rule);
                                     if (!id) return id.refusals();
                                     return id->text();
                                   });
    if (!answer) return answer.refusals();
    return ContactId::parse(*answer).value_or(ContactId{});
  });
}

Result<Done> correct_contact(Office& office, const Actor& actor, const Correction& which, const NewContact& typed,
                             std::string_view once_key) {
  if (auto no = why_not_count(typed, office.today()); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "contact.corrected", {which.id.text(), digest_of(typed)}, [&]() {
      const auto found = find_todays(tx, office, actor, which);
      if (!found) return Result<Done>(found.refusals());
      const Contact& was = found->contact;
      Contact c = was;
      static_cast<NewContact&>(c) = without_repeats(typed);
      if (auto no = why_not_there(tx, c.municipality, c); !no.empty()) return Result<Done>(no);
      if (!update_contact(tx, c)) return Result<Done>(changed_meanwhile);
      auto line = line_about(c, "contact.corrected", found->rule);
      note_change(line, "on_day", was.on.iso(), c.on.iso());
      note_change(line, "channel", was.channel, c.channel);
      note_change(line, "topics", text::join(was.topics, ","), text::join(c.topics, ","));
      note_change(line, "settlement", was.settlement.text, c.settlement.text);
      note_change(line, "target_group", was.target_group, c.target_group);
      note_change(line, "services", joined_services(was), joined_services(c));
      note_change(line, "outcome", was.outcome, c.outcome);
      office.note(tx, actor, line);
      return Result<Done>(Done{});
    });
  });
}

Result<Done> withdraw_contact(Office& office, const Actor& actor, const Correction& which, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "contact.withdrawn", {which.id.text()}, [&]() {
      const auto found = find_todays(tx, office, actor, which);
      if (!found) return Result<Done>(found.refusals());
      Contact c = found->contact;
      c.withdrawn = true;
      if (!update_contact(tx, c)) return Result<Done>(changed_meanwhile);
      office.note(tx, actor, line_about(c, "contact.withdrawn", found->rule));
      return Result<Done>(Done{});
    });
  });
}

}  // namespace gishe::inquiries
