#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// What of a line the person reads, and where the names of others may stand in it. Pure.
namespace gishe::own_file {

inline constexpr std::size_t copy_parts_max = 20;           // of one line
inline constexpr std::size_t copy_parts_length_max = 2000;  // letters, all together
inline constexpr std::string_view blackened = "▇▇▇";

/// The words of the names of those who may stand in a file.
struct NamesOfOthers {
  std::vector<std::string> own;                // words of her own name
  std::vector<std::vector<std::string>> near;  // of her circle: one word of it is enough
  std::vector<std::vector<std::string>> far;   // of others: two words beside each other are needed
};

/// Made once for all lines of a file: a town has tens of thousands of names.
class NameFinder {
 public:
  explicit NameFinder(const NamesOfOthers& names);
  /// The names as they stand in `words`, each once, longest first. A word that is also in her own name is proposed only
  /// beside another one of the same name.
  std::vector<std::string> names_in(std::string_view words) const;

 private:
  using NamesOfWord = std::map<std::string, std::vector<std::size_t>>;  // in small letters; ascending
  static NamesOfWord index_of(const std::vector<std::vector<std::string>>& names);
  NamesOfWord m_near, m_far;
  std::set<std::string> m_own;
};

/// Does `part` stand in `words`, in capitals or not?
bool stands_in(std::string_view words, std::string_view part);
/// `words` with every place of every part replaced by ▇▇▇ and the ground in brackets.
std::string blackened_parts(std::string_view words, std::vector<std::string> parts, std::string_view ground);
std::string blackened_all(std::string_view ground);

/// Typed one to a line: tidied, without empty ones and doubles.
std::vector<std::string> parts_of(std::string_view typed);

}  // namespace gishe::own_file
