#include <fmt/format.h>

#include "platform/web/gate.h"
#include "platform/web/signed_cookie.h"
#include "platform/web/target.h"
#include "platform/web/wire.h"

namespace gishe::web {

Response Context::show_to_all(const page::Page& page) const {
  Response r = show(page);
  r.cacheable = !actor.signed_in() && surroundings.notice.empty();
  return r;
}

Response Context::refuse(const Refusal& refusal) const { return refusal_answer(*this, {refusal}); }

Response Context::go(std::string location, std::string_view notice_key) const {
  Response r = Response::see_other(std::move(location));
  if (!notice_key.empty()) {
    r.headers.emplace_back("Set-Cookie",
                           set_cookie(notice_cookie_name, signed_value(office.vault, "web.notice", notice_key), 60));
  }
  return r;
}

std::string Context::once_key() const {
  constexpr std::size_t letters_max = 100;
  if (const std::string_view form = request.form("form_key"); !form.empty()) {
    return std::string(form.substr(0, letters_max));
  }
  std::string key(request.header("idempotency-key").substr(0, letters_max));
  if (!key.empty() && !actor.signed_in()) key += '|' + request.remote;
  return key;
}

std::string Context::once_key(std::string_view act) const {
  const std::string key = once_key();
  return key.empty() ? key : key + ':' + std::string(act);
}

Response refusal_answer(const Context& context, const Refusals& refusals, std::string_view incident) {
  if (is_api(context.request.path)) {
    Response r = context.problem(refusals);
    if (!incident.empty()) r.headers.emplace_back("Gishe-Incident", incident);
    if (r.status == 401) r.headers.emplace_back("WWW-Authenticate", "Bearer");
    return r;
  }
  const Refusal& first = refusals.front();
  const int status = first.code->http_status;
  page::Page page =
      context.page("web/refusal.html", context.actor.signed_in() ? page::Frame::staff : page::Frame::open);
  const std::string title = fmt::format("web.status.{}", status);
  page.title(context.words(context.words.has(title) ? title : "web.status.other"));
  page.set("WORDS", context.words.refusal(first));
  if (!incident.empty()) page.add("INCIDENT").set("NUMBER", incident);
  page.show_if(status == 401, "SIGN_IN");
  page.show_if(context.actor.signed_in(), "TO_DAY");
  page.show_if(!context.actor.signed_in(), "TO_START");
  return Response::html(page.html(), status);
}

std::string fresh_csrf(const secrets::Vault& vault) { return signed_value(vault, "web.csrf", secrets::random_token()); }

Response choose_language(Context& context) {
  const auto language = words::from_code(context.request.in_path("code"));
  if (!language) return context.refuse(Refusal(not_found));
  const std::string_view to = context.request.query("to");
  Response r = Response::see_other(local_path(to) ? std::string(to) : "/");
  r.headers.emplace_back("Set-Cookie", set_cookie(language_cookie_name, words::code(*language), 365 * 86400));
  return r;
}

}  // namespace gishe::web
