#include "platform/words/words.h"

#include "base/split.h"
#include "base/text.h"
#include "platform/words/catalogue.h"
#include "platform/words/filled.h"

namespace gishe::words {

std::string filled(std::string_view text, const Values& values) {
  std::string out;
  out.reserve(text.size() + 16);
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) break;
    out.append(text.substr(0, open));
    const std::string_view name = text.substr(open + 1, close - open - 1);
    const std::string* value = nullptr;
    for (const auto& [key, v] : values) {
      if (key == name) value = &v;
    }
    if (value) {
      out += *value;
    } else {
      out.append(text.substr(open, close - open + 1));
    }
    text.remove_prefix(close + 1);
    // A day ends with "г.": no second full stop after it at the end of a sentence.
    if (value && value->ends_with('.') && text.starts_with('.')) text.remove_prefix(1);
  }
  return out.append(text);
}

std::string Words::operator()(std::string_view key) const {
  const std::string name(key);
  const char* found = catalogue::text(m_language, name.c_str());
  return found ? found : name;
}

bool Words::has(std::string_view key) const { return catalogue::text(m_language, std::string(key).c_str()) != nullptr; }

std::string Words::with(std::string_view key, const Values& values) const { return filled((*this)(key), values); }

std::string Words::count(std::string_view key, std::int64_t n, const Values& values) const {
  const std::string name(key);
  const char* found = catalogue::plural(m_language, name.c_str(), n);
  Values all = values;
  all.emplace_back("n", number(n));
  return filled(found ? found : name, all);
}

std::string Words::refusal(const Refusal& refusal) const {
  return with(std::string("refusal.") + refusal.code->name, refusal.with);
}

std::vector<std::string> said_in_all_languages(std::string_view key) {
  std::vector<std::string> said;
  for (const auto language : {Language::bg, Language::it, Language::en})
    for (const auto& word : text::split(Words(language)(key), ',')) said.push_back(text::tidy(word));
  return said;
}

}  // namespace gishe::words
