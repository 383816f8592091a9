#include "app/tar_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <stdexcept>

#include "base/text.h"
#include "platform/secrets/secrets.h"

namespace gishe::app {
namespace {

constexpr std::size_t block = 512;
constexpr std::size_t mebibyte = 1 << 20;

void put(std::array<char, block>& head, std::size_t at, const std::string& text) {
  std::memcpy(head.data() + at, text.data(), text.size());
}

std::uint64_t octal(const char* digits, std::size_t count) {
  std::uint64_t n = 0;
  for (std::size_t i = 0; i < count && digits[i] >= '0' && digits[i] <= '7'; ++i) {
    n = n * 8 + static_cast<std::uint64_t>(digits[i] - '0');
  }
  return n;
}

unsigned checksum(const std::array<char, block>& head) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < block; ++i) sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(head[i]);
  return sum;
}

}  // namespace

TarWriter::TarWriter(const std::string& path, std::string_view seal_to) : m_path(path) {
  const int made = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) throw std::runtime_error(fmt::format("{}: {}", path, std::strerror(errno)));
  ::close(made);
  m_out.open(path, std::ios::binary);
  if (seal_to.empty()) return;
  m_sealer = std::make_unique<secrets::FileSealer>(
      seal_to, [this](const char* bytes, std::size_t count) { write_through(bytes, count); });
}

void TarWriter::write(const char* bytes, std::size_t count) {
  if (m_sealer) return m_sealer->add(bytes, count);
  write_through(bytes, count);
}

void TarWriter::write_through(const char* bytes, std::size_t count) {
  if (!m_out.write(bytes, static_cast<std::streamsize>(count))) throw std::runtime_error("cannot write " + m_path);
}

void TarWriter::pad(std::uint64_t bytes) {
  static constexpr std::array<char, block> zeros{};
  if (bytes % block) write(zeros.data(), block - bytes % block);
}

void TarWriter::head(const std::string& name, std::uint64_t bytes) {
  if (bytes >= 8ull << 30)
    throw std::runtime_error("a part of the backup is larger than 8 GiB: use the engine's own tools");
  std::array<char, block> h{};
  put(h, 0, name);
  put(h, 100, "0000600");
  put(h, 108, "0000000");
  put(h, 116, "0000000");
  put(h, 124, fmt::format("{:011o}", bytes));
  put(h, 136, "00000000000");
  put(h, 156, "0");
  put(h, 257,
      std::string("ustar\0"
                  "00",
                  8));
  put(h, 148, fmt::format("{:06o}", checksum(h)) + std::string("\0 ", 2));
  write(h.data(), h.size());
}

void TarWriter::add_text(const std::string& name, const std::string& text) {
  head(name, text.size());
  write(text.data(), text.size());
  pad(text.size());
}

void TarWriter::add_file(const std::string& name, const std::string& path, const std::function<void(int)>& progress) {
  const std::uint64_t bytes = std::filesystem::file_size(path);
  head(name, bytes);
  std::ifstream in(path, std::ios::binary);
  std::vector<char> buffer(mebibyte);
  std::uint64_t sent = 0;
  while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), in.gcount() > 0) {
    write(buffer.data(), static_cast<std::size_t>(in.gcount()));
    sent += static_cast<std::uint64_t>(in.gcount());
    if (progress) progress(static_cast<int>(sent * 100 / std::max<std::uint64_t>(1, bytes)));
  }
  if (sent != bytes) throw std::runtime_error("cannot read " + path);
  pad(bytes);
}

void TarWriter::finish() {
  static constexpr std::array<char, 2 * block> zeros{};
  write(zeros.data(), zeros.size());
  if (m_sealer) m_sealer->finish();
  m_out.close();
  if (!m_out) throw std::runtime_error("cannot write " + m_path);
  for (const std::string& path : {m_path, std::filesystem::absolute(m_path).parent_path().string()}) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0 || ::fsync(file) != 0) throw std::runtime_error("cannot sync " + path);
    ::close(file);
  }
}

std::vector<std::string> unpack_tar(const std::string& path, const std::string& folder,
                                    const std::vector<std::string>& wanted) {
  std::ifstream in(path, std::ios::binary);
  std::vector<std::string> found;
  std::array<char, block> h{};
  while (in.read(h.data(), block) && h[0] != '\0') {
    const std::string name(h.data(), strnlen(h.data(), 100));
    std::uint64_t left = octal(h.data() + 124, 11);
    const bool known = std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    if (octal(h.data() + 148, 7) != checksum(h) || !known)
      throw std::runtime_error(path + " is no backup of Gishe, or damaged");
    const std::string to = fmt::format("{}/{}", folder, name);
    const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (made < 0) throw std::runtime_error(fmt::format("{}: {}", to, std::strerror(errno)));
    ::close(made);
    std::ofstream out(to, std::ios::binary);
    std::vector<char> buffer(mebibyte);
    const std::uint64_t padding = (block - left % block) % block;
    while (left > 0) {
      const auto step = static_cast<std::streamsize>(std::min<std::uint64_t>(left, buffer.size()));
      if (!in.read(buffer.data(), step) || !out.write(buffer.data(), step))
        throw std::runtime_error(path + " is cut short");
      left -= static_cast<std::uint64_t>(step);
    }
    in.ignore(static_cast<std::streamsize>(padding));
    found.push_back(name);
  }
  return found;
}

std::string digest_of_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path);
  std::string digest, piece(mebibyte, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())), in.gcount() > 0) {
    digest.append(piece, 0, static_cast<std::size_t>(in.gcount()));
    digest = secrets::digest(digest);
  }
  return text::hex(digest);
}

}  // namespace gishe::app
