#pragma once
#include "own_file/copy_redaction.h"
#include "platform/office/office.h"
#include "platform/words/words.h"

/// Everything the house keeps in words about a person, line by line, for the copy she may ask for (GDPR 15).
namespace gishe::own_file {

struct CopyLine {
  std::string section;  // words under own.copy.section.NAME
  std::string what;     // what it is: a number, a kind, a day
  std::string words;
};

inline constexpr std::size_t copy_lines_max = 4000;  // of one file
inline constexpr int copy_rows_max = 1000;           // of one kind
/// Stands where lines did not find room: nothing is left out without a word.
CopyLine more_lines(std::string section, const words::Words& words);

namespace store {

/// For an account that may read this file (the scope of answer_request): what stands in the tables of the house. Not in
/// it: notes for their author's eyes alone (what the team may know of them is), where a hidden place is, and what
/// crisis centres and the commission keep sealed (docs/decisions/2026-11-23-a-copy-of-the-file.md).
std::vector<CopyLine> list_copy_lines(db::Session& session, const access::Scope& scope, const words::Words& words,
                                      const PersonId& person);
/// Names that may stand in those lines, of people this account may know of and of the accounts of the town.
NamesOfOthers list_names(db::Session& session, const access::Scope& scope, const PersonId& person);

}  // namespace store
}  // namespace gishe::own_file
