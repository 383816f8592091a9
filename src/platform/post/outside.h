#pragma once
#include <cstddef>
#include <string>

/// The one way this program asks another over HTTP. Nothing a visitor writes ever becomes an address here: addresses
/// come from the operator's settings.
namespace gishe::post {

struct OutsideRequest {
  std::string url;           // http:// or https://
  std::string body;          // empty: GET, else POST
  std::string content_type;  // of the body
  std::string bearer;        // Authorization: Bearer …; empty: none. Never in a log or a fault
  int seconds = 5;           // in all, connecting too
  std::size_t bytes_max = 1 << 20;
  /// An address of this machine or of the office's own network: only when the operator named it as such. Looked at when
  /// connecting, on the address really taken, so that no name can lead there later.
  bool own_network = false;
};
struct OutsideAnswer {
  int status = 0;  // 0: none came
  std::string body;
  std::string fault;  // why none came, in English for the operator; empty: one came, whatever its status
  /// Did the request leave, so that the other side may have acted on it although no answer came?
  bool perhaps_done = false;
};
/// Follows no redirects, uses no proxy of the environment, takes no cookies. Never throws.
OutsideAnswer ask_outside(const OutsideRequest& request);

}  // namespace gishe::post
