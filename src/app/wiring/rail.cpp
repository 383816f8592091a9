#include "app/wiring/wiring.h"

namespace gishe::app::wiring {

std::vector<page::NavItem> rail(const Actor& actor, const words::Words& words, std::string_view path) {
  using access::Action;
  static constexpr struct {
    Action action;
    const char *href, *key, *icon;
  } items[] = {{Action::close_task, "/desk", "nav.day", "home"},
               {Action::find_person, "/people", "nav.people", "person"},
               {Action::keep_appointments, "/desk/appointments", "nav.appointments", "clock"},
               {Action::list_referrals, "/referrals", "nav.referrals", "inbox"},
               {Action::update_capacity, "/provider/services", "nav.own_services", "paper"},
               {Action::review_entry, "/editor", "nav.editor", "tick"},
               {Action::see_directory, "/services", "nav.services", "search"},
               {Action::see_overdue, "/overdue", "nav.overdue", "clock"},
               {Action::see_overview, "/overview", "nav.overview", "chart"},
               {Action::write_news, "/newsroom", "nav.news", "paper"},
               {Action::manage_accounts, "/staff/accounts", "nav.accounts", "key"}};
  std::vector<page::NavItem> rail;
  for (const auto& item : items) {
    // An editor may say how many places are free, but has no services of its own.
    if (item.action == Action::update_capacity && actor.post.organisation.is_nil()) continue;
    if (access::function_may(actor, item.action)) {
      rail.push_back({item.href, words(item.key), item.icon, path.starts_with(item.href), ""});
    }
  }
  return rail;
}

}  // namespace gishe::app::wiring
