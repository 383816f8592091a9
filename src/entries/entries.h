#pragma once
#include "platform/web/web.h"

/// Keeping the directory right: who may say what of an entry, who publishes it, what grew old, what is there twice.
namespace gishe::entries {

web::Routes routes();  // /provider/…, /editor/…, /services/{id}/capacity, /api/v1/editor/…

/// Marks what nobody confirmed within its update frequency (published → needs_update), lists again what was suspended
/// until yesterday (suspended → needs_update), and reminds the provider's heads
/// by e-mail, once an entry and period; where a provider has no account, the editors. For a job; at most 500 a turn.
struct Stale {
  int marked = 0, reminded = 0;
};
Stale mark_stale(Office& office);

/// The demo's work: changes that wait. Needs the demo's accounts and services.
void load_demo(Office& office);

}  // namespace gishe::entries
