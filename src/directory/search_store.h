#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "platform/db/db.h"

/// What the search reads from the database, and the words of the field that editors keep.
namespace gishe::directory {

/// A service as the search sees it. Only of listed ones; of a place that is not public nothing says where it is.
struct SearchDocument {
  ServiceId id;
  std::string name, description, organisation;
  std::string type;
  MunicipalityCode municipality;
  Ekatte settlement;
  double latitude = 0, longitude = 0;
  bool restricted = false, serves_everywhere = false;
  std::optional<int> age_min, age_max;
  std::vector<std::string> target_groups, needs, serves;
  std::string status = "unknown";
  std::optional<Day> said_on, confirmed_on;
};
void each_search_document(db::Session& session, const std::function<void(const SearchDocument&)>& f);
/// Nothing for those that are not listed (any more).
std::vector<SearchDocument> list_search_documents(db::Session& session, const std::vector<ServiceId>& ids);

/// How far the changes have been read. Take it before reading, and nothing that is committed later is missed: on SQLite
/// a number, on PostgreSQL a snapshot of transactions (numbers are given before they are committed there).
std::string search_mark(db::Session& session);
/// Services that changed since then, at most `limit`, in no order; the nil id stands for the words of the field.
std::vector<ServiceId> list_changed_since(db::Session& session, const std::string& mark, std::size_t limit);

/// A word or phrase of the field and what it stands for.
struct SearchWord {
  std::string words;    // "личен асистент"
  std::string kind;     // need, type, target_group: meaning is a code; words: meaning is other words
  std::string meaning;  // "assistant_support"
  auto operator<=>(const SearchWord&) const = default;
};
std::vector<SearchWord> list_search_words(db::Session& session);
/// false when it is already there, or not there (any more).
bool add_search_word(db::Tx& tx, const SearchWord& word);
bool remove_search_word(db::Tx& tx, const SearchWord& word);

}  // namespace gishe::directory
