// The published order of a service's waiting list: a new version for every change, in force for everybody at once.
#include <algorithm>

#include "base/text.h"
#include "places/places_access.h"
#include "places/stay_acts.h"
#include "places/waiting_acts.h"
#include "platform/office/act.h"

namespace gishe::places {
namespace {

constexpr std::size_t words_max = 600;

int read_points(const std::string& typed, int max, const char* field, Refusals& no) {
  const std::string tidy = text::tidy(typed);
  const auto points = tidy.empty() ? std::optional<std::int64_t>(0) : text::whole_number(tidy);
  if (points && 0 <= *points && *points <= max) return static_cast<int>(*points);
  no.push_back(Refusal(no_such_points, field, {{"max", std::to_string(max)}}));
  return 0;
}

WaitingRule read_rule(db::Session& session, const NewRule& typed, Refusals& no) {
  WaitingRule rule;
  rule.soon = read_points(typed.soon, points_max, "soon", no);
  rule.emergency = read_points(typed.emergency, points_max, "emergency", no);
  rule.each_week = read_points(typed.each_week, each_week_max, "each_week", no);
  rule.refused_offer = read_points(typed.refused_offer, points_max, "refused_offer", no);
  rule.words = text::tidy(typed.words, text::Lines::many);
  if (!text::is_plain(rule.words, text::Lines::many)) no.emplace_back(not_plain_text, "words");
  if (text::length(rule.words) > words_max)
    no.push_back(Refusal(too_long, "words", {{"max", std::to_string(words_max)}}));
  for (const auto& [need, points] : typed.needs) {
    if (need.empty() && text::tidy(points).empty()) continue;
    const bool twice =
        std::any_of(rule.needs.begin(), rule.needs.end(), [&](const auto& n) { return n.first == need; });
    if (twice || rule.needs.size() >= rule_needs_max || !directory::find_need(session, need)) {
      no.emplace_back(not_in_list, "need");
      continue;
    }
    const int given = read_points(points, points_max, "need", no);
    if (given > 0) rule.needs.emplace_back(need, given);
  }
  return rule;
}

Result<Done> publish_in(db::Tx& tx, Office& office, const Actor& actor, const NewRule& typed) {
  if (!access::function_may(actor, access::Action::order_waiting_list)) return not_your_function;
  const auto service = directory::find_service(tx, typed.service);
  if (!service) return not_found;
  const MunicipalityCode home = home_of(tx, *service);
  const auto decision =
      access::decide(actor, access::Action::order_waiting_list, facts_of(home, service->organisation));
  if (!decision.allowed) return *decision.no;
  const auto current = store::find_rule(tx, home, service->id);
  if ((current ? current->version : 0) != typed.version) return changed_meanwhile;
  Refusals no;
  WaitingRule rule = read_rule(tx, typed, no);
  if (!no.empty()) return no;
  rule.version = typed.version + 1;
  if (!store::insert_rule(tx, home, service->id, rule, actor.account, office.now())) return changed_meanwhile;
  for (const WaitingEntry& entry : store::list_open_for_system(tx, home, service->id)) {
    if (!move_entry(tx, office, actor, entry, under(rule, entry), {WaitingVerb::rule, decision.rule}))
      return changed_meanwhile;
  }
  office.note(tx, actor, {"waiting_rule.published", home, "service", service->id.value, decision.rule, "", {}});
  return Done{};
}

}  // namespace

Result<Done> publish_rule(Office& office, const Actor& actor, const NewRule& rule, std::string_view once_key) {
  std::string needs;
  for (const auto& [need, points] : rule.needs) needs += need + '=' + points + ';';
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    return once_done(tx, office, actor, once_key, "publish_rule",
                     {rule.service.text(), std::to_string(rule.version), rule.soon, rule.emergency, rule.each_week,
                      rule.refused_offer, needs, rule.words},
                     [&] { return publish_in(tx, office, actor, rule); });
  });
}

}  // namespace gishe::places
