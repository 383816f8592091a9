#include "base/text.h"
#include "entries/change_acts.h"
#include "entries/entry_change_store.h"
#include "entries/entry_report.h"
#include "entries/handlers.h"
#include "entries/stop.h"
#include "platform/web/json.h"

namespace gishe::entries {
namespace {

namespace json = boost::json;

/// For whom? A reviewer sees those of the municipality, a proposer the one just made.
json::object change_json(const EntryChange& c) {
  json::array fields;
  for (const auto& f : c.fields) fields.push_back({{"field", f.name}, {"before", f.before}, {"after", f.after}});
  return {
      {"id", c.id.text()}, {"service", c.service.text()},        {"kind", c.kind},       {"state", c.state},
      {"note", c.note},    {"decision_words", c.decision_words}, {"version", c.version}, {"fields", std::move(fields)}};
}

std::optional<EntryChange> find_to_show(const web::Context& c, const EntryChangeId& id, access::Action action) {
  return c.office.db.read([&](db::Session& s) -> std::optional<EntryChange> {
    auto change = find_change(s, c.actor.post.municipality, id);
    const auto service = change ? directory::find_service(s, change->service) : std::nullopt;
    if (!service || access::why_not(c.actor, action, directory::facts_of(*service))) return std::nullopt;
    return change;
  });
}

/// A list is an array of codes, a yes/no a boolean, an age a number; everything else a text.
Result<Wanted> wanted_from(const json::object& body) {
  const auto* fields = body.if_contains("fields");
  if (!fields || !fields->is_object()) return Refusal(required, "fields");
  Wanted wanted;
  for (const auto& [name, value] : fields->as_object()) {
    if (!find_field(name)) return Refusal(not_in_list, "fields");
    auto& text = wanted[std::string(name)];
    if (value.is_string()) {
      text = value.as_string();
    } else if (value.is_bool()) {
      text = value.as_bool() ? "1" : "";
    } else if (value.is_int64()) {
      text = std::to_string(value.as_int64());
    } else if (value.is_array()) {
      std::vector<std::string> codes;
      for (const auto& code : value.as_array()) {
        if (!code.is_string()) return Refusal(not_in_list, std::string(name));
        codes.emplace_back(code.as_string());
      }
      text = text::join(codes, ",");
    } else if (!value.is_null()) {
      return Refusal(not_in_list, std::string(name));
    }
  }
  return wanted;
}

web::Response decide(web::Context& c, Verdict verdict) {
  const auto id = c.request.id<EntryChangeId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  Decision decision;
  decision.change = *id;
  decision.version = web::number_of(*body, "version").value_or(0);
  decision.verdict = verdict;
  decision.words = text::tidy(web::text_of(*body, "words").value_or(""), text::Lines::many);
  const auto done = decide_change(c.office, c.actor, decision, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(change_json(*find_to_show(c, *id, access::Action::review_entry)));
}

web::Response stop(web::Context& c, Stop::What what) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  Stop stop;
  stop.what = what;
  stop.service = *id;
  stop.version = web::number_of(*body, "version").value_or(0);
  if (what != Stop::What::reopen) {
    stop.words = text::tidy(web::text_of(*body, "stopped_words").value_or(""), text::Lines::many);
  }
  if (what == Stop::What::suspend) stop.until = Day::from_iso(web::text_of(*body, "suspended_until").value_or(""));
  const auto other = web::text_of(*body, "replaced_by");
  if (what == Stop::What::close && other) stop.instead = ServiceId::parse(*other).value_or(ServiceId{});
  const auto done = stop_entry(c.office, c.actor, stop, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"waits", *done == Stopped::waits}});
}

}  // namespace

web::Response api_propose(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  auto wanted = wanted_from(*body);
  Proposal proposal;
  proposal.service = *id;
  proposal.version = web::number_of(*body, "version").value_or(0);
  if (wanted) proposal.wanted = *wanted;
  proposal.note = text::tidy(web::text_of(*body, "note").value_or(""), text::Lines::many);
  const auto service = c.office.db.read([&](db::Session& s) { return directory::find_service(s, *id); });
  const auto facts = service ? directory::facts_of(*service) : access::Facts{};
  if (auto no = access::why_not(c.actor, access::Action::change_service, facts)) return c.problem({*no});
  if (!wanted) return c.problem(wanted.refusals());
  const auto done = propose_change(c.office, c.actor, proposal, c.once_key());
  if (!done) return c.problem(done.refusals());
  const auto change = c.office.db.read([&](db::Session& s) { return find_change(s, service->municipality, *done); });
  return web::json_answer(change_json(*change), 201);
}

web::Response api_suspend(web::Context& c) { return stop(c, Stop::What::suspend); }
web::Response api_close(web::Context& c) { return stop(c, Stop::What::close); }
web::Response api_reopen(web::Context& c) { return stop(c, Stop::What::reopen); }

web::Response api_confirm(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.problem({not_found});
  const auto done = confirm_entry(c.office, c.actor, *id, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"done", true}});
}

web::Response api_report(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.problem({not_found});
  const auto body = web::json_body(c);
  if (!body) return c.problem(body.refusals());
  const Mistake mistake{*id, web::text_of(*body, "what").value_or(""),
                        text::tidy(web::text_of(*body, "words").value_or(""), text::Lines::many), c.request.remote};
  const auto done = report_mistake(c.office, c.actor, mistake, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer(json::object{{"done", true}});
}

web::Response api_changes(web::Context& c) {
  constexpr int changes_max = 200;
  json::array items;
  c.office.db.read([&](db::Session& s) {
    for (const auto& waiting : list_waiting_changes(s, c.actor.post.municipality, changes_max)) {
      if (const auto change = find_change(s, c.actor.post.municipality, waiting.id))
        items.push_back(change_json(*change));
    }
  });
  return web::json_answer(json::object{{"items", std::move(items)}, {"next", nullptr}});
}

web::Response api_change(web::Context& c) {
  const auto id = c.request.id<EntryChangeId>("id");
  const auto change = id ? find_to_show(c, *id, access::Action::review_entry) : std::nullopt;
  if (!change) return c.problem({not_found});
  return web::json_answer(change_json(*change));
}

web::Response api_publish(web::Context& c) { return decide(c, Verdict::publish); }
web::Response api_return(web::Context& c) { return decide(c, Verdict::give_back); }
web::Response api_reject(web::Context& c) { return decide(c, Verdict::reject); }

}  // namespace gishe::entries
