#include <algorithm>

#include "base/text.h"
#include "cases/case_acts.h"
#include "cases/plan_store.h"
#include "cases/typed.h"
#include "referrals/referrals.h"

// No loose ends: what still runs when a case is about to be closed, and who goes on with it.
namespace gishe::cases {

using access::Action;

std::vector<LooseEnd> list_loose_ends(db::Session& session, const Actor& actor, const CaseFile& file) {
  std::vector<LooseEnd> ends;
  for (const auto& r :
       referrals::list_open_of_person(session, access::scope(actor, Action::list_referrals), file.person)) {
    ends.push_back({"referral", r.id.value, r.number + " " + r.to_service_name, r.answer_due_on, ""});
  }
  for (const Task& t : store::list_tasks(session, file)) {
    if (t.state == "open") ends.push_back({"task", t.id.value, t.words.empty() ? t.kind : t.words, t.due_on, ""});
  }
  const auto running = store::find_running(session, file);
  if (running && running->of == file.id) {
    for (const PlanAction& a : store::list_actions(session, file, running->id)) {
      if (is_unfinished(a)) ends.push_back({"action", a.id.value, a.words, a.until, ""});
    }
  }
  const auto handed = store::list_handed_over(session, file);
  for (LooseEnd& end : ends) {
    const auto at = std::find_if(handed.begin(), handed.end(), [&](const store::HandedOver& h) {
      return h.kind == end.kind && h.subject == end.subject;
    });
    if (at != handed.end()) end.handed_to = at->to;
  }
  return ends;
}

Result<Done> hand_over_end(Office& office, const Actor& actor, const CaseId& id, std::string_view kind,
                           const Uuid& subject, std::string_view to, std::string_view once_key) {
  Refusals no;
  check_words(to, "to", Needed::yes, no, 200);
  if (!no.empty()) return no;
  const std::string whom = text::tidy(to);
  return on_case(office, actor, Action::keep_case, id, "case.end_handed_over", {kind, subject.text(), whom}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   const auto ends = list_loose_ends(tx, actor, allowed.file);
                   const auto at = std::find_if(ends.begin(), ends.end(), [&](const LooseEnd& end) {
                     return end.kind == kind && end.subject == subject;
                   });
                   if (at == ends.end()) return not_from_this_state;  // it has ended meanwhile
                   store::insert_handed_over(tx, allowed.file, {at->kind, subject, whom}, actor.account, office.now());
                   note_case(tx, office, actor, allowed, "case.end_handed_over", at->kind);
                   return Done{};
                 });
}

}  // namespace gishe::cases
