#include "inquiries/ask.h"

#include <algorithm>

#include "base/public_number.h"
#include "base/text.h"
#include "directory/directory.h"
#include "inquiries/inquiries_access.h"
#include "inquiries/inquiry_store.h"
#include "platform/jobs/tries.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::inquiries {
namespace {

constexpr int secret_characters = 12;

Refusals why_not_words(std::string_view words, std::size_t max, const char* field) {
  if (text::tidy(words, text::Lines::many).empty()) return {Refusal(required, field)};
  if (!text::is_plain(words, text::Lines::many)) return {Refusal(not_plain_text, field)};
  if (text::length(words) > max) return {Refusal(too_long, field, {{"max", std::to_string(max)}})};
  return {};
}

Refusals why_not_ask(const NewInquiry& n) {
  Refusals no = why_not_words(n.words, n.kind == Kind::callback ? about_max : question_max, "words");
  if (!n.email.empty() && !post::is_address(n.email)) no.emplace_back(not_an_email, "email");
  if (n.kind != Kind::callback) return no;
  if (!is_phone(n.phone)) no.emplace_back(not_a_phone, "phone");
  if (!text::one_of(call_times, n.call_when)) no.emplace_back(not_in_list, "call_when");
  return no;
}

/// Random, so that a number tells nothing about how many there are.
std::string free_number(db::Tx& tx, const MunicipalityCode& municipality, Day on) {
  constexpr int tries_max = 50;
  for (int i = 0; i < tries_max; ++i) {
    std::uint32_t drawn = 0;
    for (char byte : secrets::random_bytes(4)) drawn = drawn * 256 + static_cast<unsigned char>(byte);
    const std::string number = make_number(municipality, on, static_cast<int>(drawn % 1'000'000), number_letter);
    if (!number_is_taken(tx, municipality, number)) return number;
  }
  throw db::Fault(db::Fault::Kind::broken, "no free number in 50 tries");
}

std::string hash_of_secret(const Office& office, std::string_view number, std::string_view secret) {
  return office.vault.keyed_hash("inquiry_secret", std::string(number) + ':' + secrets::tidy_code(secret));
}

Result<Done> keep_limits(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                         std::string_view remote) {
  const Day today = office.today();
  const auto from_here =
      add_to_tally(tx, municipality, office.vault.keyed_hash("asking", "network|" + network_of(remote)), today);
  if (from_here > from_one_network_max) return too_many_from_here;
  const auto all = add_to_tally(tx, municipality, office.vault.keyed_hash("asking", "all"), today);
  if (all > asked_a_day_max) return desk_is_full;
  return Done{};
}

std::string secret_context(const InquiryId& id) { return "inquiry_secret:" + id.text(); }

/// What jobs::once keeps for a double click. The secret is sealed: it stands nowhere in the open.
std::string answer_of(const Office& office, const Asked& asked) {
  return asked.id.text() + '|' + std::string(kind_name(asked.kind)) + '|' + asked.number + '|' + asked.due_on.iso() +
         '|' + text::hex(office.vault.seal(asked.secret, secret_context(asked.id)));
}

Asked asked_from(const Office& office, std::string_view answer) {
  const auto part = [&answer]() {
    const auto end = answer.find('|');
    const auto text = answer.substr(0, end);
    answer.remove_prefix(end == std::string_view::npos ? answer.size() : end + 1);
    return text;
  };
  Asked asked;
  asked.id = InquiryId::parse(part()).value_or(InquiryId{});
  asked.kind = kind_from(part());
  asked.number = part();
  asked.due_on = Day::from_iso(part()).value_or(Day{});
  asked.secret = office.vault.unseal(text::from_hex(part()), secret_context(asked.id)).value_or("");
  return asked;
}

ledger::Line line_about(const Inquiry& q, std::string_view action) {
  return {std::string(action),
          q.municipality,
          "inquiry",
          q.id.value,
          "none/anywhere/L0",
          std::string(kind_name(q.kind)),
          {}};
}

bool somebody_is_there(db::Session& session, const MunicipalityCode& municipality, Instant now) {
  const auto there = list_present(session, now);
  return std::find(there.begin(), there.end(), municipality) != there.end();
}

Result<Asked> keep_asked(db::Tx& tx, Office& office, const NewInquiry& n, std::string_view remote) {
  const auto& desk = n.municipality;
  const auto desks = staff::list_desks(tx, office.today());
  if (std::find(desks.begin(), desks.end(), desk) == desks.end()) {
    return Refusal(no_desk_there, "municipality");
  }
  if (!n.topic.empty() && !directory::find_need(tx, n.topic)) return Refusal(not_in_list, "topic");
  if (auto fine = keep_limits(tx, office, desk, remote); !fine) return fine.refusals();
  Inquiry q;
  q.id = InquiryId::make();
  q.municipality = desk;
  q.kind = n.kind == Kind::conversation && !somebody_is_there(tx, desk, office.now()) ? Kind::question : n.kind;
  q.number = free_number(tx, desk, office.today());
  q.topic = n.topic;
  if (n.service) {
    const auto service = directory::find_service(tx, *n.service);
    if (service && service->listed()) q.service = n.service;
  }
  q.language = words::code(n.language);
  q.email = q.kind == Kind::callback ? std::string() : n.email;
  if (q.kind == Kind::callback) {
    q.phone = text::tidy(n.phone);
    q.call_when = n.call_when;
    q.discreet = n.discreet;
  }
  q.asked_at = q.last_at = office.now();
  q.due_on = due_by_rule(tx, "inquiry." + std::string(kind_name(q.kind)), desk, office.today());
  Asked asked{q.id, q.kind, q.number, {}, q.due_on};
  std::optional<std::string> hash;
  if (q.kind != Kind::callback) {
    asked.secret = secrets::random_code(secret_characters);
    hash = hash_of_secret(office, q.number, asked.secret);
  }
  insert_inquiry(tx, q, hash);
  add_message(tx, q, {office.now(), std::nullopt, text::tidy(n.words, text::Lines::many)});
  office.note(tx, Actor{}, line_about(q, "inquiry.asked"));
  return asked;
}

/// The inquiry that number and secret open.
Result<Inquiry> open_with_secret(Office& office, std::string_view typed, std::string_view secret,
                                 std::string_view remote) {
  const std::string number = tidy_number(typed);
  const auto tried = jobs::tried_at(
      office.vault, municipality_of_number(number, number_letter).value_or(MunicipalityCode{}), number, remote);
  auto found = office.db.read([&](db::Session& session) -> Result<Inquiry> {
    if (const auto wait = jobs::still_to_wait(session, tried, office.now()); wait > 0) {
      return Refusal(too_many_tries, {}, {{"minutes", std::to_string((wait + 59) / 60)}});
    }
    const auto kept = find_inquiry_by_number(session, tried.municipality, number);
    constexpr std::size_t hash_bytes = 32;
    const std::string nothing(hash_bytes, '\0');  // an unknown number costs the same comparison
    const bool right = secrets::same(hash_of_secret(office, number, secret), kept ? kept->secret_hash : nothing);
    if (!kept || !right) return Refusal(wrong_number_or_secret, "number");
    return kept->inquiry;
  });
  if (!found && found.refusals().front().is(wrong_number_or_secret)) {
    office.db.write([&](db::Tx& tx) { jobs::count_wrong_try(tx, tried, office.now()); });
  }
  return found;
}

Result<Done> keep_written(db::Tx& tx, Office& office, const Inquiry& opened, std::string_view words) {
  auto kept = find_inquiry_by_number(tx, opened.municipality, opened.number);
  if (!kept) return Refusal(wrong_number_or_secret, "number");
  Inquiry& q = kept->inquiry;
  if (!asker_may_write(q)) return q.asked_again > 0 ? asked_twice : not_from_this_state;
  if (list_messages(tx, q).size() >= messages_max) return asked_twice;
  if (q.kind == Kind::question) {
    ++q.asked_again;
    q.due_on = due_by_rule(tx, "inquiry.question", q.municipality, office.today());
  }
  q.state = State::waiting;
  q.keep_until = std::nullopt;
  q.last_at = office.now();
  if (!update_inquiry(tx, q)) return changed_meanwhile;
  add_message(tx, q, {office.now(), std::nullopt, text::tidy(words, text::Lines::many)});
  office.note(tx, Actor{}, line_about(q, "inquiry.written"));
  return Done{};
}

}  // namespace

Result<Asked> ask_desk(Office& office, const NewInquiry& n, std::string_view remote, std::string_view once_key) {
  if (auto no = why_not_ask(n); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Asked> {
    const std::string digest =
        content_digest({kind_name(n.kind), n.municipality.text, n.service ? n.service->text() : "", n.topic, n.words,
                        n.email, n.phone, n.call_when, n.discreet ? "1" : "0"});
    const auto answer =
        jobs::once(tx, office.clock, Actor{}, once_key, "inquiry.asked", digest, [&]() -> Result<std::string> {
          const auto asked = keep_asked(tx, office, n, remote);
          if (!asked) return asked.refusals();
          return answer_of(office, *asked);
        });
    if (!answer) return answer.refusals();
    return asked_from(office, *answer);
  });
}

Result<Followed> follow_inquiry(Office& office, std::string_view number, std::string_view secret,
                                std::string_view remote) {
  const auto opened = open_with_secret(office, number, secret, remote);
  if (!opened) return opened.refusals();
  return Followed{*opened, office.db.read([&](db::Session& session) { return list_messages(session, *opened); })};
}

Result<Done> write_again(Office& office, std::string_view number, std::string_view secret, std::string_view words,
                         std::string_view remote, std::string_view once_key) {
  const auto opened = open_with_secret(office, number, secret, remote);
  if (!opened) return opened.refusals();
  if (auto no = why_not_words(words, message_max, "words"); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, Actor{}, once_key, "inquiry.written", content_digest({opened->number, words}),
                     [&] { return keep_written(tx, office, *opened, words); });
  });
}

Result<Done> leave_conversation(Office& office, std::string_view number, std::string_view secret,
                                std::string_view remote) {
  const auto opened = open_with_secret(office, number, secret, remote);
  if (!opened) return opened.refusals();
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    auto kept = find_inquiry_by_number(tx, opened->municipality, opened->number);
    if (!kept) return not_found;
    Inquiry& q = kept->inquiry;
    if (q.kind != Kind::conversation) return not_from_this_state;
    if (q.state == State::ended) return Done{};
    q.state = State::ended;
    q.outcome = "done";
    q.keep_until = due_by_rule(tx, "inquiry.keep_conversation", q.municipality, office.today());
    if (!update_inquiry(tx, q)) return changed_meanwhile;
    office.note(tx, Actor{}, line_about(q, "inquiry.left"));
    return Done{};
  });
}

std::vector<Desk> list_desks(db::Session& session, words::Language language, Day today, Instant now) {
  std::vector<Desk> desks;
  const auto present = list_present(session, now);
  const auto served = staff::list_desks(session, today);
  for (const auto& m : territory::list_municipalities(session)) {
    if (std::find(served.begin(), served.end(), m.code) == served.end()) continue;
    const bool there = std::find(present.begin(), present.end(), m.code) != present.end();
    desks.push_back({m.code, m.name(language), there});
  }
  return desks;
}

}  // namespace gishe::inquiries
