#pragma once
#include <optional>
#include <string>
#include <vector>

#include "own_file/own_file.h"
#include "people/people.h"

/// One account may read one person's file: her own, or by a mandate.
namespace gishe::own_file {

struct OwnAccess {
  OwnAccessId id;
  MunicipalityCode municipality;
  AccountId account;
  PersonId person, holder;                  // whose file; who reads it
  std::optional<RepresentativeId> mandate;  // nullopt: the holder is the person
  std::string identity_check;
  AccountId opened_by;
  Instant opened_at;
  std::optional<Instant> ended_at;
  std::string end_reason;
};

/// What may be shown at the desk; words under own.check.CODE.
const std::vector<std::string>& identity_checks();
/// Why somebody ends one by hand; words under own.end_reason.CODE.
const std::vector<std::string>& end_reasons();

/// Below this age a child has no account of her own: parents or guardians act for her (чл. 3 ЗЛС).
inline constexpr int own_account_age = 14;

}  // namespace gishe::own_file
