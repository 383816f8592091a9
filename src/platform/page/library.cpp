#include "platform/page/library.h"

// clang-format off
#include <cstring>  // first: ctemplate uses strlen without including it
#include <ctemplate/template_cache.h>
// clang-format on
#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <set>
#include <stdexcept>

#include "platform/page/dictionary.h"
#include "platform/page/sources.h"

namespace gishe::page {
namespace {

using words::Language;
constexpr std::array languages = {Language::bg, Language::it, Language::en};

// Blank lines only: stripping all white space would glue words of neighbouring lines together.
constexpr auto strip = ctemplate::STRIP_BLANK_LINES;

ctemplate::TemplateString as_template_string(std::string_view text) { return {text.data(), text.size()}; }

const char* source_folder() { return std::getenv("GISHE_SOURCE"); }

}  // namespace

struct Library::State {
  std::array<ctemplate::TemplateCache, languages.size()> compiled;
  std::set<std::string, std::less<>> names, with_heading;
};

Library::Library(bool tolerant) : m_state(std::make_unique<State>()) {
  const char* folder = source_folder();
  const Sources sources = folder ? disk_sources(folder) : embedded_sources();
  std::vector<std::string> broken, missing;
  for (const auto& [name, text] : sources) {
    const auto faults = faults_in(name, text);
    broken.insert(broken.end(), faults.begin(), faults.end());
    if (!faults.empty()) continue;
    m_state->names.insert(name);
    if (text.find("<h1") != std::string::npos) m_state->with_heading.insert(name);
    for (std::size_t i = 0; i < languages.size(); ++i) {
      const std::string ready = in_language(sources, name, words::Words(languages[i]), missing);
      if (!m_state->compiled[i].StringToTemplateCache(as_template_string(name), as_template_string(ready), strip)) {
        broken.push_back(fmt::format("{}:1: ctemplate refuses it (its reason is on stderr)", name));
        break;
      }
    }
  }
  broken.insert(broken.end(), missing.begin(), missing.end());
  if (!broken.empty() && !tolerant) throw std::runtime_error(fmt::format("templates:\n{}", fmt::join(broken, "\n")));
  for (const auto& line : broken) std::cerr << line << '\n';
  for (auto& cache : m_state->compiled) cache.Freeze();  // from here on reads take no lock
}

Library::~Library() = default;

void Library::must_have(std::string_view template_name) const {
  if (!m_state->names.contains(template_name)) throw std::logic_error(fmt::format("no template '{}'", template_name));
}

bool Library::has_own_heading(std::string_view template_name) const {
  return m_state->with_heading.contains(template_name);
}

void Library::expand(Language language, std::string_view template_name, const Dictionary& values,
                     std::string& out) const {
  const auto& cache = m_state->compiled[static_cast<std::size_t>(language)];
  ctemplate::PerExpandData nothing;
  if (!cache.ExpandNoLoad(as_template_string(template_name), strip, &values, &nothing, &out)) {
    throw std::logic_error(fmt::format("template '{}' or a part of it does not exist", template_name));
  }
}

std::shared_ptr<const Library> library() {
  static const char* const folder = source_folder();
  if (!folder) {
    static const auto once = std::make_shared<const Library>(true);
    return once;
  }
  static std::mutex one_at_a_time;
  static std::shared_ptr<const Library> current;
  static std::string built_from;
  const std::lock_guard lock(one_at_a_time);
  if (std::string now = disk_fingerprint(folder); now != built_from || !current) {
    current = std::make_shared<const Library>(true);
    built_from = std::move(now);
  }
  return current;
}

}  // namespace gishe::page
