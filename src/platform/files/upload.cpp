#include "platform/files/upload.h"

#include <array>
#include <vector>

#include "base/text.h"
#include "platform/files/files.h"
#include "platform/files/pdf_check.h"

namespace gishe::files {
namespace {

constexpr std::size_t name_letters_max = 100;

struct Kind {
  std::string_view media_type, extension, other_extension;
};
constexpr Kind kinds[] = {{"application/pdf", "pdf", "pdf"},
                          {"image/jpeg", "jpg", "jpeg"},
                          {"image/png", "png", "png"},
                          {"image/webp", "webp", "webp"}};

const Kind* kind_of(std::string_view media_type) {
  for (const Kind& kind : kinds) {
    if (kind.media_type == media_type) return &kind;
  }
  return nullptr;
}

std::uint32_t little_endian(std::string_view four) {
  std::uint32_t n = 0;
  for (std::size_t i = 4; i-- > 0;) n = n << 8 | static_cast<unsigned char>(four[i]);
  return n;
}

/// Does it end as its kind ends? A connection that broke leaves the beginning of a file.
bool whole(std::string_view media_type, std::string_view bytes) {
  constexpr std::size_t tail = 2048;  // writers leave rubbish behind the end; readers look as far
  const std::string_view end = bytes.substr(bytes.size() - std::min(bytes.size(), tail));
  if (media_type == "application/pdf") return end.find("%%EOF") != std::string_view::npos;
  if (media_type == "image/jpeg") return end.find("\xff\xd9") != std::string_view::npos;
  if (media_type == "image/png") return end.find("IEND\xae\x42\x60\x82") != std::string_view::npos;
  constexpr std::size_t riff_head = 8;
  return bytes.size() >= riff_head && little_endian(bytes.substr(4, 4)) + riff_head <= bytes.size() + 1;
}

/// Code points, as far as the text is well formed.
std::vector<std::string_view> letters_of(std::string_view utf8) {
  std::vector<std::string_view> letters;
  for (; !utf8.empty(); utf8.remove_prefix(letters.back().size())) letters.push_back(text::first(utf8, 1));
  return letters;
}

bool fit_for_a_name(std::string_view letter) {
  if (letter.size() == 1) {
    const auto c = static_cast<unsigned char>(letter.front());
    return c >= 0x20 && c < 0x7f && std::string_view("<>:\"|?*").find(letter.front()) == std::string_view::npos;
  }
  // Besides what is_plain refuses (broken letters, controls, marks of direction): signs that nobody sees.
  static constexpr std::array<std::string_view, 9> unseen = {"\u200b", "\u200c", "\u200d", "\u2028", "\u2029",
                                                             "\u2060", "\ufeff", "\u00ad", "\u034f"};
  return text::is_plain(letter) && !text::one_of(unseen, letter);
}

bool ends_with_letters(std::string_view name, std::string_view ending) {
  const std::string lower = text::lower(name);
  return lower.size() > ending.size() + 1 && lower.ends_with(ending) && lower[lower.size() - ending.size() - 1] == '.';
}

}  // namespace

std::string_view media_type_of(std::string_view bytes) {
  if (bytes.starts_with("%PDF-")) return kinds[0].media_type;
  if (bytes.starts_with("\xff\xd8\xff")) return kinds[1].media_type;
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return kinds[2].media_type;
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return kinds[3].media_type;
  return {};
}

std::string_view extension_of(std::string_view media_type) {
  const Kind* kind = kind_of(media_type);
  return kind ? kind->extension : "bin";
}

Result<std::string> check_upload(std::string_view bytes, std::string_view field) {
  const std::string on(field);
  if (bytes.empty()) return Refusal(empty_file, on);
  if (bytes.size() > bytes_max) return Refusal(too_large, on, {{"max", std::to_string(bytes_max >> 20)}});
  const std::string_view type = media_type_of(bytes);
  if (type.empty()) return Refusal(kind_not_taken, on);
  if (!whole(type, bytes)) return Refusal(broken_file, on);
  if (type == kinds[0].media_type && pdf_wants_to_act(bytes)) return Refusal(active_content, on);
  return std::string(type);
}

std::string tidy_name(std::string_view sent, std::string_view media_type) {
  if (const auto slash = sent.find_last_of("/\\"); slash != std::string_view::npos) sent.remove_prefix(slash + 1);
  std::string kept;
  for (const std::string_view letter : letters_of(sent)) {
    if (fit_for_a_name(letter)) kept += letter;
  }
  kept = text::tidy(kept);
  while (!kept.empty() && (kept.front() == '.' || kept.front() == ' ')) kept.erase(0, 1);
  while (!kept.empty() && (kept.back() == '.' || kept.back() == ' ')) kept.pop_back();
  const Kind* kind = kind_of(media_type);
  const std::string ending = '.' + std::string(extension_of(media_type));
  for (const std::string_view one : {kind ? kind->extension : "bin", kind ? kind->other_extension : "bin"}) {
    if (ends_with_letters(kept, one)) {
      kept.resize(kept.size() - one.size() - 1);
      break;
    }
  }
  if (kept.empty()) kept = "document";
  kept.resize(text::first(kept, name_letters_max - ending.size()).size());
  return text::tidy(kept) + ending;
}

}  // namespace gishe::files
