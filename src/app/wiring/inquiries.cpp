#include "inquiries/inquiries.h"

#include "app/wiring/wiring.h"
#include "departures/departures.h"
#include "desk/desk.h"
#include "hospital/hospital.h"
#include "places/places.h"

namespace gishe::app::wiring {

static std::optional<desk::DayLine> waiting(db::Session& session, const Actor& actor, const words::Words& words) {
  const auto waiting = inquiries::count_waiting(session, actor);
  if (waiting.count == 0) return std::nullopt;
  return desk::DayLine{"/desk/inquiries", words.count("inquiries.day_line", waiting.count), waiting.due_on};
}

static std::optional<desk::WrittenBefore> written(db::Session& session, const Actor& actor) {
  const auto in_hand = inquiries::find_in_hand(session, actor);
  if (!in_hand) return std::nullopt;
  return desk::WrittenBefore{in_hand->id.value, in_hand->number, in_hand->words};
}

static std::optional<desk::DayLine> offered(db::Session& session, const Actor& actor, const words::Words& words) {
  const auto offers = places::count_to_answer(session, actor);
  if (offers.count == 0) return std::nullopt;
  return desk::DayLine{"/places/offers", words.count("places.day_line", offers.count), offers.due_on};
}

static std::optional<desk::DayLine> untold(db::Session& session, const Actor& actor, const words::Words& words) {
  const auto households = departures::count_to_tell(session, actor);
  if (households.count == 0) return std::nullopt;
  return desk::DayLine{"/deaths", words.count("departures.day_line", households.count), households.due_on};
}

static std::optional<desk::DayLine> discharges(db::Session& session, const Actor& actor, const words::Words& words) {
  const auto waiting = hospital::count_waiting(session, actor);
  if (waiting.count == 0) return std::nullopt;
  return desk::DayLine{"/desk/online", words.count("hospital.day_line", waiting.count), waiting.due_on};
}

void join_inquiries() {
  desk::show_on_the_day({&waiting, &offered, &untold, &discharges});
  desk::take_written_words_with({&written, &inquiries::taken_as_application});
}

}  // namespace gishe::app::wiring
