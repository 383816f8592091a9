#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/web/known.h"
#include "platform/web/router.h"
#include "platform/web/web.h"

namespace gishe::web {

// What the gate itself refuses. Their words stand in locale/web.words.
inline constexpr RefusalCode not_signed_in{"web.not_signed_in", 401};
inline constexpr RefusalCode form_from_elsewhere{"web.form_from_elsewhere", 403};
inline constexpr RefusalCode form_too_old{"web.form_too_old", 403};
inline constexpr RefusalCode form_unreadable{"web.form_unreadable", 400};
inline constexpr RefusalCode kind_not_taken{"web.kind_not_taken", 415};
inline constexpr RefusalCode method_not_taken{"web.method_not_taken", 405};
inline constexpr RefusalCode out_of_order{"web.out_of_order", 500};
inline constexpr RefusalCode try_again_soon{"web.try_again_soon", 503};
inline constexpr RefusalCode storage_full{"web.storage_full", 507};

/// From a whole request to its answer: who is asking, may the function, is the form ours, then the handler; faults are
/// caught here and nowhere else. Knows nothing of sockets. answer() runs on handler threads.
class Gate {
 public:
  Gate(Office& office, Routes routes, Doorkeeper doorkeeper, const ServerOptions& options);

  const Routes& routes() const { return m_routes; }
  const Router& router() const { return m_router; }
  Response answer(Request& request, const Router::Match& match) const;
  /// Does it bring a session or token that was good a moment ago? Decides who goes first, nothing else.
  bool knows(const Request& request) const;
  /// What needs neither database nor session: /healthz, files under /assets/, the icon; packed where that was made.
  const Response* at_once(std::string_view target, std::string_view accept_encoding) const;

 private:
  struct Visit;
  std::string_view credential_of(const Request& request, bool api) const;
  std::optional<SignedIn> who(const Request& request, bool api) const;
  Visit visit(Request& request) const;
  std::optional<Refusal> read_form(Request& request) const;
  std::optional<Refusal> why_not_post(const Visit& visit) const;
  Response answered(Visit& visit, const Router::Match& match) const;
  Response guarded(Visit& visit, const Router::Match& match) const;
  void finish(const Visit& visit, Response& response) const;
  void set_cookies(const Visit& visit, Response& response) const;
  void load_assets();

  Office& m_office;
  const Routes m_routes;
  const Doorkeeper m_doorkeeper;
  const ServerOptions m_options;
  const Router m_router;
  mutable Known m_known;
  std::unordered_map<std::string_view, const Response*> m_at_once, m_at_once_packed;
  std::unordered_map<std::string, Response> m_files, m_packed_files;
};

/// Answers in FHIR R4: a refusal there is an OperationOutcome.
bool is_fhir(std::string_view path);
/// Answers machines: /fhir and /hsds too, but for the page about its profile.
bool is_api(std::string_view path);
/// The page (or, of an API, the problem) for a refusal; with an incident's number where there is one.
Response refusal_answer(const Context& context, const Refusals& refusals, std::string_view incident = {});
/// A form's or a cookie's anti-forgery value for somebody without a session.
std::string fresh_csrf(const secrets::Vault& vault);
/// GET /language/{code}?to=/path
Response choose_language(Context& context);
/// Writes one line to stderr, whole, with the time in front.
void log_line(std::string_view line);

}  // namespace gishe::web
