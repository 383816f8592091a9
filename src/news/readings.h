#pragma once
#include <cstdint>
#include <map>
#include <mutex>
#include <tuple>

#include "news/item.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

namespace gishe::news {

/// How often items are read, by item and day: gathered in memory, written by a job. Nobody is recognised: no cookie, no
/// address, no browser is kept; who reads twice counts twice. What was not yet written when the process is killed is
/// lost.
class Readings {
 public:
  void count(const MunicipalityCode& municipality, const ItemId& item, Day on);
  /// Not yet written, of one item.
  std::int64_t waiting(const MunicipalityCode& municipality, const ItemId& item) const;
  /// Writes what has gathered; what cannot be written stays for the next time.
  void flush(db::Database& database);

 private:
  using Key = std::tuple<std::string, Uuid, std::string>;  // municipality, item, day
  mutable std::mutex m_mutex;
  std::map<Key, std::int64_t> m_gathered;
};
/// Of this process.
Readings& readings();

/// A robot says so in its user agent, and a page fetched in advance was not read.
bool is_reader(const web::Request& request);

std::int64_t count_readings(db::Session& session, const MunicipalityCode& municipality, const ItemId& item);

}  // namespace gishe::news
