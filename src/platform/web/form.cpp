#include "platform/web/form.h"

#include <algorithm>

namespace gishe::web {
namespace {

constexpr std::size_t part_head_max = 4096;

char low(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_letters(std::string_view a, std::string_view b) {
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return low(x) == low(y); });
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Value of a parameter in `form-data; name="a"; filename="b"`. Browsers write a quote inside as %22 and a line end as
/// %0D%0A (WHATWG); a backslash is an ordinary character there.
std::optional<std::string_view> parameter(std::string_view header, std::string_view name) {
  std::size_t at = header.find(';');
  while (at < header.size()) {
    ++at;
    while (at < header.size() && (header[at] == ' ' || header[at] == '\t')) ++at;
    const std::size_t equals = header.find('=', at);
    if (equals == std::string_view::npos) return std::nullopt;
    const std::string_view key = header.substr(at, equals - at);
    std::string_view value;
    if (equals + 1 < header.size() && header[equals + 1] == '"') {
      const std::size_t close = header.find('"', equals + 2);
      if (close == std::string_view::npos) return std::nullopt;
      value = header.substr(equals + 2, close - equals - 2);
      at = std::min(header.find(';', close), header.size());
    } else {
      at = std::min(header.find(';', equals), header.size());
      value = trimmed(header.substr(equals + 1, at - equals - 1));
    }
    if (same_letters(key, name)) return value;
  }
  return std::nullopt;
}

std::string replaced(std::string_view text, std::string_view what, char with) {
  std::string out(text);
  for (std::size_t at = out.find(what); at != std::string::npos; at = out.find(what, at + 1)) {
    out.replace(at, what.size(), 1, with);
  }
  return out;
}

/// The last component only, whatever system the sender has; control characters are no part of a name.
std::string bare_file_name(std::string_view sent) {
  const std::size_t slash = sent.find_last_of("/\\");
  if (slash != std::string_view::npos) sent.remove_prefix(slash + 1);
  std::string out = replaced(sent, "%22", '"');
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return out;
}

struct PartHead {
  std::string field, content_type;
  std::optional<std::string> file_name;
};

std::optional<PartHead> parse_part_head(std::string_view head) {
  PartHead out;
  bool named = false;
  while (!head.empty()) {
    const std::size_t end = std::min(head.find("\r\n"), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 2, head.size()));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
    if (same_letters(name, "content-type")) out.content_type = value;
    if (!same_letters(name, "content-disposition")) continue;
    if (!same_letters(value.substr(0, value.find(';')), "form-data")) return std::nullopt;
    const auto field = parameter(value, "name");
    if (!field || field->empty() || !valid_utf8(*field)) return std::nullopt;
    out.field = replaced(*field, "%22", '"');
    named = true;
    if (const auto file = parameter(value, "filename")) {
      if (!valid_utf8(*file)) return std::nullopt;
      out.file_name = bare_file_name(*file);
    }
  }
  if (!named) return std::nullopt;
  return out;
}

bool add_text(Pairs& fields, std::string name, std::string_view value) {
  if (!valid_utf8(value) || value.find('\0') != std::string_view::npos) return false;
  fields.emplace_back(std::move(name), replaced(value, "\r\n", '\n'));
  return true;
}

}  // namespace

std::string_view boundary_of(std::string_view content_type) {
  if (!same_letters(trimmed(content_type.substr(0, content_type.find(';'))), "multipart/form-data")) return {};
  const auto boundary = parameter(content_type, "boundary");
  if (!boundary || boundary->empty() || boundary->size() > 70) return {};
  for (const char c : *boundary) {
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) return {};
  }
  return *boundary;
}

std::optional<Multipart> parse_multipart(std::string_view body, std::string_view boundary) {
  if (boundary.empty()) return std::nullopt;
  const std::string first = "--" + std::string(boundary), between = "\r\n" + first;
  if (!body.starts_with(first)) return std::nullopt;
  body.remove_prefix(first.size());

  Multipart out;
  while (!body.starts_with("--")) {
    if (!body.starts_with("\r\n")) return std::nullopt;
    body.remove_prefix(2);
    const std::size_t head_end = body.substr(0, part_head_max).find("\r\n\r\n");
    if (head_end == std::string_view::npos) return std::nullopt;
    auto head = parse_part_head(body.substr(0, head_end));
    body.remove_prefix(head_end + 4);
    const std::size_t end = body.find(between);
    if (!head || end == std::string_view::npos) return std::nullopt;
    const std::string_view content = body.substr(0, end);
    body.remove_prefix(end + between.size());

    if (out.fields.size() + out.uploads.size() == fields_max) return std::nullopt;
    if (!head->file_name) {
      if (!add_text(out.fields, std::move(head->field), content)) return std::nullopt;
    } else if (!head->file_name->empty() || !content.empty()) {  // a file field left empty sends an empty part
      out.uploads.push_back(
          {std::move(head->field), std::move(*head->file_name), std::move(head->content_type), std::string(content)});
    }
  }
  return out;
}

}  // namespace gishe::web
