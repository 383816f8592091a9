#include "appointments/figures.h"

namespace gishe::appointments {
namespace {

std::optional<std::int64_t> shown(std::int64_t n) {
  return n == 0 || n >= smallest_shown ? std::optional(n) : std::nullopt;
}

}  // namespace

Month suppress(const TrueMonth& t) {
  Month m;
  m.month = t.month;
  const std::int64_t parts[] = {t.came, t.no_show, t.excused, t.revoked, t.unsaid};
  std::int64_t booked = 0, hidden = 0;
  int hidden_parts = 0;
  for (const std::int64_t part : parts) {
    booked += part;
    if (shown(part)) continue;
    hidden += part;
    ++hidden_parts;
  }
  m.came = shown(t.came);
  m.no_show = shown(t.no_show);
  m.excused = shown(t.excused);
  m.revoked = shown(t.revoked);
  // `unsaid` is never shown: the rest of the total is at least two numbers whenever one is hidden and it is not zero.
  const bool safe = hidden_parts == 0 || (hidden >= smallest_shown && hidden_parts >= 2);
  if (safe) m.booked = shown(booked);
  const bool ends = shown(t.served) && shown(t.left);
  if (ends) {
    m.served = t.served;
    m.left = t.left;
  }
  if (t.called >= smallest_shown) m.wait_minutes = (t.waited_seconds / t.called + 30) / 60;
  return m;
}

}  // namespace gishe::appointments
