#pragma once
#include "news/item.h"
#include "platform/access/access.h"

namespace gishe::news {

/// News belong to a municipality and hold nothing above L0.
access::Facts facts_of(const Item& item);

}  // namespace gishe::news
