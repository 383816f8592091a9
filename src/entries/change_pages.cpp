#include <limits>

#include "base/text.h"
#include "entries/change_acts.h"
#include "entries/change_words.h"
#include "entries/entry_change_store.h"
#include "entries/handlers.h"
#include "entries/reported.h"
#include "staff/staff.h"

// A provider (or an editor) asks for other words; the same page shows what waits and what came back.
namespace gishe::entries {
namespace {

using directory::Service;

struct Own {
  Service service;
  std::optional<EntryChange> open;
};
/// nullopt: absent or somebody else's.
std::optional<Own> find_own(const web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return std::nullopt;
  return c.office.db.read([&](db::Session& s) -> std::optional<Own> {
    auto service = directory::find_service(s, *id);
    if (!service || access::why_not(c.actor, access::Action::change_service, directory::facts_of(*service))) {
      return std::nullopt;
    }
    auto open = find_open_change(s, service->municipality, *id);
    return Own{std::move(*service), std::move(open)};
  });
}

bool mine(const web::Context& c, const EntryChange& change) { return change.proposed_by == c.actor.account; }

Wanted wanted_of(const EntryChange& change) {
  Wanted wanted;
  for (const auto& f : change.fields) wanted[f.name] = f.after;
  return wanted;
}

std::int64_t version_typed(const web::Context& c) { return text::whole_number(c.request.form("version")).value_or(0); }

/// Waits for a second person, or was returned to somebody else: nothing to type here.
web::Response show_waiting(web::Context& c, const Own& own) {
  const auto& w = c.words;
  auto p = c.page("entries/change_waits.html");
  p.title(w("entries.change.waits_title"));
  p.set("ID", own.service.id.text()).set("NAME", own.service.name).set("VERSION", own.open->version);
  c.office.db.read([&](db::Session& s) {
    put_fields(p, s, w, *own.open, own.service);
    put_steps(p, s, w, *own.open);
  });
  p.show_if(mine(c, *own.open), "MINE").show_if(!mine(c, *own.open), "THEIRS");
  p.show_if(own.open->kind == "new", "NEW").show_if(own.open->kind != "new", "OLD");
  return c.show(p);
}

web::Response show_form(web::Context& c, const Own& own, const Wanted& typed, const std::string& note,
                        const Refusals& refusals) {
  const auto& w = c.words;
  const bool again = own.open.has_value();
  const bool fresh = again ? own.open->kind == "new" : own.service.status == "draft";
  auto p = c.page("entries/change_form.html");
  p.title(w("entries.change.title"));
  p.set("ID", own.service.id.text()).set("NAME", own.service.name).set("VERSION", own.service.version);
  p.error_summary("ERRORS", refusals);
  c.office.db.read([&](db::Session& s) { put_form(p, s, w, {own.service, typed, fresh}, refusals); });
  page::Values::Input input{"note", w("entries.change.note"), note};
  input.hint = w("entries.change.note_hint");
  input.optional = true;
  input.max_length = 1000;
  p.area("NOTE", input, refusals, 3);
  if (again) p.add("RETURNED").set("WORDS", own.open->decision_words);
  p.show_if(again, "WITHDRAW").set("CHANGE_VERSION", again ? own.open->version : 0);
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

web::Response show_new_form(web::Context& c, const Wanted& typed, const std::string& chosen, const std::string& note,
                            const Refusals& refusals) {
  const auto& w = c.words;
  const auto& post = c.actor.post;
  auto p = c.page("entries/new_entry.html");
  p.title(w("entries.new.title")).error_summary("ERRORS", refusals);
  Service empty;
  empty.municipality = post.municipality;
  c.office.db.read([&](db::Session& s) {
    std::vector<page::Values::Choice> houses;
    if (post.organisation.is_nil()) {
      houses.push_back({"", w("common.choose")});
      for (const auto& [id, name] : directory::list_organisations(s, post.municipality)) {
        houses.push_back({id.text(), name, {}, id.text() == chosen});
      }
    } else if (const auto own = directory::find_organisation(s, post.organisation)) {
      houses.push_back({own->id.text(), own->name, {}, true});
      empty.municipality = own->municipality;
    }
    p.select("ORGANISATION", {"organisation", w("directory.service.organisation")}, houses, refusals);
    put_form(p, s, w, {empty, typed, true}, refusals);
  });
  page::Values::Input input{"note", w("entries.change.note"), note};
  input.hint = w("entries.change.note_hint");
  input.optional = true;
  input.max_length = 1000;
  p.area("NOTE", input, refusals, 3);
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

bool belongs_to_a_field(const Refusals& refusals) { return !refusals.front().field.empty(); }

/// Where who acts came from: a provider's own list, or the editor's work.
std::string home_of(const Actor& actor) { return actor.post.organisation.is_nil() ? "/editor" : "/provider/services"; }

}  // namespace

web::Response show_change_form(web::Context& c) {
  const auto own = find_own(c);
  if (!own) return c.refuse(not_found);
  if (own->open && (own->open->state == "waiting" || own->open->stops() || !mine(c, *own->open)))
    return show_waiting(c, *own);
  if (own->open) return show_form(c, *own, wanted_of(*own->open), own->open->note, {});
  const auto said = reported_at(c);
  if (!said || said->service != own->service.id) return show_form(c, *own, {}, "", {});
  return show_form(c, *own, filled_from(*said), said->words, {});
}

web::Response post_change(web::Context& c) {
  const auto own = find_own(c);
  if (!own) return c.refuse(not_found);
  const bool fresh = own->open ? own->open->kind == "new" : own->service.status == "draft";
  Proposal proposal;
  proposal.service = own->service.id;
  proposal.version = version_typed(c);
  proposal.wanted = wanted_from(c.request, own->service, fresh);
  proposal.note = text::tidy(c.request.form("note"), text::Lines::many);
  const auto done = propose_change(c.office, c.actor, proposal, c.once_key());
  if (done) return c.go("/provider/services/" + own->service.id.text() + "/change", "entries.change.sent");
  const bool shown = belongs_to_a_field(done.refusals()) || done.refusals().front().code->http_status == 422;
  if (!shown) return c.refuse(done.refusals());
  return show_form(c, *own, proposal.wanted, proposal.note, done.refusals());
}

web::Response post_withdrawal(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.refuse(not_found);
  const auto done = withdraw_change(c.office, c.actor, *id, version_typed(c), c.once_key());
  if (!done) return c.refuse(done.refusals());
  return c.go(home_of(c.actor), "entries.change.withdrawn");
}

web::Response show_new_entry(web::Context& c) {
  const auto said = reported_at(c);
  return show_new_form(c, said && !said->service ? filled_from(*said) : Wanted{}, "", "", {});
}

web::Response post_new_entry(web::Context& c) {
  NewEntry entry;
  const std::string chosen(c.request.form("organisation"));
  entry.organisation = OrganisationId::parse(chosen).value_or(c.actor.post.organisation);
  entry.wanted = wanted_from(c.request, {}, true);
  entry.note = text::tidy(c.request.form("note"), text::Lines::many);
  const auto done = propose_entry(c.office, c.actor, entry, c.once_key());
  if (done) return c.go(home_of(c.actor), "entries.new.sent");
  if (done.refusals().front().is(not_found) && chosen.empty()) {
    return show_new_form(c, entry.wanted, chosen, entry.note, {Refusal(required, "organisation")});
  }
  if (!belongs_to_a_field(done.refusals())) return c.refuse(done.refusals());
  return show_new_form(c, entry.wanted, chosen, entry.note, done.refusals());
}

}  // namespace gishe::entries
