#include "cases/assessment.h"

#include <algorithm>

#include "base/text.h"

namespace gishe::cases {
namespace {

constexpr std::string_view state_names[] = {"draft", "in_progress", "completed", "shared", "superseded", "cancelled"};

bool is_answered(const Item& item, const std::vector<Answer>& answers) {
  const Answer* a = find_answer(answers, item.code);
  return a && (a->score || !a->not_scored.empty());
}

bool tells_risk(std::string_view domain) { return domain == "safety" || domain == "risk"; }

}  // namespace

std::string_view assessment_state_name(AssessmentState state) { return state_names[static_cast<int>(state)]; }

std::optional<AssessmentState> assessment_state_from(std::string_view name) {
  const auto at = std::find(std::begin(state_names), std::end(state_names), name);
  if (at == std::end(state_names)) return std::nullopt;
  return static_cast<AssessmentState>(at - std::begin(state_names));
}

std::optional<AssessmentState> after(AssessmentState from, AssessmentVerb verb) {
  switch (verb) {
    case AssessmentVerb::write:
      if (is_written(from)) return AssessmentState::in_progress;
      break;
    case AssessmentVerb::complete:
      if (from == AssessmentState::in_progress) return AssessmentState::completed;
      break;
    case AssessmentVerb::share:
      if (from == AssessmentState::completed) return AssessmentState::shared;
      break;
    case AssessmentVerb::supersede:
      if (is_in_force(from)) return AssessmentState::superseded;
      break;
    case AssessmentVerb::cancel:
      if (is_written(from)) return AssessmentState::cancelled;
      break;
  }
  return std::nullopt;
}

const Answer* find_answer(const std::vector<Answer>& answers, std::string_view item) {
  const auto at = std::find_if(answers.begin(), answers.end(), [&](const Answer& a) { return a.item == item; });
  return at == answers.end() ? nullptr : &*at;
}

std::optional<Answer> read_answer(std::string_view item, std::string_view typed, Refusals& no) {
  Answer answer;
  answer.item = item;
  if (typed.empty()) return std::nullopt;
  if (text::one_of(not_scored_reasons, typed)) {
    answer.not_scored = typed;
    return answer;
  }
  const auto score = text::whole_number(typed);
  if (!score || *score < 0 || *score > score_max) {
    no.emplace_back(score_or_reason, "score_" + std::string(item));
    return std::nullopt;
  }
  answer.score = static_cast<int>(*score);
  return answer;
}

std::vector<std::string> unanswered_domains(const std::vector<Item>& items, const std::vector<Answer>& answers) {
  std::vector<std::string> missing;
  for (const Item& item : items) {
    if (item.mandatory && !is_answered(item, answers) && !text::one_of(missing, item.domain)) {
      missing.push_back(item.domain);
    }
  }
  return missing;
}

int count_unanswered(const std::vector<Item>& items, const std::vector<Answer>& answers) {
  return static_cast<int>(std::count_if(
      items.begin(), items.end(), [&](const Item& item) { return item.mandatory && !is_answered(item, answers); }));
}

std::optional<int> level_of(std::string_view domain, const std::vector<Item>& items,
                            const std::vector<Answer>& answers) {
  std::optional<int> highest;
  for (const Item& item : items) {
    if (item.domain != domain) continue;
    const Answer* a = find_answer(answers, item.code);
    if (a && a->score) highest = std::max(highest.value_or(0), *a->score);
  }
  return highest;
}

std::vector<Finding> findings_of(const std::vector<Item>& items, const std::vector<Answer>& answers) {
  std::vector<Finding> found, strengths;
  for (const auto domain : domains) {
    const auto level = level_of(domain, items, answers);
    if (!level) continue;
    if (*level >= needs_from) {
      found.push_back({tells_risk(domain) ? "risk" : "need", std::string(domain), *level, 0});
    } else if (*level == 0) {
      strengths.push_back({"strength", std::string(domain), 0, 0});
    }
  }
  // Of two that are equally bad a risk goes first; else the order of the domains holds.
  std::stable_sort(found.begin(), found.end(), [](const Finding& a, const Finding& b) {
    return a.level != b.level ? a.level > b.level : a.kind == "risk" && b.kind != "risk";
  });
  int priority = 0;
  for (Finding& f : found) f.priority = ++priority;
  found.insert(found.end(), strengths.begin(), strengths.end());
  return found;
}

}  // namespace gishe::cases
