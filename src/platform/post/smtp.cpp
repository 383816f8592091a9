#include "platform/post/smtp.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <memory>
#include <stdexcept>

#include "platform/post/letter.h"

namespace gishe::post {
namespace {

class Lines {
 public:
  ~Lines() { curl_slist_free_all(m_list); }
  void add(const std::string& line) { m_list = curl_slist_append(m_list, line.c_str()); }
  curl_slist* get() const { return m_list; }

 private:
  curl_slist* m_list = nullptr;
};

bool on_this_machine(const std::string& url) {
  return url.find("://127.0.0.1") != std::string::npos || url.find("://localhost") != std::string::npos ||
         url.find("://[::1]") != std::string::npos;
}

/// Before the letter has left whole nothing can have arrived; a refusal of the server is certain too.
Attempt attempt_of(void* curl, CURLcode code) {
  using End = Attempt::End;
  if (code == CURLE_OK) return {End::arrived, {}, false};
  long said = 0;  // the last answer of the server: 354 and nothing more means that the letter was on its way
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &said);
  constexpr long go_on = 354;
  const bool cut_off = code == CURLE_OPERATION_TIMEDOUT || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR ||
                       code == CURLE_GOT_NOTHING || code == CURLE_PARTIAL_FILE;
  const bool down = cut_off || code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST;
  return {cut_off && (said == go_on || said == 0) ? End::unknown : End::did_not_arrive, curl_easy_strerror(code), down};
}

}  // namespace

SmtpClient::SmtpClient(const Smtp& settings) : m_settings(settings), m_curl(curl_easy_init()) {
  if (!m_curl) throw std::runtime_error("libcurl does not start");
}

SmtpClient::~SmtpClient() { curl_easy_cleanup(m_curl); }

Attempt SmtpClient::send(const std::string& id, const std::string& to, const std::string& subject,
                         const std::string& body, Instant now) {
  using End = Attempt::End;
  if (!is_address(m_settings.from)) return {End::did_not_arrive, "the sender is not an address", false};
  if (!is_address(to)) return {End::did_not_arrive, "the receiver is not an address", false};
  curl_easy_reset(m_curl);
  curl_easy_setopt(m_curl, CURLOPT_URL, m_settings.url.c_str());
  curl_easy_setopt(m_curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(m_curl, CURLOPT_PROXY, "");  // a web proxy of the environment is not for mail
  curl_easy_setopt(m_curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(m_curl, CURLOPT_CONNECTTIMEOUT, 5L);
  curl_easy_setopt(m_curl, CURLOPT_TIMEOUT, 20L);
  // A relay on the same machine rarely has a certificate; across a network a password never goes in the clear.
  const auto tls = on_this_machine(m_settings.url) ? CURLUSESSL_NONE
                   : m_settings.user.empty()       ? CURLUSESSL_TRY
                                                   : CURLUSESSL_ALL;
  curl_easy_setopt(m_curl, CURLOPT_USE_SSL, static_cast<long>(tls));
  if (!m_settings.user.empty()) {
    curl_easy_setopt(m_curl, CURLOPT_USERNAME, m_settings.user.c_str());
    curl_easy_setopt(m_curl, CURLOPT_PASSWORD, m_settings.password.c_str());
  }
  curl_easy_setopt(m_curl, CURLOPT_MAIL_FROM, m_settings.from.c_str());
  Lines recipients, headers;
  recipients.add(to);
  curl_easy_setopt(m_curl, CURLOPT_MAIL_RCPT, recipients.get());
  headers.add("From: <" + m_settings.from + ">");
  headers.add("To: <" + to + ">");
  headers.add("Subject: " + encode_subject(subject));
  headers.add("Date: " + mail_date(now));
  headers.add(fmt::format("Message-ID: <{}@{}>", id, m_settings.from.substr(m_settings.from.find('@') + 1)));
  headers.add("Auto-Submitted: auto-generated");
  curl_easy_setopt(m_curl, CURLOPT_HTTPHEADER, headers.get());
  const std::unique_ptr<curl_mime, decltype(&curl_mime_free)> mime(curl_mime_init(m_curl), curl_mime_free);
  curl_mimepart* part = curl_mime_addpart(mime.get());
  curl_mime_data(part, body.data(), body.size());
  curl_mime_type(part, "text/plain; charset=utf-8");
  curl_mime_encoder(part, "base64");
  curl_easy_setopt(m_curl, CURLOPT_MIMEPOST, mime.get());
  return attempt_of(m_curl, curl_easy_perform(m_curl));
}

}  // namespace gishe::post
