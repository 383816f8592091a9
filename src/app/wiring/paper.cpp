#include "app/wiring/wiring.h"
#include "appointments/appointments.h"
#include "paper_forms/paper_forms.h"

namespace gishe::app::wiring {

static std::vector<paper_forms::BookedTime> booked(db::Session& session, const Actor& actor, Day day) {
  std::vector<paper_forms::BookedTime> list;
  for (auto& t : appointments::list_times(session, actor, day)) {
    list.push_back({std::move(t.time), std::move(t.number), std::move(t.counter)});
  }
  return list;
}

void join_paper() { paper_forms::list_times_with(&booked); }

}  // namespace gishe::app::wiring
