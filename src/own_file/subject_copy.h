#pragma once
#include <optional>
#include <string>
#include <vector>

#include "own_file/copy_sources.h"
#include "own_file/subject_request.h"
#include "platform/files/files.h"

/// The copy a person asked for: prepared, looked through line by line, looked at as a whole, released.
namespace gishe::own_file {

inline constexpr RefusalCode copy_not_prepared{"own_file.copy_not_prepared", 409};
inline constexpr RefusalCode copy_released{"own_file.copy_released", 409};
inline constexpr RefusalCode lines_open{"own_file.lines_open", 409};          // with {count}: nobody looked at them
inline constexpr RefusalCode part_not_there{"own_file.part_not_there", 422};  // on "parts", with {part}
inline constexpr RefusalCode too_many_parts{"own_file.too_many_parts", 422};  // on "parts", with {max}

struct SubjectCopy {
  MunicipalityCode municipality;
  SubjectRequestId request;
  Instant prepared_at;
  AccountId prepared_by;
  std::optional<Instant> released_at;
  AccountId released_by;
  files::FileId paper, machine;
  std::int64_t version = 1;
};

struct ReviewedLine {
  std::int64_t position = 0;
  CopyLine line;
  std::vector<std::string> parts;  // to blacken; while the choice is "open": proposed
  std::string choice;              // open, keep, parts, all
  std::string ground;              // third_party, protection, other_law; words under own.copy.ground.CODE
  std::int64_t version = 1;
};
const std::vector<std::string>& copy_grounds();

/// As the person will read it.
std::string finished_words(const ReviewedLine& line, const words::Words& words);

namespace store {

std::optional<SubjectCopy> find_copy(db::Session& session, const SubjectRequest& request);
void insert_copy(db::Tx& tx, const secrets::Vault& vault, const SubjectCopy& copy,
                 const std::vector<ReviewedLine>& lines);
std::vector<ReviewedLine> list_lines(db::Session& session, const secrets::Vault& vault, const SubjectCopy& copy);
std::optional<ReviewedLine> find_line(db::Session& session, const secrets::Vault& vault, const SubjectCopy& copy,
                                      std::int64_t position);
/// False when somebody changed it since line.version. The copy's version goes up with it.
bool decide_line(db::Tx& tx, const secrets::Vault& vault, const SubjectCopy& copy, const ReviewedLine& line,
                 const AccountId& by, Instant at);
/// False when anything changed since copy.version. The lines go.
bool release(db::Tx& tx, const SubjectCopy& copy);

}  // namespace store
}  // namespace gishe::own_file
