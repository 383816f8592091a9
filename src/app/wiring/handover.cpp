#include "app/wiring/wiring.h"
#include "cases/cases.h"
#include "desk/desk.h"
#include "guard/guard.h"
#include "people/people.h"
#include "referrals/referrals.h"

namespace gishe::app::wiring {

static void hand_over_files(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from,
                            const AccountId& to) {
  people::hand_over_team_in(tx, office, actor, from, to);
}
static void hand_over_cases(db::Tx& tx, Office& office, const Actor& actor, const AccountId& from,
                            const AccountId& to) {
  cases::hand_over_in(tx, office, actor, from, to);
}

void join_hand_over() {
  guard::hand_over_with({{"cases", &cases::count_led_by, &hand_over_cases},
                         {"files", &people::count_team_of, &hand_over_files},
                         {"applications", &desk::count_opened_by, &desk::hand_over_in},
                         {"referrals", &referrals::count_sent_by, &referrals::hand_over_in}});
}

}  // namespace gishe::app::wiring
