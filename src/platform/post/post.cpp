#include "platform/post/post.h"

#include <optional>

#include "platform/post/queue.h"
#include "platform/post/smtp.h"

namespace gishe::post {

int send_waiting(db::Database& database, const Clock& clock, const Smtp& smtp) {
  constexpr int letters_a_round = 100;
  if (smtp.url.empty()) return 0;
  std::optional<SmtpClient> client;  // one connection for the letters of a round, none for an empty round
  return send_round(database, clock, Channel::email, letters_a_round, [&](const Waiting& letter) {
    if (!client) client.emplace(smtp);
    return client->send(letter.id.text(), letter.to, letter.subject, letter.body, clock.now());
  });
}

}  // namespace gishe::post
