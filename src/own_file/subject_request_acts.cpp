#include "own_file/subject_request_acts.h"

#include "base/text.h"
#include "own_file/own_access_store.h"
#include "own_file/own_file_access.h"
#include "platform/visitors/receipt.h"

namespace gishe::own_file {
namespace {

using access::Action;

constexpr visitors::Kind number_kind{"D", "subject_request", not_found, not_found};

std::optional<Refusal> why_not_words(std::string_view typed, bool wanted) {
  if (!text::is_plain(typed, text::Lines::many)) return Refusal(not_plain_text, "words");
  const auto words = text::tidy(typed, text::Lines::many);
  if (wanted && words.empty()) return Refusal(required, "words");
  if (text::length(words) > request_words_max)
    return Refusal(too_long, "words", {{"max", std::to_string(request_words_max)}});
  return std::nullopt;
}

/// Who may ask, and what stands in the ledger of it.
struct Door {
  MunicipalityCode municipality;
  Uuid pseudonym;
  std::string rule;
  const char* channel;
};

Result<SubjectRequestId> ask(Office& office, const Actor& actor, const Asked& asked, std::string_view once_key,
                             const std::function<Result<Door>(db::Tx&)>& through) {
  const auto digest = content_digest({asked.person.text(), asked.kind, asked.words});
  const auto made = office.db.write([&](db::Tx& tx) {
    return jobs::once(tx, office.clock, actor, once_key, "own_file.ask", digest, [&]() -> Result<std::string> {
      const auto door = through(tx);
      if (!door) return door.refusals();
      // Everything about a copy is said by asking for it.
      if (!text::one_of(request_kinds(), asked.kind))
        return Refusal(asked.kind.empty() ? required : not_in_list, "kind");
      if (auto bad = why_not_words(asked.words, asked.kind != "copy")) return *bad;
      SubjectRequest r;
      r.id = SubjectRequestId::make();
      r.municipality = door->municipality;
      r.number = visitors::write_receipt(office, number_kind, r.municipality, [&](const std::string& number) {
                   return store::number_taken(tx, r.municipality, number);
                 }).number;
      r.person = asked.person;
      r.kind = asked.kind;
      r.channel = door->channel;
      r.words = text::tidy(asked.words, text::Lines::many);
      r.asked_by = actor.account;
      r.asked_at = office.now();
      r.due_on = due_by_rule(tx, "data.request", r.municipality, office.today());
      store::insert(tx, r);
      store::add_event(tx, r, {actor.account, r.asked_at, "", r.state, ""});
      office.note(tx, actor,
                  {"person.request_received", r.municipality, "person", door->pseudonym, door->rule, r.kind, {}});
      return r.id.text();
    });
  });
  if (!made) return made.refusals();
  return SubjectRequestId::parse(*made).value_or(SubjectRequestId{});
}

}  // namespace

Result<SubjectRequestId> ask_about_own(Office& office, const Actor& actor, const Asked& asked,
                                       std::string_view once_key) {
  if (!access::function_may(actor, Action::ask_about_own)) return not_your_function;
  return ask(office, actor, asked, once_key, [&](db::Tx& tx) -> Result<Door> {
    const auto scope = access::scope(actor, Action::ask_about_own);
    for (const auto& own : store::list_of_account(tx, actor.post.municipality, actor.account)) {
      if (own.person != asked.person) continue;
      const auto facts = facts_of(tx, actor, own, office.today());
      if (!facts) return not_found;
      const auto decision = access::decide(actor, Action::ask_about_own, *facts);
      if (!decision.allowed) return *decision.no;
      const auto person = people::find_for_own_eyes(tx, scope, own.municipality, own.person);
      if (!person) return not_found;
      return Door{own.municipality, person->pseudonym, decision.rule, "own_access"};
    }
    return not_found;
  });
}

Result<SubjectRequestId> ask_at_the_desk(Office& office, const Actor& actor, const Asked& asked,
                                         std::string_view once_key) {
  return ask(office, actor, asked, once_key, [&](db::Tx& tx) -> Result<Door> {
    const auto allowed = allowed_person(tx, actor, Action::open_own_access, asked.person);
    if (!allowed) return allowed.refusals();
    if (allowed->person.sensitivity == Sensitivity::shielded) return in_person_only;
    return Door{allowed->person.municipality, allowed->person.pseudonym, allowed->rule, "desk"};
  });
}

Result<OpenedRequest> open_request(Office& office, const Actor& actor, const SubjectRequestId& id) {
  if (!access::function_may(actor, Action::answer_request)) return not_your_function;
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedRequest> {
    const auto scope = access::scope(actor, Action::answer_request);
    const auto found = store::find_request(session, scope, id);
    if (!found) return not_found;
    const auto allowed = allowed_person(session, actor, Action::answer_request, found->person);
    if (!allowed) return allowed.refusals();
    line = {"person.request_opened", found->municipality, "person", allowed->person.pseudonym, allowed->rule, "", {}};
    return OpenedRequest{*found, allowed->person.full_name(), store::list_events(session, *found)};
  });
}

Result<Done> take_request_step(Office& office, const Actor& actor, const RequestStep& step, std::string_view once_key) {
  if (!access::function_may(actor, Action::answer_request)) return not_your_function;
  if (!text::one_of(request_steps(), step.step)) return Refusal(not_in_list, "step");
  if (auto bad = why_not_words(step.words, needs_words(step.step))) return *bad;
  const auto words = text::tidy(step.words, text::Lines::many);
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "own_file.request_step", {step.id.text(), step.step, words},
                     [&]() -> Result<Done> {
                       auto r = store::find_request(tx, access::scope(actor, Action::answer_request), step.id);
                       if (!r) return not_found;
                       const auto allowed = allowed_person(tx, actor, Action::answer_request, r->person);
                       if (!allowed) return allowed.refusals();
                       if (r->version != step.version) return changed_meanwhile;
                       const auto to = after_step(r->state, step.step);
                       if (!to) return not_from_this_state;
                       const std::string from = std::exchange(r->state, *to);
                       if (step.step == "extend")
                         r->due_on = due_by_rule(tx, "data.request_extended", r->municipality, r->due_on);
                       if (step.step == "answer" || step.step == "refuse") {
                         r->answer = words;
                         r->answered_at = office.now();
                       }
                       if (!store::update(tx, *r)) return changed_meanwhile;
                       store::add_event(tx, *r, {actor.account, office.now(), from, *to, words});
                       office.note(tx, actor,
                                   {"person.request_" + *to,
                                    r->municipality,
                                    "person",
                                    allowed->person.pseudonym,
                                    allowed->rule,
                                    r->kind,
                                    {}});
                       return Done{};
                     });
  });
}

}  // namespace gishe::own_file
