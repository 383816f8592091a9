#pragma once
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>

#include "platform/office/office.h"

/// What acts of all capabilities do first and last.
namespace gishe {

/// One digest of several parts, so that ("a", "bc") and ("ab", "c") differ.
std::string content_digest(std::initializer_list<std::string_view> parts);

/// jobs::once for acts that give nothing back.
Result<Done> once_done(db::Tx& tx, const Office& office, const Actor& actor, std::string_view once_key,
                       std::string_view act_name, std::initializer_list<std::string_view> content,
                       const std::function<Result<Done>()>& act);

/// Last day by a dated rule of deadline_rule. Bug (throws) when no migration brought a rule of that code.
Day due_by_rule(db::Session& session, std::string_view code, const MunicipalityCode& municipality, Day from);

}  // namespace gishe
