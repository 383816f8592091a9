#include "protection/commission_acts.h"

#include "base/text.h"
#include "platform/office/unused_number.h"
#include "protection/protection_access.h"
#include "protection/rules_store.h"
#include "protection/signal_acts.h"
#include "protection/words.h"

namespace gishe::protection {
namespace {

using access::Action;

struct AllowedCase {
  CommissionCase matter;
  std::string rule;
};
Result<AllowedCase> allowed_case(db::Session& session, const Office& office, const Actor& actor, Action action,
                                 const CommissionCaseId& id) {
  const auto decision = access::decide(actor, action, commission_facts(actor.post.municipality));
  if (!decision.allowed) return *decision.no;
  auto found = find_case(session, office, access::scope(actor, action), id);
  if (!found) return not_found;
  return AllowedCase{std::move(*found), decision.rule};
}

ledger::Line line_about(const CommissionCase& c, std::string_view action, std::string_view rule) {
  return {std::string(action), c.municipality, "commission_case", c.id.value, std::string(rule), {}, {}};
}

template <class F>
Result<Done> on_case(Office& office, const Actor& actor, const CaseChange& change, std::string_view act,
                     const std::string& content, std::string_view once_key, F&& run) {
  const std::string version = std::to_string(change.version);
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, act, {change.id.text(), version, content}, [&]() -> Result<Done> {
      auto allowed = allowed_case(tx, office, actor, Action::keep_commission_case, change.id);
      if (!allowed) return allowed.refusals();
      if (allowed->matter.state == CaseState::sealed) return sealed_now;
      allowed->matter.version = change.version;
      return run(tx, *allowed);
    });
  });
}

Result<Done> step(db::Tx& tx, Office& office, const Actor& actor, const AllowedCase& allowed, CommissionCase c,
                  CaseVerb verb, std::string_view reason) {
  const CaseState from = allowed.matter.state;
  const auto* found = find_case_step(from, verb);
  if (!found) return not_from_this_state;
  c.state = found->to;
  if (c.state == CaseState::closed) {
    c.closed_on = office.today();
    const auto rule = jobs::find_rule(tx, "commission.seal_after_closing", c.municipality, office.today());
    c.seal_on = seal_day(c.born_on, c.closed_on, rule ? rule->days : 0);
    end_measures(tx, c, office.today());
  }
  if (!update_case(tx, c, from, verb, actor.account, office.now(), reason)) return changed_meanwhile;
  auto line = line_about(c, "commission." + std::string(case_verb_name(verb)), allowed.rule);
  line.changes = {{"state", std::string(case_state_name(from)), std::string(case_state_name(c.state))}};
  office.note(tx, actor, line);
  return Done{};
}

std::optional<Day> report_due(db::Session& session, const OpenedCase& opened) {
  if (opened.matter.state != CaseState::measure) return std::nullopt;
  std::optional<Day> last;
  for (const auto& m : opened.measures) {
    if (!m.ended_on && (!last || m.from_on > *last)) last = m.from_on;
  }
  if (!opened.reports.empty() && (!last || opened.reports.front().on > *last)) last = opened.reports.front().on;
  if (!last) return std::nullopt;
  return due_by_rule(session, "commission.report", opened.matter.municipality, *last);
}

}  // namespace

Result<CommissionCaseId> open_commission_case(Office& office, const Actor& actor, const NewCase& asked,
                                              std::string_view once_key) {
  const auto decision = access::decide(actor, Action::open_commission_case, commission_facts(actor.post.municipality));
  if (!decision.allowed) return *decision.no;
  NewCase typed = asked;
  std::optional<Day> born_on;
  if (auto no = why_not_open(typed, born_on, office.today()); !no.empty()) return no;
  const auto digest = content_digest(
      {typed.source, typed.born_on, typed.child.name, typed.child.school, typed.child.parents, typed.child.what});
  const auto opened = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "commission.open", digest, [&]() -> Result<std::string> {
      CommissionCase c;
      c.id = CommissionCaseId::make();
      c.municipality = actor.post.municipality;
      c.number = unused_number(c.municipality, office.today(), "K-", [&](const std::string& number) {
        return case_number_taken(tx, c.municipality, number);
      });
      c.source = typed.source;
      c.child = typed.child;
      c.born_on = *born_on;
      c.opened_on = office.today();
      c.opened_by = actor.account;
      c.seal_on = seal_day(c.born_on, std::nullopt, 0);
      insert_case(tx, office, c);
      office.note(tx, actor, line_about(c, "commission.opened", decision.rule));
      return c.id.text();
    });
  });
  if (!opened) return opened.refusals();
  return CommissionCaseId::parse(*opened).value_or(CommissionCaseId{});
}

Result<OpenedCase> open_case(Office& office, const Actor& actor, const CommissionCaseId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedCase> {
    auto allowed = allowed_case(session, office, actor, Action::open_commission_case, id);
    if (!allowed) return allowed.refusals();
    line = line_about(allowed->matter, "commission.read", allowed->rule);
    OpenedCase opened;
    opened.matter = std::move(allowed->matter);
    opened.hearings = list_hearings(session, office, opened.matter);
    opened.measures = list_measures(session, office, opened.matter);
    opened.reports = list_reports(session, office, opened.matter);
    opened.events = list_case_events(session, opened.matter);
    opened.report_due_on = report_due(session, opened);
    return opened;
  });
}

Result<Done> inform_child_protection(Office& office, const Actor& actor, const CaseChange& change,
                                     std::string_view once_key) {
  return on_case(
      office, actor, change, "commission.inform", "", once_key, [&](db::Tx& tx, AllowedCase& allowed) -> Result<Done> {
        CommissionCase c = allowed.matter;
        if (c.informed) return informed_already;
        if (c.state == CaseState::closed) return not_from_this_state;
        NewSignal n;
        n.kind = "commission";
        n.recipients = {"child_protection"};
        n.words = {c.child.name + ", " + c.born_on.iso(), c.child.school, c.child.what, c.child.parents, actor.name};
        for (auto* words : {&n.words.where, &n.words.adults, &n.words.contact}) {
          if (text::length(*words) > child_length_max) words->clear();  // what is too long stays in the case
        }
        const auto sent = send_signal_in(tx, office, actor, n);
        if (!sent) return sent.refusals();
        c.informed = *sent;
        if (!link_case(tx, c)) return changed_meanwhile;
        office.note(tx, actor, line_about(c, "commission.child_protection_informed", allowed.rule));
        return Done{};
      });
}

Result<Done> set_hearing(Office& office, const Actor& actor, const CaseChange& change, const std::string& on,
                         std::string_view once_key) {
  return on_case(office, actor, change, "commission.set_hearing", on, once_key,
                 [&](db::Tx& tx, AllowedCase& allowed) -> Result<Done> {
                   const auto day = Day::from_person(on);
                   if (!day) return Refusal(on.empty() ? required : not_a_date, "on");
                   if (*day < office.today()) return Refusal(day_passed, "on");
                   if (!find_case_step(allowed.matter.state, CaseVerb::set_hearing)) return not_from_this_state;
                   insert_hearing(tx, allowed.matter, {Uuid::make(), *day, "", "", ""});
                   return step(tx, office, actor, allowed, allowed.matter, CaseVerb::set_hearing, "");
                 });
}

Result<Done> add_case_report(Office& office, const Actor& actor, const CaseChange& change, const NewReport& typed,
                             std::string_view once_key) {
  return on_case(office, actor, change, "commission.report", typed.on + typed.source + typed.course + typed.words,
                 once_key, [&](db::Tx& tx, AllowedCase& allowed) -> Result<Done> {
                   CaseReport report;
                   if (auto no = why_not_report(typed, office.today(), report); !no.empty()) return no;
                   if (allowed.matter.state != CaseState::measure) return not_from_this_state;
                   insert_report(tx, office, allowed.matter, report);
                   if (typed.course == "breach")
                     return step(tx, office, actor, allowed, allowed.matter, CaseVerb::breach, "");
                   if (!link_case(tx, allowed.matter)) return changed_meanwhile;
                   office.note(tx, actor, line_about(allowed.matter, "commission.reported", allowed.rule));
                   return Done{};
                 });
}

Result<Done> keep_measure(Office& office, const Actor& actor, const CaseChange& change, std::string_view once_key) {
  return on_case(office, actor, change, "commission.keep_measure", "", once_key, [&](db::Tx& tx, AllowedCase& allowed) {
    return step(tx, office, actor, allowed, allowed.matter, CaseVerb::keep_measure, "");
  });
}

Result<Done> close_case(Office& office, const Actor& actor, const CaseChange& change, const std::string& outcome,
                        std::string_view once_key) {
  return on_case(office, actor, change, "commission.close", outcome, once_key,
                 [&](db::Tx& tx, AllowedCase& allowed) -> Result<Done> {
                   if (!text::one_of(case_outcomes, outcome))
                     return Refusal(outcome.empty() ? required : not_in_list, "outcome");
                   CommissionCase c = allowed.matter;
                   c.outcome = outcome;
                   return step(tx, office, actor, allowed, c, CaseVerb::close, outcome);
                 });
}

static Refusals why_not_decide(const Office& office, const Decision& d, const std::vector<MeasureKind>& kinds,
                               Hearing& hearing, Measure& measure, std::optional<Day>& next) {
  Refusals no;
  if (!text::one_of(decisions, d.decision)) no.emplace_back(d.decision.empty() ? required : not_in_list, "decision");
  const auto held = Day::from_person(d.held_on);
  if (!held) no.emplace_back(d.held_on.empty() ? required : not_a_date, "held_on");
  if (held && *held > office.today()) no.emplace_back(day_to_come, "held_on");
  hearing.held_on = held.value_or(office.today());
  hearing.decision = d.decision;
  hearing.participants = d.participants;
  hearing.words = d.words;
  check_words(no, "participants", hearing.participants, Must::say, case_words_max);
  check_words(no, "words", hearing.words, Must::say, case_words_max);
  if (d.decision == "postponed") {
    next = Day::from_person(d.next_on);
    if (!next) no.emplace_back(d.next_on.empty() ? required : not_a_date, "next_on");
    if (next && *next < office.today()) no.emplace_back(day_passed, "next_on");
  }
  if (d.decision != "measure") return no;
  measure.kind = d.measure;
  measure.from_on = hearing.held_on;
  measure.until_on = Day::from_person(d.until);
  measure.educator = d.educator;
  check_words(no, "educator", measure.educator, Must::may, case_name_max);
  const auto kind =
      std::find_if(kinds.begin(), kinds.end(), [&](const MeasureKind& one) { return one.code == d.measure; });
  if (kind == kinds.end()) no.emplace_back(d.measure.empty() ? required : not_in_list, "measure");
  if (!d.until.empty() && !measure.until_on) no.emplace_back(not_a_date, "until");
  if (kind != kinds.end() && kind->needs_term && d.until.empty()) no.emplace_back(term_missing, "until");
  if (measure.until_on && *measure.until_on <= measure.from_on) no.emplace_back(day_passed, "until");
  return no;
}

Result<Done> decide_hearing(Office& office, const Actor& actor, const CaseChange& change, const Decision& d,
                            std::string_view once_key) {
  const auto digest =
      content_digest({d.decision, d.held_on, d.participants, d.words, d.measure, d.until, d.educator, d.next_on});
  return on_case(office, actor, change, "commission.decide", digest, once_key,
                 [&](db::Tx& tx, AllowedCase& allowed) -> Result<Done> {
                   CommissionCase c = allowed.matter;
                   auto hearing = find_coming_hearing(tx, office, c);
                   if (!hearing || c.state != CaseState::hearing_set) return not_from_this_state;
                   Measure measure;
                   std::optional<Day> next;
                   auto no = why_not_decide(office, d, list_measure_kinds(tx, c.municipality, office.today()), *hearing,
                                            measure, next);
                   if (!no.empty()) return no;
                   const bool postponed = d.decision == "postponed";
                   if (!postponed && !c.informed) return Refusal(inform_first, "decision");
                   hold_hearing(tx, office, c, *hearing);
                   if (postponed) {
                     insert_hearing(tx, c, {Uuid::make(), *next, "", "", ""});
                     return step(tx, office, actor, allowed, c, CaseVerb::postpone, "");
                   }
                   if (d.decision != "measure") {
                     c.outcome = d.decision;
                     return step(tx, office, actor, allowed, c, CaseVerb::decide_none, d.decision);
                   }
                   end_measures(tx, c, office.today());
                   measure.id = MeasureId::make();
                   insert_measure(tx, office, c, measure);
                   return step(tx, office, actor, allowed, c, CaseVerb::decide_measure, d.measure);
                 });
}

Result<CommissionCaseId> unseal_case(Office& office, const Actor& actor, const Unsealing& typed,
                                     std::string_view once_key) {
  const auto decision = access::decide(actor, Action::open_commission_case, commission_facts(actor.post.municipality));
  if (!decision.allowed) return *decision.no;
  std::string reason = typed.reason;
  Refusals no;
  check_words(no, "reason", reason, Must::say, case_words_max);
  if (!text::one_of(unsealing_reasons, typed.reason_code))
    no.emplace_back(typed.reason_code.empty() ? required : not_in_list, "reason_code");
  if (typed.number.empty()) no.emplace_back(required, "number");
  if (!no.empty()) return no;
  const auto opened = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "commission.unseal",
                      content_digest({typed.number, typed.reason_code, reason}), [&]() -> Result<std::string> {
                        const auto scope = access::scope(actor, Action::open_commission_case);
                        const auto id = find_sealed_case(tx, scope, text::tidy(typed.number));
                        if (!id) return Refusal(not_found, "number");
                        const auto rule =
                            minute_rule(tx, "commission.unsealed_for", actor.post.municipality, office.today());
                        insert_unsealing(tx, office, scope, *id, office.now().plus_seconds(rule.minutes * 60),
                                         typed.reason_code, reason);
                        CommissionCase c;
                        c.id = *id;
                        c.municipality = actor.post.municipality;
                        auto line = line_about(c, "commission.unsealed", decision.rule);
                        line.reason = typed.reason_code;
                        office.note(tx, actor, line);
                        return id->text();
                      });
  });
  if (!opened) return opened.refusals();
  return CommissionCaseId::parse(*opened).value_or(CommissionCaseId{});
}

}  // namespace gishe::protection
