#include "protection/handlers.h"
#include "protection/signal_acts.h"
#include "protection/signal_view.h"

// Signals that were sent or received, and what each side does with one.
namespace gishe::protection {
namespace {

using access::Action;
constexpr int listed_max = 200;

web::Response draw_list(web::Context& c, const std::vector<ChildSignal>& signals, SignalEyes eyes) {
  const bool author = eyes == SignalEyes::author;
  const Instant now = c.office.now();
  auto page = neutral_page(c, "protection/signals.html");
  page.set("TITLE", c.words(author ? "protection.own_signals" : "protection.signals"));
  page.show_if(author, "AUTHOR");
  std::int64_t waiting_count = 0;
  for (const auto& s : signals) {
    const auto* waiting = waiting_of(s);
    const Recipient* mine = nullptr;
    for (const auto& r : s.recipients) {
      if (!author && r.organisation == c.actor.post.organisation) mine = &r;
    }
    const Recipient* shown = author ? (waiting ? waiting : &s.recipients.front()) : mine;
    if (!shown) continue;
    const bool open = shown->state != RecipientState::acknowledged;
    waiting_count += open ? 1 : 0;
    auto row = page.add("ROWS");
    row.set("HREF", "/protection/signals/" + s.id.text() + (author ? "" : "/received")).set("NUMBER", s.number);
    row.set("WRITTEN", c.words.moment(s.written_at));
    row.badge("STATE", tone_of(shown->state),
              c.words("protection.received." + std::string(recipient_state_name(shown->state))));
    if (open) {
      row.show("DUE_SHOWN").set("DUE", c.words.moment(shown->due_at));
      row.set("DUE_CLASS", shown->overdue(now) ? "due late" : "due soon");
    }
  }
  page.set("SENTENCE", c.words.count("protection.signals_waiting", waiting_count));
  page.show_if(!signals.empty(), "ANY").show_if(signals.empty(), "EMPTY");
  return c.show(page);
}

web::Response own_page(web::Context& c, const Refusals& refusals) {
  const auto id = c.request.id<ChildSignalId>("id");
  if (!id) return c.refuse(not_found);
  const auto signal = open_own_signal(c.office, c.actor, *id);
  if (!signal) return c.refuse(signal.refusals());
  return draw_signal(c, *signal, SignalEyes::author, refusals);
}

web::Response received_page(web::Context& c, const Refusals& refusals) {
  const auto id = c.request.id<ChildSignalId>("id");
  if (!id) return c.refuse(not_found);
  const auto signal = open_received_signal(c.office, c.actor, *id);
  if (!signal) return c.refuse(signal.refusals());
  return draw_signal(c, *signal, SignalEyes::receiver, refusals);
}

}  // namespace

web::Response show_own_signals(web::Context& c) {
  const auto scope = access::scope(c.actor, Action::open_signal);
  return draw_list(
      c, c.office.db.read([&](db::Session& session) { return list_own_signals(session, c.office, scope, listed_max); }),
      SignalEyes::author);
}

web::Response show_received_signals(web::Context& c) {
  const auto scope = access::scope(c.actor, Action::receive_signal);
  return draw_list(c, c.office.db.read([&](db::Session& session) {
    return list_received_signals(session, c.office, scope, listed_max);
  }),
                   SignalEyes::receiver);
}

web::Response show_own_signal(web::Context& c) { return own_page(c, {}); }
web::Response show_received_signal(web::Context& c) { return received_page(c, {}); }

web::Response post_telling(web::Context& c) {
  const auto id = c.request.id<ChildSignalId>("id");
  if (!id) return c.refuse(not_found);
  const Telling telling{*id, typed(c, "recipient"), typed(c, "channel"), typed(c, "whom")};
  const auto done = tell_recipient(c.office, c.actor, telling, c.once_key("telling"));
  if (done) return c.go("/protection/signals/" + id->text(), "protection.notice.told");
  return for_the_form(done.refusals()) ? own_page(c, done.refusals()) : c.refuse(done.refusals());
}

web::Response post_number(web::Context& c) {
  const auto id = c.request.id<ChildSignalId>("id");
  const auto recipient = typed(c, "recipient");
  if (!id || recipient.empty()) return c.refuse(not_found);
  const auto done = acknowledge_signal(c.office, c.actor, {*id, recipient, typed(c, "number")}, c.once_key("number"));
  if (done) return c.go("/protection/signals/" + id->text(), "protection.notice.number_entered");
  return for_the_form(done.refusals()) ? own_page(c, done.refusals()) : c.refuse(done.refusals());
}

web::Response post_acknowledgement(web::Context& c) {
  const auto id = c.request.id<ChildSignalId>("id");
  if (!id) return c.refuse(not_found);
  const auto done = acknowledge_signal(c.office, c.actor, {*id, "", typed(c, "number")}, c.once_key());
  if (done) return c.go("/protection/signals/" + id->text() + "/received", "protection.notice.acknowledged");
  return for_the_form(done.refusals()) ? received_page(c, done.refusals()) : c.refuse(done.refusals());
}

}  // namespace gishe::protection
