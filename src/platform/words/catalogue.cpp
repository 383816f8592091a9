#include "platform/words/catalogue.h"

#include <algorithm>
#include <array>
#include <boost/locale/gnu_gettext.hpp>
#include <boost/locale/message.hpp>
#include <locale>
#include <stdexcept>

#include "platform/embedded/embedded.h"

namespace gishe::words::catalogue {
namespace {

using Facet = boost::locale::message_format<char>;
constexpr const char* domain = "gishe";

std::locale load(Language language) {
  const std::string name(code(language));
  const auto bytes = embedded::find("locale/" + name + ".mo");
  if (!bytes) throw std::runtime_error("no catalogue in the binary: locale/" + name + ".mo");

  boost::locale::gnu_gettext::messages_info from;
  from.language = name;
  from.encoding = "UTF-8";
  from.domains.emplace_back(domain);
  from.paths.emplace_back("embedded");
  // Boost.Locale asks for a path; there is one catalogue for each language, so the path says nothing new.
  from.callback = [bytes = *bytes](const std::string&, const std::string&) {
    return std::vector<char>(bytes.begin(), bytes.end());
  };
  return {std::locale::classic(), boost::locale::gnu_gettext::create_messages_facet<char>(from)};
}

/// Looked up once: a page asks for some hundred texts.
struct Catalogue {
  explicit Catalogue(Language language) : locale(load(language)) {}
  std::locale locale;
  const Facet& facet = std::use_facet<Facet>(locale);
  int id = facet.domain(domain);
};

const Catalogue& catalogue_of(Language language) {
  static const std::array<Catalogue, 3> loaded = {Catalogue(Language::bg), Catalogue(Language::it),
                                                  Catalogue(Language::en)};
  return loaded[static_cast<std::size_t>(language)];
}

}  // namespace

const char* text(Language language, const char* key) {
  const Catalogue& from = catalogue_of(language);
  return from.facet.get(from.id, nullptr, key);
}

const char* plural(Language language, const char* key, std::int64_t n) {
  // The facet takes an int; beyond its range the plural form no longer changes in our three languages.
  const auto whole = static_cast<int>(std::clamp<std::int64_t>(n, -1'000'000, 1'000'000));
  const Catalogue& from = catalogue_of(language);
  return from.facet.get(from.id, nullptr, key, whole);
}

}  // namespace gishe::words::catalogue
