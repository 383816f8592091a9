#include "base/text.h"
#include "zones/comment_acts.h"
#include "zones/comment_words.h"
#include "zones/plan_acts.h"
#include "zones/programme_store.h"
#include "zones/zones_handlers.h"

// Comments as the office that keeps the plan reads and answers them; the other members read along.
namespace gishe::zones {
namespace {

using page::Values;

constexpr std::size_t typed_max = 20'000;

struct Typed {
  std::string comment, answer;
  bool changed = false, shown = true;
};

std::map<ZoneMeasureId, std::string> names_of_measures(const Programme& programme) {
  std::map<ZoneMeasureId, std::string> names;
  for (const auto& m : programme.measures) names[m.id] = m.name;
  return names;
}

void put_answer_form(Values part, const web::Context& c, const Comment& comment, const Typed& typed,
                     const Refusals& no) {
  const words::Words& w = c.words;
  const bool this_one = typed.comment == comment.id.text();
  const Refusals& here = this_one ? no : Refusals{};
  part.set("ANSWER_KEY", c.surroundings.form_key + comment.id.text()).show_if(this_one, "OPEN");
  Values::Input answer{"answer", w("zones.comment.answer")};
  answer.of = comment.id.text();
  answer.value = this_one ? typed.answer : "";
  answer.max_length = static_cast<int>(comment_length_max);
  part.area("ANSWER_FIELD", answer, here, 4);
  Values::Input changed{"changed", w("zones.comment.changed")}, show{"shown", w("zones.comment.show")};
  changed.of = show.of = comment.id.text();
  part.radios("CHANGED", changed,
              {{"no", w("zones.comment.not_changed"), {}, !(this_one && typed.changed)},
               {"yes", w("zones.comment.is_changed"), {}, this_one && typed.changed}},
              here);
  part.radios("SHOW", show,
              {{"yes", w("zones.comment.show_yes"), {}, !this_one || typed.shown},
               {"no", w("zones.comment.show_no"), w("zones.comment.show_no_hint"), this_one && !typed.shown}},
              here);
}

web::Response comments_page(web::Context& c, const Typed& typed, const Refusals& no) {
  const auto id = c.request.id<ZonePlanId>("id");
  if (!id) return c.refuse(not_found);
  const words::Words& w = c.words;
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto plan = see_plan(session, c.actor, *id);
    if (!plan) return c.refuse(plan.refusals());
    const auto after = ZoneCommentId::parse(c.request.query("after")).value_or(ZoneCommentId{});
    auto comments = store::list_comments(session, *plan, store::Which::all, after);
    const auto measures = names_of_measures(store::read_programme(session, *plan));
    auto page = c.page("zones/comments.html");
    page.title(w("zones.comments.title")).set("ID", plan->id.text()).set("PLAN", plan->name);
    page.set("WHEN", when_open(w, *plan)).error_summary("ERRORS", no, typed.comment);
    if (const auto kinds = store::count_by_kind(session, *plan); !kinds.empty()) {
      auto table = page.add("KINDS");
      for (const auto& [kind, count] : kinds)
        table.add("ROWS").set("KIND", text::capitalised(w("zones.comment.kind." + kind))).set("COUNT", w.number(count));
    }
    page.show_if(comments.empty(), "EMPTY");
    const bool more = comments.size() > store::comments_of_page;
    if (more) comments.pop_back();
    for (const auto& comment : comments) {
      auto part = page.add("COMMENTS");
      put_comment(part, w, comment, measures);
      part.set("COMMENT", comment.id.text());
      if (!comment.answer.empty()) {
        auto answered = part.add("ANSWERED");
        put_answer(answered, w, comment);
        answered.badge("SHOWN", comment.shown ? Values::Tone::info : Values::Tone::plain,
                       w(comment.shown ? "zones.comment.is_shown" : "zones.comment.set_aside"));
      } else if (may_keep(c.actor, *plan)) {
        put_answer_form(part.add("TO_ANSWER"), c, comment, typed, no);
      }
    }
    const std::string here = "/zones/plans/" + plan->id.text() + "/comments";
    page.pager("PAGER", after == ZoneCommentId{} ? "" : here, more ? here + "?after=" + comments.back().id.text() : "",
               "");
    return c.show(page, no.empty() ? 200 : no.front().code->http_status);
  });
}

}  // namespace

std::string when_open(const words::Words& w, const Plan& plan) {
  if (!plan.comments_from || !plan.comments_until) return w("zones.comments.not_yet");
  return w.with("zones.comments.when", {{"from", w.day(*plan.comments_from)}, {"until", w.day(*plan.comments_until)}});
}

void put_comment(page::Values& part, const words::Words& w, const Comment& comment,
                 const std::map<ZoneMeasureId, std::string>& measures) {
  part.set("KIND", text::capitalised(w("zones.comment.kind." + comment.kind)))
      .set("RECEIVED", w.day(local_time(comment.received_at).day));
  part.set("BODY", comment.body);
  if (comment.measure && measures.contains(*comment.measure))
    part.add("ABOUT").set("MEASURE", measures.at(*comment.measure));
}

void put_answer(page::Values& part, const words::Words& w, const Comment& comment) {
  part.badge("OUTCOME", comment.changed ? Values::Tone::go : Values::Tone::plain,
             w(comment.changed ? "zones.comment.is_changed" : "zones.comment.not_changed"));
  part.set("ANSWER", comment.answer);
}

web::Response show_comments(web::Context& c) { return comments_page(c, {}, {}); }

web::Response post_comment_answer(web::Context& c) {
  const auto id = c.request.id<ZonePlanId>("id");
  const auto comment = c.request.id<ZoneCommentId>("comment");
  if (!id || !comment) return c.refuse(not_found);
  const Typed typed{comment->text(), std::string(c.request.form("answer").substr(0, typed_max)),
                    c.request.form("changed") == "yes", c.request.form("shown") == "yes"};
  const auto done =
      answer_comment(c.office, c.actor, *id, *comment, {typed.answer, typed.shown, typed.changed}, c.once_key());
  if (done) return c.go("/zones/plans/" + id->text() + "/comments#c" + typed.comment, "zones.notice.answered");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return comments_page(c, typed, done.refusals());
}

}  // namespace gishe::zones
