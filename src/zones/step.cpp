#include "zones/step.h"

#include <algorithm>

#include "base/text.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

using States = std::vector<std::string_view>;

const std::map<std::string_view, States> ways{
    {"scoping", {"profile"}},
    {"profile", {"drafting"}},
    {"drafting", {"consultation"}},
    {"consultation", {"revised"}},
    {"revised", {"adopted_by_assembly"}},
    {"adopted_by_assembly", {"approved_by_councils", "revised"}},
    {"approved_by_councils", {"signed", "revised"}},
    {"signed", {"in_force"}},
    {"in_force", {"mid_term_review", "closed_report"}},
    {"mid_term_review", {"in_force"}},
    {"closed_report", {"archived"}},
};

Refusals check_fields(const Step& step, const Standing& standing) {
  Refusals no;
  const Asks asks = asked_for(step.to);
  if (asks == Asks::nothing) return no;
  if (!step.day) no.emplace_back(required, "day");
  if (asks == Asks::last_day) {
    if (step.day && *step.day < standing.comments_until_min)
      no.push_back(Refusal(too_short_for_comments, "day", {{"day", standing.comments_until_min.iso()}}));
    if (step.day && *step.day > standing.today.plus_days(366)) no.emplace_back(not_a_date, "day");
    return no;
  }
  if (step.day && *step.day > standing.today) no.emplace_back(day_to_come, "day");
  if (step.number.empty()) no.emplace_back(required, "number");
  if (!text::is_plain(step.number)) no.emplace_back(not_plain_text, "number");
  if (text::length(step.number) > number_length_max)
    no.push_back(Refusal(too_long, "number", {{"max", std::to_string(number_length_max)}}));
  return no;
}

void check_comments(Refusals& no, const Plan& plan, const Standing& standing) {
  if (plan.comments_until && *plan.comments_until >= standing.today)
    no.push_back(Refusal(comments_open, "", {{"day", plan.comments_until->iso()}}));
  if (standing.comments_without_answer > 0)
    no.push_back(Refusal(comments_unanswered, "", {{"n", std::to_string(standing.comments_without_answer)}}));
}

void check_sums(Refusals& no, const Programme& programme, const Standing& standing) {
  if (!standing.gaps.empty()) no.push_back(Refusal(does_not_add_up, "", {{"n", std::to_string(standing.gaps.size())}}));
  if (const auto missing = points_missing(programme); !missing.empty())
    no.push_back(Refusal(points_not_written, "", {{"points", text::join(missing, ", ")}}));
}

void check_councils(Refusals& no, const Plan& plan, const Programme& programme) {
  if (programme.decisions.size() < plan.members.size())
    no.push_back(
        Refusal(councils_missing, "", {{"n", std::to_string(plan.members.size() - programme.decisions.size())}}));
  else if (who_takes_part(plan, programme).size() < 2)
    no.emplace_back(too_few_members);
}

}  // namespace

std::vector<std::string_view> next_states(const Plan& plan, Day today) {
  const auto found = ways.find(plan.state);
  States next = found == ways.end() ? States{} : found->second;
  if (today.year() < plan.last_year) std::erase(next, "closed_report");
  return next;
}

Asks asked_for(std::string_view state) {
  if (state == "consultation") return Asks::last_day;
  if (state == "adopted_by_assembly" || state == "signed") return Asks::day_and_number;
  return Asks::nothing;
}

bool is_before_councils(const Plan& plan) {
  return plan.state == "adopted_by_assembly" || plan.state == "approved_by_councils";
}

bool is_open_to_change(const Plan& plan, const Programme& programme) {
  constexpr std::string_view drafts[] = {"scoping", "profile", "drafting", "revised"};
  return text::one_of(drafts, plan.state) ||
         (is_before_councils(plan) && std::any_of(programme.decisions.begin(), programme.decisions.end(),
                                                  [](const CouncilDecision& d) { return !d.joins; }));
}

Refusals why_not_step(const Plan& plan, const Programme& programme, const Step& step, const Standing& standing) {
  if (const auto next = next_states(plan, standing.today); std::find(next.begin(), next.end(), step.to) == next.end())
    return {Refusal(not_from_this_state)};
  Refusals no = check_fields(step, standing);
  if (step.to == "consultation" && programme.measures.empty()) no.emplace_back(nothing_to_comment_on);
  if (step.to == "revised" && plan.state == "consultation") check_comments(no, plan, standing);
  if (step.to == "adopted_by_assembly" || step.to == "signed") check_sums(no, programme, standing);
  if (step.to == "approved_by_councils" || step.to == "signed") check_councils(no, plan, programme);
  return no;
}

}  // namespace gishe::zones
