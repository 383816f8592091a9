#include "platform/post/sms.h"

#include <fmt/format.h>

#include "platform/post/outside.h"
#include "platform/post/queue.h"

namespace gishe::post {
namespace {

constexpr int messages_a_round = 20, whole_seconds = 15;
constexpr std::size_t answer_bytes_max = 64 * 1024;

Attempt send(const Sms& sms, const Waiting& message) {
  using End = Attempt::End;
  const bool json = sms.body.starts_with('{');
  OutsideRequest request;
  request.url = filled(sms.url, message.to, message.body, Escape::url);
  request.body = filled(sms.body, message.to, message.body, json ? Escape::json : Escape::url);
  request.content_type = json ? "application/json" : "application/x-www-form-urlencoded";
  request.bearer = sms.secret;
  request.seconds = whole_seconds;
  request.bytes_max = answer_bytes_max;
  request.own_network = sms.private_network;
  const OutsideAnswer answer = ask_outside(request);
  if (answer.status >= 200 && answer.status < 300) return {End::arrived, {}, false};
  if (answer.status > 0) {
    return {End::did_not_arrive, fmt::format("the gateway said {}", answer.status), answer.status >= 500};
  }
  return {answer.perhaps_done ? End::unknown : End::did_not_arrive, answer.fault, true};
}

}  // namespace

std::string why_not(const Sms& sms) {
  const bool secure = sms.url.starts_with("https://") && sms.url.size() > 8;
  const bool open = sms.url.starts_with("http://") && sms.url.size() > 7;
  if (!secure && !open) return "the gateway's address is not understood";
  if (!secure && !sms.private_network) return "the gateway must be https; http only with --sms-private-network";
  const std::string both = sms.url + ' ' + sms.body;
  if (both.find("{to}") == std::string::npos || both.find("{text}") == std::string::npos) {
    return "neither its address nor its body has {to} and {text}";
  }
  for (const char c : sms.secret) {
    if (c <= ' ' || c > '~') return "the gateway's secret has blanks or letters that no header takes";
  }
  return {};
}

int send_waiting_sms(db::Database& database, const Clock& clock, const Sms& sms) {
  if (sms.url.empty()) return 0;
  return send_round(database, clock, Channel::sms, messages_a_round,
                    [&](const Waiting& message) { return send(sms, message); });
}

}  // namespace gishe::post
