#pragma once
#include "platform/post/post.h"

/// Messages that must not arrive twice, by mail or by SMS: reminders. Queued in the transaction that causes them, like
/// others; but when a try ends without knowing whether it arrived (the server was killed, the other side hung up in the
/// middle), there is no second one.
namespace gishe::post {

enum class Channel { email, sms };
std::string_view channel_name(Channel channel);

struct OnceMessage {
  Channel channel = Channel::email;
  Message message;     // `to` of an SMS is a number as bulgarian_number() gives it; its text is "message.KIND.sms"
  Instant expires_at;  // after this it would be untrue: dropped as failed
};
/// Its id, to ask after it.
Uuid queue_never_twice(db::Tx& tx, const Clock& clock, const OnceMessage& message);

/// unsure: a try was begun and nobody knows how it ended. gone: no such message (any more).
enum class Fate { waiting, sent, failed, unsure, gone };
Fate find_fate(db::Session& session, const Uuid& id, Instant now);

/// How a try ended: nothing arrived for certain (a later try may follow), or nobody knows.
struct Attempt {
  enum class End { arrived, did_not_arrive, unknown } end = End::arrived;
  std::string why;                  // for the log: never an address, a number or a text
  bool other_side_is_down = false;  // the round ends: the next one would wait as long
};

}  // namespace gishe::post
