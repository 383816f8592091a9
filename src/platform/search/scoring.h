#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "platform/search/segment.h"

namespace gishe::search {

/// One way to satisfy a slot: a document that has all these terms.
struct Alternative {
  std::vector<std::string> terms;
  float weight = 1;
};
/// A word of the question with everything it may stand for, best alternative first.
using Slot = std::vector<Alternative>;
inline constexpr std::size_t slots_max = 16;

/// How rare a slot is: the logarithm of BM25 over what its alternatives reach in all segments together.
std::vector<float> rarity_of(const std::vector<Slot>& slots, const std::vector<const Segment*>& segments);

/// Scores of the documents of one segment, and which slots each satisfies (bit = place of the slot).
struct Scores {
  std::vector<float> score;
  std::vector<std::uint16_t> slots;
};
/// A slot counts its first met alternative whole and the others with a third. Replaces what stood in `scores`.
void score(const Segment& segment, const std::vector<Slot>& slots, const std::vector<float>& rarity, Scores& scores);
/// The first alternative that this document satisfies; -1 when none.
int alternative_met(const Segment& segment, const Slot& slot, std::uint32_t document);

}  // namespace gishe::search
