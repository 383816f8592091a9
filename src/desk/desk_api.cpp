#include "base/text.h"
#include "desk/application_acts.h"
#include "desk/application_view.h"
#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/follow.h"
#include "desk/proposals.h"
#include "desk/said.h"
#include "desk/sending.h"
#include "desk/task.h"
#include "platform/web/json.h"

// The same acts as JSON. Codes, days and ids; no words, no names.
namespace gishe::desk {
namespace {

namespace json = boost::json;
constexpr int page_size = 50;

template <class T>
json::value id_or_null(const std::optional<T>& id) {
  return id ? json::value(id->text()) : json::value(nullptr);
}

json::object written(const File& file) {
  const Application& a = file.application;
  json::array lines, papers;
  for (const Line& l : file.lines) {
    lines.push_back({{"id", l.id.text()},
                     {"need", l.need},
                     {"state", std::string(line_state_name(l.state))},
                     {"service", id_or_null(l.service)},
                     {"route", l.route},
                     {"referral", id_or_null(l.referral)},
                     {"outcome", l.outcome},
                     {"refusal_reasons", l.refusal_reasons},
                     {"remedy", l.remedy},
                     {"due_on", l.due_on.iso()}});
  }
  for (const Paper& p : file.papers) {
    papers.push_back({{"code", p.code}, {"state", p.state}, {"waived_because", p.waived_because}});
  }
  return {{"id", a.id.text()},
          {"number", a.number},
          {"person", a.person.text()},
          {"representative", id_or_null(a.representative)},
          {"state", std::string(application_state_name(a.state))},
          {"urgency", a.urgency},
          {"channel", a.channel},
          {"own_words", a.own_words},
          {"received_at", a.received_at.iso()},
          {"due_on", a.due_on.iso()},
          {"version", a.version},
          {"lines", std::move(lines)},
          {"papers", std::move(papers)}};
}

std::vector<std::string> texts_of(const json::object& body, std::string_view member, std::size_t at_most) {
  std::vector<std::string> texts;
  const json::value* list = body.if_contains(member);
  if (!list || !list->is_array()) return texts;
  for (const json::value& one : list->get_array()) {
    if (one.is_string() && texts.size() < at_most) texts.emplace_back(one.get_string());
  }
  return texts;
}

std::string text_or(const json::object& body, std::string_view member, std::string otherwise = {}) {
  return web::text_of(body, member).value_or(std::move(otherwise));
}

/// The application as it is now, after an act or on being asked for; opening it leaves its ledger line.
web::Response answer(web::Context& c, const ApplicationId& id) {
  const auto view = open_view(c.office, c.actor, id);
  if (!view) return c.problem(view.refusals());
  return web::json_answer(written(view->file));
}

struct Asked {
  ApplicationId application;
  std::optional<ApplicationLineId> line;
  json::object body;
  std::int64_t version = 0;
};
Result<Asked> asked(const web::Context& c, bool with_line) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto line = c.request.id<ApplicationLineId>("line");
  if (!id || (with_line && !line)) return not_found;
  auto body = web::json_body(c);
  if (!body) return body.refusals();
  const auto version = web::number_of(*body, "version");
  if (!version) return Refusal(required, "version");
  return Asked{*id, line, std::move(*body), *version};
}

json::object written(const words::Words& w, const Seeker& seeker, const Proposal& p) {
  json::array reasons;
  for (const Reason& r : p.reasons) {
    json::object values;
    for (const auto& [name, value] : values_of(r, seeker, p.candidate)) values[name] = value;
    reasons.push_back({{"verdict", r.verdict == Verdict::yes  ? "yes"
                                   : r.verdict == Verdict::no ? "no"
                                                              : "maybe"},
                       {"code", r.code},
                       {"values", std::move(values)},
                       {"words", reason_words(w, r, seeker, p.candidate)}});
  }
  const auto& s = p.candidate.service;
  return {{"service", s.id.text()},
          {"name", s.name},
          {"organisation", s.organisation_name},
          {"type", s.type},
          {"municipality", s.municipality.text},
          {"fits", p.fits},
          {"reasons", std::move(reasons)}};
}

/// Proposals are ranked as one list; a page of it begins here. nullopt: no cursor of ours.
std::optional<std::size_t> page_start(std::string_view cursor) {
  if (cursor.empty()) return 0;
  const auto plain = web::plain_of_cursor(cursor);
  const auto start = plain ? text::whole_number(*plain) : std::nullopt;
  if (!start || *start < 0) return std::nullopt;
  return static_cast<std::size_t>(*start);
}

/// "2026-11-26.UUID"
std::optional<AfterTask> after_task(std::string_view cursor) {
  constexpr std::size_t day_length = 10;
  const auto plain = web::plain_of_cursor(cursor);
  if (!plain || plain->size() <= day_length + 1) return std::nullopt;
  const auto due = Day::from_iso(plain->substr(0, day_length));
  const auto id = TaskId::parse(plain->substr(day_length + 1));
  if (!due || !id) return std::nullopt;
  return AfterTask{*due, *id};
}

}  // namespace

web::Response api_take(web::Context& c) {
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto person = PersonId::parse(text_or(*body, "person"));
  if (!person) return c.problem({Refusal(required, "person")});
  NewApplication n;
  n.person = *person;
  n.representative = RepresentativeId::parse(text_or(*body, "representative"));
  n.channel = text_or(*body, "channel", "desk");
  n.urgency = text_or(*body, "urgency", "normal");
  n.own_words = text_or(*body, "own_words");
  n.needs = texts_of(*body, "needs", lines_max + 1);
  const auto taken = take_application(c.office, c.actor, n, c.once_key());
  if (!taken) return c.problem(taken.refusals());
  return web::json_answer({{"id", taken->id.text()}, {"number", taken->number}, {"secret", taken->secret}}, 201);
}

web::Response api_list(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::open_application);
  ListFilter filter;
  filter.state = application_state_from(c.request.query("state"));
  Refusals no;
  if (const auto asked = c.request.query("state"); !asked.empty() && !filter.state)
    no.emplace_back(not_in_list, "state");
  if (const auto asked = c.request.query("person"); !asked.empty()) {
    filter.person = PersonId::parse(asked);
    if (!filter.person) no.emplace_back(not_in_list, "person");
  }
  if (const auto asked = c.request.query("after"); !asked.empty()) {
    const auto plain = web::plain_of_cursor(asked);
    if (plain) filter.before = ApplicationId::parse(*plain);
    if (!filter.before) no.emplace_back(not_in_list, "after");
  }
  if (!no.empty()) return c.problem(no);
  auto listed = c.office.db.read([&](db::Session& s) { return list_applications(s, scope, filter, page_size + 1); });
  const bool more = listed.size() > page_size;
  if (more) listed.resize(page_size);
  json::array items;
  for (const Listed& a : listed) {
    items.push_back({{"id", a.id.text()},
                     {"number", a.number},
                     {"state", std::string(application_state_name(a.state))},
                     {"urgency", a.urgency},
                     {"needs", a.needs},
                     {"received_on", a.received_on.iso()},
                     {"due_on", a.due_on.iso()}});
  }
  const json::value next = more ? json::value(web::cursor_of(listed.back().id.text())) : json::value(nullptr);
  return web::json_answer({{"items", std::move(items)}, {"next", next}});
}

web::Response api_get(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  return id ? answer(c, *id) : c.problem({Refusal(not_found)});
}

web::Response api_proposals(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto line_id = c.request.id<ApplicationLineId>("line");
  if (!id || !line_id) return c.problem({Refusal(not_found)});
  const auto start = page_start(c.request.query("after"));
  if (!start) return c.problem({Refusal(not_in_list, "after")});
  json::array items;
  json::value next = nullptr;
  const auto found = c.office.db.read([&](db::Session& session) -> Result<Done> {
    const auto opened = open_file(session, c.actor, access::Action::propose_services, *id);
    if (!opened) return opened.refusals();
    const Line* line = opened->file.find_line(*line_id);
    if (!line) return not_found;
    const auto scope = access::scope(c.actor, access::Action::propose_services);
    const auto all = propose(session, scope, opened->file.application, *line, c.office.today());
    if (!all) return not_found;
    const std::size_t from = std::min(*start, all->size());
    for (const Proposal& p : all->some(session, from, page_size)) items.push_back(written(c.words, all->seeker(), p));
    if (from + page_size < all->size()) next = json::value(web::cursor_of(std::to_string(from + page_size)));
    return Done{};
  });
  if (!found) return c.problem(found.refusals());
  return web::json_answer({{"items", std::move(items)}, {"next", std::move(next)}});
}

web::Response api_choose(web::Context& c) {
  const auto a = asked(c, true);
  if (!a) return c.problem(a.refusals());
  const auto service = ServiceId::parse(text_or(a->body, "service"));
  if (!service) return c.problem({Refusal(required, "service")});
  const auto done = choose_service(c.office, c.actor, {a->application, *a->line, *service, a->version}, c.once_key());
  return done ? answer(c, a->application) : c.problem(done.refusals());
}

web::Response api_decide(web::Context& c) {
  const auto a = asked(c, true);
  if (!a) return c.problem(a.refusals());
  const LineDecision decision{
      a->application, *a->line, text_or(a->body, "outcome"), text_or(a->body, "reasons"), text_or(a->body, "remedy"),
      a->version};
  const auto done = decide_line(c.office, c.actor, decision, c.once_key());
  return done ? answer(c, a->application) : c.problem(done.refusals());
}

web::Response api_paper(web::Context& c) {
  const auto a = asked(c, false);
  if (!a) return c.problem(a.refusals());
  const PaperChange change{a->application, text_or(a->body, "code"), text_or(a->body, "state"),
                           text_or(a->body, "waived_because"), a->version};
  const auto done = change_paper(c.office, c.actor, change, c.once_key());
  return done ? answer(c, a->application) : c.problem(done.refusals());
}

web::Response api_send(web::Context& c) {
  const auto a = asked(c, false);
  if (!a) return c.problem(a.refusals());
  constexpr std::size_t fields_max = 20;
  Sending s{a->application,
            a->version,
            texts_of(a->body, "package_fields", fields_max),
            text_or(a->body, "legal_ground"),
            text_or(a->body, "consent_how"),
            {}};
  if (const json::value* reasons = a->body.if_contains("reasons"); reasons && reasons->is_object()) {
    for (const auto& [line, reason] : reasons->get_object()) {
      const auto id = ApplicationLineId::parse(std::string(line));
      if (id && reason.is_string() && s.reasons.size() < lines_max)
        s.reasons.emplace_back(*id, std::string(reason.get_string()));
    }
  }
  const auto sent = send_lines(c.office, c.actor, s, c.once_key());
  if (!sent) return c.problem(sent.refusals());
  return web::json_answer({{"referrals", sent->referrals}, {"letters", sent->letters}});
}

web::Response api_end(web::Context& c, EndLine end) {
  const auto a = asked(c, true);
  if (!a) return c.problem(a.refusals());
  const auto done = end(c.office, c.actor, {a->application, *a->line, a->version}, c.once_key());
  return done ? answer(c, a->application) : c.problem(done.refusals());
}

web::Response api_follow(web::Context& c) {
  constexpr std::size_t typed_max = 60;
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const auto followed = follow_application(c.office, text_or(*body, "number").substr(0, typed_max),
                                           text_or(*body, "secret").substr(0, typed_max), c.request.remote);
  if (!followed) return c.problem(followed.refusals());
  json::array lines, papers;
  for (const FollowedLine& l : followed->lines) {
    lines.push_back({{"need", l.need},
                     {"state", std::string(line_state_name(l.state))},
                     {"outcome", l.outcome},
                     {"remedy", l.remedy},
                     {"organisation", l.organisation}});
  }
  for (const std::string& code : followed->papers_missing) papers.emplace_back(code);
  return web::json_answer({{"number", followed->number},
                           {"state", std::string(application_state_name(followed->state))},
                           {"received_on", followed->received_on.iso()},
                           {"due_on", followed->due_on.iso()},
                           {"lines", std::move(lines)},
                           {"papers_missing", std::move(papers)}});
}

web::Response api_tasks(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::see_day);
  std::optional<AfterTask> after;
  if (const auto cursor = c.request.query("after"); !cursor.empty()) {
    after = after_task(cursor);
    if (!after) return c.problem({Refusal(not_in_list, "after")});
  }
  auto tasks = c.office.db.read([&](db::Session& s) { return list_open_tasks(s, scope, page_size + 1, after); });
  const bool more = tasks.size() > page_size;
  if (more) tasks.resize(page_size);
  json::array items;
  for (const Task& t : tasks) {
    items.push_back({{"id", t.id.text()},
                     {"kind", t.kind},
                     {"reason", t.reason},
                     {"application", t.application.text()},
                     {"number", t.number},
                     {"need", t.need},
                     {"line", id_or_null(t.line)},
                     {"referral", id_or_null(t.referral)},
                     {"due_on", t.due_on.iso()}});
  }
  json::value next = nullptr;
  if (more) next = web::cursor_of(tasks.back().due_on.iso() + '.' + tasks.back().id.text());
  return web::json_answer({{"items", std::move(items)}, {"next", next}});
}

web::Response api_close_task(web::Context& c) {
  const auto id = c.request.id<TaskId>("id");
  if (!id) return c.problem({Refusal(not_found)});
  const auto done = close_task(c.office, c.actor, *id, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer({{"done", true}});
}

}  // namespace gishe::desk
