#pragma once
#include "directory/directory.h"

namespace gishe::directory {

/// An entry belongs to its organisation; nothing in it is above L0, so no other tie is asked.
access::Facts facts_of(const Service& service);

}  // namespace gishe::directory
