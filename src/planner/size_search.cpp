#include "planner/size_search.h"

#include <algorithm>
#include <limits>

namespace gishe::planner {
namespace {

std::size_t at(int i) { return static_cast<std::size_t>(i); }
constexpr std::size_t paired_max = 120;  // of either side of an exchange

}  // namespace

SizeSearch::SizeSearch(const SizingCase& c) : m_case(c), m_flow(c), m_level(c.low) {
  for (int j = 0; j < c.sites; ++j) m_earn.emplace_back(c, j);
  for (int j = 0; j < c.sites; ++j) {
    const Size& size = c.levels[at(j)][at(m_level[at(j)])];
    m_cost += size.cost;
    m_budget += size.budget;
    m_flow.set_places(j, size.places);
  }
}

void SizeSearch::set(int site, int level) {
  if (m_level[at(site)] == level) return;
  const Size &was = m_case.levels[at(site)][at(m_level[at(site)])], &is = m_case.levels[at(site)][at(level)];
  m_cost += is.cost - was.cost;
  m_budget += is.budget - was.budget;
  m_level[at(site)] = level;
  m_flow.set_places(site, is.places);
}

std::int64_t SizeSearch::room() const {
  return m_case.budget ? *m_case.budget - m_budget : std::numeric_limits<std::int64_t>::max() / 4;
}

double SizeSearch::cost() const {
  const auto scale = static_cast<double>(m_flow.scale());
  return static_cast<double>(m_flow.cost() + static_cast<PlacesFlow::Wide>(m_cost) * m_flow.scale()) / scale;
}

void SizeSearch::begin(const std::vector<int>& levels) {
  // Smaller ones first, so that less has to be moved twice.
  for (int j = 0; j < m_case.sites; ++j)
    if (levels[at(j)] < m_level[at(j)]) set(j, std::max(levels[at(j)], m_case.low[at(j)]));
  for (int j = 0; j < m_case.sites; ++j) {
    const int level = std::clamp(levels[at(j)], m_case.low[at(j)], m_case.high[at(j)]);
    const std::int64_t more = m_case.levels[at(j)][at(level)].budget - m_case.levels[at(j)][at(m_level[at(j)])].budget;
    if (more <= room()) set(j, level);
  }
}

void SizeSearch::shake(int sites, std::mt19937_64& random) {
  std::vector<int> open;
  for (int j = 0; j < m_case.sites; ++j)
    if (m_flow.places(j) > 0) open.push_back(j);
  for (int k = 0; k < sites; ++k) {
    // As many of the open ones as of all: else nearly every one that changes would only open.
    const int j =
        k % 2 == 0 && !open.empty() ? open[random() % open.size()] : static_cast<int>(random() % at(m_case.sites));
    const int levels = m_case.high[at(j)] - m_case.low[at(j)] + 1;
    const int level = m_case.low[at(j)] + static_cast<int>(random() % at(levels));
    const std::int64_t more = m_case.levels[at(j)][at(level)].budget - m_case.levels[at(j)][at(m_level[at(j)])].budget;
    if (more <= room()) set(j, level);
  }
}

bool SizeSearch::fits(const Change& change) const {
  std::int64_t more = 0;
  for (const Move& m : change.moves) more += m.budget;
  return more <= room();
}

/// Pays for a change by what costs least, or spends what it leaves on what saves most.
void SizeSearch::complete(Change& change, const std::vector<Move>& up, const std::vector<Move>& down) const {
  std::int64_t left = room();
  for (const Move& m : change.moves) left -= m.budget;
  const auto touched = [&](int site) {
    return std::any_of(change.moves.begin(), change.moves.end(), [&](const Move& m) { return m.site == site; });
  };
  for (const Move& m : down) {
    if (left >= 0) break;
    if (touched(m.site)) continue;
    change.moves.push_back(m);
    change.save += m.save;
    left -= m.budget;
  }
  int tried = 0;
  for (const Move& m : up) {
    if (left < 0 || ++tried > 40) break;
    if (m.budget > left || touched(m.site)) continue;
    change.moves.push_back(m);
    change.save += m.save;
    left -= m.budget;
  }
}

std::vector<SizeSearch::Change> SizeSearch::promising() {
  const auto& c = m_case;
  std::vector<double> person(at(c.clients));
  for (int i = 0; i < c.clients; ++i) person[at(i)] = m_flow.price(i);
  std::vector<Move> all;
  for (int j = 0; j < c.sites; ++j) {
    if (c.low[at(j)] == c.high[at(j)]) continue;
    const std::vector<double>& earned = m_earn[at(j)].look(person);
    const int here = m_level[at(j)], low = c.low[at(j)];
    const Size& now = c.levels[at(j)][at(here)];
    const double worth_now = static_cast<double>(now.cost) - earned[at(here - low)];
    const auto move_to = [&](int level) {
      const Size& size = c.levels[at(j)][at(level)];
      const double worth = static_cast<double>(size.cost) - earned[at(level - low)];
      return Move{j, level, worth_now - worth, size.budget - now.budget};
    };
    const int levels = c.high[at(j)] - low + 1;
    if (levels <= 5) {
      for (int l = low; l <= c.high[at(j)]; ++l)
        if (l != here) all.push_back(move_to(l));
      continue;
    }
    if (here > low) all.push_back(move_to(low));
    if (here - 1 > low) all.push_back(move_to(here - 1));
    if (here < c.high[at(j)]) all.push_back(move_to(here + 1));
    // And the larger size that saves most for its budget.
    Move best{-1, 0, 0, 1};
    for (int l = here + 2; l <= c.high[at(j)]; ++l) {
      const Move m = move_to(l);
      const double a = m.save / static_cast<double>(std::max<std::int64_t>(1, m.budget));
      if (best.site < 0 || a > best.save / static_cast<double>(std::max<std::int64_t>(1, best.budget))) best = m;
    }
    if (best.site >= 0) all.push_back(best);
  }
  const bool paid = c.budget.has_value();
  const auto worth = [&](const Move& m) {
    return paid && m.budget != 0 ? m.save / static_cast<double>(std::abs(m.budget)) : m.save;
  };
  std::vector<Move> up, down;
  for (const Move& m : all) {
    const bool grows = c.levels[at(m.site)][at(m.level)].places > c.levels[at(m.site)][at(m_level[at(m.site)])].places;
    (grows ? up : down).push_back(m);
  }
  const auto better = [&](const Move& a, const Move& b) {
    const double x = worth(a), y = worth(b);
    return x != y ? x > y : a.site != b.site ? a.site < b.site : a.level < b.level;
  };
  std::sort(up.begin(), up.end(), better);
  std::sort(down.begin(), down.end(), better);
  std::vector<Change> changes;
  const double least = 1e-7 * (1 + std::abs(cost()) * 1e-6);
  const auto offer = [&](Change change) {
    if (change.save > least && fits(change)) changes.push_back(std::move(change));
  };
  for (const Move& m : all) {
    Change one{m.save, {m}};
    if (paid) {
      Change whole = one;
      complete(whole, up, down);
      if (whole.moves.size() > 1) offer(std::move(whole));
    }
    offer(std::move(one));
  }
  for (std::size_t a = 0; a < std::min(up.size(), paired_max); ++a)
    for (std::size_t b = 0; b < std::min(down.size(), paired_max); ++b)
      if (up[a].site != down[b].site && up[a].save + down[b].save > least)
        offer({up[a].save + down[b].save, {up[a], down[b]}});
  std::sort(changes.begin(), changes.end(), [](const Change& a, const Change& b) {
    if (a.save != b.save) return a.save > b.save;
    return a.moves.front().site < b.moves.front().site;
  });
  return changes;
}

void SizeSearch::improve(int tries, const std::function<bool()>& over) {
  for (bool better = true; better && !over();) {
    better = false;
    std::vector<Change> changes = promising();
    if (changes.size() > at(tries)) changes.resize(at(tries));
    for (const Change& change : changes) {
      if (over()) return;
      if (!fits(change)) continue;
      const double before = cost();
      std::vector<std::pair<int, int>> was;
      for (const Move& m : change.moves) was.emplace_back(m.site, m_level[at(m.site)]);
      // More places first: nobody has to go home for a moment.
      for (const bool growing : {true, false})
        for (const Move& m : change.moves)
          if ((m_case.levels[at(m.site)][at(m.level)].places >
               m_case.levels[at(m.site)][at(m_level[at(m.site)])].places) == growing ||
              !growing)
            set(m.site, m.level);
      if (cost() < before - 1e-9 * (1 + std::abs(before))) {
        better = true;
        break;
      }
      for (const auto& [site, level] : was) set(site, level);
    }
  }
}

}  // namespace gishe::planner
