#include "base/text.h"
#include "entries/change_acts.h"
#include "entries/change_words.h"
#include "entries/entry_change_store.h"
#include "entries/handlers.h"
#include "entries/refusals.h"
#include "staff/staff.h"

// The second person: sees before and after side by side, publishes, returns with words, or rejects.
namespace gishe::entries {
namespace {

struct Seen {
  EntryChange change;
  directory::Service service;
};
std::optional<Seen> find_for_review(const web::Context& c) {
  const auto id = c.request.id<EntryChangeId>("id");
  if (!id) return std::nullopt;
  return c.office.db.read([&](db::Session& s) -> std::optional<Seen> {
    auto change = find_change(s, c.actor.post.municipality, *id);
    auto service = change ? directory::find_service(s, change->service) : std::nullopt;
    if (!service || access::why_not(c.actor, access::Action::review_entry, directory::facts_of(*service))) {
      return std::nullopt;
    }
    return Seen{std::move(*change), std::move(*service)};
  });
}

web::Response draw(web::Context& c, const Seen& seen, const std::string& typed, const Refusals& refusals) {
  const auto& w = c.words;
  const auto& [change, service] = seen;
  auto p = c.page("entries/review.html");
  p.title(w(change.kind == "new" ? "entries.review.new_title" : "entries.review.title"));
  p.set("TITLE", w(change.kind == "new" ? "entries.review.new_title" : "entries.review.title"));
  p.set("ID", change.id.text()).set("SERVICE", service.id.text()).set("NAME", service.name);
  p.set("ORGANISATION", service.organisation_name).set("VERSION", change.version);
  using Tone = page::Values::Tone;
  p.badge("STATE",
          change.state == "published" ? Tone::go
          : change.open()             ? Tone::wait
                                      : Tone::stop,
          w("entries.change.state." + change.state));
  p.error_summary("ERRORS", refusals);
  c.office.db.read([&](db::Session& s) {
    put_fields(p, s, w, change, service);
    put_steps(p, s, w, change);
  });
  if (!change.note.empty()) p.add("NOTED").set("NOTE", change.note);
  const bool own = change.proposed_by == c.actor.account;
  const bool waits = change.state == "waiting";
  p.show_if(waits && own, "OWN");
  if (waits && !own) {
    page::Values::Input input{"words", w("entries.review.words"), typed};
    input.hint = w("entries.review.words_hint");
    input.max_length = 1000;
    p.add("DECIDE").show_if(!refusals.empty(), "OPENED").area("WORDS", input, refusals, 3);
  }
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

web::Response decide(web::Context& c, Verdict verdict, const char* notice) {
  const auto id = c.request.id<EntryChangeId>("id");
  if (!id) return c.refuse(not_found);
  Decision decision;
  decision.change = *id;
  decision.version = text::whole_number(c.request.form("version")).value_or(0);
  decision.verdict = verdict;
  decision.words = text::tidy(c.request.form("words"), text::Lines::many);
  const auto done = decide_change(c.office, c.actor, decision, c.once_key());
  if (done) return c.go("/editor", notice);
  if (!done.refusals().front().field.empty()) {
    if (const auto seen = find_for_review(c)) return draw(c, *seen, decision.words, done.refusals());
  }
  return c.refuse(done.refusals());
}

}  // namespace

web::Response show_change(web::Context& c) {
  const auto seen = find_for_review(c);
  if (!seen) return c.refuse(not_found);
  return draw(c, *seen, "", {});
}

web::Response post_publication(web::Context& c) { return decide(c, Verdict::publish, "entries.review.published"); }
web::Response post_return(web::Context& c) { return decide(c, Verdict::give_back, "entries.review.returned"); }
web::Response post_rejection(web::Context& c) { return decide(c, Verdict::reject, "entries.review.rejected"); }

}  // namespace gishe::entries
