#include "desk/desk_handlers.h"
#include "desk/online_take.h"
#include "platform/web/json.h"

// What came on-line, for programs that work with an officer's token: listed without a word of what was said, opened
// with a ledger line, taken and answered by the same acts as on the pages.
namespace gishe::desk {
namespace {

namespace json = boost::json;
constexpr int page_size = 50;

json::object written(const Online& o) {
  json::array needs;
  for (const std::string& need : o.needs) needs.emplace_back(need);
  return {{"id", o.id.text()},          {"number", o.number},       {"state", o.state},    {"needs", std::move(needs)},
          {"sent_at", o.sent_at.iso()}, {"due_on", o.due_on.iso()}, {"version", o.version}};
}

json::array written(const std::vector<people::Alike>& alike) {
  json::array list;
  for (const auto& one : alike) {
    json::array reasons;
    for (const std::string& reason : one.reasons) reasons.emplace_back(reason);
    list.push_back(
        {{"person", one.person.id.text()}, {"same_number", one.same_number}, {"reasons", std::move(reasons)}});
  }
  return list;
}

json::object written(const people::NewPerson& p) {
  return {{"given_name", p.given_name},
          {"middle_name", p.middle_name},
          {"family_name", p.family_name},
          {"born_on", p.born_on},
          {"identifier", p.identifier},
          {"settlement", p.settlement},
          {"address", p.address},
          {"phone", p.phone},
          {"email", p.email},
          {"contact_rule", p.contact_rule}};
}

std::string text_or(const json::object& body, std::string_view member, std::string otherwise = {}) {
  return web::text_of(body, member).value_or(std::move(otherwise));
}

struct Asked {
  ApplicationId id;
  json::object body;
  std::int64_t version = 0;
};
Result<Asked> asked(const web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  if (!id) return not_found;
  auto body = web::json_body(c);
  if (!body) return body.refusals();
  const auto version = web::number_of(*body, "version");
  if (!version) return Refusal(required, "version");
  return Asked{*id, std::move(*body), *version};
}

}  // namespace

web::Response api_online_list(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::take_online_application);
  const auto after = ApplicationId::parse(web::plain_of_cursor(c.request.query("after")).value_or(""));
  auto list = c.office.db.read(
      [&](db::Session& session) { return list_online(session, scope, "waiting", after, page_size + 1); });
  const bool more = list.size() > page_size;
  if (more) list.pop_back();
  json::array items;
  for (const Online& o : list) items.push_back(written(o));
  return web::json_answer({{"items", std::move(items)},
                           {"next", more ? json::value(web::cursor_of(list.back().id.text())) : json::value(nullptr)}});
}

web::Response api_online(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  if (!id) return c.problem({Refusal(not_found)});
  const auto view = open_online(c.office, c.actor, *id);
  if (!view) return c.problem(view.refusals());
  json::object out = written(view->online);
  out["for_whom"] = view->told.for_whom;
  out["own_words"] = view->told.own_words;
  out["person"] = written(view->told.person(c.office.today()));
  if (view->told.by_another()) out["writer"] = written(view->told.writer());
  out["alike"] = written(view->alike);
  json::array files;
  for (const ShownFile& file : view->files)
    files.push_back({{"id", file.row.id.text()}, {"code", file.row.code}, {"bytes", file.row.size_bytes}});
  out["files"] = std::move(files);
  return web::json_answer(std::move(out));
}

/// With a person of the register, or with the person as it was sent, registered anew; a mandate is recorded by an
/// officer who holds the document in her hand, on the page.
web::Response api_take_online(web::Context& c) {
  const auto what = asked(c);
  if (!what) return c.problem(what.refusals());
  Taking t;
  t.id = what->id;
  t.version = what->version;
  t.urgency = text_or(what->body, "urgency", "normal");
  t.person = PersonId::parse(text_or(what->body, "person"));
  if (!t.person) {
    const auto view = open_online(c.office, c.actor, what->id);
    if (!view) return c.problem(view.refusals());
    t.fresh = view->told.person(c.office.today());
    t.fresh.sex = text_or(what->body, "sex");
    const auto* seen = what->body.if_contains("duplicates_seen");
    t.fresh.duplicates_seen = seen && seen->is_bool() && seen->as_bool();
  }
  const auto taken = take_online(c.office, c.actor, t, c.once_key());
  if (!taken) return c.problem(taken.refusals());
  return web::json_answer({{"id", taken->text()}});
}

web::Response api_answer_online(web::Context& c) {
  const auto what = asked(c);
  if (!what) return c.problem(what.refusals());
  const OnlineAnswer answer{what->id, what->version, text_or(what->body, "state"), text_or(what->body, "words")};
  const auto done = answer_online(c.office, c.actor, answer, c.once_key());
  if (!done) return c.problem(done.refusals());
  return web::json_answer({{"done", true}});
}

}  // namespace gishe::desk
