#include "inquiries/ask.h"

#include <algorithm>

#include "base/text.h"
#include "directory/directory.h"
#include "inquiries/inquiries_access.h"
#include "inquiries/inquiry_store.h"
#include "platform/visitors/network.h"
#include "platform/visitors/receipt.h"
#include "platform/visitors/tally.h"
#include "staff/staff.h"
#include "territory/territory.h"

namespace gishe::inquiries {
namespace {

constexpr visitors::Kind receipt_kind{number_letter, "inquiry_secret", wrong_number_or_secret, too_many_tries};

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

Result<Done> keep_limits(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                         std::string_view remote) {
  const auto from_here = visitors::count_today(tx, office, municipality, "ask|network|" + visitors::network_of(remote));
  if (from_here > from_one_network_max) return too_many_from_here;
  if (visitors::count_today(tx, office, municipality, "ask|all") > asked_a_day_max) return desk_is_full;
  return Done{};
}

/// What jobs::once keeps for a double click, beside number and secret: "question 2026-11-26".
std::string kind_and_day(const Inquiry& q) { return std::string(kind_name(q.kind)) + ' ' + q.due_on.iso(); }

Asked asked_from(const visitors::Given& given) {
  const std::string_view also = given.also;
  const auto blank = also.find(' ');
  const auto due = Day::from_iso(blank == std::string_view::npos ? "" : also.substr(blank + 1));
  return {InquiryId{given.id}, kind_from(also.substr(0, blank)), given.number, given.secret, due.value_or(Day{})};
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

Result<visitors::Given> keep_asked(db::Tx& tx, Office& office, const NewInquiry& n, std::string_view remote) {
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
  const auto receipt = visitors::write_receipt(
      office, receipt_kind, desk, [&](const std::string& number) { return number_is_taken(tx, desk, number); });
  q.number = receipt.number;
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
  const bool opens_again = q.kind != Kind::callback;
  insert_inquiry(tx, q, opens_again ? std::optional(receipt.secret_hash) : std::nullopt);
  add_message(tx, q, {office.now(), std::nullopt, text::tidy(n.words, text::Lines::many)});
  office.note(tx, Actor{}, line_about(q, "inquiry.asked"));
  return visitors::Given{q.id.value, q.number, opens_again ? receipt.secret : "", kind_and_day(q)};
}

/// The inquiry that number and secret open.
Result<Inquiry> open_with_secret(Office& office, const visitors::Typed& typed) {
  return visitors::open_receipt(office, receipt_kind, typed,
                                [](db::Session& session, const MunicipalityCode& desk, const std::string& number) {
                                  return find_inquiry_by_number(session, desk, number);
                                });
}

Result<Done> keep_written(db::Tx& tx, Office& office, const Inquiry& opened, std::string_view words) {
  auto kept = find_inquiry_by_number(tx, opened.municipality, opened.number);
  if (!kept) return Refusal(wrong_number_or_secret, "number");
  Inquiry& q = kept->record;
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
    const auto given = visitors::given_once(tx, office, Actor{}, once_key, "inquiry.asked", digest,
                                            [&] { return keep_asked(tx, office, n, remote); });
    if (!given) return given.refusals();
    return asked_from(*given);
  });
}

Result<Followed> follow_inquiry(Office& office, std::string_view number, std::string_view secret,
                                std::string_view remote) {
  const auto opened = open_with_secret(office, {number, secret, remote});
  if (!opened) return opened.refusals();
  return Followed{*opened, office.db.read([&](db::Session& session) { return list_messages(session, *opened); })};
}

Result<Done> write_again(Office& office, std::string_view number, std::string_view secret, std::string_view words,
                         std::string_view remote, std::string_view once_key) {
  const auto opened = open_with_secret(office, {number, secret, remote});
  if (!opened) return opened.refusals();
  if (auto no = why_not_words(words, message_max, "words"); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, Actor{}, once_key, "inquiry.written", {opened->number, words},
                     [&] { return keep_written(tx, office, *opened, words); });
  });
}

Result<Done> leave_conversation(Office& office, std::string_view number, std::string_view secret,
                                std::string_view remote) {
  const auto opened = open_with_secret(office, {number, secret, remote});
  if (!opened) return opened.refusals();
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    auto kept = find_inquiry_by_number(tx, opened->municipality, opened->number);
    if (!kept) return not_found;
    Inquiry& q = kept->record;
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
