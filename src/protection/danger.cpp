#include "protection/danger.h"

#include <algorithm>

#include "base/text.h"
#include "protection/protection.h"

namespace gishe::protection {
namespace {

const DangerAnswer* answer_to(const std::vector<DangerAnswer>& answers, std::string_view question) {
  const auto at =
      std::find_if(answers.begin(), answers.end(), [&](const DangerAnswer& a) { return a.question == question; });
  return at == answers.end() ? nullptr : &*at;
}

}  // namespace

int DangerInstrument::points_max() const {
  int sum = 0;
  for (const auto& q : questions) sum += std::max(q.points_yes, q.points_unknown);
  return sum;
}

Refusals why_not_answers(const DangerInstrument& instrument, const std::vector<DangerAnswer>& answers) {
  Refusals no;
  for (const auto& q : instrument.questions) {
    const auto* a = answer_to(answers, q.code);
    if (!a || a->answer.empty()) {
      no.emplace_back(answer_all, "danger_" + q.code);
    } else if (!text::one_of(danger_answers, a->answer)) {
      no.emplace_back(not_in_list, "danger_" + q.code);
    }
  }
  return no;
}

DangerResult weigh(const DangerInstrument& instrument, const std::vector<DangerAnswer>& answers) {
  DangerResult result;
  for (const auto& q : instrument.questions) {
    const auto* a = answer_to(answers, q.code);
    if (!a) continue;
    if (a->answer == "yes") result.points += q.points_yes;
    if (a->answer == "unknown") result.points += q.points_unknown;
  }
  for (const auto& [from, band] : instrument.bands) {
    if (result.points >= from) result.band = band;
  }
  return result;
}

std::string band_above(std::string_view band) {
  const auto at = std::find(std::begin(danger_bands), std::end(danger_bands), band);
  if (at == std::end(danger_bands)) return std::string(band);
  return std::string(std::next(at) == std::end(danger_bands) ? *at : *std::next(at));
}

bool child_in_danger(const DangerInstrument& instrument, const std::vector<DangerAnswer>& answers) {
  return std::any_of(instrument.questions.begin(), instrument.questions.end(), [&](const DangerQuestion& q) {
    const auto* a = q.about_children ? answer_to(answers, q.code) : nullptr;
    return a && a->answer != "no";
  });
}

}  // namespace gishe::protection
