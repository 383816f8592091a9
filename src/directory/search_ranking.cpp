#include "directory/search_ranking.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "directory/directory.h"

namespace gishe::directory {
namespace {

constexpr int any = -1;
enum Filter : unsigned { of_type = 1, of_place = 2, of_group = 4, of_availability = 8 };

/// Fit comes first; what else counts can lift an entry by half at most.
constexpr float near_worth = 0.35F, free_worth = 0.12F, fresh_worth = 0.08F;
/// What stands for distance where there is none to tell: of a restricted place always this, wherever the asker is.
constexpr float no_distance = 0.25F;

float nearness(const SearchEntry& e, const SpherePoint& from) {
  if (!from.known()) return 0;
  if (e.restricted || !e.place.known()) return no_distance;
  return 1 / (1 + kilometres(from, e.place) / 20);
}

float freeness(Availability status) {
  static constexpr float worth[] = {1, 0.6F, 0.35F, 0.3F, 0};
  return worth[static_cast<std::size_t>(status)];
}

float freshness(const SearchEntry& e, int today) {
  if (e.confirmed_on == 0) return 0;
  const int days = today - e.confirmed_on;
  return days <= 31 ? 1 : days <= 183 ? 0.7F : days <= 365 ? 0.3F : 0;
}

/// Filters that this entry fails; the last two cannot be set aside in a count.
unsigned failed_filters(const SearchEntry& e, const RankedQuestion& q, Availability status) {
  unsigned failed = 0;
  if (q.type != any && e.type != q.type) failed |= of_type;
  if (q.lies_in != any && e.municipality != q.lies_in) failed |= of_place;
  if (q.group != 0 && e.groups != 0 && (e.groups & q.group) == 0) failed |= of_group;
  if (q.free_now && status != Availability::capacity) failed |= of_availability;
  return failed;
}

bool is_out_of_question(const SearchEntry& e, const RankedQuestion& q) {
  return (q.need != 0 && (e.needs & q.need) == 0) || (q.age != any && (q.age < e.age_min || q.age > e.age_max));
}

/// The next document from `d` on that has a slot; `n`: none has. Most have none: four are looked at at once.
std::uint32_t next_found(const std::uint16_t* slots, std::uint32_t d, std::uint32_t n) {
  for (; d + 4 <= n; d += 4) {
    std::uint64_t four = 0;
    std::memcpy(&four, slots + d, sizeof four);
    if (four != 0) break;
  }
  while (d < n && slots[d] == 0) ++d;
  return d;
}

/// One part of the index while it is looked through.
struct Pass {
  const SearchPart& part;
  bool recent;
  const search::Scores& scores;
};

class Ranker {
  // Above those who use it: its type is found by reading it.
  auto before() const {
    return [this](const RankedEntry& a, const RankedEntry& b) {
      if (a.requirements != b.requirements) return a.requirements > b.requirements;
      if (a.serves_home != b.serves_home) return a.serves_home;
      if (a.worth != b.worth) return a.worth > b.worth;
      return entry(a).id < entry(b).id;
    };
  }
  const SearchEntry& entry(const RankedEntry& r) const {
    return (r.recent ? m_snapshot.recent : m_snapshot.base)->entries[r.document];
  }

 public:
  Ranker(const SearchSnapshot& snapshot, const RankedQuestion& q, int wanted)
      : m_snapshot(snapshot), m_q(q), m_wanted(static_cast<std::size_t>(wanted)) {
    m_out.types.assign(static_cast<std::size_t>(snapshot.codes.types.size()), 0);
    m_out.municipalities.assign(static_cast<std::size_t>(snapshot.codes.municipalities.size()), 0);
    m_out.groups.assign(static_cast<std::size_t>(std::min(64, snapshot.codes.groups.size())), 0);
  }

  Ranking run() {
    // Kept for the next question of this thread: filling them anew is dear, making them anew dearer.
    static thread_local search::Scores of_base, of_recent;
    const auto rarity = search::rarity_of(m_q.read.slots, m_snapshot.segments());
    search::score(*m_snapshot.base->segment, m_q.read.slots, rarity, of_base);
    search::score(*m_snapshot.recent->segment, m_q.read.slots, rarity, of_recent);
    const Pass passes[] = {{*m_snapshot.base, false, of_base}, {*m_snapshot.recent, true, of_recent}};
    for (const auto& pass : passes) count_requirements(pass);
    choose_least();
    for (const auto& pass : passes) collect(pass);
    std::sort_heap(m_out.best.begin(), m_out.best.end(), before());
    return std::move(m_out);
  }

 private:
  /// How many of the question's requirements an entry meets.
  int met(std::uint16_t slots) const {
    int n = 0;
    for (const auto any_of : m_q.read.requirements) n += (slots & any_of) != 0 ? 1 : 0;
    return n;
  }

  template <class F>
  void each_candidate(const Pass& pass, F&& f) {
    const bool words = !m_q.read.requirements.empty();
    const bool some_replaced = !pass.recent && !m_snapshot.changed.empty();
    const std::uint16_t* const slots = pass.scores.slots.data();
    const SearchEntry* const entries = pass.part.entries.data();
    const auto n = static_cast<std::uint32_t>(pass.part.entries.size());
    for (std::uint32_t d = 0; d < n; ++d) {
      if (words) {
        d = next_found(slots, d, n);
        if (d == n) return;
      }
      if (some_replaced && m_snapshot.replaced[d]) continue;
      const int requirements = met(slots[d]);
      if (words && requirements == 0) continue;
      f(d, entries[d], requirements);
    }
  }

  void count_requirements(const Pass& pass) {
    if (m_q.read.requirements.size() < 2) return;
    each_candidate(pass, [&](std::uint32_t, const SearchEntry& e, int requirements) {
      const auto status = availability_on(e, m_q.today);
      if (!is_out_of_question(e, m_q) && failed_filters(e, m_q, status) == 0)
        ++m_with[static_cast<std::size_t>(requirements)];
    });
  }

  /// All words; where nothing has them, most of them. When hardly anything does, those with one word less follow.
  void choose_least() {
    constexpr int few = 3;
    const int all = static_cast<int>(m_q.read.requirements.size());
    m_out.met = all;
    m_least = all;
    if (all < 2) return;
    while (m_least > 1 && m_with[static_cast<std::size_t>(m_least)] == 0) --m_least;
    m_out.met = m_least;
    if (m_with[static_cast<std::size_t>(m_least)] < few && m_least > 1 && 2 * m_least > all) --m_least;
  }

  void collect(const Pass& pass) {
    each_candidate(pass, [&](std::uint32_t d, const SearchEntry& e, int requirements) {
      if (requirements < m_least || is_out_of_question(e, m_q)) return;
      const auto status = availability_on(e, m_q.today);
      const unsigned failed = failed_filters(e, m_q, status);
      count(e, status, failed);
      if (failed != 0) return;
      ++m_out.total;
      offer(pass, d, e, status, requirements);
    });
  }

  void count(const SearchEntry& e, Availability status, unsigned failed) {
    if ((failed & ~static_cast<unsigned>(of_type)) == 0) ++m_out.types[e.type];
    if ((failed & ~static_cast<unsigned>(of_place)) == 0 && e.municipality != CodeNumbers::none) {
      ++m_out.municipalities[e.municipality];
    }
    if ((failed & ~static_cast<unsigned>(of_group)) == 0) {
      for (auto bits = e.groups; bits != 0; bits &= bits - 1) {
        ++m_out.groups[static_cast<std::size_t>(std::countr_zero(bits))];
      }
    }
    if ((failed & ~static_cast<unsigned>(of_availability)) == 0) ++m_out.availability[static_cast<std::size_t>(status)];
  }

  /// Known before the entry's place, day and municipalities are read: the heap is full and even the best of them would
  /// not lift it above the worst that is in.
  bool cannot_enter(int requirements, float fit) const {
    constexpr float most = 1 + near_worth + free_worth + fresh_worth;
    if (m_out.best.size() < m_wanted || m_out.best.empty()) return false;
    const RankedEntry& worst = m_out.best.front();
    if (requirements != worst.requirements) return requirements < worst.requirements;
    return worst.serves_home && fit * most < worst.worth;
  }

  /// A heap of the best so far, the worst of them on top.
  void offer(const Pass& pass, std::uint32_t d, const SearchEntry& e, Availability status, int requirements) {
    const float fit = m_q.read.requirements.empty() ? 1 : pass.scores.score[d];
    if (cannot_enter(requirements, fit)) return;
    const float worth = fit * (1 + near_worth * nearness(e, m_q.from) + free_worth * freeness(status) +
                               fresh_worth * freshness(e, m_q.today));
    // Whoever names another place than her own asks about both.
    const bool for_asker =
        m_q.home == any || serves(pass.part, e, m_q.home) || (m_q.named != any && serves(pass.part, e, m_q.named));
    const RankedEntry one{requirements, for_asker, worth, pass.recent, d};
    auto& best = m_out.best;
    if (best.size() >= m_wanted) {
      if (best.empty() || !before()(one, best.front())) return;
      std::pop_heap(best.begin(), best.end(), before());
      best.pop_back();
    }
    best.push_back(one);
    std::push_heap(best.begin(), best.end(), before());
  }

  const SearchSnapshot& m_snapshot;
  const RankedQuestion& m_q;
  std::size_t m_wanted;
  int m_least = 0;
  std::array<int, search::slots_max + 1> m_with{};
  Ranking m_out;
};

/// A code that no entry has cannot be answered; an empty one asks for nothing.
int wanted_number(const CodeNumbers& numbers, std::string_view code, bool& impossible) {
  if (code.empty()) return any;
  const int number = numbers.find(code);
  if (number == CodeNumbers::none) impossible = true;
  return number;
}

}  // namespace

bool serves(const SearchPart& part, const SearchEntry& e, int municipality) {
  if (e.everywhere || e.municipality == municipality) return true;
  const auto first = part.serves.begin() + e.serves_from, last = first + e.serves_count;
  return std::find(first, last, municipality) != last;
}

RankedQuestion::RankedQuestion(const Asked& asked, const ReadQuestion& as_read, const SearchSnapshot& snapshot, int day)
    : read(as_read), today(day), age(asked.age.value_or(any)), free_now(asked.free_now) {
  const auto& codes = snapshot.codes;
  type = wanted_number(codes.types, asked.type, impossible);
  lies_in = wanted_number(codes.municipalities, asked.lies_in.text, impossible);
  if (const int n = wanted_number(codes.needs, asked.need, impossible); n != any) need = bit_of(n);
  if (const int n = wanted_number(codes.groups, asked.target_group, impossible); n != any) group = bit_of(n);
  // The asker's own place before the one in her words.
  const PlaceName* place = snapshot.vocabulary->find_settlement(asked.from);
  if (!place) place = snapshot.vocabulary->find_seat(asked.municipality);
  if (!place) place = as_read.place;
  if (place) from = place->point;
  const MunicipalityCode& mine = !asked.municipality.empty() ? asked.municipality
                                 : place                     ? place->municipality
                                                             : asked.municipality;
  // Of a municipality that nothing lies in or serves, only what serves everywhere is its own.
  constexpr int nobody = -2;
  if (!mine.empty()) home = codes.municipalities.find(mine.text);
  if (home == CodeNumbers::none) home = nobody;
  if (as_read.place) named = codes.municipalities.find(as_read.place->municipality.text);
  if (named == CodeNumbers::none) named = any;
}

Ranking rank(const SearchSnapshot& snapshot, const RankedQuestion& question, int wanted) {
  return Ranker(snapshot, question, wanted).run();
}

}  // namespace gishe::directory
