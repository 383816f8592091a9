#pragma once
#include "own_file/own_view.h"
#include "own_file/subject_copy.h"
#include "people/people.h"

/// Who answers requests (answer_request) prepares, reviews and releases the copy of one. Of a shielded file only an
/// account that is named for it: for others there is no such request.
namespace gishe::own_file {

/// Gathers the lines and proposes what to blacken; a request just received is under review from now on. Once it is
/// prepared nothing happens.
Result<Done> prepare_copy(Office& office, const Actor& actor, const SubjectRequestId& id, std::string_view once_key);

struct OpenedCopy {
  SubjectRequest request;
  SubjectCopy copy;
  std::vector<ReviewedLine> lines;  // none once it is released
  std::string person;               // name
  std::string municipality;         // name
};
/// Leaves a ledger line on the person. Refuses copy_not_prepared.
Result<OpenedCopy> open_copy(Office& office, const Actor& actor, const SubjectRequestId& id);

struct LineChoice {
  SubjectRequestId id;
  std::int64_t position = -1, version = 0;
  std::string choice, parts, ground;  // parts as typed, one to a line
};
/// Refuses part_not_there, changed_meanwhile, copy_released.
Result<Done> choose_for_line(Office& office, const Actor& actor, const LineChoice& choice, std::string_view once_key);

/// `version`: of the copy as it was looked at. Refuses lines_open, changed_meanwhile.
Result<Done> release_copy(Office& office, const Actor& actor, const SubjectRequestId& id, std::int64_t version,
                          std::string_view once_key);

enum class CopyForm { paper, machine };
/// For who answers; leaves a ledger line.
Result<files::File> open_released(Office& office, const Actor& actor, const SubjectRequestId& id, CopyForm form);
/// For the person herself, or the representative who asked for it; the ledger line is that of her own file.
Result<files::File> open_my_released(Office& office, const Actor& actor, const words::Words& words,
                                     const PersonId& person, const SubjectRequestId& id, CopyForm form);

/// What is released, as bytes. Pure.
std::string copy_as_paper(const OpenedCopy& opened, const words::Words& words, Day day);
std::string copy_as_json(const OpenedCopy& opened, const words::Words& words);

}  // namespace gishe::own_file
