#include "inquiries/inquiries.h"

#include "app/wiring/wiring.h"
#include "desk/desk.h"

namespace gishe::app::wiring {

static std::optional<desk::WrittenBefore> written(db::Session& session, const Actor& actor) {
  const auto in_hand = inquiries::find_in_hand(session, actor);
  if (!in_hand) return std::nullopt;
  return desk::WrittenBefore{in_hand->id.value, in_hand->number, in_hand->words};
}

void join_inquiries() { desk::take_written_words_with({&written, &inquiries::taken_as_application}); }

}  // namespace gishe::app::wiring
