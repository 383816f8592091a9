#pragma once
#include "platform/web/web.h"

/// The public front: what this place is, whom to call now, following an application.
namespace gishe::portal {
web::Routes routes();
}
