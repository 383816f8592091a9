#include "zones/working_table.h"

#include "base/text.h"
#include "zones/zones.h"

namespace gishe::zones {
namespace {

void check(Refusals& no, const std::string& text, const char* field, std::size_t most, text::Lines lines) {
  if (text.empty()) no.emplace_back(required, field);
  if (!text::is_plain(text, lines)) no.emplace_back(not_plain_text, field);
  if (text::length(text) > most) no.push_back(Refusal(too_long, field, {{"max", std::to_string(most)}}));
}

}  // namespace

Refusals why_not_working_table(const WorkingTable& table, Day today) {
  Refusals no;
  if (table.held_on > today) no.emplace_back(day_to_come, "held_on");
  check(no, table.topic, "topic", topic_length_max, text::Lines::one);
  check(no, table.minutes, "minutes", minutes_length_max, text::Lines::many);
  for (const auto& [kind, people] : table.present)
    if (!text::one_of(comment_kinds, kind) || people < 1 || people > present_max)
      no.emplace_back(not_a_number, "present_" + kind);
  if (table.present.empty()) no.emplace_back(required, "present_resident");
  return no;
}

}  // namespace gishe::zones
