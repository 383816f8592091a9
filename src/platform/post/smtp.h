#pragma once
#include <string>

#include "base/instant.h"
#include "platform/post/never_twice.h"

namespace gishe::post {

/// One connection to the mail server, kept for the letters of one round.
class SmtpClient {
 public:
  explicit SmtpClient(const Smtp& settings);
  ~SmtpClient();
  SmtpClient(const SmtpClient&) = delete;
  SmtpClient& operator=(const SmtpClient&) = delete;

  /// Whether the server took the letter; `unknown` when it hung up or fell silent after the letter had begun.
  Attempt send(const std::string& id, const std::string& to, const std::string& subject, const std::string& body,
               Instant now);

 private:
  const Smtp m_settings;
  void* m_curl;
};

}  // namespace gishe::post
