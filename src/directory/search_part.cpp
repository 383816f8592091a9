#include "directory/search_part.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

namespace gishe::directory {
namespace {

constexpr search::Field name_field{3, 4}, description_field{1, 14}, organisation_field{0.8F, 6}, place_field{0.8F, 2};

Availability availability_of(std::string_view status) {
  for (std::size_t i = 0; i < std::size(availability_codes); ++i) {
    if (availability_codes[i] == status) return static_cast<Availability>(i);
  }
  return Availability::unknown;
}

std::uint64_t bits_of(CodeNumbers& numbers, const std::vector<std::string>& codes) {
  std::uint64_t bits = 0;
  for (const auto& code : codes) bits |= bit_of(numbers.number_of(code));
  return bits;
}

std::uint8_t age_of(const std::optional<int>& age, int otherwise) {
  return static_cast<std::uint8_t>(std::clamp(age.value_or(otherwise), 0, 255));
}

}  // namespace

int days_of(const std::optional<Day>& day) { return day ? static_cast<int>(day->at.time_since_epoch().count()) : 0; }

int CodeNumbers::find(std::string_view code) const {
  const auto at = std::find(m_codes.begin(), m_codes.end(), code);
  return at == m_codes.end() ? none : static_cast<int>(at - m_codes.begin());
}

int CodeNumbers::number_of(std::string_view code) {
  const int known = find(code);
  if (known != none || size() >= none) return known;
  m_codes.emplace_back(code);
  return size() - 1;
}

std::uint64_t bit_of(int number) { return number < 64 ? std::uint64_t{1} << number : 0; }

SpherePoint sphere_point(double latitude, double longitude) {
  if (latitude == 0 && longitude == 0) return {};
  constexpr double degree = std::numbers::pi / 180;
  const double f = latitude * degree, l = longitude * degree;
  return {static_cast<float>(std::cos(f) * std::cos(l)), static_cast<float>(std::cos(f) * std::sin(l)),
          static_cast<float>(std::sin(f))};
}

float kilometres(const SpherePoint& a, const SpherePoint& b) {
  const float dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;
  return 6371 * std::sqrt(dx * dx + dy * dy + dz * dz);
}

int SearchPart::find(const ServiceId& id) const {
  const auto at = std::lower_bound(by_id.begin(), by_id.end(), id,
                                   [&](std::uint32_t d, const ServiceId& wanted) { return entries[d].id < wanted; });
  return at != by_id.end() && entries[*at].id == id ? static_cast<int>(*at) : -1;
}

std::size_t SearchPart::bytes() const {
  return segment->bytes() + entries.capacity() * sizeof(SearchEntry) + serves.capacity() * sizeof(std::uint16_t) +
         by_id.capacity() * sizeof(std::uint32_t);
}

SearchPartMaker::SearchPartMaker(SearchCodes& codes, NameOf place_name)
    : m_codes(codes), m_place_name(std::move(place_name)), m_segment(search::Stems::shared()) {}

void SearchPartMaker::add(const SearchDocument& d) {
  m_segment.begin_document();
  m_segment.text(name_field, d.name);
  m_segment.text(description_field, d.description);
  m_segment.text(organisation_field, d.organisation);
  m_segment.text(place_field, m_place_name(d));
  m_segment.code("#type:" + d.type);
  for (const auto& code : d.needs) m_segment.code("#need:" + code);
  for (const auto& code : d.target_groups) m_segment.code("#target_group:" + code);

  SearchEntry e;
  e.id = d.id;
  if (!d.restricted) e.place = sphere_point(d.latitude, d.longitude);
  e.serves_from = static_cast<std::uint32_t>(m_part->serves.size());
  for (const auto& code : d.serves) {
    m_part->serves.push_back(static_cast<std::uint16_t>(m_codes.municipalities.number_of(code)));
  }
  e.serves_count = static_cast<std::uint16_t>(m_part->serves.size() - e.serves_from);
  if (!d.municipality.empty()) {
    e.municipality = static_cast<std::uint16_t>(m_codes.municipalities.number_of(d.municipality.text));
  }
  e.needs = bits_of(m_codes.needs, d.needs);
  e.groups = bits_of(m_codes.groups, d.target_groups);
  e.said_on = days_of(d.said_on);
  e.confirmed_on = days_of(d.confirmed_on);
  e.type = static_cast<std::uint16_t>(m_codes.types.number_of(d.type));
  e.age_min = age_of(d.age_min, 0);
  e.age_max = age_of(d.age_max, 255);
  e.status = availability_of(d.status);
  e.restricted = d.restricted;
  e.everywhere = d.serves_everywhere;
  m_part->entries.push_back(e);
}

std::shared_ptr<const SearchPart> SearchPartMaker::finish() {
  SearchPart& part = *m_part;
  part.segment = m_segment.finish();
  part.by_id.resize(part.entries.size());
  std::iota(part.by_id.begin(), part.by_id.end(), 0U);
  std::sort(part.by_id.begin(), part.by_id.end(),
            [&](std::uint32_t a, std::uint32_t b) { return part.entries[a].id < part.entries[b].id; });
  part.entries.shrink_to_fit();
  part.serves.shrink_to_fit();
  return m_part;
}

}  // namespace gishe::directory
