#include "desk/sending.h"

#include <algorithm>

#include "base/text.h"
#include "desk/desk.h"
#include "desk/desk_access.h"
#include "desk/task.h"
#include "people/people.h"

namespace gishe::desk {
namespace {

bool needs_referral(const ReadyLine& ready) { return ready.line.route != "state" && ready.service.accepts_referrals; }

Refusals why_not_send(const Sending& s, bool any_referral) {
  Refusals no;
  if (!any_referral) return no;
  if (s.package_fields.empty()) no.emplace_back(no_package, "package_fields");
  for (const std::string& field : s.package_fields) {
    if (!text::one_of(people::package_fields(), field)) no.emplace_back(not_in_list, "package_fields");
  }
  if (!text::one_of(grounds, s.legal_ground)) no.emplace_back(no_ground, "legal_ground");
  if (s.legal_ground == "consent" && !text::one_of(consent_forms, s.consent_how))
    no.emplace_back(no_ground, "consent_how");
  for (const auto& [line, reason] : s.reasons) {
    const std::string field = "reason-" + line.text();
    if (!text::is_plain(reason, text::Lines::many)) no.emplace_back(not_plain_text, field);
    if (text::length(reason) > reason_max)
      no.push_back(Refusal(too_long, field, {{"max", std::to_string(reason_max)}}));
  }
  return no;
}

std::string reason_for(const Sending& sending, const File& file, const Line& line) {
  for (const auto& [id, reason] : sending.reasons) {
    if (id == line.id && !text::tidy(reason, text::Lines::many).empty()) return text::tidy(reason, text::Lines::many);
  }
  return file.application.own_words;
}

Result<Done> send_one(db::Tx& tx, Office& office, const Actor& actor, File& file, Line& line, const Sending& sending) {
  referrals::NewReferral referral;
  referral.person = file.application.person;
  referral.source = line.id.value;
  referral.to_service = *line.service;
  referral.reason = reason_for(sending, file, line);
  referral.urgency = file.application.urgency;
  referral.package_fields = sending.package_fields;
  referral.needs = {line.need};
  referral.legal_ground = sending.legal_ground;
  if (sending.legal_ground == "consent") referral.consent_how = sending.consent_how;
  const auto sent = referrals::send_referral_in(tx, office, actor, referral);
  if (!sent) return sent.refusals();
  line.referral = *sent;
  line.routed_on = office.today();
  return move_line(tx, office, actor.account, file, line, LineStep::send, line.route);
}

std::string digest_of(const Sending& s) {
  std::string reasons;
  for (const auto& [line, reason] : s.reasons) reasons += line.text() + content_digest({reason});
  return content_digest(
      {s.application.text(), text::join(s.package_fields, ","), s.legal_ground, s.consent_how, reasons});
}

Result<Sent> send_all(db::Tx& tx, Office& office, const Actor& actor, const Sending& sending) {
  auto opened = open_file(tx, actor, access::Action::change_application, sending.application, sending.version);
  if (!opened) return opened.refusals();
  File& file = opened->file;
  const auto ready = list_ready(tx, file);
  if (ready.empty()) return nothing_to_send;
  if (auto no = why_not_send(sending, std::any_of(ready.begin(), ready.end(), needs_referral)); !no.empty()) return no;
  Sent sent;
  for (const ReadyLine& r : ready) {
    Line& line = *file.find_line(r.line.id);
    const bool by_referral = needs_referral(r);
    auto done = by_referral ? send_one(tx, office, actor, file, line, sending)
                            : move_line(tx, office, actor.account, file, line, LineStep::signpost, line.route);
    if (!done) return done.refusals();
    ++(by_referral ? sent.referrals : sent.letters);
    finish_tasks_of_line(tx, file.application, line.id, "next_option", office.now(), actor.account);
  }
  if (auto kept = keep_state(tx, file); !kept) return kept.refusals();
  note_application(tx, office, actor, file.application, "application.lines_sent", opened->rule, sending.legal_ground);
  return sent;
}

}  // namespace

std::vector<ReadyLine> list_ready(db::Session& session, const File& file) {
  std::vector<ReadyLine> ready;
  for (const Line& line : file.lines) {
    if (!line.service || !after(line.state, LineStep::send)) continue;
    if (auto service = directory::find_service(session, *line.service)) ready.push_back({line, std::move(*service)});
  }
  return ready;
}

Result<Sent> send_lines(Office& office, const Actor& actor, const Sending& sending, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<Sent> {
    const auto answer = jobs::once(tx, office.clock, actor, once_key, "application.lines_sent", digest_of(sending),
                                   [&]() -> Result<std::string> {
                                     const auto sent = send_all(tx, office, actor, sending);
                                     if (!sent) return sent.refusals();
                                     return std::to_string(sent->referrals) + '|' + std::to_string(sent->letters);
                                   });
    if (!answer) return answer.refusals();
    const auto bar = answer->find('|');
    return Sent{std::stoi(answer->substr(0, bar)), std::stoi(answer->substr(bar + 1))};
  });
}

}  // namespace gishe::desk
