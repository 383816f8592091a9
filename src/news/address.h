#pragma once
#include <string>
#include <string_view>

#include "news/item.h"

namespace gishe::news {

/// The last eight signs of an item's address, made of the random end of its id: letters and digits that are not taken
/// for one another (Crockford's base 32).
std::string code_of(const ItemId& id);
/// "zaklyuchitelna-konferentsia-k7m2x9pa": the Bulgarian title by the Transliteration Act, and the code. The code alone
/// finds the item; the words before it may change.
std::string address_of(const Item& item);
/// The code at the end of what was asked for; empty when there is none.
std::string code_in(std::string_view address);
/// Small Latin letters, digits and hyphens; at most 60.
std::string slug_of(std::string_view title);

}  // namespace gishe::news
