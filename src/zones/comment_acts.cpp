#include "zones/comment_acts.h"

#include "base/text.h"
#include "platform/jobs/jobs.h"
#include "platform/office/act.h"
#include "platform/visitors/network.h"
#include "platform/visitors/tally.h"
#include "zones/plan_acts.h"
#include "zones/plan_store.h"
#include "zones/programme_store.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

constexpr std::int64_t from_one_network_max = 10;  // a day

bool has_measure(db::Session& session, const Plan& plan, const ZoneMeasureId& id) {
  for (const auto& m : store::read_programme(session, plan).measures)
    if (m.id == id) return true;
  return false;
}

}  // namespace

Result<ZoneCommentId> make_comment(Office& office, const Actor& actor, const ZonePlanId& id, const Comment& typed,
                                   std::string_view remote, std::string_view once_key) {
  Comment c = typed;
  c.body = text::tidy(c.body, text::Lines::many);
  if (auto no = why_not_comment(c); !no.empty()) return no;
  const auto content = content_digest({id.text(), c.kind, c.measure ? c.measure->text() : "", c.body});
  const auto kept = office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, once_key, "comment_on_plan", content, [&]() -> Result<std::string> {
      const auto plan = store::find_published(tx, id);
      if (!plan) return not_found;
      if (!is_open_to_comments(*plan, office.today())) return not_open_to_comments;
      if (c.measure && !has_measure(tx, *plan, *c.measure)) return Refusal(not_in_list, "measure");
      if (!actor.signed_in() && visitors::count_today(tx, office, plan->municipality,
                                                      "comment|" + visitors::network_of(remote)) > from_one_network_max)
        return too_many_from_here;
      if (store::count_comments(tx, *plan) >= comments_max) return too_many_comments;
      c.id = ZoneCommentId::make();
      c.received_at = office.now();
      store::insert_comment(tx, *plan, c);
      note_on_plan(office, tx, actor, access::Action::comment_on_plan, *plan, "zone_plan.commented",
                   {{"comment", "", c.id.text()}});
      return c.id.text();
    });
  });
  if (!kept) return kept.refusals();
  return ZoneCommentId::parse(*kept).value_or(ZoneCommentId{});
}

Result<Done> answer_comment(Office& office, const Actor& actor, const ZonePlanId& id, const ZoneCommentId& comment,
                            const CommentAnswer& typed, std::string_view once_key) {
  CommentAnswer answer = typed;
  answer.answer = text::tidy(answer.answer, text::Lines::many);
  if (auto no = why_not_answer(answer); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "answer_zone_comment",
                     {id.text(), comment.text(), answer.answer, answer.shown ? "1" : "0", answer.changed ? "1" : "0"},
                     [&]() -> Result<Done> {
                       const auto plan = plan_to_keep(tx, actor, id);
                       if (!plan) return plan.refusals();
                       if (!store::answer_comment(tx, *plan, comment, answer, actor.account, office.now()))
                         return answered_already;
                       note_on_plan(office, tx, actor, access::Action::keep_zone_plan, *plan,
                                    "zone_plan.comment_answered",
                                    {{"comment", comment.text(), ""}, {"changed", "", answer.changed ? "1" : "0"}});
                       return Done{};
                     });
  });
}

}  // namespace gishe::zones
