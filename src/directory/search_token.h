#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "directory/search_vocabulary.h"
#include "platform/search/segment.h"

/// One typed word with everything it may be.
namespace gishe::directory {

struct SearchToken {
  std::string typed;
  std::vector<std::string> stems;      // any of them may stand in an entry
  std::vector<std::string> relatives;  // stems of words that begin alike; only when the word itself is unknown
  std::string corrected;               // the word it was taken for when letters were wrong
  bool filler = false;
  bool known = false;  // stands in an entry, a name or a word of the field
};

/// Without glue; at most 24 words of at most 200 letters together. Words that nothing knows are guessed.
std::vector<SearchToken> read_tokens(std::string_view typed, const std::vector<const search::Segment*>& segments,
                                     const Vocabulary& vocabulary);

}  // namespace gishe::directory
