#pragma once
#include <functional>
#include <vector>

#include "platform/post/never_twice.h"

/// One round of sending, shared by mail and SMS.
namespace gishe::post {

struct Waiting {
  Uuid id;
  std::string to, subject, body;
  std::int64_t tries = 0;
  bool never_twice = false;
};
using SendOne = std::function<Attempt(const Waiting&)>;

/// Takes what waits on this channel, oldest first, at most `limit`, and hands each to `send`. How many arrived.
/// A failure waits 1, 2, 4 … 256 minutes; ten tries in all.
int send_round(db::Database& database, const Clock& clock, Channel channel, int limit, const SendOne& send);

}  // namespace gishe::post
