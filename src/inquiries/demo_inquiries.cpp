#include <stdexcept>

#include "base/csv.h"
#include "inquiries/ask.h"
#include "inquiries/contact_acts.h"
#include "inquiries/inquiry_acts.h"
#include "inquiries/inquiry_store.h"
#include "platform/embedded/embedded.h"
#include "platform/office/must.h"
#include "territory/territory.h"

// The demo's contacts and inquiries, through the real acts. Invented; nobody is named.
namespace gishe::inquiries {
namespace {

struct DemoContact {
  const char *topic, *group, *outcome, *channel;
  int times;  // in each month
};
/// What a small town hall is asked in a month; heating more in autumn.
constexpr DemoContact month[] = {
    {"heating", "older_person", "informed", "desk", 3},
    {"heating", "family_at_risk", "application", "desk", 2},
    {"cannot_care_for_self", "older_person", "application", "phone", 2},
    {"cannot_care_for_self", "carer", "signposted", "desk", 1},
    {"disability_assessment", "disability", "signposted", "desk", 2},
    {"social_benefits", "family_at_risk", "informed", "desk", 1},
    {"loneliness", "older_person", "referral", "outreach", 1},
};

/// As paper forms that are entered later, with their true days.
void count_months(Office& office, const Actor& clerk, int months) {
  const auto places = office.db.read(
      [&](db::Session& session) { return territory::list_settlements(session, clerk.post.municipality); });
  constexpr int days_in_month = 30, step_days = 2, places_asking = 3;
  int n = 0;
  for (int back = 0; back < months; ++back) {
    int day = 1 + back * days_in_month;
    for (const DemoContact& kind : month) {
      for (int i = 0; i < kind.times; ++i, ++n, day += step_days) {
        NewContact contact;
        contact.on = office.today().plus_days(-day);
        contact.channel = kind.channel;
        contact.topics = {kind.topic};
        contact.target_group = kind.group;
        contact.outcome = kind.outcome;
        if (!places.empty()) {
          contact.settlement = places[static_cast<std::size_t>(n % places_asking) % places.size()].code;
        }
        must(count_contact(office, clerk, contact, ""));
      }
    }
  }
}

Which now(Office& office, const Actor& officer, const InquiryId& id) {
  const auto scope = access::scope(officer, access::Action::see_inquiries);
  const auto found = office.db.read([&](db::Session& session) { return find_inquiry(session, scope, id); });
  if (!found) throw std::runtime_error("demo inquiries: not there");
  return {id, found->version};
}

/// demo/inquiries.csv: an answer is given, a call is made ("called"), or it waits.
void ask_all(Office& office, const Actor& officer) {
  const auto text = embedded::find("demo/inquiries.csv");
  if (!text) throw std::runtime_error("demo/inquiries.csv is not in this binary");
  csv::Reader reader(*text);
  for (int visitor = 1; reader.next(); ++visitor) {
    NewInquiry n;
    n.kind = kind_from(reader.get("kind"));
    n.municipality = officer.post.municipality;
    n.topic = reader.get("topic");
    n.words = reader.get("words");
    const bool call = n.kind == Kind::callback;
    n.call_when = call ? "morning" : "";
    if (call) n.phone = "0350 00-00" + std::to_string(visitor);  // reaches nobody
    const Asked asked = must(ask_desk(office, n, "demo visitor " + std::to_string(visitor), ""));
    const std::string answer(reader.get("answer"));
    if (answer.empty()) continue;
    const Which which = now(office, officer, asked.id);
    must(call ? note_call(office, officer, which, true, "") : answer_inquiry(office, officer, which, answer, ""));
  }
}

}  // namespace

void load_demo(Office& office, const DemoDesk& desk) {
  constexpr int months = 4;
  count_months(office, desk.clerk, months);
  NewContact today;
  today.on = office.today();
  today.topics = {"heating"};
  must(count_contact(office, desk.officer, today, ""));

  ask_all(office, desk.officer);
}

}  // namespace gishe::inquiries
