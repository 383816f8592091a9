#pragma once
#include <functional>
#include <string>
#include <vector>

#include "platform/office/office.h"
#include "platform/web/web.h"

/// News of the municipality's centre: written, published and archived by its manager, read by anybody.
namespace gishe::news {

/// What a front page shows of an item.
struct Teaser {
  std::string title, lead, href;
  std::string language;  // of the words: "bg" where there are none in the reader's
  Day dated_on;
};
/// Published items of all municipalities, newest day first; at most 20.
std::vector<Teaser> latest(db::Session& session, words::Language language, int n);

/// For the site map: what the public may list, newest day first; at most 5,000.
struct Listed {
  std::string href;
  Instant changed_at;
};
std::vector<Listed> list_published(db::Session& session);

/// Writes the readings gathered in memory; for a job every minute, and once at the end.
void flush_readings(Office& office);

/// The five pages of the seeds, retold; `manager` writes them. `now`: the demo's day.
void load_demo(Office& office, const Actor& manager);

web::Routes routes();  // /news, /newsroom, /api/v1/news …

}  // namespace gishe::news
