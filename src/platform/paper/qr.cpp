#include "platform/paper/qr.h"

#include <qrencode.h>

#include <memory>
#include <stdexcept>

namespace gishe::paper {

std::vector<std::vector<bool>> qr_modules(const std::string& content) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeString(content.c_str(), 0, QR_ECLEVEL_M, QR_MODE_8, 1), QRcode_free);
  if (!code) throw std::length_error("this does not fit into a QR code");
  const auto width = static_cast<std::size_t>(code->width);
  std::vector<std::vector<bool>> rows(width, std::vector<bool>(width));
  for (std::size_t y = 0; y < width; ++y) {
    for (std::size_t x = 0; x < width; ++x) rows[y][x] = (code->data[y * width + x] & 1) != 0;
  }
  return rows;
}

QrPath qr_path(const std::string& content) {
  constexpr std::size_t quiet = 4;
  const auto rows = qr_modules(content);
  QrPath drawn{rows.size() + 2 * quiet, {}};
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows[y].size(); ++x) {
      if (rows[y][x]) drawn.path += "M" + std::to_string(x + quiet) + " " + std::to_string(y + quiet) + "h1v1h-1z";
    }
  }
  return drawn;
}

}  // namespace gishe::paper
