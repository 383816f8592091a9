#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "platform/web/web.h"

/// Searches that found nothing, for the editor who keeps the words of the field: what was looked for and how often in a
/// day, nothing about who. docs/decisions/2026-11-22-searches-without-answer.md says what is never kept.
namespace gishe::directory {

/// What is kept of a search: its telling words in lower case. Empty where it may name a person or is too long: an
/// e-mail, more than three digits in all, two capitalised words in a row, a surname beside another word.
std::string kept_of_search(std::string_view typed);

/// Adds one in memory: costs a lock, never the disk. Left out: a robot, whoever is signed in, what kept_of_search
/// leaves. Above 1,000 different ones waiting, new ones are not counted.
void count_unanswered(const web::Context& context, std::string_view typed);
/// Writes down what waits, under today's date; how many. The words themselves are written once they were asked three
/// times on two days, before that a keyed hash of them. A day holds 5,000 different ones. For a job, and once at stop.
int flush_unanswered(Office& office);
/// Erases what is older than 90 days; how many rows.
std::int64_t forget_unanswered(Office& office);

struct UnansweredSearch {
  std::string words;
  std::int64_t times = 0, days = 0;
  Day last_on;
};
/// Those asked three times on two days, most asked first; at most 200.
std::vector<UnansweredSearch> list_unanswered(db::Session& session);

}  // namespace gishe::directory
