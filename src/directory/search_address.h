#pragma once
#include <optional>
#include <string>
#include <vector>

#include "directory/service_search.h"
#include "platform/web/web.h"

namespace gishe::directory {

inline constexpr int results_on_a_page = 10;

/// What a visitor asks the search page. All of it stands in the address; only words that found nothing are counted.
struct Question {
  std::string words;              // q
  std::string need, type, group;  // codes that exist, else empty
  std::string place;              // as typed: "Калугерово", "Калугерово, Лесичово", "35571"
  MunicipalityCode municipality;  // only services that lie in it
  std::optional<int> age;
  bool free_now = false;
  std::string soon;  // from the guided questions: "now" shows whom to call first
  int page = 1;

  bool plain() const;     // nothing asked: the list of everything
  bool narrowed() const;  // a filter is set beside words and place
};
/// A value that does not exist is left out: old links keep working.
Question question_of(const web::Request& request, db::Session& session);
/// The address that asks this. Without its page: page 1.
std::string address_of(const Question& question);

/// The settlements a typed place may mean. One: it is that. Several: ask which. None: unknown, or nothing typed.
struct Place {
  std::vector<territory::Settlement> candidates;
  std::optional<territory::Settlement> chosen() const;
};
Place read_place(db::Session& session, std::string_view typed);
/// The name by which read_place finds this settlement alone.
std::string place_words(db::Session& session, const territory::Settlement& place, words::Language language);

}  // namespace gishe::directory
