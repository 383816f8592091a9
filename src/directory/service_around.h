#pragma once
#include <optional>
#include <string>
#include <vector>

#include "directory/directory.h"
#include "directory/search_address.h"

/// What the public page of an entry and its slip say beside the entry's own words.
namespace gishe::directory {

struct Around {
  std::string municipality, settlement, serves;
  std::vector<std::string> papers;            // all of them, in words
  std::optional<territory::Settlement> from;  // the place the visitor chose
  std::string from_words;                     // its name, as the form takes it again
  std::optional<territory::Travel> travel;    // from there; never to a restricted place
};
Around around(db::Session& session, const words::Words& w, const Service& service, std::string_view place);

/// How one gets this service, in words: what the provider says, else whether a referral is needed.
std::string how_to_apply(const words::Words& w, const Service& service);
/// "гр. Пещера, ул. „Тиха“ 7"; for a restricted place why it is not said.
std::string where_it_is(const words::Words& w, const Service& service, const Around& around);
/// "Потвърдена на …", or that one should call before going.
std::string confirmed_words(const words::Words& w, const Service& service, Day today);

}  // namespace gishe::directory
