#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace gishe::open_data {

/// A file as UTF-8 text without being copied into memory: mapped, and converted only when it is windows-1251.
class TextFile {
 public:
  /// Throws std::runtime_error with the reason in words. At most 4 GiB.
  explicit TextFile(const std::string& path);
  ~TextFile();
  TextFile(TextFile&& other) noexcept;
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;

  std::string_view text() const;
  bool was_windows_1251() const { return !m_converted.empty(); }
  /// Lets go of the pages before `offset`; what is read again comes from the disk again.
  void forget_before(std::size_t offset) const;

 private:
  const char* m_bytes = nullptr;
  std::size_t m_size = 0;
  std::string m_converted;
};

/// Well-formed UTF-8, whatever the characters.
bool is_utf8(std::string_view bytes);

}  // namespace gishe::open_data
