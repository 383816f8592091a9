#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// What the house's letters say, where a municipality says it in its own words: one text a kind and a language.
namespace gishe::letters {

inline constexpr RefusalCode unknown_hole{"letters.unknown_hole", 422};  // with {hole}

/// The text of a letter of this municipality, its holes filled. `dated`: of a letter of that day, so that it
/// says again what was last said then; nullopt: as it is said now. `kind`: one of letter_kinds(), else a bug (assert).
std::string text_of(db::Session& session, const MunicipalityCode& municipality, std::string_view kind,
                    const words::Words& words, const words::Values& values, std::optional<Day> dated = {});

web::Routes routes();  // /letters …

}  // namespace gishe::letters
