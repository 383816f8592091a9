#include "app/wiring/wiring.h"
#include "guard/guard.h"
#include "inquiries/inquiries.h"
#include "people/people.h"
#include "places/places.h"
#include "protection/protection.h"

namespace gishe::app::wiring {

static std::string new_alarms(Office& office, const Actor& actor) {
  const auto unseen = office.db.read([&](db::Session& session) { return people::count_alarms(session, actor); });
  return unseen == 0 ? std::string() : std::to_string(unseen);
}

static std::string unreviewed(Office& office, const Actor& actor) {
  const auto waiting = office.db.read([&](db::Session& session) { return guard::count_unreviewed(session, actor); });
  return waiting == 0 ? std::string() : std::to_string(waiting);
}

static std::string waiting_inquiries(Office& office, const Actor& actor) {
  const auto waiting =
      office.db.read([&](db::Session& session) { return inquiries::count_waiting(session, actor).count; });
  return waiting == 0 ? std::string() : std::to_string(waiting);
}

static std::string marked_stays(Office& office, const Actor& actor) {
  const int marked =
      office.db.read([&](db::Session& session) { return places::count_alerts(session, actor, office.today()); });
  return marked == 0 ? std::string() : std::to_string(marked);
}

/// Which house carries out measures of a commission is seen by its measures: others have no such room.
static std::string waiting_measures(Office& office, const Actor& actor, bool& any) {
  const auto here =
      office.db.read([&](db::Session& session) { return protection::count_measures(session, actor, office.today()); });
  any = here.all > 0;
  return here.waiting == 0 ? std::string() : std::to_string(here.waiting);
}

/// Pages that are reached from a room of the rail but live under another address.
static std::string_view room_of(std::string_view path) {
  if (path.starts_with("/provider/stays") || path.starts_with("/provider/waiting")) return "/provider/places";
  if (path.starts_with("/places/offers")) return "/referrals";
  if (path.starts_with("/protection/signals/")) return "/protection/signals/own";
  if (path.starts_with("/zones/")) return "/zones/plans";
  return path;
}

std::vector<page::NavItem> rail(Office& office, const Actor& actor, const words::Words& words, std::string_view path) {
  using access::Action;
  static constexpr struct {
    Action action;
    const char *href, *key, *icon;
  } items[] = {{Action::answer_request, "/data-protection/requests", "nav.requests", "inbox"},
               {Action::see_own_file, "/my", "nav.own_file", "person"},
               {Action::close_task, "/desk", "nav.day", "home"},
               {Action::find_person, "/people", "nav.people", "person"},
               {Action::see_alarms, "/people/alarms", "nav.alarms", "warning"},
               {Action::list_cases, "/cases", "nav.cases", "person"},
               {Action::look_up_stub, "/look-up", "nav.look_up", "question"},
               {Action::keep_appointments, "/desk/appointments", "nav.appointments", "clock"},
               {Action::keep_queue, "/desk/queue", "nav.queue", "person"},
               {Action::see_inquiries, "/desk/inquiries", "nav.inquiries", "question"},
               {Action::count_contact, "/desk/contacts", "nav.contacts", "plus"},
               {Action::take_online_application, "/desk/online", "nav.online", "inbox"},
               {Action::open_application, "/hospital", "nav.hospital", "inbox"},
               {Action::take_crisis_contact, "/protection", "nav.protection", "key"},
               {Action::open_commission_case, "/commission", "nav.commission", "paper"},
               {Action::receive_signal, "/protection/signals", "nav.signals", "inbox"},
               {Action::open_signal, "/protection/signals/own", "nav.own_signals", "clock"},
               {Action::list_referrals, "/referrals", "nav.referrals", "inbox"},
               {Action::deliver_service, "/measures", "nav.measures", "paper"},
               {Action::find_gaps, "/gaps", "nav.gaps", "search"},
               {Action::report_progress, "/monthly-reports", "nav.monthly_reports", "clock"},
               {Action::report_progress, "/contracts", "nav.contracts", "paper"},
               {Action::see_agreements, "/agreements", "nav.agreements", "paper"},
               {Action::see_beds, "/provider/places", "nav.places", "home"},
               {Action::update_capacity, "/provider/services", "nav.own_services", "paper"},
               {Action::review_entry, "/editor", "nav.editor", "tick"},
               {Action::see_directory, "/services", "nav.services", "search"},
               {Action::review_emergency, "/emergencies", "nav.emergencies", "key"},
               {Action::see_accesses, "/data-protection", "nav.accesses", "search"},
               {Action::keep_retention, "/retention", "nav.retention", "clock"},
               {Action::receive_person, "/transfers", "nav.transfers", "person"},
               {Action::close_task, "/forms", "nav.forms", "paper"},
               {Action::handle_complaint, "/desk/complaints", "nav.complaints", "inbox"},
               {Action::import_people, "/imports", "nav.imports", "plus"},
               {Action::hand_over, "/hand-over", "nav.hand_over", "person"},
               {Action::see_overdue, "/overdue", "nav.overdue", "clock"},
               {Action::see_overview, "/overview", "nav.overview", "chart"},
               {Action::see_zone_plan, "/zones/plans", "nav.zones", "chart"},
               {Action::write_news, "/newsroom", "nav.news", "paper"},
               {Action::manage_accounts, "/staff/accounts", "nav.accounts", "key"},
               {Action::manage_accounts, "/letters", "nav.letters", "paper"}};
  std::vector<page::NavItem> rail;
  for (const auto& item : items) {
    // An editor may say how many places are free, but has no services of its own.
    if (item.action == Action::update_capacity && actor.post.organisation.is_nil()) continue;
    if (!access::function_may(actor, item.action)) continue;
    bool any = true;
    const std::string count = item.action == Action::see_inquiries      ? waiting_inquiries(office, actor)
                              : item.action == Action::see_beds         ? marked_stays(office, actor)
                              : item.action == Action::see_alarms       ? new_alarms(office, actor)
                              : item.action == Action::review_emergency ? unreviewed(office, actor)
                              : item.action == Action::deliver_service  ? waiting_measures(office, actor, any)
                                                                        : "";
    if (!any) continue;
    if (item.action == Action::see_alarms && count.empty()) continue;  // a rail of alarms that are none would dull
    rail.push_back({item.href, words(item.key), item.icon, false, count});
  }
  const std::string_view room = room_of(path);
  page::NavItem* here = nullptr;  // the longest that fits: /desk/inquiries is not the day
  for (page::NavItem& item : rail) {
    if (room.starts_with(item.href) && (!here || item.href.size() > here->href.size())) here = &item;
  }
  if (here) here->here = true;
  return rail;
}

}  // namespace gishe::app::wiring
