#pragma once
#include <string>

#include "base/instant.h"
#include "platform/post/post.h"

namespace gishe::post {

/// One connection to the mail server, kept for the letters of one round.
class SmtpClient {
 public:
  explicit SmtpClient(const Smtp& settings);
  ~SmtpClient();
  SmtpClient(const SmtpClient&) = delete;
  SmtpClient& operator=(const SmtpClient&) = delete;

  /// Empty when the server took the letter, else why not (never with the address in it).
  std::string send(const std::string& id, const std::string& to, const std::string& subject, const std::string& body,
                   Instant now);

 private:
  const Smtp m_settings;
  void* m_curl;
};

}  // namespace gishe::post
