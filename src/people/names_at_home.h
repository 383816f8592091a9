#pragma once
#include <string>

namespace gishe::people {

/// One is what the bearer of the other is called every day, or both are of one name: Гошо and Георги, Гошо and Жоро;
/// Ели and Елена as well as Ели and Елисавета. Both as skeletons (base/transliterate.h).
bool may_be_one_name(const std::string& a, const std::string& b);

}  // namespace gishe::people
