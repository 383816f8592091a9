#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "platform/office/office.h"
#include "platform/words/words.h"
#include "territory/territory.h"

/// Finding services by what people type, in three languages and two scripts. Only listed services, never a place that
/// is not public. Both engines give the same answer: the index is ours and stands in memory.
namespace gishe::directory {

struct Asked {
  std::string words;              // as typed; what is longer than 200 letters is not read
  std::string need;               // code; only services that answer it
  std::string type;               // code; only this kind
  std::string target_group;       // code; only services for this group or for everybody
  MunicipalityCode lies_in;       // only services of this municipality
  MunicipalityCode municipality;  // where the asker lives: what serves it comes first; leaves nothing out
  Ekatte from;                    // nearer ones first, travel is told; its municipality counts as the asker's
  std::optional<int> age;         // only services that take this age
  bool free_now = false;          // only those that said lately that a place is free
  words::Language language = words::Language::bg;
  int offset = 0, limit = 20;  // offset at most 1000, limit at most 100
};

/// Why an entry is in the answer, as values that a page turns into words.
struct Why {
  enum class Kind {
    word,          // typed stands in the entry (any form of it)
    synonym,       // typed is taken for `meant`, a word of the field
    corrected,     // typed is taken for `meant`, one or two letters away
    need,          // typed names a need; meant: its code
    type,          // typed names a kind of service; meant: its code
    target_group,  // typed names a group; meant: its code
    serves_you,    // serves the asker's municipality
    everywhere,    // serves the whole country
    near_you,      // in the asker's municipality, or less than 15 km from there; never of a restricted place
    free_places,   // said lately that a place is free
  };
  Kind kind;
  std::string typed, meant;
};

struct Found {
  ServiceId id;
  std::vector<Why> why;
  std::optional<territory::Travel> travel;  // estimated, from Answer::travel_from; never to a restricted place
};

/// How many of the answer have a code; with the asker's own choice in that list left aside, so that it can be changed.
struct FacetCount {
  std::string code;
  int count = 0;
};
struct Facets {
  std::vector<FacetCount> types, municipalities, target_groups;  // most first
  std::vector<FacetCount> availability;                          // as Capacity::status_on says
};

struct Answer {
  std::vector<Found> found;
  int total = 0;
  Facets facets;
  std::string did_you_mean;         // the words as they were read, when letters were wrong; else empty
  std::vector<std::string> unread;  // typed words that nothing here knows
  std::optional<Ekatte> place;      // a settlement named in the words
  Ekatte travel_from;               // the asker's, else the one named; empty: no travel is told
  bool all_words = true;            // false: nothing has all words, these have most of them
};
Answer search_services(Office& office, const Asked& asked);
/// What is measured stands before the estimate. Nothing is told where nothing was told. `settlement`: where it lies.
void prefer_measured(Found& found, const Ekatte& settlement, const std::map<Ekatte, territory::Travel>& measured);
/// Services that have all of these words (any form of them, or what they stand for), in the order of their ids; none
/// when one of the words is unknown here.
std::vector<ServiceId> list_services_with_words(Office& office, std::string_view words);
/// For each of these: whether a search for it finds anything now.
std::vector<bool> which_find_something(Office& office, const std::vector<std::string>& searches);

/// While somebody types. Texts in the asker's language where there are some (needs, kinds), names as they are.
struct Suggestion {
  enum class Kind { need, type, service, organisation };
  Kind kind = Kind::service;
  std::string text;
  std::string code;  // of the need or kind; id of the service when it is the only one with that name
  int count = 0;     // services behind it
};
/// At most `limit` (20 at most), best first; nothing for fewer than two letters.
std::vector<Suggestion> suggest_services(Office& office, std::string_view prefix, words::Language language, int limit);

/// As long as what this gives back lives, the index of the database stays in memory (made beside, so it returns at
/// once) and follows every change, of other processes too. Without it each search makes one for itself: right, and
/// slow.
std::shared_ptr<void> keep_search(db::Database& database);

}  // namespace gishe::directory
