#include "platform/web/gate.h"

#include <fmt/format.h>

#include <memory>

#include "base/uuid.h"
#include "platform/db/wall.h"
#include "platform/embedded/embedded.h"
#include "platform/web/form.h"
#include "platform/web/packed.h"
#include "platform/web/signed_cookie.h"
#include "platform/web/target.h"
#include "platform/web/wire.h"

namespace gishe::web {
namespace {

Routes with_own(Routes routes) {
  routes.push_back({Method::get, "/language/{code}", access::Action::open_public, &choose_language});
  routes.push_back({Method::post, "/language/{code}", access::Action::open_public, &choose_language});
  return routes;
}

/// Origin names the same host as Host; behind TLS only as https.
bool from_own_origin(const Request& request) {
  std::string_view origin = request.header("origin");
  if (origin.starts_with("https://"))
    origin.remove_prefix(8);
  else if (origin.starts_with("http://") && !behind_tls())
    origin.remove_prefix(7);
  else
    return false;
  return origin == request.header("host");
}

bool from_own_site(const Request& request) {
  const std::string_view site = request.header("sec-fetch-site");
  if (site == "same-origin") return request.header("origin").empty() || from_own_origin(request);
  return (site.empty() || site == "none") && from_own_origin(request);
}

/// Doors that a secret opens instead of an account: number and secret of an application, a link by post. Behind them
/// the handler alone decides, having asked for the secret.
bool opens_by_secret(access::Action permission) {
  using enum access::Action;
  return permission == follow_application || permission == answer_by_link;
}

}  // namespace

bool is_fhir(std::string_view path) { return path == "/fhir" || path.starts_with("/fhir/"); }

bool is_api(std::string_view path) {
  return path.starts_with("/api/") || is_fhir(path) || path == "/hsds" ||
         (path.starts_with("/hsds/") && path != "/hsds/bg-social");
}

/// One request with everything found out about it.
struct Gate::Visit {
  Request& request;
  bool api = false;
  std::optional<SignedIn> signed_in;
  std::string csrf;
  bool own_csrf = false;  // made for somebody without a session
  std::string notice;
  std::optional<words::Language> asked_language;  // by ?lang=
  std::unique_ptr<Context> context;
  std::unique_ptr<db::ActingAs> acting;
};

Gate::Gate(Office& office, Routes routes, Doorkeeper doorkeeper, const ServerOptions& options)
    : m_office(office),
      m_routes(with_own(std::move(routes))),
      m_doorkeeper(std::move(doorkeeper)),
      m_options(options),
      m_router(m_routes) {
  load_assets();
}

void Gate::load_assets() {
  Response healthy = Response::html("ok\n");
  healthy.content_type = "text/plain; charset=utf-8";
  m_files.emplace("/healthz", std::move(healthy));
  for (const std::string_view name : embedded::list("assets/")) {
    const std::string_view file = name.substr(std::string_view("assets/").size());
    // Asked of platform/page, not of the embedded bytes: style sheets come with hashed addresses inside.
    const std::string address = page::asset(file);
    const auto asset = page::find_asset(std::string_view(address).substr(std::string_view("/assets/").size()));
    if (!asset) continue;
    Response r;
    r.content_type = asset->content_type;
    r.body = asset->bytes;
    r.cacheable = true;
    r.headers.emplace_back("Cache-Control", m_options.developing ? "no-cache" : "public, max-age=31536000, immutable");
    if (file == "favicon.svg") {
      Response icon = r;
      icon.headers[0].second = "public, max-age=86400";
      m_files.emplace("/favicon.ico", icon);
      m_files.emplace("/favicon.svg", std::move(icon));
    }
    m_files.emplace(address, std::move(r));
  }
  for (const auto& [path, response] : m_files) {
    Response packed = response;
    pack(packed);
    if (packed.body.size() < response.body.size()) m_packed_files.emplace(path, std::move(packed));
  }
  for (const auto& [path, response] : m_files) m_at_once.emplace(path, &response);
  for (const auto& [path, response] : m_packed_files) m_at_once_packed.emplace(path, &response);
}

const Response* Gate::at_once(std::string_view target, std::string_view accept_encoding) const {
  const auto at = m_at_once.find(target);
  if (at == m_at_once.end()) return nullptr;
  const auto packed = m_at_once_packed.find(target);
  return packed != m_at_once_packed.end() && takes_gzip(accept_encoding) ? packed->second : at->second;
}

/// Empty: none. The two never mix: a page never takes a token, the API never takes a cookie (and so needs no
/// anti-forgery value).
std::string_view Gate::credential_of(const Request& request, bool api) const {
  constexpr std::size_t bytes_max = 500;
  std::string_view credential;
  if (api) {
    credential = request.header("authorization");
    if (!credential.starts_with("Bearer ")) return {};
    credential.remove_prefix(7);
  } else {
    credential = request.cookie(behind_tls() ? session_cookie_name : session_cookie_plain);
  }
  return credential.size() > bytes_max ? std::string_view() : credential;
}

bool Gate::knows(const Request& request) const {
  const auto credential = credential_of(request, is_api(request.path));
  return !credential.empty() && m_known.holds(credential);
}

std::optional<SignedIn> Gate::who(const Request& request, bool api) const {
  const auto credential = credential_of(request, api);
  const auto& ask = api ? m_doorkeeper.by_token : m_doorkeeper.by_session;
  if (credential.empty() || !ask) return std::nullopt;
  auto signed_in = ask(m_office, credential);
  if (signed_in) m_known.remember(credential, m_office.now().micros);
  return signed_in;
}

Gate::Visit Gate::visit(Request& request) const {
  Visit v{request, is_api(request.path), std::nullopt, {}, false, {}, std::nullopt, nullptr, nullptr};
  v.signed_in = who(request, v.api);
  if (v.signed_in) {
    const Actor& actor = v.signed_in->actor;
    v.acting =
        std::make_unique<db::ActingAs>(db::Acting{db::Acting::As::account, actor.account, actor.post.municipality});
  }

  const auto chosen = words::from_code(request.cookie(language_cookie_name));
  // An address that names its language is for search engines and shared links; without one the choice made before
  // holds.
  std::optional<words::Language> language;
  if (!v.api) language = v.asked_language = words::from_code(request.query("lang"));
  if (!language && v.signed_in && (m_doorkeeper.choose_language || !chosen)) language = v.signed_in->language;
  if (!language) language = chosen;
  if (!language) language = words::preferred(request.header("accept-language"));
  const words::Words words(*language);

  page::Surroundings around;
  around.language = *language;
  around.developing = m_options.developing;
  if (!v.api) {
    around.path_and_query = without_field(request.target, "lang");
    around.origin = m_office.public_address;
    around.form_key = Uuid::make().text();
    if (const auto key = value_of_signed(m_office.vault, "web.notice", request.cookie(notice_cookie_name))) {
      v.notice = words(*key);
      around.notice = v.notice;
    }
    if (v.signed_in) {
      v.csrf = v.signed_in->csrf;
      around.user_name = v.signed_in->actor.name;
      around.post_label = v.signed_in->post_label;
      around.municipality_name = v.signed_in->municipality_name;
      if (m_doorkeeper.nav) around.nav = m_doorkeeper.nav(v.signed_in->actor, words, request.path);
    } else {
      v.own_csrf = true;
      const std::string_view sent = request.cookie(csrf_cookie_name);
      v.csrf = value_of_signed(m_office.vault, "web.csrf", sent) ? std::string(sent) : fresh_csrf(m_office.vault);
    }
    around.csrf = v.csrf;
  }
  v.context.reset(new Context{request, m_office, v.signed_in ? v.signed_in->actor : Actor{}, words, std::move(around)});
  return v;
}

std::optional<Refusal> Gate::read_form(Request& request) const {
  if (request.body.empty()) return std::nullopt;
  const std::string_view kind = request.header("content-type");
  const std::string_view name = kind.substr(0, std::min(kind.find_first_of("; "), kind.size()));
  if (name == "application/x-www-form-urlencoded") {
    auto fields = parse_fields(request.body);
    if (!fields) return Refusal(form_unreadable);
    request.form_values = std::move(*fields);
    return std::nullopt;
  }
  if (name != "multipart/form-data") return Refusal(kind_not_taken);
  auto form = parse_multipart(request.body, boundary_of(kind));
  if (!form) return Refusal(form_unreadable);
  request.form_values = std::move(form->fields);
  request.uploads = std::move(form->uploads);
  request.body.clear();
  request.body.shrink_to_fit();
  return std::nullopt;
}

std::optional<Refusal> Gate::why_not_post(const Visit& visit) const {
  if (!from_own_site(visit.request)) return Refusal(form_from_elsewhere);
  if (auto no = read_form(visit.request)) return no;
  const std::string_view sent = visit.request.form("csrf");
  // Without a session the cookie is what the form must repeat; a value made just now was in no form.
  if (visit.own_csrf && visit.csrf != visit.request.cookie(csrf_cookie_name)) return Refusal(form_too_old);
  if (visit.csrf.empty() || !secrets::same(sent, visit.csrf)) return Refusal(form_too_old);
  return std::nullopt;
}

Response Gate::answered(Visit& visit, const Router::Match& match) const {
  Context& context = *visit.context;
  if (match.route < 0) {
    if (match.allowed == 0) return refusal_answer(context, {Refusal(not_found)});
    Response r = refusal_answer(context, {Refusal(method_not_taken)});
    std::string allow;
    static constexpr std::string_view names[] = {"GET, HEAD", "POST", "PUT", "PATCH", "DELETE"};
    for (unsigned m = 0; m < 5; ++m) {
      if (match.allowed & 1u << m) allow += (allow.empty() ? "" : ", ") + std::string(names[m]);
    }
    r.headers.emplace_back("Allow", allow);
    return r;
  }
  const Route& route = m_routes[static_cast<std::size_t>(match.route)];
  if (!access::function_may(context.actor, route.permission)) {
    if (context.actor.signed_in()) {
      const std::string& first = visit.signed_in->first_go_to;
      const bool elsewhere_first = !first.empty() && !visit.api && visit.request.method == Method::get;
      return elsewhere_first ? Response::see_other(first) : refusal_answer(context, {Refusal(not_your_function)});
    }
    if (visit.api || visit.request.method != Method::get) return refusal_answer(context, {Refusal(not_signed_in)});
    return Response::see_other("/sign-in?next=" + percent_encoded(visit.request.target, true));
  }
  if (visit.request.method != Method::get) {
    if (visit.api) {
      const std::string_view kind = visit.request.header("content-type");
      const bool fhir = is_fhir(visit.request.path) &&
                        (kind.starts_with("application/fhir+json") || kind.starts_with("application/json-patch+json"));
      if (!visit.request.body.empty() && !fhir && !kind.starts_with("application/json")) {
        return refusal_answer(context, {Refusal(kind_not_taken)});
      }
    } else if (auto no = why_not_post(visit)) {
      return refusal_answer(context, {*no});
    }
  }
  return guarded(visit, match);
}

Response Gate::guarded(Visit& visit, const Router::Match& match) const {
  const Route& route = m_routes[static_cast<std::size_t>(match.route)];
  Context& context = *visit.context;
  std::optional<db::BeyondTheWall> by_secret;
  if (opens_by_secret(route.permission)) by_secret.emplace();
  Response response = route.handler(context);
  if (route.handler == &choose_language && context.actor.signed_in() && m_doorkeeper.choose_language &&
      visit.request.header("sec-fetch-site") != "cross-site") {
    if (const auto language = words::from_code(visit.request.in_path("code"))) {
      m_doorkeeper.choose_language(m_office, context.actor, *language);
    }
  }
  return response;
}

Response Gate::answer(Request& request, const Router::Match& match) const {
  const char* kind = "fault";
  std::string what, incident;
  RefusalCode code = out_of_order;
  std::optional<Visit> visit_or_none;
  try {
    request.path_values = match.path_values;
    visit_or_none.emplace(visit(request));
    Response response = answered(*visit_or_none, match);
    finish(*visit_or_none, response);
    return response;
  } catch (const db::Fault& fault) {
    what = fault.what();
    code = fault.kind == db::Fault::Kind::full ? storage_full : try_again_soon;
  } catch (const std::exception& bug) {
    kind = "bug";
    what = bug.what();
  }
  const std::string_view pattern = match.route < 0 ? "-" : m_routes[static_cast<std::size_t>(match.route)].pattern;
  try {
    incident = secrets::random_code(8);
    log_line(fmt::format("incident={} kind={} route={} what=\"{}\"", incident, kind, pattern, what));
    Context bare{request, m_office, Actor{}, words::Words(words::preferred(request.header("accept-language"))), {}};
    bare.surroundings.language = bare.words.language();
    const Context& context = visit_or_none && visit_or_none->context ? *visit_or_none->context : bare;
    Response response = refusal_answer(context, {Refusal(code)}, incident);
    if (code.http_status == 503) response.headers.emplace_back("Retry-After", "2");
    return response;
  } catch (const std::exception& again) {
    log_line(fmt::format("incident={} kind=no_page what=\"{}\"", incident, again.what()));
    return plain_answer(code.http_status, request.path);
  }
}

void Gate::finish(const Visit& visit, Response& response) const {
  if (visit.api) return;
  set_cookies(visit, response);
  // Where a value of the visitor's own stands in a page, its packed length would tell about it (BREACH).
  const bool holds_a_secret = visit.signed_in || response.body.find(visit.csrf) != std::string::npos;
  if (response.cacheable && response.status == 200) keep_or_confirm(visit.request, response);
  if (!holds_a_secret && takes_gzip(visit.request.header("accept-encoding"))) pack(response);
}

void Gate::set_cookies(const Visit& visit, Response& response) const {
  const auto asked = visit.asked_language;
  if (asked && !visit.signed_in && response.status == 200 &&
      visit.request.cookie(language_cookie_name) != words::code(*asked)) {
    response.headers.emplace_back("Set-Cookie", set_cookie(language_cookie_name, words::code(*asked), 365 * 86400));
  }
  // Only pages that hold the value in a form need its cookie.
  if (visit.own_csrf && visit.request.cookie(csrf_cookie_name) != visit.csrf &&
      response.body.find(visit.csrf) != std::string::npos) {
    response.headers.emplace_back("Set-Cookie", set_cookie(csrf_cookie_name, visit.csrf, -1));
    response.cacheable = false;
  }
  if (!visit.notice.empty() && response.status == 200 && response.content_type.starts_with("text/html")) {
    response.headers.emplace_back("Set-Cookie", set_cookie(notice_cookie_name, "", 0));
  }
}

}  // namespace gishe::web
