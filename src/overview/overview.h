#pragma once
#include "platform/web/web.h"

/// Staff pages that set several capabilities side by side: what is overdue, what was asked for and what came of it.
namespace gishe::overview {
web::Routes routes();
}
