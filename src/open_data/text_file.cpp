#include "open_data/text_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "base/windows_1251.h"

namespace gishe::open_data {

TextFile::TextFile(const std::string& path) {
  constexpr std::size_t bytes_max = 4ull << 30;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat status{};
  if (file < 0 || ::fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    if (file >= 0) ::close(file);
    throw std::runtime_error("cannot be read");
  }
  m_size = static_cast<std::size_t>(status.st_size);
  void* mapped = m_size > 0 && m_size <= bytes_max ? ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file, 0) : nullptr;
  ::close(file);
  if (m_size > bytes_max) throw std::runtime_error("is larger than 4 GiB");
  if (mapped == MAP_FAILED) throw std::runtime_error("cannot be read");
  m_bytes = static_cast<const char*>(mapped);
  const std::string_view whole(m_bytes, m_size);
  if (!is_utf8(whole)) m_converted = from_windows_1251(whole);
}

TextFile::~TextFile() {
  if (m_bytes) ::munmap(const_cast<char*>(m_bytes), m_size);
}

TextFile::TextFile(TextFile&& other) noexcept
    : m_bytes(std::exchange(other.m_bytes, nullptr)), m_size(other.m_size), m_converted(std::move(other.m_converted)) {}

std::string_view TextFile::text() const {
  return m_converted.empty() ? std::string_view(m_bytes, m_size) : std::string_view(m_converted);
}

void TextFile::forget_before(std::size_t offset) const {
  if (!m_converted.empty() || !m_bytes) return;
  const auto page = static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
  const auto end = std::min(offset, m_size) / page * page;
  if (end > 0) ::madvise(const_cast<char*>(m_bytes), end, MADV_DONTNEED);
}

bool is_utf8(std::string_view bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const auto first = static_cast<unsigned char>(bytes[i]);
    if (first < 0x80) {
      ++i;
      continue;
    }
    const std::size_t more = first >= 0xF0 && first < 0xF5   ? 3
                             : first >= 0xE0 && first < 0xF0 ? 2
                             : first >= 0xC2 && first < 0xE0 ? 1
                                                             : 0;
    if (more == 0 || i + more >= bytes.size()) return false;
    for (std::size_t k = 1; k <= more; ++k) {
      if ((static_cast<unsigned char>(bytes[i + k]) & 0xC0) != 0x80) return false;
    }
    i += more + 1;
  }
  return true;
}

}  // namespace gishe::open_data
