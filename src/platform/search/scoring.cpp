#include "platform/search/scoring.h"

#include <algorithm>
#include <cmath>

namespace gishe::search {
namespace {

/// Documents that have all terms, with the mean of their impacts; nothing for none.
std::vector<Posting> meet(const Segment& segment, const std::vector<std::string>& terms) {
  std::vector<std::span<const Posting>> lists;
  for (const auto& term : terms) lists.push_back(segment.postings(term));
  std::sort(lists.begin(), lists.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  std::vector<Posting> met;
  if (lists.empty()) return met;
  for (const Posting first : lists.front()) {
    std::uint32_t sum = first.impact();
    bool in_all = true;
    for (std::size_t i = 1; in_all && i < lists.size(); ++i) {
      auto& list = lists[i];
      const auto at = std::lower_bound(list.begin(), list.end(), first.document(),
                                       [](const Posting& p, std::uint32_t d) { return p.document() < d; });
      list = list.subspan(static_cast<std::size_t>(at - list.begin()));
      in_all = !list.empty() && list.front().document() == first.document();
      if (in_all) sum += list.front().impact();
    }
    if (in_all) met.push_back({first.document() << 8 | sum / static_cast<std::uint32_t>(lists.size())});
  }
  return met;
}

std::size_t reach_of(const Alternative& alternative, const Segment& segment) {
  std::size_t least = segment.documents();
  for (const auto& term : alternative.terms) least = std::min(least, segment.postings(term).size());
  return least;
}

void add(std::span<const Posting> postings, float worth, std::uint16_t bit, Scores& scores) {
  for (const Posting p : postings) {
    const auto d = p.document();
    const float gain = worth * static_cast<float>(p.impact());
    scores.score[d] += scores.slots[d] & bit ? gain / 3 : gain;
    scores.slots[d] |= bit;
  }
}

}  // namespace

std::vector<float> rarity_of(const std::vector<Slot>& slots, const std::vector<const Segment*>& segments) {
  double documents = 0;
  for (const auto* segment : segments) documents += segment->documents();
  std::vector<float> rarity;
  for (const auto& slot : slots) {
    double reached = 0;
    for (const auto* segment : segments) {
      for (const auto& alternative : slot) reached += static_cast<double>(reach_of(alternative, *segment));
    }
    reached = std::min(reached, documents);
    rarity.push_back(static_cast<float>(std::log(1 + (documents - reached + 0.5) / (reached + 0.5))));
  }
  return rarity;
}

void score(const Segment& segment, const std::vector<Slot>& slots, const std::vector<float>& rarity, Scores& scores) {
  scores.score.assign(segment.documents(), 0);
  scores.slots.assign(segment.documents(), 0);
  for (std::size_t i = 0; i < slots.size() && i < slots_max; ++i) {
    const auto bit = static_cast<std::uint16_t>(1U << i);
    for (const auto& alternative : slots[i]) {
      const float worth = alternative.weight * rarity[i] / 255;
      if (alternative.terms.size() == 1) {
        add(segment.postings(alternative.terms.front()), worth, bit, scores);
      } else {
        add(meet(segment, alternative.terms), worth, bit, scores);
      }
    }
  }
}

int alternative_met(const Segment& segment, const Slot& slot, std::uint32_t document) {
  for (std::size_t i = 0; i < slot.size(); ++i) {
    const auto& terms = slot[i].terms;
    const bool met = !terms.empty() && std::all_of(terms.begin(), terms.end(), [&](const std::string& term) {
      const auto list = segment.postings(term);
      const auto at = std::lower_bound(list.begin(), list.end(), document,
                                       [](const Posting& p, std::uint32_t d) { return p.document() < d; });
      return at != list.end() && at->document() == document;
    });
    if (met) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace gishe::search
