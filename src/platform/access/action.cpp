#include "platform/access/action.h"

#include <array>

namespace gishe::access {

#define GISHE_ONE(name) std::string_view(#name),
static constexpr std::array names = {GISHE_ACTIONS(GISHE_ONE)};
#undef GISHE_ONE

std::string_view action_name(Action action) { return names[static_cast<std::size_t>(action)]; }

int action_count() { return static_cast<int>(names.size()); }

}  // namespace gishe::access
