#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "directory/search_index.h"
#include "directory/search_question.h"

/// Which entries fit, in which order, and how many of each kind.
namespace gishe::directory {

/// The question with codes as numbers; what no entry has is `impossible`.
struct RankedQuestion {
  RankedQuestion(const Asked& asked, const ReadQuestion& read, const SearchSnapshot& snapshot, int day);

  const ReadQuestion& read;
  int today;
  int type = -1, lies_in = -1, home = -1;  // -1: any; home -2: nothing lies in it or serves it
  int named = -1;                          // municipality of a place in the words; -1: none that anything serves
  std::uint64_t need = 0, group = 0;       // 0: any
  int age = -1;
  bool free_now = false;
  SpherePoint from;
  bool impossible = false;
};

struct RankedEntry {
  int requirements;  // met
  bool serves_home;
  float worth;
  bool recent;  // of which part
  std::uint32_t document;
};

struct Ranking {
  std::vector<RankedEntry> best;  // in order, at most `wanted`
  int total = 0, met = 0;         // met: requirements that the first ones meet
  std::vector<int> types, municipalities, groups;
  std::array<int, 5> availability{};
};
Ranking rank(const SearchSnapshot& snapshot, const RankedQuestion& question, int wanted);

/// In the asker's municipality, or serving it, or everywhere.
bool serves(const SearchPart& part, const SearchEntry& entry, int municipality);

}  // namespace gishe::directory
