#include "base/uuid.h"

#include <sodium.h>

#include <algorithm>
#include <atomic>

#include "base/clock.h"

namespace gishe {

namespace {

/// The 60 bits an id begins with: 48 of milliseconds and 12 of the part of one, as RFC 9562 §6.2 (method 3) has them.
/// Never the same twice in a process and never smaller than the last, so that a list in the order of its ids is in the
/// order in which they were made.
std::uint64_t next_moment() {
  static std::atomic<std::uint64_t> last = 0;
  const auto now = static_cast<std::uint64_t>(system_clock().now().micros);
  const std::uint64_t moment = (now / 1000) << 12 | (now % 1000) * 4096 / 1000;
  std::uint64_t before = last.load(), next = 0;
  do next = std::max(moment, before + 1);
  while (!last.compare_exchange_weak(before, next));
  return next;
}

}  // namespace

Uuid Uuid::make() {
  Uuid id;
  randombytes_buf(id.bytes.data(), id.bytes.size());
  const std::uint64_t moment = next_moment();
  const std::uint64_t ms = moment >> 12;
  for (int i = 0; i < 6; ++i) id.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(ms >> (40 - 8 * i));
  id.bytes[6] = static_cast<std::uint8_t>(0x70 | (moment >> 8 & 0x0F));
  id.bytes[7] = static_cast<std::uint8_t>(moment);
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3F) | 0x80);
  return id;
}

Uuid Uuid::from_bytes(std::string_view raw) {
  Uuid id;
  if (raw.size() == id.bytes.size()) std::copy(raw.begin(), raw.end(), reinterpret_cast<char*>(id.bytes.data()));
  return id;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  const auto nibble = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  Uuid id;
  std::size_t at = 0;
  for (std::size_t i = 0; i < 36;) {
    if (i == 8 || i == 13 || i == 18 || i == 23) {
      if (text[i] != '-') return std::nullopt;
      ++i;
      continue;
    }
    const int high = nibble(text[i]);
    const int low = nibble(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    id.bytes[at++] = static_cast<std::uint8_t>(high << 4 | low);
    i += 2;
  }
  return id;
}

std::string Uuid::text() const {
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
    out += digits[bytes[i] >> 4];
    out += digits[bytes[i] & 15];
  }
  return out;
}

}  // namespace gishe
