#pragma once
#include <vector>

#include "cases/cases_access.h"

/// Notes on a case, each with an audience its author chose, and the log of what was done. Notes are never changed.
namespace gishe::cases {

inline constexpr std::string_view note_kinds[] = {"visit",  "call",        "meeting", "observation",
                                                  "health", "counselling", "other"};
inline constexpr std::string_view audiences[] = {"team", "named", "author_only"};
inline constexpr std::string_view units[] = {"minutes", "days", "attended", "absent"};

struct Note {
  CaseNoteId id;
  std::string kind;
  int level = 2;
  std::string audience, conclusion;
  Day about_on;
  AccountId author;
  bool by_partner = false;
  Instant written_at;
  bool readable = false;
  std::string words;  // empty unless readable: the text does not leave the database for anybody else
};
struct NewNote {
  std::string kind, level, audience, words, conclusion, about_on;
  std::vector<AccountId> readers;  // audience named
};
/// By the team or a partner. Refuses case_is_closed, an audience "named" without a reader or with one who does not work
/// on the case, more than 50.
Result<Done> write_note(Office& office, const Actor& actor, const CaseId& id, const NewNote& note,
                        std::string_view once_key);
/// What this reader may know: the team sees that each note exists, a partner only those she may read.
std::vector<Note> list_notes(db::Session& session, const Actor& actor, const AllowedCase& allowed);

struct LogLine {
  Uuid id;
  std::optional<GoalActionId> action;
  std::string words;
  Day done_on;
  std::string unit;
  std::int64_t amount = 1;
  AccountId by;
};
struct NewLogLine {
  std::string action, words, done_on, unit, amount;  // action: id or empty
};
Result<Done> log_service(Office& office, const Actor& actor, const CaseId& id, const NewLogLine& line,
                         std::string_view once_key);
struct MonthSum {
  std::string month, unit;  // 2026-11
  std::int64_t amount = 0;
};
struct Log {
  std::vector<LogLine> lines;  // newest first, at most 100
  std::vector<MonthSum> months;
};
/// A partner's log is what she did herself. What was done may be health: its words are the team's (L3); others see that
/// something was done, and how much.
Log read_log(db::Session& session, const Actor& actor, const AllowedCase& allowed);

namespace store {
void insert_note(db::Tx& tx, const CaseFile& file, const Note& note, const std::vector<AccountId>& readers);
/// `exists`: notes that may not be read are listed too, without their text. `team_level`: of notes for the team.
std::vector<Note> list_notes(db::Session& session, const CaseFile& file, const AccountId& reader, bool exists,
                             int team_level, int level_max);
void insert_log(db::Tx& tx, const CaseFile& file, const LogLine& line, Instant now);
/// Of one account, or of all where it is nil. `whole` false: the words stay in the database.
std::vector<LogLine> list_log(db::Session& session, const CaseFile& file, const AccountId& by, bool whole);
std::vector<MonthSum> sum_log(db::Session& session, const CaseFile& file, const AccountId& by);
}  // namespace store

}  // namespace gishe::cases
