#pragma once
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "platform/office/office.h"

/// What access must know of this folder's records, and what its acts do first and last.
namespace gishe::inquiries {

access::Facts contact_facts(const MunicipalityCode& municipality);
access::Facts inquiry_facts(const MunicipalityCode& municipality);

/// One digest of several parts, so that ("a", "bc") and ("ab", "c") differ.
std::string content_digest(std::initializer_list<std::string_view> parts);
/// jobs::once for acts that give nothing back.
Result<Done> once_done(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                       std::string_view act, std::string_view content, const std::function<Result<Done>()>& run);
/// Last day by a dated rule of deadline_rule. The code must be one of those this folder's migration brings.
Day due_by_rule(db::Session& session, std::string_view code, const MunicipalityCode& municipality, Day from);

}  // namespace gishe::inquiries
