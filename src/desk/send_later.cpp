#include <set>

#include "base/text.h"
#include "desk/application_store.h"
#include "desk/desk_access.h"
#include "desk/follow.h"
#include "desk/online_draft.h"
#include "desk/paper_files.h"
#include "desk/task.h"

// What the person sends after the application: number and secret are the key, the limits are those of one application.
namespace gishe::desk {
namespace {

/// What may still be sent: what is asked for and not waived, and anything else as another paper.
std::vector<std::string> codes_for(const FollowedApplication& f) {
  std::vector<std::string> codes;
  for (const FollowedPaper& paper : f.papers) {
    if (paper.state != "waived" && paper.code != other_paper) codes.push_back(paper.code);
  }
  codes.emplace_back(other_paper);
  return codes;
}

/// The officer looks at it when she next comes to her day: one such task is enough.
void tell_officer(db::Tx& tx, const Office& office, const Application& a) {
  finish_tasks_of_application(tx, a, "collect_papers", office.now(), AccountId{});
  Task task;
  task.id = TaskId::make();
  task.municipality = a.municipality;
  task.kind = "collect_papers";
  task.application = a.id;
  task.reason = "sent_online";
  task.sensitivity = a.sensitivity;
  task.made_at = office.now();
  task.due_on = due_by_rule(tx, "task.tell_person", a.municipality, office.today());
  insert_task(tx, task);
}

Refusals keep(db::Tx& tx, Office& office, const FollowedApplication& f, const Judged& judged, std::string_view words,
              std::string_view once_key) {
  auto no = keep_files_once(tx, office, f.id, judged.good, once_key);
  if (judged.good.empty() && words.empty()) return no;
  if (const auto followed = find_by_number(tx, f.municipality, f.number)) {
    tell_officer(tx, office, followed->record);
  } else if (auto sent = find_online_by_number(tx, f.municipality, f.number); sent && f.online_state == "returned") {
    sent->record.state = "waiting";
    sent->record.reply = "";
    if (!words.empty()) {
      Told told = decode(office.vault.unseal(sent->record.content, sent_context(f.id)).value_or(""));
      told.own_words = text::tidy(told.own_words + "\n\n— " + std::string(words), text::Lines::many);
      sent->record.content = office.vault.seal(encode(told), sent_context(f.id));
    }
    if (!update_online(tx, sent->record, office.now(), std::nullopt)) return {Refusal(changed_meanwhile)};
  }
  office.note(tx, Actor{},
              {"application.sent_later", f.municipality, "application", f.id.value, "anybody/anywhere", "papers", {}});
  return no;
}

}  // namespace

Refusals send_later(Office& office, const SentLater& sent, std::string_view remote) {
  const auto followed = follow_application(office, sent.number, sent.secret, remote);
  if (!followed) return followed.refusals();
  if (!followed->may_send) return {Refusal(not_from_this_state)};
  const std::string words = text::tidy(sent.words, text::Lines::many);
  if (!text::is_plain(words, text::Lines::many)) return {Refusal(not_plain_text, "words")};
  if (text::length(words) > reply_max) return {Refusal(too_long, "words", {{"max", std::to_string(reply_max)}})};
  Judged judged = judge_uploads(office, followed->municipality, sent.uploads, codes_for(*followed));
  if (judged.good.empty() && words.empty() && judged.no.empty())
    return {Refusal(required, "file_" + std::string(other_paper))};
  const Refusals rest = office.db.write(
      [&](db::Tx& tx) -> Refusals { return keep(tx, office, *followed, judged, words, sent.once_key); });
  judged.no.insert(judged.no.end(), rest.begin(), rest.end());
  return judged.no;
}

}  // namespace gishe::desk
