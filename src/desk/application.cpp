#include "desk/application.h"

#include <fmt/format.h>

#include <algorithm>

namespace gishe::desk {

Line* File::find_line(const ApplicationLineId& id) {
  const auto at = std::find_if(lines.begin(), lines.end(), [&](const Line& l) { return l.id == id; });
  return at == lines.end() ? nullptr : &*at;
}

const Line* File::find_line(const ApplicationLineId& id) const { return const_cast<File*>(this)->find_line(id); }

std::vector<std::string> File::papers_missing() const {
  std::vector<std::string> codes;
  for (const Paper& p : papers) {
    if (p.state == "missing" || p.state == "required") codes.push_back(p.code);
  }
  return codes;
}

std::string_view route_of(std::string_view service_type, const MunicipalityCode& provider,
                          const MunicipalityCode& home) {
  if (service_type == "state_desk") return "state";
  return provider == home ? "own" : "neighbour";
}

std::string make_number(const MunicipalityCode& municipality, Day on, int six_digits) {
  return fmt::format("{}-{:02}-{:06}", municipality.text, on.year() % 100, six_digits);
}

std::optional<MunicipalityCode> municipality_of_number(std::string_view number) {
  constexpr std::size_t form = std::string_view("PAZ14-26-483920").size();
  if (number.size() != form || number[5] != '-' || number[8] != '-') return std::nullopt;
  for (std::size_t i = 6; i < form; ++i) {
    if (i != 8 && (number[i] < '0' || number[i] > '9')) return std::nullopt;
  }
  return MunicipalityCode::parse(number.substr(0, 5));
}

std::string tidy_number(std::string_view typed) {
  static constexpr std::pair<std::string_view, char> look_alike[] = {
      {"А", 'A'}, {"В", 'B'}, {"Е", 'E'}, {"К", 'K'}, {"М", 'M'}, {"Н", 'H'}, {"О", 'O'}, {"Р", 'P'}, {"С", 'C'},
      {"Т", 'T'}, {"Х", 'X'}, {"а", 'A'}, {"в", 'B'}, {"е", 'E'}, {"к", 'K'}, {"м", 'M'}, {"н", 'H'}, {"о", 'O'},
      {"р", 'P'}, {"с", 'C'}, {"т", 'T'}, {"х", 'X'}, {"П", 'P'}, {"п", 'P'}, {"З", 'Z'}, {"з", 'Z'}};
  std::string tidy;
  constexpr std::size_t typed_max = 60;
  typed = typed.substr(0, typed_max);
  for (std::size_t i = 0; i < typed.size();) {
    const auto same = std::find_if(std::begin(look_alike), std::end(look_alike),
                                   [&](const auto& pair) { return typed.substr(i).starts_with(pair.first); });
    if (same != std::end(look_alike)) {
      tidy += same->second;
      i += same->first.size();
      continue;
    }
    const char c = typed[i++];
    if (c == ' ' || c == '\t') continue;
    tidy += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return tidy;
}

}  // namespace gishe::desk
