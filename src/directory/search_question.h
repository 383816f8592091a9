#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "directory/search_token.h"
#include "directory/search_vocabulary.h"
#include "directory/service_search.h"
#include "platform/search/scoring.h"

/// Typed words → what the index is asked.
namespace gishe::directory {

struct ReadQuestion {
  std::vector<search::Slot> slots;
  std::vector<std::vector<Why>> why;        // of each alternative of each slot
  std::vector<std::uint16_t> requirements;  // any slot of each must be met; a slot in none only raises the score
  std::uint16_t places = 0;                 // slots that only name a place
  std::vector<std::string> unread;
  std::string did_you_mean;
  const PlaceName* place = nullptr;  // named in the words
  bool asked_words = false;          // anything but blanks was typed
};

/// `near`: where the asker is, to tell places of one name apart; may be null.
ReadQuestion read_question(std::string_view typed, const std::vector<const search::Segment*>& segments,
                           const Vocabulary& vocabulary, const PlaceName* near);

}  // namespace gishe::directory
