#include "guard/guard_pages.h"
#include "guard/hand_over.h"

// Two steps: what there is, then the move; the report keeps its address.
namespace gishe::guard::pages {
namespace {

using page::Values;

void fill_counts(Values& place, const web::Context& c, const std::vector<Counted>& counts, bool done) {
  for (const auto& n : counts) {
    auto row = place.add("COUNTS");
    row.set("WHAT", c.words("guard.hand_over." + n.kind)).set("MOVED", c.words.number(n.moved));
    if (done && n.stayed > 0) row.add("STAYED").set("WORDS", c.words.count("guard.hand_over.stayed", n.stayed));
  }
}

web::Response form(web::Context& c, const Refusals& no) {
  auto p = c.page("guard/hand_over.html");
  p.title(c.words("guard.hand_over.title")).error_summary("ERRORS", no);
  Values::Input from{"from", c.words("guard.hand_over.from"), std::string(c.request.form("from"))};
  from.type = "email";
  from.hint = c.words("guard.hand_over.from_hint");
  p.input("FROM", from, no);
  std::vector<Values::Choice> choices{{"", c.words("common.choose")}};
  const auto takers =
      c.office.db.read([&](db::Session& session) { return list_takers(session, c.actor, c.office.today()); });
  for (const auto& who : takers) choices.push_back({who.email, who.name, {}, c.request.form("to") == who.email});
  p.select("TO", {"to", c.words("guard.hand_over.to")}, choices, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response preview(web::Context& c, const Refusals& no) {
  const auto& r = c.request;
  const auto h = preview_hand_over(c.office, c.actor, r.form("from"), r.form("to"));
  if (!h) return h.refusals().front().field.empty() ? c.refuse(h.refusals()) : form(c, h.refusals());
  auto p = c.page("guard/hand_over_preview.html");
  p.title(c.words("guard.hand_over.title")).error_summary("ERRORS", no);
  p.set("FROM_NAME", h->from.name).set("TO_NAME", h->to.name).set("FROM", r.form("from")).set("TO", r.form("to"));
  fill_counts(p, c, h->counts, false);
  Values::Input reason{"reason", c.words("guard.hand_over.reason"), std::string(r.form("reason"))};
  reason.hint = c.words("guard.hand_over.reason_hint");
  p.input("REASON", reason, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

web::Response show_hand_over(web::Context& c) { return form(c, {}); }
web::Response preview_from_page(web::Context& c) { return preview(c, {}); }

web::Response hand_over_from_page(web::Context& c) {
  const auto& r = c.request;
  const auto id = hand_over(c.office, c.actor, r.form("from"), r.form("to"), r.form("reason"), c.once_key());
  if (id) return c.go("/hand-over/" + id->text(), "guard.hand_over.done");
  const auto& no = id.refusals();
  return no.front().field.empty() ? c.refuse(no) : preview(c, no);
}

web::Response show_handed_over(web::Context& c) {
  const auto id = Uuid::parse(c.request.in_path("id"));
  if (!id) return c.refuse(Refusal(not_found));
  const auto h = find_hand_over(c.office, c.actor, *id);
  if (!h) return c.refuse(h.refusals());
  auto p = c.page("guard/handed_over.html");
  p.title(c.words("guard.hand_over.report")).set("FROM_NAME", h->from.name).set("TO_NAME", h->to.name);
  p.set("WHEN", c.words.moment(h->at)).set("BY", h->by).set("REASON", h->reason);
  fill_counts(p, c, h->counts, true);
  return c.show(p);
}

}  // namespace gishe::guard::pages
