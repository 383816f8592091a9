#include "base/windows_1251.h"

#include <unicode/ucnv.h>

#include <memory>
#include <stdexcept>

namespace gishe {

std::string from_windows_1251(std::string_view bytes) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> from(ucnv_open("windows-1251", &error), &ucnv_close);
  const std::unique_ptr<UConverter, decltype(&ucnv_close)> to(ucnv_open("UTF-8", &error), &ucnv_close);
  if (U_FAILURE(error)) throw std::runtime_error("windows-1251 cannot be converted here");
  constexpr std::size_t piece = 1 << 16;
  std::string out;
  out.reserve(bytes.size() * 2);
  // Every byte of it is a letter by itself, so pieces can be cut anywhere.
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const auto some = bytes.substr(at, piece);
    char buffer[piece * 3];
    char* target = buffer;
    const char* source = some.data();
    ucnv_convertEx(to.get(), from.get(), &target, buffer + sizeof buffer, &source, some.data() + some.size(), nullptr,
                   nullptr, nullptr, nullptr, true, true, &error);
    if (U_FAILURE(error)) throw std::runtime_error("windows-1251 cannot be converted here");
    out.append(buffer, target);
  }
  return out;
}

}  // namespace gishe
