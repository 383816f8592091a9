#include "app/wiring/wiring.h"
#include "staff/staff.h"

namespace gishe::app::wiring {

web::Doorkeeper doorkeeper(Office& office) {
  web::Doorkeeper keeper;
  keeper.by_session = &staff::by_session;
  keeper.by_token = &staff::by_token;
  keeper.choose_language = &staff::choose_language;
  keeper.nav = [&office](const Actor& actor, const words::Words& words, std::string_view path) {
    return rail(office, actor, words, path);
  };
  return keeper;
}

}  // namespace gishe::app::wiring
