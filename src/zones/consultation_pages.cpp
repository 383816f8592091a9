#include "base/text.h"
#include "territory/territory.h"
#include "zones/comment_acts.h"
#include "zones/comment_words.h"
#include "zones/plan_store.h"
#include "zones/programme_store.h"
#include "zones/programme_words.h"
#include "zones/working_table_store.h"
#include "zones/working_table_words.h"
#include "zones/zones.h"
#include "zones/zones_handlers.h"

// What anybody sees: the plans that are open to comments, one of them, and what was said and answered.
namespace gishe::zones {
namespace {

using page::Values;

constexpr std::size_t typed_max = 20'000;

struct Typed {
  std::string kind, measure, body;
};

std::string members_in_words(db::Session& session, const words::Words& w, const Plan& plan) {
  std::vector<std::string> names;
  for (const auto& [code, name] : names_of(session, w, plan)) names.push_back(name);
  return text::join(names, ", ");
}

void put_objectives(page::Page& page, const words::Words& w, const Plan& plan, const Programme& programme) {
  int number = 0;
  for (const auto& o : programme.objectives) {
    auto part = page.add("OBJECTIVES");
    part.set("NUMBER", ++number).set("NAME", o.name).set("NEED", o.need);
    if (!o.need_of_community.empty()) part.add("COMMUNITY").set("SAYS", o.need_of_community);
    for (const auto& m : programme.measures) {
      if (m.objective != o.id) continue;
      std::int64_t last = 0;
      for (const auto& [member, by_year] : m.places)
        if (const auto found = by_year.find(plan.last_year); found != by_year.end()) last += found->second;
      part.add("MEASURES")
          .set("NAME", m.name)
          .set("TYPE", w("service_type." + m.service_type))
          .set("FOR", m.target_group)
          .set("PLACES", last ? w.with("zones.public.places_in_year",
                                       {{"n", w.number(last)}, {"year", std::to_string(plan.last_year)}})
                              : "")
          .set("COST", w.money({total(m.cost), "EUR"}));
    }
  }
}

void put_form(Values part, const words::Words& w, const Programme& programme, const Typed& typed, const Refusals& no) {
  Values::Input body{"body", w("zones.comment.body")}, about{"measure", w("zones.comment.measure")},
      kind{"kind", w("zones.comment.kind")};
  body.value = typed.body;
  body.hint = w("zones.comment.body_hint");
  body.max_length = static_cast<int>(comment_length_max);
  part.area("BODY", body, no, 6);
  std::vector<Values::Choice> measures{{"", w("zones.comment.whole_plan")}};
  for (const auto& m : programme.measures) measures.push_back({m.id.text(), m.name, {}, m.id.text() == typed.measure});
  part.select("ABOUT", about, measures, no);
  std::vector<Values::Choice> kinds;
  for (const auto one : comment_kinds)
    kinds.push_back({std::string(one), w("zones.comment.kind." + std::string(one)), {}, typed.kind == one});
  part.radios("KIND", kind, kinds, no);
}

void put_comments(page::Page& page, const words::Words& w, db::Session& session, const Plan& plan,
                  const Programme& programme, const ZoneCommentId& after) {
  std::map<ZoneMeasureId, std::string> measures;
  for (const auto& m : programme.measures) measures[m.id] = m.name;
  auto comments = store::list_comments(session, plan, store::Which::shown, after);
  if (comments.empty()) return;
  const bool more = comments.size() > store::comments_of_page;
  if (more) comments.pop_back();
  auto part = page.add("ANY");
  for (const auto& comment : comments) {
    auto card = part.add("COMMENTS");
    put_comment(card, w, comment, measures);
    put_answer(card, w, comment);
  }
  const std::string here = "/consultations/" + plan.id.text();
  part.pager("PAGER", after == ZoneCommentId{} ? "" : here, more ? here + "?after=" + comments.back().id.text() : "",
             "");
}

web::Response consultation_page(web::Context& c, const Typed& typed, const Refusals& no) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = store::find_published(session, *id);
    if (!plan) return c.refuse(not_found);
    const Programme programme = store::read_programme(session, *plan);
    auto page = c.page("zones/consultation.html", page::Frame::open);
    page.title(plan->name).set("ID", plan->id.text()).set("NAME", plan->name).set("YEARS", years_of(*plan));
    page.set("MEMBERS", members_in_words(session, w, *plan)).set("WHEN", when_open(w, *plan));
    put_objectives(page, w, *plan, programme);
    if (is_open_to_comments(*plan, c.office.today())) {
      auto open = page.add("OPEN");
      open.error_summary("ERRORS", no);
      put_form(open, w, programme, typed, no);
    }
    if (const auto tables = store::list_working_tables(session, *plan); !tables.empty()) {
      auto part = page.add("WORKED");
      for (const auto& table : tables) {
        auto sheet = part.add("TABLES");
        put_working_table(sheet, w, table);
      }
    }
    put_comments(page, w, session, *plan, programme,
                 ZoneCommentId::parse(c.request.query("after")).value_or(ZoneCommentId{}));
    return c.show(page, no.empty() ? 200 : no.front().code->http_status);
  });
}

}  // namespace

web::Response show_consultations(web::Context& c) {
  const words::Words& w = c.words;
  auto page = c.page("zones/consultations.html", page::Frame::open);
  page.title(w("zones.public.title"));
  c.office.db.read([&](db::Session& session) {
    const auto plans = store::list_open_to_comments(session, c.office.today());
    for (const auto& plan : plans) {
      auto row = page.add("PLANS");
      row.set("ID", plan.id.text()).set("NAME", plan.name).set("YEARS", years_of(plan));
      row.set("MEMBERS", members_in_words(session, w, plan));
      row.set("UNTIL", w.with("zones.public.until", {{"day", w.day(*plan.comments_until)}}));
    }
    page.show_if(plans.empty(), "EMPTY");
  });
  return c.show(page);
}

web::Response show_consultation(web::Context& c) { return consultation_page(c, {}, {}); }

web::Response post_comment(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const Typed typed{std::string(c.request.form("kind").substr(0, 40)),
                    std::string(c.request.form("measure").substr(0, 60)),
                    std::string(c.request.form("body").substr(0, typed_max))};
  Comment comment;
  comment.kind = typed.kind;
  comment.body = typed.body;
  if (!typed.measure.empty()) comment.measure = ZoneMeasureId::parse(typed.measure).value_or(ZoneMeasureId{});
  const auto kept = make_comment(c.office, c.actor, *id, comment, c.request.remote, c.once_key());
  if (kept) return c.go("/consultations/" + id->text(), "zones.notice.commented");
  if (kept.refusals().front().field.empty()) return c.refuse(kept.refusals());
  return consultation_page(c, typed, kept.refusals());
}

}  // namespace gishe::zones
