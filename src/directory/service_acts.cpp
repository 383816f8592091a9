#include <fmt/format.h>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/entry_state.h"
#include "directory/refusals.h"
#include "directory/service_store.h"

namespace gishe::directory {
namespace {

using access::Action;

/// Facts → access. The service when the actor may, with the rule that says so.
struct Allowed {
  Service service;
  const char* rule;
};
Result<Allowed> find_own(db::Tx& tx, const Actor& actor, Action action, const ServiceId& id) {
  auto service = find_service(tx, id);
  const auto decision = access::decide(actor, action, service ? facts_of(*service) : access::Facts{});
  if (!decision.allowed) return *decision.no;
  if (!service) return not_found;
  return Allowed{std::move(*service), decision.rule};
}

Refusals why_not_capacity(const NewCapacity& c) {
  constexpr int places_max = 10'000;
  Refusals no;
  const auto check = [&](int n, const char* field) {
    if (n < 0 || n > places_max) no.push_back(Refusal(not_a_number, field));
  };
  check(c.places_total, "places_total");
  check(c.places_free, "places_free");
  check(c.waiting, "waiting");
  if (no.empty() && c.places_free > c.places_total) no.push_back(Refusal(more_free_than_places, "places_free"));
  return no;
}

std::string status_of(const NewCapacity& c, const Capacity& before) {
  // Where each case is assessed first, numbers do not promise a place.
  if (before.status == "assessment_required") return before.status;
  return c.places_free > 0 ? "capacity" : c.waiting > 0 ? "waitlist" : "no_capacity";
}

Refusals why_not_contact(const NewContact& c) {
  Refusals no;
  const auto check = [&](const std::string& value, const char* field, std::size_t max, bool needed) {
    if (needed && value.empty()) no.push_back(Refusal(required, field));
    if (!text::is_plain(value))
      no.push_back(Refusal(not_plain_text, field));
    else if (text::length(value) > max)
      no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
  };
  check(c.phone, "phone", 60, true);
  check(c.email, "email", 120, false);
  check(c.hours, "hours", 200, true);
  check(c.website, "website", 200, false);
  if (auto fault = why_not_email(c.email, "email")) no.push_back(*fault);
  if (auto fault = why_not_website(c.website, "website")) no.push_back(*fault);
  return no;
}

Result<std::string> capacity_in(db::Tx& tx, Office& office, const Actor& actor, const NewCapacity& c) {
  const auto own = find_own(tx, actor, Action::update_capacity, c.service);
  if (!own) return own.refusals();
  if (auto no = why_not_capacity(c); !no.empty()) return no;
  const Capacity& before = own->service.capacity;
  store_capacity(tx, c.service, {status_of(c, before), c.places_total, c.places_free, c.waiting, office.today()},
                 office.now());
  office.note(tx, actor,
              {"service.capacity_updated",
               own->service.municipality,
               "service",
               c.service.value,
               own->rule,
               "",
               {{"places_total", std::to_string(before.places_total), std::to_string(c.places_total)},
                {"places_free", std::to_string(before.places_free), std::to_string(c.places_free)},
                {"waiting", std::to_string(before.waiting), std::to_string(c.waiting)}}});
  return std::string("done");
}

Result<std::string> contact_in(db::Tx& tx, Office& office, const Actor& actor, const NewContact& c) {
  const auto own = find_own(tx, actor, Action::change_service, c.service);
  if (!own) return own.refusals();
  if (auto no = why_not_contact(c); !no.empty()) return no;
  const Service& before = own->service;
  // Phone and hours go out without a second person; a stale entry is thereby confirmed.
  const bool refreshed = may_move(before.status, "published", Hand::owner);
  if (!store_contact(tx, c, refreshed ? "published" : before.status, office.today(), office.now()))
    return changed_meanwhile;
  office.note(tx, actor,
              {"service.contact_changed",
               before.municipality,
               "service",
               c.service.value,
               own->rule,
               "",
               {{"phone", before.phone, c.phone},
                {"email", before.email, c.email},
                {"hours", before.hours, c.hours},
                {"website", before.website, c.website}}});
  return std::string("done");
}

}  // namespace

Result<Done> update_capacity(Office& office, const Actor& actor, const NewCapacity& capacity,
                             std::string_view once_key) {
  const auto content = fmt::format("{} {} {} {}", capacity.service.text(), capacity.places_total, capacity.places_free,
                                   capacity.waiting);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto done = jobs::once(tx, office.clock, actor, once_key, "update_capacity", content,
                                 [&] { return capacity_in(tx, office, actor, capacity); });
    if (!done) return done.refusals();
    return Done{};
  });
}

Result<Done> change_contact(Office& office, const Actor& actor, const NewContact& contact, std::string_view once_key) {
  const auto content = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", contact.service.text(), contact.version, contact.phone,
                                   contact.email, contact.hours, contact.website);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto done = jobs::once(tx, office.clock, actor, once_key, "change_contact", content,
                                 [&] { return contact_in(tx, office, actor, contact); });
    if (!done) return done.refusals();
    return Done{};
  });
}

}  // namespace gishe::directory
