#pragma once
#include <string>
#include <string_view>

#include "appointments/appointment.h"

namespace gishe::appointments {

/// RFC 5545, one event in UTC: no subject, no name. A cancelled one says so under the same UID, so that the calendar
/// takes it off.
std::string calendar_file(const Appointment& a, std::string_view summary, std::string_view where, Instant now);

/// RFC 5545 §3.1: at most 75 bytes a line, never cutting a letter in two; ends with CR LF.
std::string folded(std::string_view line);

}  // namespace gishe::appointments
