#include "app/wiring/wiring.h"
#include "staff/staff.h"

namespace gishe::app::wiring {

web::Doorkeeper doorkeeper() {
  web::Doorkeeper keeper;
  keeper.by_session = &staff::by_session;
  keeper.by_token = &staff::by_token;
  keeper.choose_language = &staff::choose_language;
  keeper.nav = &rail;
  return keeper;
}

}  // namespace gishe::app::wiring
