#include "inquiries/inquiry_acts.h"

#include "base/text.h"
#include "inquiries/contact_acts.h"
#include "inquiries/inquiries_access.h"
#include "inquiries/inquiry_store.h"
#include "platform/visitors/tally.h"
#include "platform/words/words.h"

namespace gishe::inquiries {
namespace {

ledger::Line line_about(const Inquiry& q, std::string_view action, std::string_view rule,
                        std::string_view reason = {}) {
  return {std::string(action), q.municipality, "inquiry", q.id.value, std::string(rule), std::string(reason), {}};
}

Result<Inquiry> find_for(db::Session& session, const Actor& actor, access::Action action, const InquiryId& id) {
  if (!access::function_may(actor, action)) return not_your_function;
  const auto found = find_inquiry(session, access::scope(actor, action), id);
  if (!found) return not_found;
  const auto decision = access::decide(actor, action, inquiry_facts(found->municipality));
  if (!decision.allowed) return *decision.no;
  return *found;
}

/// What every act does: find, ask access, compare the version, the step itself, write, note.
template <class Step>
Result<Done> change(Office& office, const Actor& actor, const Which& which, const char* act, std::string_view content,
                    std::string_view once_key, Step&& step) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, act, {which.id.text(), content}, [&]() -> Result<Done> {
      auto found = find_for(tx, actor, access::Action::answer_inquiry, which.id);
      if (!found) return found.refusals();
      Inquiry& q = *found;
      if (q.version != which.version) return changed_meanwhile;
      std::string reason;
      if (auto done = step(tx, q, reason); !done) return done.refusals();
      if (!update_inquiry(tx, q)) return changed_meanwhile;
      const auto rule = access::scope(actor, access::Action::answer_inquiry).rule();
      office.note(tx, actor, line_about(q, act, rule, reason));
      return Done{};
    });
  });
}

Day keep_until(db::Session& session, const Office& office, const Inquiry& q) {
  return due_by_rule(session, "inquiry.keep_" + std::string(kind_name(q.kind)), q.municipality, office.today());
}

void end(db::Tx& tx, const Office& office, Inquiry& q, std::string_view outcome) {
  q.state = State::ended;
  q.outcome = outcome;
  q.keep_until = keep_until(tx, office, q);
  put_down(tx, q);
}

void tell_by_mail(db::Tx& tx, const Office& office, const Inquiry& q) {
  if (q.email.empty()) return;
  post::Message message;
  message.to = q.email;
  message.language = words::from_code(q.language).value_or(words::Language::bg);
  message.kind = "inquiry_answered";
  message.values = {{"number", q.number}, {"link", office.public_address + "/ask/answer?number=" + q.number}};
  post::queue(tx, office.clock, message);
}

}  // namespace

Result<Opened> open_inquiry(Office& office, const Actor& actor, const InquiryId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Opened> {
    const auto found = find_for(session, actor, access::Action::see_inquiries, id);
    if (!found) return found.refusals();
    line = line_about(*found, "inquiry.opened", access::scope(actor, access::Action::see_inquiries).rule());
    return Opened{*found, list_messages(session, *found)};
  });
}

Result<Done> take_inquiry(Office& office, const Actor& actor, const Which& which, bool mine,
                          std::string_view once_key) {
  return change(office, actor, which, mine ? "inquiry.taken" : "inquiry.given_back", "", once_key,
                [&](db::Tx&, Inquiry& q, std::string&) -> Result<Done> {
                  if (q.state == State::ended) return not_from_this_state;
                  q.officer = mine ? std::optional(actor.account) : std::nullopt;
                  return Done{};
                });
}

Result<Done> answer_inquiry(Office& office, const Actor& actor, const Which& which, std::string_view typed,
                            std::string_view once_key) {
  const std::string words = text::tidy(typed, text::Lines::many);
  if (words.empty()) return Refusal(required, "words");
  if (!text::is_plain(typed, text::Lines::many)) return Refusal(not_plain_text, "words");
  if (text::length(words) > question_max) return Refusal(too_long, "words", {{"max", std::to_string(question_max)}});
  return change(office, actor, which, "inquiry.answered", words, once_key,
                [&](db::Tx& tx, Inquiry& q, std::string&) -> Result<Done> {
                  if (!may(Step::answer, q)) return not_from_this_state;
                  q.state = State::answered;
                  q.officer = actor.account;
                  q.outcome = "answered";
                  q.last_at = office.now();
                  if (q.kind == Kind::question) q.keep_until = keep_until(tx, office, q);
                  add_message(tx, q, {office.now(), actor.account, words});
                  tell_by_mail(tx, office, q);
                  return Done{};
                });
}

Result<Done> note_call(Office& office, const Actor& actor, const Which& which, bool reached,
                       std::string_view once_key) {
  return change(office, actor, which, "inquiry.called", reached ? "reached" : "not_reached", once_key,
                [&](db::Tx& tx, Inquiry& q, std::string& reason) -> Result<Done> {
                  if (!may(Step::call, q)) return not_from_this_state;
                  reason = reached ? "reached" : "not_reached";
                  q.officer = actor.account;
                  q.last_at = office.now();
                  if (reached) {
                    end(tx, office, q, "done");
                  } else if (++q.not_reached >= not_reached_max) {
                    end(tx, office, q, "not_reached");
                  } else {
                    q.due_on = due_by_rule(tx, "inquiry.callback", q.municipality, office.today());
                  }
                  return Done{};
                });
}

Result<Done> end_inquiry(Office& office, const Actor& actor, const Which& which, std::string_view reason,
                         std::string_view once_key) {
  return change(office, actor, which, "inquiry.ended", reason, once_key,
                [&](db::Tx& tx, Inquiry& q, std::string& noted) -> Result<Done> {
                  if (!may(Step::end, q)) return not_from_this_state;
                  const bool just_over = q.state == State::answered || q.kind == Kind::conversation;
                  if (!text::one_of(end_reasons, reason) && !(reason.empty() && just_over)) {
                    return Refusal(not_in_list, "reason");
                  }
                  noted = reason;
                  end(tx, office, q, reason.empty() ? "answered" : reason);
                  return Done{};
                });
}

Result<Done> count_inquiry(Office& office, const Actor& actor, const Which& which, const NewContact& contact,
                           std::string_view once_key) {
  return change(office, actor, which, "inquiry.counted", contact.outcome, once_key,
                [&](db::Tx& tx, Inquiry& q, std::string&) -> Result<Done> {
                  if (!may(Step::count, q)) return not_from_this_state;
                  const auto decision =
                      access::decide(actor, access::Action::count_contact, contact_facts(actor.post.municipality));
                  if (!decision.allowed) return *decision.no;
                  if (auto no = why_not_count(contact, office.today()); !no.empty()) return no;
                  q.counted = true;
                  const auto counted = count_contact_in(tx, office, actor, contact, decision.rule);
                  if (!counted) return counted.refusals();
                  return Done{};
                });
}

Result<Done> hold_for_application(Office& office, const Actor& actor, const Which& which, bool hold,
                                  std::string_view once_key) {
  return change(office, actor, which, hold ? "inquiry.held" : "inquiry.put_down", "", once_key,
                [&](db::Tx& tx, Inquiry& q, std::string&) -> Result<Done> {
                  if (!may(Step::make_application, q)) return not_from_this_state;
                  put_down(tx, q);
                  if (hold) {
                    q.officer = actor.account;
                    put_in_hand(tx, q, actor.account);
                  }
                  return Done{};
                });
}

Result<Done> be_present(Office& office, const Actor& actor, bool here) {
  const auto facts = inquiry_facts(actor.post.municipality);
  const auto decision = access::decide(actor, access::Action::answer_inquiry, facts);
  if (!decision.allowed) return *decision.no;
  office.db.write([&](db::Tx& tx) {
    if (here) {
      set_presence(tx, facts.municipality, actor.account, office.now().plus_seconds(presence_minutes * 60));
    } else {
      end_presence(tx, facts.municipality, actor.account);
    }
    office.note(tx, actor,
                {here ? "inquiry.present" : "inquiry.absent", facts.municipality, "", {}, decision.rule, {}, {}});
  });
  return Done{};
}

// What other floors ask.

Waiting count_waiting(db::Session& session, const Actor& actor) {
  constexpr int counted_max = 100;
  return count_waiting_in(session, access::scope(actor, access::Action::see_inquiries), counted_max);
}

std::optional<InHand> find_in_hand(db::Session& session, const Actor& actor) {
  const auto held = find_held_by(session, access::scope(actor, access::Action::answer_inquiry));
  if (!held) return std::nullopt;
  InHand in_hand{held->id, held->number, {}};
  for (const Message& m : list_messages(session, *held)) {
    if (m.account) continue;
    if (!in_hand.words.empty()) in_hand.words += "\n\n";
    in_hand.words += m.words;
  }
  return in_hand;
}

void taken_as_application(db::Tx& tx, Office& office, const Actor& actor, const Uuid& id) {
  auto found = find_for(tx, actor, access::Action::answer_inquiry, InquiryId{id});
  if (!found || found->state == State::ended) return;
  Inquiry& q = *found;
  end(tx, office, q, "application");
  if (!q.counted) {
    NewContact contact;
    contact.on = office.today();
    contact.channel = q.kind == Kind::callback ? "phone" : "portal";
    contact.topics = {q.topic.empty() ? std::string("information") : q.topic};
    contact.outcome = "application";
    q.counted =
        count_contact_in(tx, office, actor, contact, access::scope(actor, access::Action::count_contact).rule()).ok();
  }
  if (!update_inquiry(tx, q)) return;
  office.note(tx, actor,
              line_about(q, "inquiry.application", access::scope(actor, access::Action::answer_inquiry).rule()));
}

int end_and_erase(Office& office) {
  constexpr int a_turn = 500;
  return office.db.write([&](db::Tx& tx) {
    for (Inquiry& q : list_quiet_conversations(tx, office.now().plus_seconds(-quiet_minutes_max * 60), a_turn)) {
      end(tx, office, q, "answered");
      if (update_inquiry(tx, q)) office.note(tx, Actor{}, line_about(q, "inquiry.ended", "", "quiet"));
    }
    const auto over = list_over(tx, office.today(), a_turn);
    for (const Inquiry& q : over) {
      erase_inquiry(tx, q);
      office.note(tx, Actor{}, line_about(q, "inquiry.erased", "", kind_name(q.kind)));
    }
    visitors::forget_tallies(tx, office.today());
    return static_cast<int>(over.size());
  });
}

}  // namespace gishe::inquiries
