#include "platform/paper/fonts.h"

#include <fmt/format.h>
#include <fontconfig/fontconfig.h>
#include <sys/mman.h>
#include <unistd.h>

#include <mutex>
#include <string>

#include "platform/embedded/embedded.h"

namespace gishe::paper {
namespace {

/// Fontconfig takes fonts by path only. A memory file has one, /proc/self/fd/N, and stays open as long as the process.
void add(std::string_view name, std::string_view bytes) {
  const int fd = memfd_create(std::string(name).c_str(), MFD_CLOEXEC);
  if (fd < 0) return;
  if (::write(fd, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    ::close(fd);
    return;
  }
  const std::string path = fmt::format("/proc/self/fd/{}", fd);
  FcConfigAppFontAddFile(FcConfigGetCurrent(), reinterpret_cast<const FcChar8*>(path.c_str()));
}

}  // namespace

void use_embedded_fonts() {
  static std::once_flag once;
  // Without them letters are still written, in the system's own font; so a failure here is not a fault.
  std::call_once(once, [] {
    for (const std::string_view name : embedded::list("fonts/")) add(name, *embedded::find(name));
  });
}

}  // namespace gishe::paper
