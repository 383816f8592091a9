#include <algorithm>
#include <limits>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/directory_access.h"
#include "directory/handlers.h"
#include "directory/service_words.h"

namespace gishe::directory {
namespace {

constexpr int services_max = 100;

/// What stands in the two forms: the stored values, or what was just typed and refused.
struct Typed {
  std::string places_total, places_free, waiting;
  std::string phone, email, hours, website, version;
};

Typed typed_from(const Service& s) {
  return {std::to_string(s.capacity.places_total),
          std::to_string(s.capacity.places_free),
          std::to_string(s.capacity.waiting),
          s.phone,
          s.email,
          s.hours,
          s.website,
          std::to_string(s.version)};
}

/// −1, which the act refuses, for what is no number.
int number_typed(std::string_view typed) {
  const auto n = text::whole_number(typed).value_or(-1);
  return n <= std::numeric_limits<int>::max() ? static_cast<int>(std::max<std::int64_t>(n, -1)) : -1;
}

/// nullopt: absent or somebody else's.
std::optional<Service> find_own(const web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return std::nullopt;
  auto service = c.office.db.read([&](db::Session& s) { return find_service(s, *id); });
  if (!service || access::why_not(c.actor, access::Action::change_service, facts_of(*service))) return std::nullopt;
  return service;
}

web::Response show_forms(web::Context& c, const Service& s, const Typed& typed, const Refusals& refusals) {
  const auto& w = c.words;
  auto p = c.page("directory/provider_service.html");
  p.title(w("directory.provider.title"));
  p.set("ID", s.id.text()).set("NAME", s.name).set("TYPE_NAME", w("service_type." + s.type));
  p.set("VERSION", typed.version).set("SAID_ON", said_on(w, s.capacity, c.office.today()));
  put_places(p, w, s.capacity, c.office.today());
  p.error_summary("ERRORS", refusals);
  const auto number = [&](std::string_view part, const char* name, const std::string& value) {
    page::Values::Input input{name, w("directory.provider." + std::string(name)), value};
    input.type = "number";
    input.max_length = 5;
    input.width = "short";
    p.input(part, input, refusals);
  };
  number("FREE", "places_free", typed.places_free);
  number("TOTAL", "places_total", typed.places_total);
  number("WAITING", "waiting", typed.waiting);
  const auto field = [&](std::string_view part, const char* name, const char* label, const std::string& value,
                         const char* type, int max, bool optional) {
    page::Values::Input input{name, w(label), value};
    input.type = type;
    input.max_length = max;
    input.optional = optional;
    p.input(part, input, refusals);
  };
  field("PHONE", "phone", "common.phone", typed.phone, "tel", 60, false);
  field("EMAIL", "email", "common.email", typed.email, "email", 120, true);
  field("HOURS", "hours", "directory.service.hours", typed.hours, "text", 200, false);
  field("WEBSITE", "website", "directory.service.website", typed.website, "text", 200, true);
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

bool belongs_to_a_field(const Refusals& refusals) { return !refusals.front().field.empty(); }

}  // namespace

web::Response show_own_services(web::Context& c) {
  const auto& w = c.words;
  const Day today = c.office.today();
  std::vector<Service> own;
  if (!c.actor.post.organisation.is_nil()) {
    own =
        c.office.db.read([&](db::Session& s) { return list_services_of(s, c.actor.post.organisation, services_max); });
  }
  auto p = c.page("directory/provider.html");
  p.title(w("directory.provider.title"));
  p.show_if(!own.empty(), "LIST").show_if(own.empty(), "EMPTY");
  for (const auto& s : own) {
    auto row = p.add("ROWS");
    const auto& now = s.capacity;
    row.set("ID", s.id.text()).set("NAME", s.name).set("SAID_ON", said_on(w, now, today));
    put_places(row, w, now, today);
    row.set("FREE", now.places_free).set("TOTAL", now.places_total).set("WAITING", now.waiting);
    row.set("FREE_WORDS", w("directory.provider.places_free"));
    row.show_if(now.places_free > 0, "LESS").set("LESS_FREE", now.places_free - 1);
    row.show_if(now.places_free < now.places_total, "ONE_MORE").set("MORE_FREE", now.places_free + 1);
  }
  return c.show(p);
}

web::Response show_own_service(web::Context& c) {
  const auto service = find_own(c);
  if (!service) return c.refuse(not_found);
  return show_forms(c, *service, typed_from(*service), {});
}

web::Response post_capacity(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.refuse(not_found);
  const auto& r = c.request;
  const NewCapacity said{*id, number_typed(r.form("places_total")), number_typed(r.form("places_free")),
                         number_typed(r.form("waiting"))};
  const auto done = update_capacity(c.office, c.actor, said, c.once_key());
  if (done) return c.go("/provider/services", "directory.provider.saved");
  const auto service = find_own(c);
  if (!service || !belongs_to_a_field(done.refusals())) return c.refuse(done.refusals());
  auto typed = typed_from(*service);
  typed.places_total = r.form("places_total");
  typed.places_free = r.form("places_free");
  typed.waiting = r.form("waiting");
  return show_forms(c, *service, typed, done.refusals());
}

web::Response post_contact(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.refuse(not_found);
  const auto& r = c.request;
  const NewContact contact{*id,
                           text::tidy(r.form("phone")),
                           text::tidy(r.form("email")),
                           text::tidy(r.form("hours")),
                           text::tidy(r.form("website")),
                           number_typed(r.form("version"))};
  const auto done = change_contact(c.office, c.actor, contact, c.once_key());
  if (done) return c.go("/provider/services", "directory.provider.saved");
  const auto service = find_own(c);
  if (!service || !belongs_to_a_field(done.refusals())) return c.refuse(done.refusals());
  auto typed = typed_from(*service);
  typed.phone = contact.phone;
  typed.email = contact.email;
  typed.hours = contact.hours;
  typed.website = contact.website;
  typed.version = r.form("version");
  return show_forms(c, *service, typed, done.refusals());
}

}  // namespace gishe::directory
