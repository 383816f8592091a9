#pragma once
#include <cstdint>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "platform/secrets/sealed_file.h"

/// The plainest of archives (POSIX ustar), so that a backup can be opened without Gishe.
namespace gishe::app {

class TarWriter {
 public:
  /// A new file, readable by this user only; sealed when `seal_to` is the open half of a key. Throws when it is there
  /// already or cannot be written.
  explicit TarWriter(const std::string& path, std::string_view seal_to = {});
  void add_text(const std::string& name, const std::string& text);
  /// Progress in hundredths of this file.
  void add_file(const std::string& name, const std::string& path, const std::function<void(int)>& progress);
  /// The end mark; returns when everything is on stable storage.
  void finish();

 private:
  void head(const std::string& name, std::uint64_t bytes);
  void write(const char* bytes, std::size_t count);
  void write_through(const char* bytes, std::size_t count);
  void pad(std::uint64_t bytes);
  std::string m_path;
  std::ofstream m_out;
  std::unique_ptr<secrets::FileSealer> m_sealer;
};

/// Unpacks the plain files named in `wanted` into `folder`; everything else is refused, so that no name leads
/// elsewhere. Returns the names found.
std::vector<std::string> unpack_tar(const std::string& path, const std::string& folder,
                                    const std::vector<std::string>& wanted);

/// SHA-256 over a file in blocks of 1 MiB, each with the digest before it; as hex.
std::string digest_of_file(const std::string& path);

}  // namespace gishe::app
