#include "protection/signal_view.h"

#include "base/text.h"

namespace gishe::protection {
namespace {

void fill_times(page::Values& row, const web::Context& c, const Recipient& r) {
  const auto time = [&](const char* label, const std::optional<Instant>& at) {
    if (at) row.add("TIMES").set("LABEL", c.words(label)).set("VALUE", c.words.moment(*at));
  };
  const auto fact = [&](const char* label, const std::string& value) {
    if (!value.empty()) row.add("TIMES").set("LABEL", c.words(label)).set("VALUE", value);
  };
  fact("protection.how", c.words("protection.channel." + r.channel));
  fact("protection.told_whom", r.told_whom);
  time("protection.sent_at", r.sent_at);
  time("protection.opened_at", r.opened_at);
  time("protection.acknowledged_at", r.acknowledged_at);
  fact("protection.incoming_number", r.incoming_number);
  if (r.state != RecipientState::acknowledged) time("protection.due_at", r.due_at);
}

void fill_recipient(page::Values row, web::Context& c, const Recipient& r, SignalEyes eyes, const Refusals& refusals) {
  row.set("WHO", c.words("protection.recipient." + r.kind)).set("RECIPIENT", r.kind);
  const bool late = r.overdue(c.office.now());
  row.badge("STATE", late ? page::Values::Tone::stop : tone_of(r.state),
            c.words(late ? "protection.late" : "protection.received." + std::string(recipient_state_name(r.state))));
  if (!r.name.empty() || !r.phone.empty()) row.show("NAMED").set("NAME", r.name).phone("PHONE", r.phone);
  fill_times(row, c, r);
  if (eyes != SignalEyes::author || r.has_account()) return;
  if (r.state == RecipientState::written) {
    page::Values::Input whom = input_of(c, "whom", "protection.told_whom", "", false);
    whom.of = r.kind;
    page::Values::Input channel{"channel", c.words("protection.how")};
    channel.of = r.kind;
    auto form = row.add("TELL");
    form.select("CHANNEL", channel, choices_of(c.words, "protection.channel.", told_channels, "phone"), refusals);
    form.input("WHOM", whom, refusals);
  } else if (r.state != RecipientState::acknowledged) {
    page::Values::Input number = input_of(c, "number", "protection.incoming_number", "", false);
    number.of = r.kind;
    row.add("ENTER").input("INCOMING", number, refusals);
  }
}

}  // namespace

page::Values::Tone tone_of(RecipientState state) {
  using Tone = page::Values::Tone;
  switch (state) {
    case RecipientState::written:
      return Tone::wait;
    case RecipientState::sent:
      return Tone::wait;
    case RecipientState::opened:
      return Tone::info;
    case RecipientState::acknowledged:
      return Tone::go;
  }
  return Tone::plain;
}

const Recipient* waiting_of(const ChildSignal& signal) {
  const Recipient* first = nullptr;
  for (const auto& r : signal.recipients) {
    if (r.state != RecipientState::acknowledged && (!first || r.due_at < first->due_at)) first = &r;
  }
  return first;
}

web::Response draw_signal(web::Context& c, const ChildSignal& s, SignalEyes eyes, const Refusals& refusals) {
  const bool author = eyes == SignalEyes::author;
  auto page = neutral_page(c, "protection/signal.html");
  page.set("ID", s.id.text()).set("NUMBER", s.number).set("WRITTEN", c.words.moment(s.written_at));
  page.set("BACK", author ? "/protection/signals/own" : "/protection/signals").show_if(author, "AUTHOR");
  page.error_summary("ERRORS", refusals);
  const std::pair<const char*, const std::string&> texts[] = {{"protection.signal_danger", s.words.danger},
                                                              {"protection.signal_child", s.words.child},
                                                              {"protection.signal_where", s.words.where},
                                                              {"protection.signal_adults", s.words.adults},
                                                              {"protection.signal_contact", s.words.contact}};
  for (const auto& [label, value] : texts) {
    if (!value.empty()) page.add("FACTS").set("LABEL", c.words(label)).set("VALUE", value);
  }
  const auto* waiting = waiting_of(s);
  if (waiting && waiting->overdue(c.office.now())) {
    page.show("LATE").set(
        "LATE_WORDS", c.words.with("protection.late_words", {{"who", c.words("protection.recipient." + waiting->kind)},
                                                             {"at", c.words.moment(waiting->due_at)}}));
  }
  for (const auto& r : s.recipients) {
    const bool mine = !author && r.organisation == c.actor.post.organisation;
    if (mine && r.state != RecipientState::acknowledged) {
      page.add("ACKNOWLEDGE")
          .input("INCOMING", input_of(c, "number", "protection.incoming_number", "", false), refusals);
    }
    fill_recipient(page.add("TO"), c, r, eyes, refusals);
  }
  return c.show(page, status_of(refusals));
}

}  // namespace gishe::protection
