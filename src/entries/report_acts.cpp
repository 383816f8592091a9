#include <fmt/format.h>

#include "base/text.h"
#include "entries/acting.h"
#include "entries/entry_report.h"
#include "entries/refusals.h"
#include "platform/visitors/network.h"
#include "platform/visitors/tally.h"
#include "territory/territory.h"

namespace gishe::entries {
namespace {

using access::Action;

constexpr std::size_t words_max = 1000, line_max = 200;

void check(Refusals& no, const std::string& value, const char* field, std::size_t max, bool needed,
           text::Lines lines = text::Lines::one) {
  if (needed && value.empty()) no.push_back(Refusal(required, field));
  if (!text::is_plain(value, lines)) {
    no.push_back(Refusal(not_plain_text, field));
  } else if (text::length(value) > max) {
    no.push_back(Refusal(too_long, field, {{"max", std::to_string(max)}}));
  }
}

Day due_of(db::Session& session, const MunicipalityCode& municipality, Day today) {
  constexpr int days_without_a_rule = 5;
  const auto rule = jobs::find_rule(session, "entry.report", municipality, today);
  return today.plus_days(rule ? rule->days : days_without_a_rule);
}

/// The municipality whose editor looks after an entry: its own, else its provider's.
MunicipalityCode kept_by(db::Session& session, const directory::Service& service) {
  if (!service.municipality.empty()) return service.municipality;
  const auto house = directory::find_organisation(session, service.organisation);
  return house ? house->municipality : MunicipalityCode{};
}

Result<std::string> send(db::Tx& tx, Office& office, const Actor& actor, EntryReport report, std::string_view remote) {
  access::Facts facts;
  facts.municipality = report.municipality;
  const auto decision = access::decide(actor, Action::suggest_entry, facts);
  if (!decision.allowed) return *decision.no;
  const Day today = office.today();
  if (const auto network = visitors::network_of(remote); !network.empty() && !actor.signed_in()) {
    const auto from_here = visitors::count_today(tx, office, report.municipality, "entry_report|" + network);
    if (from_here > reports_of_network_a_day) return too_many_today;
  }
  if (report.service &&
      count_reports(tx, report.municipality, report.kind, today, report.service) >= reports_of_entry_a_day) {
    return too_many_today;
  }
  if (count_reports(tx, report.municipality, report.kind, today, {}) >= reports_a_day) return too_many_today;
  report.id = EntryReportId::make();
  report.sent_at = office.now();
  report.due_on = due_of(tx, report.municipality, today);
  store_report(tx, report, today);
  office.note(
      tx, actor,
      {"entry.report_sent", report.municipality, "entry_report", report.id.value, decision.rule, report.what, {}});
  return std::string("done");
}

Result<std::string> mistake_in(db::Tx& tx, Office& office, const Actor& actor, const Mistake& m) {
  const auto service = directory::find_service(tx, m.service);
  if (!service || !service->listed()) return not_found;
  Refusals no;
  if (!text::one_of(report_kinds, m.what)) no.push_back(Refusal(m.what.empty() ? required : not_in_list, "what"));
  check(no, m.words, "words", words_max, m.what == "other", text::Lines::many);
  if (!no.empty()) return no;
  EntryReport report;
  report.municipality = kept_by(tx, *service);
  if (report.municipality.empty()) return no_editor;
  report.kind = "mistake";
  report.service = m.service;
  report.what = m.what;
  report.words = m.words;
  return send(tx, office, actor, std::move(report), m.remote);
}

Result<std::string> suggestion_in(db::Tx& tx, Office& office, const Actor& actor, const Suggestion& s) {
  Refusals no;
  check(no, s.name, "name", line_max, true);
  check(no, s.provider, "provider", line_max, false);
  check(no, s.contact, "contact", line_max, false);
  check(no, s.words, "words", words_max, false, text::Lines::many);
  if (!territory::find_municipality(tx, s.municipality)) no.push_back(Refusal(not_in_list, "municipality"));
  if (!no.empty()) return no;
  EntryReport report;
  report.municipality = s.municipality;
  report.kind = "suggestion";
  report.what = "missing";
  report.name = s.name;
  report.provider = s.provider;
  report.contact = s.contact;
  report.words = s.words;
  return send(tx, office, actor, std::move(report), s.remote);
}

bool may_go(std::string_view from, std::string_view to) {
  if (from == "open") return to == "in_hand" || to == "declined";
  return from == "in_hand" && (to == "mended" || to == "declined");
}

Result<std::string> handle_in(db::Tx& tx, Office& office, const Actor& actor, const Handling& h) {
  auto report = find_report(tx, actor.post.municipality, h.report);
  access::Facts facts;
  if (report) facts.municipality = report->municipality;
  const auto decision = access::decide(actor, Action::review_entry, facts);
  if (!decision.allowed) return *decision.no;
  if (!report) return not_found;
  if (report->version != h.version) return changed_meanwhile;
  if (!may_go(report->state, h.to)) return not_from_this_state;
  Refusals no;
  check(no, h.words, "words", words_max, h.to == "declined", text::Lines::many);
  if (!no.empty()) return no;
  const std::string from = report->state;
  report->state = h.to;
  report->answer = h.words;
  report->handled_by = actor.account;
  if (!replace_report(tx, *report, office.now())) return changed_meanwhile;
  office.note(tx, actor,
              {"entry.report_" + h.to,
               report->municipality,
               "entry_report",
               report->id.value,
               decision.rule,
               "",
               {{"state", from, h.to}}});
  return std::string("done");
}

}  // namespace

Result<Done> report_mistake(Office& office, const Actor& actor, const Mistake& m, std::string_view key) {
  return done_once(office, actor, key, "report_mistake", fmt::format("{}\n{}\n{}", m.service.text(), m.what, m.words),
                   [&](db::Tx& tx) { return mistake_in(tx, office, actor, m); });
}

Result<Done> suggest_service(Office& office, const Actor& actor, const Suggestion& s, std::string_view key) {
  const auto content = fmt::format("{}\n{}\n{}\n{}\n{}", s.municipality.text, s.name, s.provider, s.contact, s.words);
  return done_once(office, actor, key, "suggest_service", content,
                   [&](db::Tx& tx) { return suggestion_in(tx, office, actor, s); });
}

Result<Done> handle_report(Office& office, const Actor& actor, const Handling& h, std::string_view key) {
  const auto content = fmt::format("{} {} {} {}", h.report.text(), h.version, h.to, h.words);
  return done_once(office, actor, key, "handle_report", content,
                   [&](db::Tx& tx) { return handle_in(tx, office, actor, h); });
}

}  // namespace gishe::entries
