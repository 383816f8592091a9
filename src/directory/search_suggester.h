#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "directory/search_part.h"
#include "directory/service_search.h"

/// What may be offered while somebody types: names of needs and kinds, of services and organisations.
namespace gishe::directory {

class Suggester {
 public:
  /// Texts with a word that begins like the last one typed and all others in them, best first.
  std::vector<Suggestion> suggest(std::string_view typed, words::Language language, int limit) const;
  std::size_t bytes() const;

 private:
  friend class SuggesterMaker;
  struct Line {
    std::uint32_t shown, key;  // where text and folded text begin
    std::uint32_t shown_end, key_end;
    std::uint32_t count = 1;
    Suggestion::Kind kind = Suggestion::Kind::service;
    std::uint8_t language = 255;  // 255: all
    std::uint32_t code = 0;       // place in m_codes, 0: none
    ServiceId id;
  };
  struct Start {  // of a word
    std::uint32_t line, at;
  };
  std::string_view from(const Start& s) const {
    return std::string_view(m_keys).substr(s.at, m_lines[s.line].key_end - s.at);
  }
  bool holds(const Line& line, const std::vector<std::string>& words) const;
  void collect(const std::string& key, words::Language language,
               std::vector<std::pair<float, std::uint32_t>>& found) const;

  std::string m_shown, m_keys;
  std::vector<Line> m_lines;
  std::vector<Start> m_starts;  // in the order of what begins there
  std::vector<std::string> m_codes{""};
};

class SuggesterMaker {
 public:
  void add(const SearchDocument& document);
  /// Adds the names of needs and kinds in our languages.
  std::shared_ptr<const Suggester> finish();

 private:
  void add_line(Suggestion::Kind kind, std::string_view text, const ServiceId& id, std::uint8_t language,
                std::string_view code, std::uint32_t count);
  std::shared_ptr<Suggester> m_made = std::make_shared<Suggester>();
  std::map<std::string, std::uint32_t> m_line_of;  // kind and folded text → line
  std::map<std::string, std::uint32_t> m_of_type, m_of_need;
};

}  // namespace gishe::directory
