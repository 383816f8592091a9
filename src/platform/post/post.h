#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/ids.h"
#include "platform/db/db.h"
#include "platform/words/words.h"

/// Outgoing messages: queued in the transaction that causes them, sent after it by SMTP. They carry no content about a
/// person: only which kind of thing waits, and where to sign in.
namespace gishe::post {

/// One plain address that cannot carry anything else into a header or an SMTP command: 3 to 254 printable characters,
/// exactly one @, no blanks, commas, brackets or quotes.
bool is_address(std::string_view address);

struct Message {
  std::string to;  // one address; CR and LF are refused
  words::Language language = words::Language::bg;
  std::string kind;      // locale keys "message.KIND.subject" and "message.KIND.body"
  words::Values values;  // numbers and links only
};
void queue(db::Tx& tx, const Clock& clock, const Message& message);

/// Drops what waits and was never sent: the letters of the demo's invented past. Returns how many.
std::int64_t drop_waiting(db::Tx& tx);

struct Smtp {
  std::string url;   // smtp://127.0.0.1:25; empty: nothing is sent, messages wait
  std::string from;  // gishe@example.bg; with none that is_address() nothing is ever sent
  std::string user, password;
};
/// Sends what waits, oldest first, at most 100; returns how many went. Failures wait longer each time, 10 tries.
int send_waiting(db::Database& database, const Clock& clock, const Smtp& smtp);

}  // namespace gishe::post
