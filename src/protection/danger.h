#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/instant.h"
#include "base/refusal.h"

/// A short danger assessment: questions, weights and bands are dated rows. It helps to look; it is not validated, and
/// whoever asks may say that the danger is higher than the number. Pure.
namespace gishe::protection {

inline constexpr std::string_view danger_answers[] = {"yes", "no", "unknown"};
inline constexpr std::string_view danger_bands[] = {"watch", "raised", "high", "extreme"};

struct DangerQuestion {
  std::string code;  // locale "protection.danger.CODE"
  int points_yes = 0, points_unknown = 0;
  bool about_children = false;
};
struct DangerInstrument {
  std::string code;
  int edition = 0;
  std::string basis, mark;
  std::vector<DangerQuestion> questions;
  std::vector<std::pair<int, std::string>> bands;  // from points, rising

  int points_max() const;
};

struct DangerAnswer {
  std::string question, answer;
};
struct DangerResult {
  int points = 0;
  std::string band;
};
/// Refuses an unanswered question (field "danger_CODE").
Refusals why_not_answers(const DangerInstrument& instrument, const std::vector<DangerAnswer>& answers);
DangerResult weigh(const DangerInstrument& instrument, const std::vector<DangerAnswer>& answers);
/// One band higher, where whoever asked judges it so; the highest stays.
std::string band_above(std::string_view band);
/// Yes or not known to a question about children: a signal is due.
bool child_in_danger(const DangerInstrument& instrument, const std::vector<DangerAnswer>& answers);

struct DangerAssessment {
  Instant assessed_at;
  int points = 0;
  std::string band, own_judgement = "as_found";
  std::vector<DangerAnswer> answers;
  int edition = 0;
};

}  // namespace gishe::protection
