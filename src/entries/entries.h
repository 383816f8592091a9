#pragma once
#include "platform/web/web.h"

/// Keeping the directory right: who may say what of an entry, who publishes it, what grew old, what is there twice.
namespace gishe::entries {

web::Routes routes();  // /provider/…, /editor/…, /services/{id}/capacity, /api/v1/editor/…

/// The demo's work: changes that wait. Needs the demo's accounts and services.
void load_demo(Office& office);

}  // namespace gishe::entries
