#include "appointments/calendar_file.h"

namespace gishe::appointments {
namespace {

/// 20261123T082000Z
std::string basic(Instant at) {
  std::string text;
  for (const char c : at.iso()) {
    if (c != '-' && c != ':') text += c;
  }
  return text;
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') safe += '\\';
    safe += c == '\n' ? ' ' : c;
  }
  return safe;
}

}  // namespace

std::string folded(std::string_view line) {
  constexpr std::size_t bytes_max = 75;
  std::string text;
  std::size_t room = bytes_max;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 1 && (static_cast<unsigned char>(line[cut]) & 0xc0) == 0x80) --cut;
    text.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = bytes_max - 1;  // the blank counts
  }
  return text.append(line).append("\r\n");
}

std::string calendar_file(const Appointment& a, std::string_view summary, std::string_view where, Instant now) {
  const bool off = !holds_time(a.state);
  std::string text;
  const auto line = [&](std::string_view one) { text += folded(one); };
  line("BEGIN:VCALENDAR");
  line("VERSION:2.0");
  line("PRODID:-//Gishe//Gishe//BG");
  line(off ? "METHOD:CANCEL" : "METHOD:PUBLISH");
  line("BEGIN:VEVENT");
  line("UID:" + a.id.text() + "@gishe");
  line("SEQUENCE:" + std::to_string(a.version));
  line("DTSTAMP:" + basic(now));
  line("DTSTART:" + basic(a.starts_at));
  line("DTEND:" + basic(a.starts_at.plus_seconds(std::int64_t{a.minutes} * 60)));
  line("SUMMARY:" + escaped(summary) + ' ' + a.number);
  line("LOCATION:" + escaped(where));
  line(off ? "STATUS:CANCELLED" : "STATUS:CONFIRMED");
  line("END:VEVENT");
  line("END:VCALENDAR");
  return text;
}

}  // namespace gishe::appointments
