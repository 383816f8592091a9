#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/instant.h"
#include "open_data/document.h"

/// Ids of listed documents that fit one condition, in order, so that conditions meet by intersection.
namespace gishe::open_data {

using Ids = std::vector<Uuid>;

std::int64_t count_listed(db::Session& session, std::string_view kind);
Ids list_page(db::Session& session, std::string_view kind, int limit, std::int64_t offset);
Ids list_changed(db::Session& session, std::string_view kind, Instant since);
/// Places only where a listed service is given there.
Ids list_of_organisation(db::Session& session, std::string_view kind, const Uuid& organisation);
Ids list_marked(db::Session& session, std::string_view kind, const Uuid& term);
Ids list_marked_in(db::Session& session, std::string_view kind, const Uuid& taxonomy);
/// Every word stands in name, other name, code or description; letters big or small alike. At most 10 words.
Ids list_with_words(db::Session& session, std::string_view kind, const std::vector<std::string>& words);
Ids list_terms_of(db::Session& session, const Uuid& taxonomy);
Ids list_terms_under(db::Session& session, const Uuid& parent);
Ids list_top_terms(db::Session& session);

/// Middle of the places with this postcode; nullopt: there is none.
std::optional<std::pair<double, double>> middle_of(db::Session& session, std::string_view postcode);
/// Pairs given within so many metres of a point, nearest first. A hidden place has no point and is in no such list.
Ids list_pairs_near(db::Session& session, double latitude, double longitude, double metres);
Ids list_pairs_of(db::Session& session, const Ids& services);
/// Bodies of the pairs of these services, in order of id.
void each_pair(db::Session& session, const Ids& services,
               const std::function<void(const Uuid& service, std::string_view body)>& take);
struct Stamp {
  std::string body;
  Instant modified_at;
};
std::optional<Stamp> find_listed(db::Session& session, std::string_view kind, const Uuid& id);
struct Changed {
  Uuid id;
  Instant modified_at;
};
std::vector<Changed> list_stamps(db::Session& session, std::string_view kind, const Ids& ids);

}  // namespace gishe::open_data
