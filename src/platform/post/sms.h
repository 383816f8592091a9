#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "platform/post/never_twice.h"

/// SMS through somebody's HTTP gateway. Off unless an address is configured.
namespace gishe::post {

struct Sms {
  std::string url;               // https://gateway.example/send; {to} and {text} in it are filled in, URL-encoded
  std::string body;              // filled in: as JSON where it begins with {, else as a form; empty: a GET
  std::string secret;            // sent as "Authorization: Bearer …"; empty: none
  bool private_network = false;  // the gateway may stand in a private network, and may speak http
};
inline constexpr std::string_view sms_body_usual = R"({"to":"{to}","text":"{text}"})";

/// In words, for whoever starts the server; empty when it can be used.
std::string why_not(const Sms& sms);
/// Template with {to} and {text} filled in, escaped for where they stand.
enum class Escape { url, json };
std::string filled(std::string_view pattern, std::string_view to, std::string_view text, Escape escape);
/// Sends what waits, at most 20; how many went. Where the gateway may stand is asked on the address really taken
/// (outside.h). 2xx: taken. 4xx and 5xx, or no connection: not taken, tried again later. Silence after the request has
/// left: nobody knows, never again.
int send_waiting_sms(db::Database& database, const Clock& clock, const Sms& sms);

}  // namespace gishe::post
