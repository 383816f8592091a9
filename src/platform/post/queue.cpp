#include "platform/post/queue.h"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

#include "platform/post/phone.h"

namespace gishe::post {
namespace {

constexpr int tries_max = 10;
constexpr std::int64_t kept_seconds = 30 * 24 * 3600;

const db::Query q_queue{"post.queue",
                        "INSERT INTO message (id, queued_at, to_address, kind, subject, body, next_try_at) "
                        "VALUES ($1, $2, $3, $4, $5, $6, $2)"};
const db::Query q_queue_once{"post.queue_never_twice",
                             "INSERT INTO message (id, queued_at, to_address, kind, subject, body, next_try_at,"
                             " channel, never_twice, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $2, $7, 1, $8)"};
const db::Query q_waiting{"post.waiting",
                          "SELECT id, to_address, subject, body, tries, never_twice FROM message "
                          "WHERE next_try_at <= $1 AND channel = $3 ORDER BY queued_at, id LIMIT $2"};
const db::Query q_take{
    "post.take",
    "UPDATE message SET tries = tries + 1, next_try_at = $3, tried_at = $4 WHERE id = $1 AND tries = $2"
    " AND next_try_at IS NOT NULL"};
const db::Query q_sent{"post.sent", "UPDATE message SET sent_at = $2, next_try_at = NULL, body = '' WHERE id = $1"};
const db::Query q_sent_once{"post.sent_never_twice",
                            "UPDATE message SET sent_at = $2, next_try_at = NULL, body = '', to_address = ''"
                            " WHERE id = $1"};
const db::Query q_again{"post.again", "UPDATE message SET next_try_at = $2 WHERE id = $1"};
const db::Query q_failed{"post.failed",
                         "UPDATE message SET failed_at = $2, next_try_at = NULL, body = '', to_address = ''"
                         " WHERE id = $1"};
const db::Query q_expired{"post.expired",
                          "UPDATE message SET failed_at = $1, next_try_at = NULL, body = '', to_address = ''"
                          " WHERE next_try_at IS NOT NULL AND expires_at <= $1"};
const db::Query q_fate{"post.fate", "SELECT sent_at, failed_at, next_try_at, tried_at FROM message WHERE id = $1"};
const db::Query q_prune{"post.prune", "DELETE FROM message WHERE next_try_at IS NULL AND queued_at < $1"};
const db::Query q_drop{"post.drop_waiting", "DELETE FROM message WHERE next_try_at IS NOT NULL"};

std::vector<Waiting> list_waiting(db::Database& database, Instant now, Channel channel, int limit) {
  std::vector<Waiting> waiting;
  database.read([&](db::Session& s) {
    s.each(q_waiting, {now, limit, channel_name(channel)}, [&](const db::Row& r) {
      waiting.push_back({r.uuid(0), r.string(1), r.string(2), r.string(3), r.integer(4), r.truth(5)});
    });
  });
  return waiting;
}

std::optional<Instant> next_try(const Waiting& message, Instant now) {
  if (message.tries + 1 >= tries_max) return std::nullopt;
  return now.plus_seconds(60LL << message.tries);
}

/// Before sending, so that two processes never send the same one. An ordinary message has its next try from here on: a
/// crash leads to a later try, not to silence. One that must never go twice has none until its failure is certain.
bool take(db::Database& database, const Waiting& message, Instant now) {
  const auto next = message.never_twice ? std::nullopt : next_try(message, now);
  return database.write([&](db::Tx& tx) { return tx.run(q_take, {message.id, message.tries, next, now}); }) == 1;
}

void keep_end(db::Database& database, const Waiting& message, Attempt::End end, Instant now) {
  database.write([&](db::Tx& tx) {
    if (end == Attempt::End::arrived) tx.run(message.never_twice ? q_sent_once : q_sent, {message.id, now});
    if (end != Attempt::End::did_not_arrive || !message.never_twice) return;
    if (const auto next = next_try(message, now))
      tx.run(q_again, {message.id, *next});
    else
      tx.run(q_failed, {message.id, now});
  });
}

}  // namespace

std::string_view channel_name(Channel channel) { return channel == Channel::sms ? "sms" : "email"; }

void queue(db::Tx& tx, const Clock& clock, const Message& message) {
  if (!is_address(message.to)) throw std::invalid_argument("a message needs one plain address");
  const words::Words words(message.language);
  const auto subject = words.with(fmt::format("message.{}.subject", message.kind), message.values);
  const auto body = words.with(fmt::format("message.{}.body", message.kind), message.values);
  tx.run(q_queue, {Uuid::make(), clock.now(), message.to, message.kind, subject, body});
}

Uuid queue_never_twice(db::Tx& tx, const Clock& clock, const OnceMessage& once) {
  const Message& message = once.message;
  const bool sms = once.channel == Channel::sms;
  if (sms ? !is_mobile(message.to) : !is_address(message.to)) {
    throw std::invalid_argument("a message needs one plain address, an SMS one mobile number");
  }
  const words::Words words(message.language);
  const auto subject =
      sms ? std::string() : words.with(fmt::format("message.{}.subject", message.kind), message.values);
  const auto body =
      words.with(fmt::format(fmt::runtime(sms ? "message.{}.sms" : "message.{}.body"), message.kind), message.values);
  const Uuid id = Uuid::make();
  tx.run(q_queue_once,
         {id, clock.now(), message.to, message.kind, subject, body, channel_name(once.channel), once.expires_at});
  return id;
}

Fate find_fate(db::Session& session, const Uuid& id, Instant now) {
  constexpr std::int64_t longest_try_seconds = 120;  // until then it may still be under way
  Fate fate = Fate::gone;
  session.one(q_fate, {id}, [&](const db::Row& r) {
    const bool under_way = r.instant(3).seconds_until(now) < longest_try_seconds;
    fate = !r.null(0) ? Fate::sent : !r.null(1) ? Fate::failed : !r.null(2) || under_way ? Fate::waiting : Fate::unsure;
  });
  return fate;
}

int send_round(db::Database& database, const Clock& clock, Channel channel, int limit, const SendOne& send) {
  database.write([&](db::Tx& tx) { tx.run(q_expired, {clock.now()}); });
  int sent = 0;
  for (const Waiting& message : list_waiting(database, clock.now(), channel, limit)) {
    if (!take(database, message, clock.now())) continue;
    const Attempt attempt = send(message);
    keep_end(database, message, attempt.end, clock.now());
    if (attempt.end == Attempt::End::arrived) {
      ++sent;
    } else {
      fmt::print(stderr, "message {} was not sent: {}\n", message.id.text(), attempt.why);
    }
    if (attempt.other_side_is_down) break;
  }
  database.write([&](db::Tx& tx) { tx.run(q_prune, {clock.now().plus_seconds(-kept_seconds)}); });
  return sent;
}

std::int64_t drop_waiting(db::Tx& tx) { return tx.run(q_drop, {}); }

}  // namespace gishe::post
