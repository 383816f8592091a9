#include "platform/secrets/sealed_file.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "base/text.h"
#include "platform/secrets/secrets.h"

namespace gishe::secrets {
namespace {

constexpr std::size_t piece_bytes = 1 << 20;
constexpr std::string_view secret_head = "gishe-backup-secret-1 ", open_head = "gishe-backup-public-1 ";

unsigned char* raw(std::string& s) { return reinterpret_cast<unsigned char*>(s.data()); }
const unsigned char* raw(std::string_view s) { return reinterpret_cast<const unsigned char*>(s.data()); }

void start_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
}

std::string half(std::string_view line, std::string_view head, std::size_t bytes) {
  if (!line.starts_with(head)) return {};
  auto key = text::from_hex(text::tidy(line.substr(head.size())));
  return key.size() == bytes ? key : std::string();
}

crypto_secretstream_xchacha20poly1305_state* stream(std::string& state) {
  return reinterpret_cast<crypto_secretstream_xchacha20poly1305_state*>(state.data());
}

/// The key of this file, for whoever has the secret half.
std::string open_key(std::ifstream& in, std::string_view secret_line) {
  std::string secret = half(secret_line, secret_head, crypto_box_SECRETKEYBYTES);
  if (secret.empty()) throw std::runtime_error("this is not the secret half of a backup's key");
  std::string open(crypto_box_PUBLICKEYBYTES, '\0');
  crypto_scalarmult_base(raw(open), raw(secret));
  std::string box(crypto_box_SEALBYTES + crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  in.read(box.data(), static_cast<std::streamsize>(box.size()));
  const bool good = in.good() && crypto_box_seal_open(raw(key), raw(box), box.size(), raw(open), raw(secret)) == 0;
  sodium_memzero(secret.data(), secret.size());
  if (!good) throw std::runtime_error("another key closed this file, or it is damaged");
  return key;
}

void unseal_pieces(std::ifstream& in, std::ofstream& out, const std::string& key) {
  std::string header(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
  std::string state(sizeof(crypto_secretstream_xchacha20poly1305_state), '\0');
  in.read(header.data(), static_cast<std::streamsize>(header.size()));
  if (!in.good() || crypto_secretstream_xchacha20poly1305_init_pull(stream(state), raw(header), raw(key)) != 0)
    throw std::runtime_error("the sealed file is damaged");
  std::string sealed(piece_bytes + crypto_secretstream_xchacha20poly1305_ABYTES, '\0'), plain(piece_bytes, '\0');
  unsigned char tag = 0;
  while (in.read(sealed.data(), static_cast<std::streamsize>(sealed.size())), in.gcount() > 0) {
    unsigned long long bytes = 0;
    const auto got = static_cast<unsigned long long>(in.gcount());
    const bool ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (ended || crypto_secretstream_xchacha20poly1305_pull(stream(state), raw(plain), &bytes, &tag, raw(sealed), got,
                                                            nullptr, 0) != 0)
      throw std::runtime_error("the sealed file was changed or is damaged");
    if (!out.write(plain.data(), static_cast<std::streamsize>(bytes))) throw std::runtime_error("cannot write");
  }
  if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) throw std::runtime_error("the sealed file is cut short");
}

}  // namespace

FileKeys new_file_keys() {
  start_sodium();
  std::string open(crypto_box_PUBLICKEYBYTES, '\0'), secret(crypto_box_SECRETKEYBYTES, '\0');
  crypto_box_keypair(raw(open), raw(secret));
  return {std::string(secret_head) + text::hex(secret), std::string(open_head) + text::hex(open)};
}

std::string read_key_line(const std::string& path) {
  std::ifstream in(path);
  std::string line;
  std::getline(in, line);
  return line;
}

std::string read_open_half(std::string_view line) { return half(line, open_head, crypto_box_PUBLICKEYBYTES); }

bool is_sealed_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::string head(sealed_file_head.size(), '\0');
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  return head == sealed_file_head;
}

FileSealer::FileSealer(std::string_view open_half, Write write)
    : m_write(std::move(write)), m_state(sizeof(crypto_secretstream_xchacha20poly1305_state), '\0') {
  start_sodium();
  if (open_half.size() != crypto_box_PUBLICKEYBYTES) throw std::runtime_error("no public half of a backup's key");
  std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  std::string box(crypto_box_SEALBYTES + key.size(), '\0');
  std::string header(crypto_secretstream_xchacha20poly1305_HEADERBYTES, '\0');
  crypto_secretstream_xchacha20poly1305_keygen(raw(key));
  const bool made = crypto_box_seal(raw(box), raw(key), key.size(), raw(open_half)) == 0 &&
                    crypto_secretstream_xchacha20poly1305_init_push(stream(m_state), raw(header), raw(key)) == 0;
  sodium_memzero(key.data(), key.size());
  if (!made) throw std::runtime_error("no public half of a backup's key");
  m_write(sealed_file_head.data(), sealed_file_head.size());
  m_write(box.data(), box.size());
  m_write(header.data(), header.size());
}

FileSealer::~FileSealer() {
  sodium_memzero(m_state.data(), m_state.size());
  sodium_memzero(m_waiting.data(), m_waiting.size());
}

void FileSealer::piece(bool last) {
  const std::size_t count = std::min(m_waiting.size(), piece_bytes);
  std::string sealed(count + crypto_secretstream_xchacha20poly1305_ABYTES, '\0');
  crypto_secretstream_xchacha20poly1305_push(
      stream(m_state), raw(sealed), nullptr, raw(m_waiting), count, nullptr, 0,
      last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  m_write(sealed.data(), sealed.size());
  m_waiting.erase(0, count);
}

void FileSealer::add(const char* bytes, std::size_t count) {
  m_waiting.append(bytes, count);
  while (m_waiting.size() > piece_bytes) piece(false);  // one piece stays, so that the last is never empty by chance
}

void FileSealer::finish() { piece(true); }

void unseal_file(const std::string& from, const std::string& to, std::string_view secret_line) {
  start_sodium();
  std::ifstream in(from, std::ios::binary);
  in.ignore(static_cast<std::streamsize>(sealed_file_head.size()));
  const std::string key = open_key(in, secret_line);
  const int made = ::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) throw std::runtime_error("cannot write " + to);
  ::close(made);
  try {
    std::ofstream out(to, std::ios::binary);
    unseal_pieces(in, out, key);
    out.close();
    if (!out) throw std::runtime_error("cannot write " + to);
  } catch (...) {
    std::filesystem::remove(to);
    throw;
  }
}

}  // namespace gishe::secrets
