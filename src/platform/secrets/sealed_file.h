#pragma once
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

/// Files that leave the house: whoever writes one knows the public half of a key only and cannot read it again.
/// A fresh key under libsodium's sealed box, then its secretstream in pieces of 1 MiB, the last one marked: what was
/// changed, mixed or cut short is not opened.
namespace gishe::secrets {

struct FileKeys {
  std::string secret, open;  // one line each; the open half is for the machine that writes
};
FileKeys new_file_keys();
/// The one line of a key's file.
std::string read_key_line(const std::string& path);
/// The open half as it was written; empty: it is none.
std::string read_open_half(std::string_view line);

inline constexpr std::string_view sealed_file_head = "gishe-sealed-1\n";
bool is_sealed_file(const std::string& path);

class FileSealer {
 public:
  using Write = std::function<void(const char*, std::size_t)>;
  /// Throws when `open_half` is none.
  FileSealer(std::string_view open_half, Write write);
  ~FileSealer();
  void add(const char* bytes, std::size_t count);
  /// The last piece. A file without it is not opened.
  void finish();

 private:
  void piece(bool last);
  Write m_write;
  std::string m_state, m_waiting;
};

/// Opens `from` into the new file `to` (mode 0600). Throws with the reason in words; then there is no `to`.
void unseal_file(const std::string& from, const std::string& to, std::string_view secret_line);

}  // namespace gishe::secrets
