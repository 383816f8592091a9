#include "retention/handlers.h"
#include "retention/restriction.h"
#include "staff/staff.h"

// Restricting the use of a file, and lifting it, from a request of the person.
namespace gishe::retention {
namespace {

using page::Values;

web::Response show(web::Context& c, const SubjectRequestId& id, const Refusals& no) {
  const auto view = open_restriction(c.office, c.actor, id);
  if (!view) return c.refuse(view.refusals());
  auto p = c.page("retention/restriction.html");
  p.title(c.words("restriction.title")).set("ID", id.text()).set("PERSON", view->name).error_summary("ERRORS", no);
  auto form = p.add(view->runs ? "LIFT" : "BEGIN");
  if (!view->runs) {
    std::vector<Values::Choice> grounds;
    for (const auto& code : restriction_grounds())
      grounds.push_back({code, c.words("restriction.ground." + code), {}, c.request.form("ground") == code});
    form.radios("GROUND", {"ground", c.words("restriction.ground")}, grounds, no);
  }
  Values::Input reason{"reason", c.words(view->runs ? "restriction.lift_reason" : "restriction.reason"),
                       std::string(c.request.form("reason"))};
  form.area("REASON", reason, no, 2);
  std::vector<Values::Step> steps;
  c.office.db.read([&](db::Session& session) {
    for (const auto& r : view->all) {
      if (r.lifted_at)
        steps.push_back({c.words.moment(*r.lifted_at), c.words("restriction.lifted"), {}, r.lifting_reason});
      steps.push_back({c.words.moment(r.since), c.words("restriction.ground." + r.ground),
                       staff::account_name(session, r.by), r.reason});
    }
  });
  if (!steps.empty()) p.add("PAST").timeline("EVENTS", steps);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response set(web::Context& c, bool begin) {
  const auto id = c.request.id<SubjectRequestId>("request");
  if (!id) return c.refuse(Refusal(not_found));
  const auto ground = begin ? c.request.form("ground") : std::string_view();
  if (begin && ground.empty()) return show(c, *id, {Refusal(required, "ground")});
  const auto done = set_restriction(c.office, c.actor, *id, ground, c.request.form("reason"), c.once_key());
  if (done) return c.go("/retention/restrictions/" + id->text(), "retention.saved");
  return done.refusals().front().field.empty() ? c.refuse(done.refusals()) : show(c, *id, done.refusals());
}

}  // namespace

web::Response show_restriction(web::Context& c) {
  const auto id = c.request.id<SubjectRequestId>("request");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}
web::Response post_restriction(web::Context& c) { return set(c, true); }
web::Response post_lifting(web::Context& c) { return set(c, false); }

}  // namespace gishe::retention
