#include "entries/duplicates.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/transliterate.h"
#include "entries/merge.h"

namespace gishe::entries {
namespace {

constexpr std::size_t pairs_max = 200, same_key_max = 10;

/// The digits of a number; too few are no number.
std::string digits_of(std::string_view phone) {
  constexpr std::size_t digits_min = 6;
  std::string digits;
  std::copy_if(phone.begin(), phone.end(), std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits.size() < digits_min ? "" : digits;
}

/// Keys that make two records alike, each with its reason: "phone|0350001001|day_care" → who has it.
class Keys {
 public:
  void add(std::string_view why, const std::string& value, const std::string& among, const Uuid& id) {
    if (value.empty()) return;
    m_holders[std::string(why) + "|" + value + "|" + among].push_back(id);
  }
  std::vector<Alike> pairs() const {
    std::map<std::pair<Uuid, Uuid>, std::string> found;
    for (const auto& [key, holders] : m_holders) {
      // What many share (a switchboard) tells nobody apart.
      if (holders.size() > same_key_max) continue;
      const std::string why = key.substr(0, key.find('|'));
      for (std::size_t i = 0; i < holders.size(); ++i) {
        for (std::size_t j = i + 1; j < holders.size(); ++j) {
          auto& reasons = found[std::minmax(holders[i], holders[j])];
          reasons += reasons.empty() ? why : "," + why;
        }
      }
    }
    std::vector<Alike> list;
    for (const auto& [ids, why] : found) {
      if (list.size() < pairs_max) list.push_back({ids.first, ids.second, why});
    }
    return list;
  }

 private:
  std::map<std::string, std::vector<Uuid>> m_holders;
};

}  // namespace

std::vector<Alike> alike(const std::vector<directory::Service>& services) {
  Keys keys;
  for (const auto& s : services) {
    if (s.status == "archived") continue;
    keys.add("phone", digits_of(s.phone), s.type, s.id.value);
    keys.add("licence", name_skeleton(s.classification.licence_no), s.type, s.id.value);
    keys.add("name", name_skeleton(text::join(text::words(s.name), " ")), s.settlement.text, s.id.value);
  }
  return keys.pairs();
}

std::vector<Alike> alike(const std::vector<directory::Organisation>& organisations) {
  Keys keys;
  for (const auto& o : organisations) {
    keys.add("eik", o.eik, "", o.id.value);
    keys.add("phone", digits_of(o.phone), "", o.id.value);
    keys.add("name", name_skeleton(text::join(text::words(o.name), " ")), "", o.id.value);
  }
  return keys.pairs();
}

int find_duplicates(Office& office, const MunicipalityCode& municipality) {
  constexpr int entries_max = 5000;
  std::vector<directory::Service> services;
  std::vector<directory::Organisation> houses;
  office.db.read([&](db::Session& s) {
    services = directory::list_entries(s, municipality, {}, entries_max);
    for (const auto& [id, name] : directory::list_organisations(s, municipality)) {
      if (auto house = directory::find_organisation(s, id)) houses.push_back(std::move(*house));
    }
  });
  const auto same_services = alike(services);
  const auto same_houses = alike(houses);
  return office.db.write([&](db::Tx& tx) {
    int found = 0;
    for (const auto& a : same_services) found += remember_pair(tx, municipality, "service", a, office.today());
    for (const auto& a : same_houses) found += remember_pair(tx, municipality, "organisation", a, office.today());
    return found;
  });
}

}  // namespace gishe::entries
