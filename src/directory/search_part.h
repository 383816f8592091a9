#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "directory/search_store.h"
#include "platform/search/segment.h"

/// The entries of the index: what ranking, filters and counts need of a service, in 88 bytes and no text.
namespace gishe::directory {

/// Numbers for codes, given in the order they are met; the same in all parts of one index.
class CodeNumbers {
 public:
  static constexpr int none = 0xFFFF;
  int number_of(std::string_view code);   // gives a new one where there is none
  int find(std::string_view code) const;  // none
  const std::string& code(int number) const { return m_codes[static_cast<std::size_t>(number)]; }
  int size() const { return static_cast<int>(m_codes.size()); }

 private:
  std::vector<std::string> m_codes;
};
/// Needs and groups stand as bits: the first 64 codes of each. Our own lists have 20 and 11.
struct SearchCodes {
  CodeNumbers types, municipalities, needs, groups;
};
std::uint64_t bit_of(int number);

/// A place on the globe as a point of the unit sphere; all zero: none, or not a public one.
struct SpherePoint {
  float x = 0, y = 0, z = 0;
  bool known() const { return x != 0 || y != 0 || z != 0; }
};
SpherePoint sphere_point(double latitude, double longitude);
/// Straight through the earth: within 0.2 % of the great circle below 1,000 km.
float kilometres(const SpherePoint& a, const SpherePoint& b);

/// Days since 1970; 0: none.
int days_of(const std::optional<Day>& day);

enum class Availability : std::uint8_t { capacity, assessment_required, waitlist, unknown, no_capacity };
inline constexpr std::string_view availability_codes[] = {"capacity", "assessment_required", "waitlist", "unknown",
                                                          "no_capacity"};

struct SearchEntry {
  ServiceId id;
  SpherePoint place;
  std::uint32_t serves_from = 0;  // in SearchPart::serves
  std::uint16_t serves_count = 0;
  std::uint16_t municipality = CodeNumbers::none;
  std::uint64_t needs = 0, groups = 0;
  std::int32_t said_on = 0, confirmed_on = 0;  // days since 1970; 0: never
  std::uint16_t type = 0;
  std::uint8_t age_min = 0, age_max = 255;
  Availability status = Availability::unknown;  // as said: ask availability_on
  bool restricted = false, everywhere = false;
};
/// What was said more than 30 days ago is unknown, as Capacity::status_on has it.
inline Availability availability_on(const SearchEntry& entry, int today) {
  constexpr int days_believed = 30;
  return entry.said_on == 0 || today - entry.said_on > days_believed ? Availability::unknown : entry.status;
}

/// Entries with the words that find them. The base holds all; the small one beside it what changed since.
struct SearchPart {
  std::shared_ptr<const search::Segment> segment;
  std::vector<SearchEntry> entries;  // by document
  std::vector<std::uint16_t> serves;
  std::vector<std::uint32_t> by_id;  // documents in the order of their ids

  int find(const ServiceId& id) const;  // document, or -1
  std::size_t bytes() const;
};

class SearchPartMaker {
 public:
  /// `names`: of municipalities and settlements, for the words of a place.
  using NameOf = std::function<std::string(const SearchDocument&)>;
  SearchPartMaker(SearchCodes& codes, NameOf place_name);
  void add(const SearchDocument& document);
  std::shared_ptr<const SearchPart> finish();

 private:
  SearchCodes& m_codes;
  NameOf m_place_name;
  search::SegmentMaker m_segment;
  std::shared_ptr<SearchPart> m_part = std::make_shared<SearchPart>();
};

}  // namespace gishe::directory
