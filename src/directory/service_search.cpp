#include "directory/service_search.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.h"
#include "directory/search_index.h"
#include "directory/search_question.h"
#include "directory/search_ranking.h"

namespace gishe::directory {
namespace {

constexpr int offset_max = 1000, limit_max = 100, suggestions_max = 20, facet_rows_max = 300;

std::vector<FacetCount> most_first(const std::vector<int>& counts, const CodeNumbers& codes) {
  std::vector<FacetCount> list;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) list.push_back({codes.code(static_cast<int>(i)), counts[i]});
  }
  std::sort(list.begin(), list.end(), [](const FacetCount& a, const FacetCount& b) {
    return a.count != b.count ? a.count > b.count : a.code < b.code;
  });
  if (list.size() > facet_rows_max) list.resize(facet_rows_max);
  return list;
}

Facets facets_of(const Ranking& ranking, const SearchCodes& codes) {
  Facets facets;
  facets.types = most_first(ranking.types, codes.types);
  facets.municipalities = most_first(ranking.municipalities, codes.municipalities);
  facets.target_groups = most_first(ranking.groups, codes.groups);
  for (std::size_t i = 0; i < ranking.availability.size(); ++i) {
    facets.availability.push_back({std::string(availability_codes[i]), ranking.availability[i]});
  }
  return facets;
}

territory::Travel travel(const SpherePoint& from, const SpherePoint& to) {
  constexpr double degree = std::numbers::pi / 180;
  const auto latitude = [&](const SpherePoint& p) { return std::asin(static_cast<double>(p.z)) / degree; };
  const auto longitude = [&](const SpherePoint& p) {
    return std::atan2(static_cast<double>(p.y), static_cast<double>(p.x)) / degree;
  };
  return territory::estimate_travel(latitude(from), longitude(from), latitude(to), longitude(to));
}

class Explainer {
 public:
  Explainer(const SearchSnapshot& snapshot, const RankedQuestion& question) : m_snapshot(snapshot), m_q(question) {}

  Found explain(const RankedEntry& ranked, const PlaceName* from) const {
    const SearchPart& part = ranked.recent ? *m_snapshot.recent : *m_snapshot.base;
    const SearchEntry& e = part.entries[ranked.document];
    Found found{e.id, {}, {}};
    if (from && !e.restricted && from->point.known() && e.place.known()) found.travel = travel(from->point, e.place);
    for (std::size_t i = 0; i < m_q.read.slots.size(); ++i) {
      const int met = search::alternative_met(*part.segment, m_q.read.slots[i], ranked.document);
      if (met >= 0) found.why.push_back(m_q.read.why[i][static_cast<std::size_t>(met)]);
    }
    const auto because = [&](bool so, Why::Kind kind) {
      if (so) found.why.push_back({kind, {}, {}});
    };
    because(e.everywhere, Why::Kind::everywhere);
    because(!e.everywhere && m_q.home >= 0 && serves(part, e, m_q.home), Why::Kind::serves_you);
    because(is_near(e), Why::Kind::near_you);
    because(availability_on(e, m_q.today) == Availability::capacity, Why::Kind::free_places);
    return found;
  }

 private:
  bool is_near(const SearchEntry& e) const {
    constexpr float near_km = 15;
    if (e.restricted || !e.place.known()) return false;
    if (m_q.home >= 0 && e.municipality == m_q.home) return true;
    return m_q.from.known() && kilometres(m_q.from, e.place) < near_km;
  }
  const SearchSnapshot& m_snapshot;
  const RankedQuestion& m_q;
};

}  // namespace

Answer search_services(Office& office, const Asked& asked) {
  const auto snapshot = index_of(office.db)->fresh();
  const auto& vocabulary = *snapshot->vocabulary;
  const PlaceName* near = vocabulary.find_settlement(asked.from);
  if (!near) near = vocabulary.find_seat(asked.municipality);
  const auto read = read_question(asked.words, snapshot->segments(), vocabulary, near);

  Answer answer;
  answer.did_you_mean = read.did_you_mean;
  answer.unread = read.unread;
  if (read.place) answer.place = read.place->settlement;
  const RankedQuestion question(asked, read, *snapshot, days_of(office.today()));
  const bool nothing_read = read.asked_words && read.requirements.empty();
  if (question.impossible || nothing_read) {
    answer.all_words = !nothing_read;
    return answer;
  }
  const int offset = std::clamp(asked.offset, 0, offset_max), limit = std::clamp(asked.limit, 0, limit_max);
  const auto ranking = rank(*snapshot, question, offset + limit);
  const Explainer explainer(*snapshot, question);
  const PlaceName* from = vocabulary.find_settlement(asked.from);
  if (!from) from = read.place;
  if (from) answer.travel_from = from->settlement;
  for (auto i = static_cast<std::size_t>(offset); i < ranking.best.size(); ++i) {
    answer.found.push_back(explainer.explain(ranking.best[i], from));
  }
  answer.total = ranking.total;
  answer.facets = facets_of(ranking, snapshot->codes);
  answer.all_words = ranking.met == static_cast<int>(read.requirements.size()) && read.unread.empty();
  return answer;
}

void prefer_measured(Found& found, const Ekatte& settlement, const std::map<Ekatte, territory::Travel>& measured) {
  const auto at = measured.find(settlement);
  if (found.travel && at != measured.end()) found.travel = at->second;
}

std::vector<ServiceId> list_services_with_words(Office& office, std::string_view words) {
  const auto snapshot = index_of(office.db)->fresh();
  auto read = read_question(words, snapshot->segments(), *snapshot->vocabulary, nullptr);
  if (read.requirements.empty() || !read.unread.empty()) return {};
  if (read.places != 0) read.requirements.push_back(read.places);
  const RankedQuestion question({}, read, *snapshot, days_of(office.today()));
  const auto ranking = rank(*snapshot, question, static_cast<int>(snapshot->entries()));
  std::vector<ServiceId> ids;
  for (const auto& one : ranking.best) {
    if (one.requirements < static_cast<int>(read.requirements.size())) continue;
    ids.push_back((one.recent ? snapshot->recent : snapshot->base)->entries[one.document].id);
  }
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<bool> which_find_something(Office& office, const std::vector<std::string>& searches) {
  const auto snapshot = index_of(office.db)->fresh();
  const int today = days_of(office.today());
  std::vector<bool> found;
  for (const auto& words : searches) {
    const auto read = read_question(words, snapshot->segments(), *snapshot->vocabulary, nullptr);
    const RankedQuestion question({}, read, *snapshot, today);
    found.push_back(!read.requirements.empty() && rank(*snapshot, question, 1).total > 0);
  }
  return found;
}

std::vector<Suggestion> suggest_services(Office& office, std::string_view prefix, words::Language language, int limit) {
  if (text::length(prefix) < 2) return {};
  const auto snapshot = index_of(office.db)->latest();
  return snapshot->suggester->suggest(prefix.substr(0, 200), language, std::clamp(limit, 0, suggestions_max));
}

}  // namespace gishe::directory
