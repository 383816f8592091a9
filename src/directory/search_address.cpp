#include "directory/search_address.h"

#include <algorithm>

#include "base/text.h"
#include "base/transliterate.h"
#include "directory/code_list.h"
#include "directory/directory.h"
#include "platform/web/target.h"

namespace gishe::directory {
namespace {

constexpr std::size_t words_letters_max = 200, place_letters_max = 80;
constexpr std::size_t candidates_max = 12;
constexpr int pages_max = 100;

std::string taken(std::string_view typed, std::size_t letters_max) {
  std::string tidy = text::tidy(typed);
  if (!text::is_plain(tidy) || text::length(tidy) > letters_max) return {};
  return tidy;
}

/// A name without the kind of place before it, in any of our languages: село, гр., община, comune di …
std::string_view without_kind(std::string_view name) {
  std::string kinds;
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    kinds += words::Words(language)("directory.search.place_kinds") + ",";
  }
  for (const std::string& kind : split_codes(kinds)) {
    if (text::lower(name.substr(0, kind.size())) != kind || name.size() <= kind.size()) continue;
    if (const char after = name[kind.size()]; after != '.' && after != ' ') continue;
    name.remove_prefix(kind.size() + 1);
    while (name.starts_with(' ')) name.remove_prefix(1);
  }
  return name;
}

}  // namespace

bool Question::plain() const { return words.empty() && place.empty() && !narrowed() && page == 1 && soon.empty(); }

bool Question::narrowed() const {
  return !need.empty() || !type.empty() || !group.empty() || !municipality.empty() || age || free_now;
}

Question question_of(const web::Request& request, db::Session& session) {
  Question q;
  q.words = taken(request.query("q"), words_letters_max);
  q.place = taken(request.query("place"), place_letters_max);
  if (const auto need = request.query("need"); !need.empty() && find_need(session, need)) q.need = need;
  if (is_service_type(request.query("type"))) q.type = request.query("type");
  if (text::one_of(target_groups, request.query("group"))) q.group = request.query("group");
  q.municipality = MunicipalityCode::parse(request.query("municipality")).value_or(MunicipalityCode{});
  if (const auto age = text::whole_number(request.query("age")); age && *age >= 0 && *age <= 120) {
    q.age = static_cast<int>(*age);
  }
  q.free_now = request.query("free") == "1";
  if (request.query("soon") == "now") q.soon = "now";
  if (const auto page = text::whole_number(request.query("page"))) {
    q.page = static_cast<int>(std::clamp<std::int64_t>(*page, 1, pages_max));
  }
  return q;
}

std::string address_of(const Question& q) {
  std::string address = "/services";
  char sign = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    address.append(1, sign).append(name).append("=").append(web::percent_encoded(value));
    sign = '&';
  };
  add("q", q.words);
  add("place", q.place);
  add("need", q.need);
  add("type", q.type);
  add("group", q.group);
  add("municipality", q.municipality.text);
  add("age", q.age ? std::to_string(*q.age) : "");
  add("free", q.free_now ? "1" : "");
  add("soon", q.soon);
  add("page", q.page > 1 ? std::to_string(q.page) : "");
  return address;
}

std::optional<territory::Settlement> Place::chosen() const {
  if (candidates.size() != 1) return std::nullopt;
  return candidates.front();
}

Place read_place(db::Session& session, std::string_view typed) {
  Place place;
  if (typed.empty()) return place;
  if (const auto code = Ekatte::parse(typed)) {
    if (auto found = territory::find_settlement(session, *code)) place.candidates.push_back(std::move(*found));
    return place;
  }
  const std::size_t comma = std::min(typed.find(','), typed.size());
  const std::string name(without_kind(typed.substr(0, comma)));
  place.candidates = territory::list_settlements_named(session, name);
  if (comma < typed.size()) {
    std::string_view rest = typed.substr(comma + 1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    const std::string wanted = name_skeleton(without_kind(rest));
    std::erase_if(place.candidates, [&](const territory::Settlement& s) {
      const auto m = territory::find_municipality(session, s.municipality);
      return !m || name_skeleton(m->name_bg) != wanted;
    });
  }
  if (place.candidates.size() > candidates_max) place.candidates.resize(candidates_max);
  return place;
}

std::string place_words(db::Session& session, const territory::Settlement& place, words::Language language) {
  const bool bulgarian = language == words::Language::bg;
  const std::string& name = bulgarian ? place.name_bg : place.name_latin;
  if (territory::list_settlements_named(session, name).size() < 2) return name;
  const auto m = territory::find_municipality(session, place.municipality);
  return m ? name + ", " + m->name(language) : place.code.text;
}

}  // namespace gishe::directory
