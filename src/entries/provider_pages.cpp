#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "base/text.h"
#include "entries/change_acts.h"
#include "entries/entry_change_store.h"
#include "entries/handlers.h"
#include "entries/own_entry.h"
#include "entries/quality.h"
#include "entries/reported.h"

namespace gishe::entries {
namespace {

using directory::Service;

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

void put_quality(page::Values& values, const words::Words& w, const Service& s, Day today) {
  constexpr std::size_t gaps_shown = 3;
  const auto quality = quality_of(s, today);
  values.set("SCORE", quality.score);
  for (std::size_t i = 0; i < std::min(gaps_shown, quality.gaps.size()); ++i) {
    values.add("GAPS").set("GAP", w("entries.gap." + quality.gaps[i].what)).set("POINTS", quality.gaps[i].points);
  }
  values.show_if(!quality.gaps.empty(), "ANY_GAP");
}

page::Values::Tone tone_of(std::string_view state) {
  using Tone = page::Values::Tone;
  return state == "published" ? Tone::go : state == "suspended" || state == "archived" ? Tone::stop : Tone::wait;
}

/// Which of suspending, closing and reopening may be asked for now, and what people read meanwhile.
void put_stop(page::Values& page, const words::Words& w, const Service& s) {
  const bool works = directory::is_listed(s.status), suspended = s.status == "suspended";
  const bool closed = s.status == "archived" && !s.stopped_words.empty();
  if (s.suspended() || closed) {
    auto said = page.add("STOPPED");
    said.set("STOPPED_WORDS", s.stopped_words);
    if (s.suspended_until) said.add("UNTIL").set("DAY", w.day(*s.suspended_until));
  }
  page.show_if(works || suspended || closed, "STOPS").show_if(works, "SUSPEND");
  page.show_if(works || suspended, "CLOSE").show_if(suspended || closed, "REOPEN");
}

void put_card(page::Values& row, const web::Context& c, const Service& s) {
  const auto& w = c.words;
  const Day today = c.office.today();
  const auto& now = s.capacity;
  row.set("ID", s.id.text()).set("NAME", s.name).set("SAID_ON", directory::said_on(w, now, today));
  directory::put_places(row, w, now, today);
  row.badge("STATE", tone_of(s.status), w("entries.state." + s.status));
  row.set("FREE", now.places_free).set("TOTAL", now.places_total).set("WAITING", now.waiting);
  row.set("FREE_WORDS", w("directory.provider.places_free"));
  row.show_if(now.places_free > 0, "LESS").set("LESS_FREE", now.places_free - 1);
  row.show_if(now.places_free < now.places_total, "ONE_MORE").set("MORE_FREE", now.places_free + 1);
  row.show_if(directory::is_listed(s.status), "LISTED").show_if(s.status == "needs_update", "STALE");
  put_quality(row, w, s, today);
}

/// After a tap: what was said before, one tap away. The address holds numbers and the entry's id only.
void put_undo(page::Page& p, const web::Context& c, const std::vector<Service>& own) {
  const auto was = text::whole_number(c.request.query("was"));
  const auto id = ServiceId::parse(c.request.query("tapped"));
  if (!was || !id) return;
  for (const auto& s : own) {
    if (s.id != *id || s.capacity.places_free == *was || *was < 0 || *was > s.capacity.places_total) continue;
    auto undo = p.add("UNDO");
    undo.set("ID", s.id.text()).set("NAME", s.name).set("WAS", *was).set("NOW", s.capacity.places_free);
    undo.set("TOTAL", s.capacity.places_total).set("WAITING", s.capacity.waiting);
  }
}

web::Response show_forms(web::Context& c, const Service& s, const Typed& typed, const Refusals& refusals) {
  const auto& w = c.words;
  auto p = c.page("entries/provider_service.html");
  p.title(w("directory.provider.title"));
  p.set("ID", s.id.text()).set("NAME", s.name).set("TYPE_NAME", w("service_type." + s.type));
  p.badge("STATE", tone_of(s.status), w("entries.state." + s.status));
  put_quality(p, w, s, c.office.today());
  put_stop(p, c.words, s);
  p.show_if(s.listed(), "PUBLIC")
      .show_if(directory::is_listed(s.status), "LISTED")
      .show_if(c.actor.post.organisation.is_nil(), "EDITOR");
  p.show_if(!c.actor.post.organisation.is_nil(), "PROVIDER");
  const auto open = c.office.db.read([&](db::Session& x) { return find_open_change(x, s.municipality, s.id); });
  p.show_if(open && open->state == "waiting", "CHANGE_WAITS")
      .show_if(open && open->state == "returned", "CHANGE_RETURNED");
  p.show_if(!open, "NO_CHANGE");
  p.set("VERSION", typed.version).set("SAID_ON", directory::said_on(w, s.capacity, c.office.today()));
  directory::put_places(p, w, s.capacity, c.office.today());
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

/// A provider goes back to its list, an editor stays with the entry.
std::string home_of(const Actor& actor, const ServiceId& id) {
  return actor.post.organisation.is_nil() ? "/provider/services/" + id.text() : "/provider/services";
}

bool belongs_to_a_field(const Refusals& refusals) { return !refusals.front().field.empty(); }

}  // namespace

web::Response show_own_services(web::Context& c) {
  const auto& w = c.words;
  auto p = c.page("entries/provider.html");
  p.title(w("directory.provider.title"));
  std::vector<Service> own;
  c.office.db.read([&](db::Session& s) {
    if (c.actor.post.organisation.is_nil()) return;
    own = directory::list_services_of(s, c.actor.post.organisation, services_max);
    std::erase_if(own, [](const Service& one) { return one.status == "archived" && one.stopped_words.empty(); });
    for (const auto& one : own) {
      auto row = p.add("ROWS");
      put_card(row, c, one);
      const auto open = find_open_change(s, one.municipality, one.id);
      row.show_if(open && open->state == "waiting", "CHANGE_WAITS");
      row.show_if(open && open->state == "returned", "CHANGE_RETURNED");
    }
  });
  p.show_if(!own.empty(), "LIST").show_if(own.empty(), "EMPTY");
  put_undo(p, c, own);
  return c.show(p);
}

web::Response show_own_service(web::Context& c) {
  const auto service = find_own(c);
  if (!service) return c.refuse(not_found);
  auto typed = typed_from(*service);
  if (const auto said = reported_at(c); said && said->service == service->id) {
    for (const auto& [field, value] : filled_from(*said)) {
      if (field == "phone") typed.phone = value;
      if (field == "hours") typed.hours = value;
    }
  }
  return show_forms(c, *service, typed, {});
}

web::Response post_capacity(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.refuse(not_found);
  const auto& r = c.request;
  const directory::NewCapacity said{*id, number_typed(r.form("places_total")), number_typed(r.form("places_free")),
                                    number_typed(r.form("waiting"))};
  const auto before = find_own(c);
  const auto done = directory::update_capacity(c.office, c.actor, said, c.once_key());
  if (done && before && !c.actor.post.organisation.is_nil()) {
    const auto was = before->capacity.places_free;
    const bool changed = was != said.places_free;
    return c.go(changed ? fmt::format("/provider/services?tapped={}&was={}", id->text(), was) : "/provider/services",
                "directory.provider.saved");
  }
  if (done) return c.go("/provider/services/" + id->text(), "directory.provider.saved");
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
  const directory::NewContact contact{*id,
                                      text::tidy(r.form("phone")),
                                      text::tidy(r.form("email")),
                                      text::tidy(r.form("hours")),
                                      text::tidy(r.form("website")),
                                      number_typed(r.form("version"))};
  const auto done = directory::change_contact(c.office, c.actor, contact, c.once_key());
  if (done) return c.go(home_of(c.actor, *id), "directory.provider.saved");
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

web::Response post_confirmation(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.refuse(not_found);
  const auto done = confirm_entry(c.office, c.actor, *id, c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go(home_of(c.actor, *id), "entries.confirm.done");
}

}  // namespace gishe::entries
