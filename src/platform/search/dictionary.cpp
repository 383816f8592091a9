#include "platform/search/dictionary.h"

#include <filesystem>
#include <hunspell/hunspell.hxx>
#include <mutex>

namespace gishe::search {

struct Dictionary::State {
  State(const std::string& aff, const std::string& dic) : hunspell(aff.c_str(), dic.c_str()) {}
  std::mutex mutex;
  Hunspell hunspell;
};

Dictionary::Dictionary(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Dictionary::~Dictionary() = default;

std::unique_ptr<Dictionary> Dictionary::open(const std::string& path) {
  std::error_code ignored;
  const auto aff = path + ".aff", dic = path + ".dic";
  if (!std::filesystem::is_regular_file(aff, ignored) || !std::filesystem::is_regular_file(dic, ignored)) return {};
  return std::unique_ptr<Dictionary>(new Dictionary(std::make_unique<State>(aff, dic)));
}

std::vector<std::string> Dictionary::lemmas(std::string_view word) const {
  const std::lock_guard lock(m_state->mutex);
  return m_state->hunspell.stem(std::string(word));
}

bool Dictionary::knows(std::string_view word) const {
  const std::lock_guard lock(m_state->mutex);
  return m_state->hunspell.spell(std::string(word));
}

}  // namespace gishe::search
