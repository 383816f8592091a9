#include "app/wiring/wiring.h"
#include "departures/departures.h"
#include "desk/desk.h"
#include "hospital/hospital.h"
#include "inquiries/inquiries.h"
#include "places/places.h"

namespace gishe::app::wiring {

using Line = std::optional<desk::DayLine>;

/// `waiting`: how many wait for the actor, and until when the first.
static Line line(const words::Words& words, const char* href, const char* key, const auto& waiting) {
  if (waiting.count == 0) return std::nullopt;
  return desk::DayLine{href, words.count(key, waiting.count), waiting.due_on};
}

static Line asked(db::Session& session, const Actor& actor, const words::Words& words) {
  return line(words, "/desk/inquiries", "inquiries.day_line", inquiries::count_waiting(session, actor));
}
static Line offered(db::Session& session, const Actor& actor, const words::Words& words) {
  return line(words, "/places/offers", "places.day_line", places::count_to_answer(session, actor));
}
static Line untold(db::Session& session, const Actor& actor, const words::Words& words) {
  return line(words, "/deaths", "departures.day_line", departures::count_to_tell(session, actor));
}
static Line discharges(db::Session& session, const Actor& actor, const words::Words& words) {
  return line(words, "/desk/online", "hospital.day_line", hospital::count_waiting(session, actor));
}

void join_day() { desk::show_on_the_day({&asked, &offered, &untold, &discharges}); }

}  // namespace gishe::app::wiring
