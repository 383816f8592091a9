#include "directory/service_around.h"

#include "base/text.h"
#include "directory/service_store.h"
#include "directory/service_words.h"

namespace gishe::directory {

Around around(db::Session& session, const words::Words& w, const Service& s, std::string_view place) {
  Around a;
  const auto name_of = [&](const MunicipalityCode& code) {
    return territory::municipality_name(session, code, w.language());
  };
  if (!s.municipality.empty()) a.municipality = name_of(s.municipality);
  if (!s.settlement.empty()) {
    if (const auto there = territory::find_settlement(session, s.settlement)) {
      a.settlement = there->full_name(w.language());
    }
  }
  std::vector<std::string> serves;
  for (const auto& code : s.serves) serves.push_back(name_of(code));
  if (serves.empty() && !a.municipality.empty()) serves.push_back(a.municipality);
  if (serves.empty()) serves.push_back(w("directory.service.ask_where_from"));
  a.serves = s.serves_everywhere ? w("directory.service.whole_country") : text::join(serves, ", ");
  for (const auto& code : s.papers) a.papers.push_back(w("paper." + code));
  if (s.type == unclassified) {
    for (const auto& words : find_remains(session, s.id).papers) a.papers.push_back(words);
  }
  if (s.restricted || place.empty()) return a;
  a.from = read_place(session, place).chosen();
  if (a.from) {
    a.from_words = place_words(session, *a.from, w.language());
    if (!s.settlement.empty()) a.travel = territory::travel(session, a.from->code, s.settlement);
  }
  return a;
}

std::string how_to_apply(const words::Words& w, const Service& s) {
  if (!s.application_process.empty()) return s.application_process;
  return w(s.referral_required ? "directory.service.referral" : "directory.service.no_referral");
}

std::string where_it_is(const words::Words& w, const Service& s, const Around& a) {
  if (s.restricted) return w("directory.service.hidden_place");
  if (a.settlement.empty()) return s.address;
  return s.address.empty() ? a.settlement : a.settlement + ", " + s.address;
}

std::string confirmed_words(const words::Words& w, const Service& s, Day today) {
  const char* key = confirmed_lately(s, today) ? "directory.service.confirmed"
                    : s.confirmed_on           ? "directory.service.confirmed_long_ago"
                                               : "directory.service.never_confirmed";
  return s.confirmed_on ? w.with(key, {{"day", w.day(*s.confirmed_on)}}) : w(key);
}

}  // namespace gishe::directory
