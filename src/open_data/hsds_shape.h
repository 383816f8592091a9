#pragma once
#include <boost/json.hpp>
#include <optional>
#include <span>
#include <string_view>

#include "base/uuid.h"

/// HSDS 3.1 as tables: which there are, how they nest, which fields are no plain text. Names of tables are those of the
/// tabular package without ".csv". Fields nobody knows pass everywhere unchanged.
namespace gishe::open_data::hsds {

namespace json = boost::json;

/// Where rows of one table stand inside an object of another, and by which column they point back.
struct Nest {
  std::string_view parent, member, table, pointer;
};
std::span<const Nest> nests();

/// One object inside another that the outer one points at: its column, and the table it is kept in by itself.
struct Reference {
  std::string_view table, member, target, column;
};
std::span<const Reference> references();

enum class Form { text, number, truth, link, mail, day, moment, time, status, place_kind, weekday, frequency };
struct Table {
  std::string_view name;      // "services"
  std::string_view singular;  // "service": what attributes and metadata call it
  std::string_view columns;   // of HSDS 3.1, in the order of datapackage.json, between blanks
  std::string_view needed;    // a row without one of these is refused
  std::string_view filled;    // required by the schema; empty text stands in where nobody said
  std::string_view parents;   // columns that say what it belongs to; empty: it stands by itself
};
std::span<const Table> tables();
const Table* find_table(std::string_view name);
Form form_of(std::string_view column);

/// Roots have a document each; every other row lives inside one of them, or by itself when it belongs to nothing.
inline constexpr std::string_view organizations = "organizations", services = "services", locations = "locations",
                                  service_at_location = "service_at_location", taxonomies = "taxonomies",
                                  taxonomy_terms = "taxonomy_terms";
bool is_root(std::string_view table);

/// Text of a member; empty when it is absent, null or no scalar. Numbers as they are written.
std::string text_of(const json::object& object, std::string_view member);
/// The id that a member says; nullopt: none, or no UUID.
std::optional<Uuid> id_of(const json::object& object, std::string_view member = "id");
/// Sets the member; an empty text takes it away.
void put_text(json::object& object, std::string_view member, std::string_view text);

/// Splits "a b c"; calls `take(word)`.
template <class Take>
void each_word(std::string_view words, Take&& take) {
  while (!words.empty()) {
    const auto end = words.find(' ');
    take(words.substr(0, end));
    if (end == std::string_view::npos) return;
    words.remove_prefix(end + 1);
  }
}

}  // namespace gishe::open_data::hsds
