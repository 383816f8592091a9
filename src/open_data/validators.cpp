#include "open_data/validators.h"

#include "base/text.h"
#include "platform/secrets/secrets.h"
#include "platform/web/wire.h"

namespace gishe::open_data {
namespace {

/// Whether a list of quoted values (or *) holds this one. W/ before a value does not matter for asking again.
bool holds(std::string_view list, std::string_view value) {
  if (list == "*") return true;
  for (std::size_t at = list.find('"'); at != std::string_view::npos; at = list.find('"', at)) {
    const auto end = list.find('"', at + 1);
    if (end == std::string_view::npos) return false;
    if (list.substr(at, end - at + 1) == value) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

web::Response with_validators(const web::Context& c, std::string content_type, std::string body,
                              std::optional<Instant> at) {
  web::Response r;
  r.content_type = std::move(content_type);
  r.cacheable = c.request.method == web::Method::get;
  if (!r.cacheable) {
    r.body = std::move(body);
    return r;
  }
  const auto tag = "\"" + text::hex(secrets::digest(body).substr(0, 16)) + "\"";
  r.headers.emplace_back("ETag", tag);
  r.headers.emplace_back("Cache-Control", "public, max-age=60");
  const auto modified = at ? web::http_date(*at) : std::string();
  if (at) r.headers.emplace_back("Last-Modified", modified);
  const auto asked = c.request.header("if-none-match");
  const bool same = asked.empty() ? at && c.request.header("if-modified-since") == modified : holds(asked, tag);
  if (same)
    r.status = 304;
  else
    r.body = std::move(body);
  return r;
}

}  // namespace gishe::open_data
