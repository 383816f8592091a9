#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "guard/guard.h"
#include "people/people.h"
#include "platform/ledger/seen.h"

/// The data protection officer's two questions to the ledger. Files stand by the number the ledger gives them; a name
/// only where the file is not shielded. Lines about shielded files are not told: who is named sees them in the file
/// (docs/decisions/2026-11-22-what-the-dpo-sees.md).
namespace gishe::guard {

inline constexpr int days_max = 400;   // between the two days
inline constexpr int rows_max = 2000;  // of one answer

struct Question {
  std::string account;      // work e-mail: whose records did it see?
  std::string file;         // whole ЕГН or ЛНЧ, or the file's number: who opened it?
  std::string from, until;  // days as typed, both included
};
struct Row {
  Instant first, last;
  std::int64_t times = 0;
  std::string action, who, function, reason;
  std::string file, name;  // file: as the ledger calls it
};
struct Answer {
  bool about_account = false;
  Day from, until;
  std::string subject;  // the account's name, or the file's
  std::vector<Row> rows;
  bool more = false;  // there are more than rows_max
};
/// One of account and file. Leaves its own line: who asks whom, too, is written down.
Result<Answer> ask_accesses(Office& office, const Actor& actor, const Question& question);

}  // namespace gishe::guard
