#include "platform/post/post.h"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>
#include <vector>

#include "platform/post/letter.h"
#include "platform/post/smtp.h"

namespace gishe::post {
namespace {

constexpr int letters_a_round = 100;
constexpr int tries_max = 10;
constexpr std::int64_t sent_kept_seconds = 30 * 24 * 3600;

const db::Query q_queue{"post.queue",
                        "INSERT INTO message (id, queued_at, to_address, kind, subject, body, next_try_at) "
                        "VALUES ($1, $2, $3, $4, $5, $6, $2)"};
const db::Query q_waiting{"post.waiting",
                          "SELECT id, to_address, subject, body, tries FROM message "
                          "WHERE next_try_at <= $1 ORDER BY queued_at, id LIMIT $2"};
const db::Query q_take{"post.take",
                       "UPDATE message SET tries = tries + 1, next_try_at = $3 WHERE id = $1 AND tries = $2"};
const db::Query q_sent{"post.sent", "UPDATE message SET sent_at = $2, next_try_at = NULL, body = '' WHERE id = $1"};
const db::Query q_prune{"post.prune", "DELETE FROM message WHERE next_try_at IS NULL AND queued_at < $1"};
const db::Query q_drop{"post.drop_waiting", "DELETE FROM message WHERE next_try_at IS NOT NULL"};

struct Waiting {
  Uuid id;
  std::string to, subject, body;
  std::int64_t tries;
};

std::vector<Waiting> list_waiting(db::Database& database, Instant now) {
  std::vector<Waiting> waiting;
  database.read([&](db::Session& s) {
    s.each(q_waiting, {now, letters_a_round}, [&](const db::Row& r) {
      waiting.push_back({r.uuid(0), r.string(1), r.string(2), r.string(3), r.integer(4)});
    });
  });
  return waiting;
}

/// Before sending, so that two processes never send the same one and a crash leads to a later try, not to silence:
/// after 1, 2, 4 … 256 minutes, and not again after the tenth.
bool take(db::Database& database, const Waiting& letter, Instant now) {
  std::optional<Instant> next;
  if (letter.tries + 1 < tries_max) next = now.plus_seconds(60LL << letter.tries);
  return database.write([&](db::Tx& tx) { return tx.run(q_take, {letter.id, letter.tries, next}); }) == 1;
}

}  // namespace

void queue(db::Tx& tx, const Clock& clock, const Message& message) {
  if (!is_address(message.to)) throw std::invalid_argument("a message needs one plain address");
  const words::Words words(message.language);
  const auto subject = words.with(fmt::format("message.{}.subject", message.kind), message.values);
  const auto body = words.with(fmt::format("message.{}.body", message.kind), message.values);
  tx.run(q_queue, {Uuid::make(), clock.now(), message.to, message.kind, subject, body});
}

int send_waiting(db::Database& database, const Clock& clock, const Smtp& smtp) {
  if (smtp.url.empty()) return 0;
  const auto waiting = list_waiting(database, clock.now());
  int sent = 0;
  if (!waiting.empty()) {
    SmtpClient client(smtp);
    for (const auto& letter : waiting) {
      if (!take(database, letter, clock.now())) continue;
      const auto why_not = client.send(letter.id.text(), letter.to, letter.subject, letter.body, clock.now());
      if (!why_not.empty()) {
        fmt::print(stderr, "message {} was not sent: {}\n", letter.id.text(), why_not);
        continue;
      }
      database.write([&](db::Tx& tx) { tx.run(q_sent, {letter.id, clock.now()}); });
      ++sent;
    }
  }
  database.write([&](db::Tx& tx) { tx.run(q_prune, {clock.now().plus_seconds(-sent_kept_seconds)}); });
  return sent;
}

std::int64_t drop_waiting(db::Tx& tx) { return tx.run(q_drop, {}); }

}  // namespace gishe::post
