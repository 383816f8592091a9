#pragma once
#include <string>
#include <utility>
#include <vector>

#include "platform/words/words.h"

/// One page in large type for a person to take along: nothing is smaller than 16 pt, the telephone is the largest.
namespace gishe::paper {

struct Slip {
  std::string over;                                          // small line above: who gives it
  std::string title;                                         // the service
  std::string call_label, phone;                             // "Обадете се", "0350 …"; empty phone: left out
  std::vector<std::pair<std::string, std::string>> answers;  // question and answer, the most important first
  std::string qr, qr_label;                                  // address of the page, and what the square is for
  std::string foot;                                          // last line: confirmed on, emergency number
};
/// A4, one page whatever the lengths: a long answer is cut after four lines, and answers at the end that find no room
/// fall out.
std::string large_slip(words::Language language, const Slip& slip);

}  // namespace gishe::paper
