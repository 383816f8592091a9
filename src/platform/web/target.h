#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// The request's target and everything percent-encoded. Pure functions, fuzzed in tests/fuzz.
namespace gishe::web {

using Pairs = std::vector<std::pair<std::string, std::string>>;

inline constexpr std::size_t fields_max = 1000;  // form and query fields together with their repeats

bool valid_utf8(std::string_view bytes);

/// Refuses a % that is not followed by two hex digits. `plus_is_blank` as in forms and queries.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank);
/// Letters, digits and -._~ stay; the rest becomes %XX. `keep_slash` for whole paths.
std::string percent_encoded(std::string_view text, bool keep_slash = false);

struct Target {
  std::string path;  // decoded, UTF-8, begins with a slash
  Pairs query;
};
/// Origin-form only (RFC 9112 §3.2.1). Refuses fragments, encoded slashes and backslashes, control characters, NUL,
/// "." and ".." segments, broken percent-encoding and broken UTF-8.
std::optional<Target> parse_target(std::string_view target);

/// The target without the fields of that name in its query; the rest stays as it was sent.
std::string without_field(std::string_view target, std::string_view name);

/// a=1&b=2 as forms and queries write it; line ends become LF. Refuses broken encoding, broken UTF-8, NUL, and more
/// than fields_max fields.
std::optional<Pairs> parse_fields(std::string_view text);

/// name=value; name=value. Unreadable pieces are skipped: other programs on the same host may have set them.
Pairs parse_cookies(std::string_view header);

/// A path on this very server, fit for a redirect: one slash at the start, no control characters, no backslash.
bool local_path(std::string_view path);

}  // namespace gishe::web
