#pragma once
#include <optional>
#include <string_view>

#include "platform/search/letters.h"

namespace gishe::search {

/// Light stemmer for Bulgarian: takes off the article, the plural and the gender, and undoes the sound changes before
/// them. Written from the description in J. Savoy, "Searching strategies for the Bulgarian language", Information
/// Retrieval 10 (2007), but without its change of е to я (бели, бял), which parts родители from родител, and with one
/// step of our own: -ия and -ии fall together.
Letters bulgarian_stem(const Letters& word);

/// The dictionary form of words whose forms no rule and no dictionary brings together (деца, хора, могат); nullopt for
/// all others.
std::optional<std::string_view> bulgarian_exception(std::string_view word);

}  // namespace gishe::search
