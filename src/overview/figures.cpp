#include "overview/figures.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/csv.h"
#include "platform/access/access.h"
#include "platform/db/wall.h"
#include "territory/territory.h"

namespace gishe::overview {
namespace {

std::string number_or_empty(const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : ""; }

}  // namespace

std::string Figures::place_name(const std::string& code) const {
  for (const auto& [known, name] : place_names) {
    if (known == code) return name;
  }
  return code;
}

int year_from(std::string_view typed, Day today) {
  int year = 0;
  std::from_chars(typed.data(), typed.data() + typed.size(), year);
  return year > today.year() - years_back && year <= today.year() ? year : today.year();
}

Figures gather(Office& office, const Actor& actor, int year, words::Language language) {
  const auto scope = access::scope(actor, access::Action::see_overview);
  const Day from = Day::of(year, 1, 1).value_or(Day{}), until = Day::of(year + 1, 1, 1).value_or(Day{});
  const db::BeyondTheWall the_same_for_all;
  return office.db.read([&](db::Session& session) {
    Figures figures;
    figures.year = year;
    const auto zone = territory::zone_of(session, actor.post.municipality, office.today());
    figures.counts = desk::count_needs(session, scope, zone, from, until);
    figures.follow_up = desk::count_follow_ups(session, scope, zone, from, until);
    for (const auto& m : territory::list_municipalities(session)) {
      figures.place_names.emplace_back(m.code.text, m.name(language));
      const bool known = std::any_of(figures.place_names.begin(), figures.place_names.end(),
                                     [&](const auto& p) { return p.first == m.district; });
      if (!known) figures.place_names.emplace_back(m.district, territory::district_name(session, m.district, language));
    }
    if (year == office.today().year()) say_in_fives(figures);
    return figures;
  });
}

void say_in_fives(Figures& figures) {
  const auto round = [](std::optional<std::int64_t>& n) {
    if (n) *n -= *n % 5;
  };
  for (auto& c : figures.counts)
    for (auto* n : {&c.asked, &c.met, &c.waiting, &c.unmet}) round(*n);
  auto& follow_up = figures.follow_up;
  round(follow_up.answered);
  round(follow_up.need_met);
  follow_up.satisfaction_tenths -= follow_up.satisfaction_tenths % 5;
}

std::string csv(const Figures& figures, const words::Words& w) {
  using csv::cell;
  std::string lines(csv::byte_order_mark);
  lines += fmt::format("{},{},{},{},{},{}\r\n", cell(w("overview.place")), cell(w("overview.need")),
                       cell(w("overview.asked")), cell(w("overview.met")), cell(w("overview.waiting")),
                       cell(w("overview.unmet")));
  for (const auto& c : figures.counts) {
    lines += fmt::format("{},{},{},{},{},{}\r\n", cell(figures.place_name(c.place)), cell(w("need." + c.need)),
                         number_or_empty(c.asked), number_or_empty(c.met), number_or_empty(c.waiting),
                         number_or_empty(c.unmet));
  }
  return lines;
}

std::vector<std::pair<std::string, std::int64_t>> asked_by_need(const Figures& figures, const words::Words& w) {
  std::map<std::string, std::int64_t> sums;
  for (const auto& c : figures.counts) {
    if (c.asked) sums[c.need] += *c.asked;
  }
  std::vector<std::pair<std::string, std::int64_t>> bars;
  for (const auto& [need, n] : sums) bars.emplace_back(w("need." + need), n);
  std::stable_sort(bars.begin(), bars.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr std::size_t bars_max = 12;
  if (bars.size() > bars_max) bars.resize(bars_max);
  return bars;
}

}  // namespace gishe::overview
