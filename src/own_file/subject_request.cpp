#include "own_file/subject_request.h"

namespace gishe::own_file {
namespace {

struct Move {
  std::string_view from, step, to;
};
constexpr Move moves[] = {
    {"received", "review", "in_review"}, {"received", "extend", "extended"}, {"in_review", "extend", "extended"},
    {"in_review", "answer", "answered"}, {"extended", "answer", "answered"}, {"in_review", "refuse", "refused"},
    {"extended", "refuse", "refused"},
};

}  // namespace

const std::vector<std::string>& request_kinds() {
  static const std::vector<std::string> kinds{"copy", "correction", "restriction", "erasure", "objection"};
  return kinds;
}

const std::vector<std::string>& request_steps() {
  static const std::vector<std::string> steps{"review", "answer", "extend", "refuse"};
  return steps;
}

std::optional<std::string> after_step(std::string_view state, std::string_view step) {
  for (const Move& move : moves) {
    if (move.from == state && move.step == step) return std::string(move.to);
  }
  return std::nullopt;
}

bool needs_words(std::string_view step) { return step != "review"; }

}  // namespace gishe::own_file
