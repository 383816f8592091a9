#include <algorithm>
#include <functional>

#include "base/text.h"
#include "complaints/complaint_acts.h"
#include "complaints/complaints_access.h"
#include "complaints/employees.h"
#include "platform/office/act.h"

// What those who handle complaints do: assign, say whom it is about, answer; and the clock, which closes.
namespace gishe::complaints {
namespace {

using access::Action;

constexpr int closed_at_once_max = 200;

ledger::Line line_about(const Complaint& c, const char* action, const char* rule) {
  return {action, c.municipality, "complaint", c.id.value, rule, "", {}};
}

std::vector<people::Colleague> not_barred(db::Session& session, const Complaint& c,
                                          std::vector<people::Colleague> colleagues) {
  const auto barred = store::list_barred(session, c);
  std::erase_if(colleagues, [&](const people::Colleague& who) {
    return std::find(barred.begin(), barred.end(), who.account) != barred.end();
  });
  return colleagues;
}

Result<people::Colleague> pick(const std::vector<people::Colleague>& from, std::string_view email) {
  for (const auto& who : from) {
    if (who.email == email) return who;
  }
  return Refusal(email.empty() ? required : no_such_handler, "email");
}

Result<Done> on_complaint(Office& office, const Actor& actor, const HandlerStep& step, const char* act,
                          std::string_view once_key, const std::function<Result<Done>(db::Tx&, Allowed&)>& run) {
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, act, {step.id.text(), step.email, step.answer},
                     [&]() -> Result<Done> {
                       auto allowed = allowed_complaint(tx, actor, step.id);
                       if (!allowed) return allowed.refusals();
                       if (allowed->complaint.version != step.version) return changed_meanwhile;
                       return run(tx, *allowed);
                     });
  });
}

/// The verb of the table, its event and its ledger line around a changed row.
Result<Done> keep(db::Tx& tx, Office& office, const Actor& actor, Allowed& allowed, Verb verb, State to,
                  const char* line) {
  Complaint& c = allowed.complaint;
  const State from = std::exchange(c.state, to);
  if (!store::update(tx, c)) return changed_meanwhile;
  store::add_event(tx, c, {office.now(), actor.account, std::string(verb_name(verb)), from, to, ""});
  office.note(tx, actor, line_about(c, line, allowed.rule));
  return Done{};
}

void tell_complainer(db::Tx& tx, const Office& office, const Complaint& c) {
  if (c.email.empty()) return;
  post::Message message;
  message.to = c.email;
  message.language = words::from_code(c.language).value_or(words::Language::bg);
  message.kind = "complaint_answered";
  message.values = {{"number", c.number}, {"link", office.public_address + "/complaints/answer"}};
  post::queue(tx, office.clock, message);
}

}  // namespace

Result<Opened> open_complaint(Office& office, const Actor& actor, const ComplaintId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Opened> {
    auto allowed = allowed_complaint(session, actor, id);
    if (!allowed) return allowed.refusals();
    const Complaint& c = allowed->complaint;
    line = line_about(c, "complaint.opened", allowed->rule);
    Opened opened{c, store::list_events(session, c), {}, {}};
    const Day today = office.today();
    opened.handlers =
        not_barred(session, c, people::list_holders(session, Action::handle_complaint, c.municipality, today));
    opened.colleagues = not_barred(session, c, list_employees(session, c.municipality, today));
    return opened;
  });
}

Result<Done> assign_complaint(Office& office, const Actor& actor, const HandlerStep& step, std::string_view once_key) {
  return on_complaint(office, actor, step, "complaint.assigned", once_key, [&](db::Tx& tx, Allowed& a) -> Result<Done> {
    const auto to = after(a.complaint.state, Verb::assign);
    if (!to) return not_from_this_state;
    const auto handlers = people::list_holders(tx, Action::handle_complaint, a.complaint.municipality, office.today());
    const auto who = pick(not_barred(tx, a.complaint, handlers), step.email);
    if (!who) return who.refusals();
    a.complaint.handler = who->account;
    if (who->account != actor.account) people::tell_accounts(tx, office, {who->account}, "complaint_waits");
    return keep(tx, office, actor, a, Verb::assign, *to, "complaint.assigned");
  });
}

Result<Done> bar_colleague(Office& office, const Actor& actor, const HandlerStep& step, std::string_view once_key) {
  return on_complaint(office, actor, step, "complaint.barred", once_key, [&](db::Tx& tx, Allowed& a) -> Result<Done> {
    Complaint& c = a.complaint;
    const auto who = pick(list_employees(tx, c.municipality, office.today()), step.email);
    if (!who) return who.refusals();
    store::bar(tx, c, who->account, "said_by_handler");
    State to = c.state;
    if (c.handler == who->account) {
      c.handler = {};
      if (c.state == State::assigned) to = State::received;
    }
    return keep(tx, office, actor, a, Verb::assign, to, "complaint.colleague_barred");
  });
}

Result<Done> answer_complaint(Office& office, const Actor& actor, const HandlerStep& step, std::string_view once_key) {
  return on_complaint(office, actor, step, "complaint.answered", once_key, [&](db::Tx& tx, Allowed& a) -> Result<Done> {
    const auto to = after(a.complaint.state, Verb::answer);
    if (!to || a.complaint.handler != actor.account) return not_from_this_state;
    const auto words = text::tidy(step.answer, text::Lines::many);
    if (words.empty()) return Refusal(required, "answer");
    if (!text::is_plain(words, text::Lines::many)) return Refusal(not_plain_text, "answer");
    if (text::length(words) > answer_max) return Refusal(too_long, "answer", {{"max", std::to_string(answer_max)}});
    a.complaint.answer = words;
    a.complaint.answered_on = office.today();
    a.complaint.reopen_until = due_by_rule(tx, "complaint.reopen", a.complaint.municipality, office.today());
    tell_complainer(tx, office, a.complaint);
    return keep(tx, office, actor, a, Verb::answer, *to, "complaint.answered");
  });
}

int close_answered(Office& office) {
  const auto past = office.db.read(
      [&](db::Session& session) { return store::list_past(session, office.today(), closed_at_once_max); });
  int closed = 0;
  for (Complaint c : past) {
    const auto done = office.db.write([&](db::Tx& tx) -> Result<Done> {
      c.state = State::closed;
      c.erase_on = due_by_rule(tx, "complaint.kept", c.municipality, office.today());
      if (!store::update(tx, c)) return changed_meanwhile;
      store::add_event(tx, c, {office.now(), {}, std::string(verb_name(Verb::close)), State::answered, c.state, ""});
      office.note(tx, Actor{}, line_about(c, "complaint.closed", "system/deadline"));
      return Done{};
    });
    if (done) ++closed;
  }
  return closed;
}

int erase_over(Office& office) {
  return office.db.write([&](db::Tx& tx) {
    const auto over = store::list_over(tx, office.today(), closed_at_once_max);
    for (const Complaint& c : over) {
      store::erase(tx, c);
      office.note(tx, Actor{}, line_about(c, "complaint.erased", "system/deadline"));
    }
    return static_cast<int>(over.size());
  });
}

}  // namespace gishe::complaints
