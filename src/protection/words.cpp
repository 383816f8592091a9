#include "protection/words.h"

#include "base/text.h"

namespace gishe::protection {
namespace {

constexpr char between = '\x1f';  // no plain text holds it

std::string context_of(std::string_view kind, const Uuid& id) { return std::string(kind) + ':' + id.text(); }

}  // namespace

std::string seal_words(const Office& office, std::string_view kind, const Uuid& id,
                       const std::vector<std::string>& texts) {
  return office.vault.seal(text::join(texts, std::string(1, between)), context_of(kind, id));
}

std::vector<std::string> unseal_words(const Office& office, std::string_view kind, const Uuid& id,
                                      std::string_view sealed, std::size_t count) {
  std::vector<std::string> texts;
  if (const auto plain = office.vault.unseal(sealed, context_of(kind, id))) {
    std::string_view rest = *plain;
    for (;;) {
      const auto at = rest.find(between);
      texts.emplace_back(rest.substr(0, at));
      if (at == std::string_view::npos) break;
      rest.remove_prefix(at + 1);
    }
  }
  if (texts.size() < count) texts.resize(count);
  return texts;
}

void check_words(Refusals& no, const char* field, std::string& words, Must must, std::size_t length_max) {
  if (!text::is_plain(words, text::Lines::many)) {
    no.emplace_back(not_plain_text, field);
    return;
  }
  words = text::tidy(words, text::Lines::many);
  if (words.empty() && must == Must::say) no.emplace_back(required, field);
  if (text::length(words) > length_max) no.push_back(Refusal(too_long, field, {{"max", std::to_string(length_max)}}));
}

}  // namespace gishe::protection
