#include "hospital/hospital.h"

#include "app/wiring/wiring.h"
#include "desk/desk.h"

namespace gishe::app::wiring {

void join_hospital() {
  desk::hear_from_outside_with({&hospital::facts_for_desk, &hospital::desk_moved});
  cases::tell_outside_with({&hospital::case_closed, &hospital::beside_case});
}

}  // namespace gishe::app::wiring
