#include "platform/web/packed.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <cstdint>

namespace gishe::web {
namespace {

constexpr std::size_t worth_packing_bytes = 1200;  // less fits one packet anyway
constexpr int effort = 5;                          // beyond it pages hardly shrink
constexpr int gzip_window_bits = 15 + 16;

bool is_text(std::string_view content_type) {
  return content_type.starts_with("text/") || content_type.starts_with("application/json") ||
         content_type.starts_with("application/xml") || content_type.starts_with("image/svg+xml") ||
         content_type.starts_with("application/atom+xml");
}

/// FNV-1a: tells versions of a page apart; who could forge one would only deceive himself.
std::uint64_t hash_of(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ull;
  for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ull;
  return hash;
}

/// Empty: zlib would not (no memory).
std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, effort, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) != Z_OK) return {};
  std::string out(deflateBound(&stream, static_cast<uLong>(bytes.size())), '\0');
  // zlib only reads through this pointer; its type is older than const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const bool done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  out.resize(done ? stream.total_out : 0);
  deflateEnd(&stream);
  return out;
}

}  // namespace

bool takes_gzip(std::string_view accepted) {
  const std::size_t at = accepted.find("gzip");
  if (at == std::string_view::npos) return false;
  std::string_view wish = accepted.substr(at + 4);
  wish = wish.substr(0, std::min(wish.find(','), wish.size()));
  const std::size_t q = wish.find("q=0");
  return q == std::string_view::npos || wish.find_first_of("123456789", q + 3) != std::string_view::npos;
}

void pack(Response& response) {
  if (response.body.size() < worth_packing_bytes || !is_text(response.content_type)) return;
  for (const auto& [name, value] : response.headers) {
    if (name == "Content-Encoding") return;
  }
  std::string packed = gzip(response.body);
  if (packed.empty() || packed.size() >= response.body.size()) return;
  response.body = std::move(packed);
  response.headers.emplace_back("Content-Encoding", "gzip");
  response.headers.emplace_back("Vary", "Accept-Encoding");
}

void keep_or_confirm(const Request& request, Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "ETag") return;
  }
  // Weak: the same page, packed or not.
  const std::string tag = fmt::format("W/\"{:016x}\"", hash_of(response.body));
  response.headers.emplace_back("ETag", tag);
  if (request.header("if-none-match").find(tag.substr(2)) == std::string_view::npos) return;
  response.status = 304;
  response.body.clear();
}

}  // namespace gishe::web
