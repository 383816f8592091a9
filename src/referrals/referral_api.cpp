#include "referrals/referral_api.h"

#include "platform/web/json.h"

namespace gishe::referrals::api {
namespace {

namespace json = boost::json;

void put(json::object& object, std::string_view name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}
void put(json::object& object, std::string_view name, const std::optional<Day>& day) {
  if (day) object[name] = day->iso();
}
void put(json::object& object, std::string_view name, const std::optional<Instant>& at) {
  if (at) object[name] = at->iso();
}

/// What both sides may see in a list: nothing of the person.
json::object summary_of(const Record& r) {
  json::object o;
  o["id"] = r.id.text();
  o["number"] = r.number;
  o["version"] = r.version;
  o["state"] = state_name(r.state);
  o["municipality"] = r.municipality.text;
  o["to_municipality"] = r.to_municipality.text;
  o["to_organisation"] = r.to_organisation.text();
  o["to_organisation_name"] = r.to_organisation_name;
  o["to_service"] = r.to_service.text();
  o["to_service_name"] = r.to_service_name;
  o["urgency"] = r.urgency;
  o["question_pending"] = r.paused_at.has_value();
  put(o, "sent_at", r.sent_at);
  put(o, "answer_due_on", r.answer_due_on);
  put(o, "appointment_on", r.appointment_on);
  put(o, "expected_on", r.expected_on);
  put(o, "decline_reason", r.decline_reason);
  put(o, "outcome", r.outcome_code);
  return o;
}

template <class List, class F>
json::array array_of(const List& list, F&& one) {
  json::array a;
  for (const auto& item : list) a.emplace_back(one(item));
  return a;
}

json::object whole_of(const Opened& opened) {
  const Record& r = opened.record;
  json::object o = summary_of(r);
  // The receiver knows the package, never the person behind it.
  if (!opened.as_receiver) o["person"] = r.person.text();
  if (!opened.as_receiver && !r.source.is_nil()) o["source"] = r.source.text();
  o["reason"] = r.reason;
  o["legal_ground"] = r.legal_ground;
  put(o, "consent_how", r.consent_how);
  put(o, "decline_suggestion", r.decline_suggestion);
  put(o, "appointment_note", r.appointment_note);
  put(o, "outcome_note", r.outcome_note);
  o["needs"] = array_of(opened.needs, [](const std::string& need) { return json::value(need); });
  o["package"] = array_of(
      opened.package, [](const auto& entry) { return json::object{{"field", entry.first}, {"value", entry.second}}; });
  o["messages"] = array_of(opened.messages, [](const store::Message& m) {
    return json::object{{"kind", m.kind}, {"text", m.body}, {"at", m.at.iso()}};
  });
  o["events"] = array_of(opened.events, [](const store::Event& e) {
    return json::object{{"seq", e.seq},
                        {"at", e.at.iso()},
                        {"verb", e.verb},
                        {"side", e.side},
                        {"from", state_name(e.from)},
                        {"to", state_name(e.to)},
                        {"reason", e.reason},
                        {"note", e.note}};
  });
  o["possible"] = array_of(opened.possible, [](Verb verb) { return json::value(verb_name(verb)); });
  return o;
}

std::vector<std::string> texts_of(const json::object& object, std::string_view member) {
  constexpr std::size_t texts_max = 50;
  std::vector<std::string> texts;
  const auto* value = object.if_contains(member);
  if (!value || !value->is_array()) return texts;
  for (const auto& item : value->get_array()) {
    if (item.is_string() && texts.size() < texts_max) texts.emplace_back(item.get_string());
  }
  return texts;
}

}  // namespace

web::Response list(web::Context& context) {
  constexpr int rows_max = 50;
  const auto stage = stage_from(context.request.query("stage").empty() ? "waiting" : context.request.query("stage"));
  if (!stage) return context.problem({Refusal(not_in_list, "stage")});
  std::optional<store::After> after;
  if (const auto cursor = context.request.query("after"); !cursor.empty()) {
    const auto plain = web::plain_of_cursor(cursor);
    const auto due = plain && plain->size() > 11 ? Day::from_iso(plain->substr(0, 10)) : std::nullopt;
    const auto id = due ? ReferralId::parse(plain->substr(11)) : std::nullopt;
    if (!id) return context.problem({Refusal(not_in_list, "after")});
    after = store::After{*due, *id};
  }
  const auto listed = context.office.db.read(
      [&](db::Session& session) { return list_referrals(session, context.actor, *stage, after, rows_max); });
  json::object answer;
  answer["items"] = array_of(listed.rows, summary_of);
  answer["next"] = nullptr;
  if (listed.next) answer["next"] = web::cursor_of(listed.next->due.iso() + "." + listed.next->id.text());
  return web::json_answer(answer);
}

web::Response get(web::Context& context) {
  const auto id = context.request.id<ReferralId>("id");
  if (!id) return context.problem({Refusal(not_found)});
  const auto opened = open_referral(context.office, context.actor, *id);
  if (!opened) return context.problem(opened.refusals());
  return web::json_answer(whole_of(*opened));
}

web::Response send(web::Context& context) {
  const auto body = web::json_body(context);
  if (!body) return context.problem(body.refusals());
  Refusals no;
  const auto id_of = [&](std::string_view member) {
    const auto text = web::text_of(*body, member);
    const auto uuid = text ? Uuid::parse(*text) : std::nullopt;
    if (!uuid) no.emplace_back(required, std::string(member));
    return uuid.value_or(Uuid{});
  };
  NewReferral n;
  n.person.value = id_of("person");
  n.to_service.value = id_of("to_service");
  if (const auto source = web::text_of(*body, "source")) n.source = Uuid::parse(*source).value_or(Uuid{});
  n.reason = web::text_of(*body, "reason").value_or("");
  n.urgency = web::text_of(*body, "urgency").value_or("normal");
  n.legal_ground = web::text_of(*body, "legal_ground").value_or("");
  n.consent_how = web::text_of(*body, "consent_how").value_or("");
  n.package_fields = texts_of(*body, "package_fields");
  n.needs = texts_of(*body, "needs");
  if (!no.empty()) return context.problem(no);

  const auto sent = send_referral(context.office, context.actor, n, context.once_key());
  if (!sent) return context.problem(sent.refusals());
  auto answer = web::json_answer(json::object{{"id", sent->text()}}, 201);
  answer.headers.emplace_back("Location", "/api/v1/referrals/" + sent->text());
  return answer;
}

web::Response take(web::Context& context, Verb verb) {
  const auto id = context.request.id<ReferralId>("id");
  if (!id) return context.problem({Refusal(not_found)});
  const auto body = web::json_body(context);
  if (!body) return context.problem(body.refusals());
  const auto version = web::number_of(*body, "version");
  if (!version) return context.problem({Refusal(required, "version")});
  Step step;
  step.id = *id;
  step.verb = verb_name(verb);
  step.version = *version;
  step.reason = web::text_of(*body, "reason").value_or("");
  step.note = web::text_of(*body, "note").value_or("");
  step.on = web::text_of(*body, "on").value_or("");
  const auto reached = take_step(context.office, context.actor, step, context.once_key());
  if (!reached) return context.problem(reached.refusals());
  return web::json_answer(json::object{{"id", id->text()}, {"state", state_name(*reached)}});
}

}  // namespace gishe::referrals::api
