#include <algorithm>

#include "base/text.h"
#include "desk/desk_handlers.h"
#include "desk/follow.h"
#include "desk/online_draft.h"
#include "desk/online_fields.h"
#include "desk/slip.h"
#include "directory/directory.h"
#include "platform/web/signed_cookie.h"
#include "staff/staff.h"
#include "territory/territory.h"

// The on-line application, one thing a page. Pages are asked for by GET and kept by POST, so that the browser's "back"
// works; what was typed stands in the draft, nothing of it in an address.
namespace gishe::desk {
namespace {

web::Response with_cookie(web::Response response, std::string_view value, int seconds) {
  response.headers.emplace_back("Set-Cookie", web::set_cookie(apply_cookie, value, seconds));
  return response;
}

/// The service named in the address or the form, while the public may see it.
std::optional<directory::Service> service_of(db::Session& session, std::string_view id) {
  const auto parsed = ServiceId::parse(id);
  auto service = parsed ? directory::find_service(session, *parsed) : std::nullopt;
  if (service && !service->listed()) service.reset();
  return service;
}

web::Response start_page(web::Context& c, std::string_view service_id, std::string_view chosen, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("desk/apply.html", page::Frame::open);
  page.title(w("apply.title")).error_summary("ERRORS", no);
  const auto draft = find_draft(c.office, c.request.cookie(apply_cookie));
  if (draft) page.show("BEGUN").set("NEXT", first_open_step(draft->told, c.office.today()));
  std::vector<page::Values::Choice> places;
  c.office.db.read([&](db::Session& session) {
    const auto service = service_of(session, service_id);
    // A restricted place tells nobody where it lies.
    const MunicipalityCode at = service && !service->restricted ? service->municipality : MunicipalityCode{};
    if (service) page.show("SERVICE").set("SERVICE_NAME", service->name).set("SERVICE_ID", service->id.text());
    for (const auto& code : staff::list_desks(session, c.office.today())) {
      const auto m = territory::find_municipality(session, code);
      const bool is = chosen.empty() ? code == at : code.text == chosen;
      if (m) places.push_back({code.text, m->name(w.language()), {}, is});
    }
  });
  std::sort(places.begin(), places.end(), [](const auto& a, const auto& b) { return a.label < b.label; });
  if (places.size() == 1) places.front().chosen = true;
  page::Values::Input where{"municipality", w("apply.municipality"), {}, w("apply.municipality_hint")};
  where.width = "half";
  page.select("MUNICIPALITY", where, places, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

web::Response step_page(web::Context& c, const Draft& draft, std::string_view step, bool from_check,
                        const Refusals& no) {
  const words::Words& w = c.words;
  auto page = c.page("desk/apply_step.html", page::Frame::open);
  const std::string question = question_of(w, draft.told, step);
  const std::string hint = "apply.hint." + std::string(step);
  page.title(question).set("QUESTION", question).set("HERE", step);
  page.set("STEP", step_words(w, draft.told, step));
  page.show_if(w.has(hint), "HINTED").show_if(from_check, "FROM_CHECK");
  if (w.has(hint)) page.set("HINT", w(hint));
  const std::string_view before = step_before(draft.told, step);
  page.set("BACK", from_check ? "/apply/check" : before.empty() ? "/apply" : "/apply/" + std::string(before));
  page.error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) { fill_step(page, w, session, draft, step, no); });
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

web::Response gone(web::Context& c) { return with_cookie(c.go("/apply", "apply.no_draft"), "", 0); }

}  // namespace

web::Response show_apply(web::Context& c) { return start_page(c, c.request.query("service"), {}, {}); }

web::Response start_from_page(web::Context& c) {
  const std::string_view service = c.request.form("service"), chosen = c.request.form("municipality");
  const auto municipality = MunicipalityCode::parse(chosen);
  if (!municipality) return start_page(c, service, {}, {Refusal(required, "municipality")});
  // A draft that stands already is not left lying about.
  drop_draft(c.office, c.request.cookie(apply_cookie));
  const auto cookie = start_draft(c.office, *municipality, ServiceId::parse(service), c.request.remote);
  if (!cookie) return start_page(c, service, chosen, cookie.refusals());
  return with_cookie(web::Response::see_other("/apply/needs"), *cookie, -1);
}

web::Response show_apply_step(web::Context& c) {
  const std::string_view step = c.request.in_path("step");
  if (!is_apply_step(step) || step == "papers") return c.refuse(not_found);
  const auto draft = find_draft(c.office, c.request.cookie(apply_cookie));
  if (!draft) return gone(c);
  return step_page(c, *draft, step, c.request.query("from") == "check", {});
}

web::Response keep_apply_step(web::Context& c) {
  const std::string_view step = c.request.in_path("step");
  if (!is_apply_step(step) || step == "papers") return c.refuse(not_found);
  const std::string_view cookie = c.request.cookie(apply_cookie);
  const auto kept = change_draft(c.office, cookie, step, [&](Told& told) { take_step(told, c.request, step); });
  const bool from_check = c.request.form("from") == "check";
  if (!kept) {
    auto draft = find_draft(c.office, cookie);
    if (!draft) return gone(c);
    take_step(draft->told, c.request, step);
    return step_page(c, *draft, step, from_check, kept.refusals());
  }
  const std::string_view open = first_open_step(kept->told, c.office.today());
  const std::string_view next = from_check ? (open == "papers" ? "check" : open) : step_after(kept->told, step);
  return web::Response::see_other("/apply/" + std::string(next));
}

web::Response show_apply_check(web::Context& c) { return check_page(c, {}); }

web::Response send_from_apply(web::Context& c) {
  const auto sent = send_draft(c.office, c.request.cookie(apply_cookie), c.request.form("declared") == "1");
  if (!sent) {
    if (sent.refusals().front().is(no_draft)) return gone(c);
    return check_page(c, sent.refusals());
  }
  const words::Words& w = c.words;
  // No redirect: this answer is the only one that ever holds the secret.
  auto page = c.page("desk/apply_sent.html", page::Frame::open);
  page.title(w("apply.sent.over") + ' ' + sent->number);
  page.set("NUMBER", sent->number).set("SECRET", sent->secret);
  page.set("ADDRESS", c.office.public_address + "/follow?number=" + sent->number);
  const auto followed = follow_application(c.office, sent->number, sent->secret, c.request.remote);
  const Day due = followed ? followed->due_on : c.office.today();
  page.set("ANSWER_BY", w.with("apply.sent.answer_by", {{"day", w.day_long(due)}}));
  return with_cookie(c.show(page, 201), "", 0);
}

web::Response apply_slip(web::Context& c) {
  const std::string_view number = c.request.form("number").substr(0, 60),
                         secret = c.request.form("secret").substr(0, 60);
  const auto followed = follow_application(c.office, number, secret, c.request.remote);
  if (!followed) return c.refuse(followed.refusals());
  const auto municipality = c.office.db.read(
      [&](db::Session& session) { return territory::find_municipality(session, followed->municipality); });
  const std::string name = municipality ? municipality->name(c.words.language()) : "";
  Slip slip{followed->number, name, followed->received_on, followed->due_on, {}, secret};
  for (const FollowedLine& line : followed->lines) slip.needs.push_back(line.need);
  return web::Response::pdf(slip_pdf(c.words, c.office, slip), followed->number + ".pdf");
}

web::Response clear_apply(web::Context& c) {
  drop_draft(c.office, c.request.cookie(apply_cookie));
  return with_cookie(c.go("/apply", "apply.cleared"), "", 0);
}

}  // namespace gishe::desk
