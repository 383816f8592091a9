#include "platform/paper/qr.h"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>
#include <stdexcept>

#include "platform/paper/paper.h"

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

std::string qr_svg(const std::string& content) {
  constexpr int quiet = 4;  // light modules around the code, as the standard asks
  const auto rows = qr_modules(content);
  const auto side = rows.size() + 2 * quiet;
  std::string path;
  for (std::size_t y = 0; y < rows.size(); ++y) {
    for (std::size_t x = 0; x < rows.size(); ++x) {
      if (!rows[y][x]) continue;
      std::size_t run = 1;
      while (x + run < rows.size() && rows[y][x + run]) ++run;
      path += fmt::format("M{} {}h{}v1h-{}z", x + quiet, y + quiet, run, run);
      x += run;
    }
  }
  // White ground also in the dark: many readers refuse inverted codes.
  return fmt::format(
      R"(<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true" focusable="false"><path fill="#fff" d="M0 0h{0}v{0}H0z"/><path fill="#000" d="{1}"/></svg>)",
      side, path);
}

}  // namespace gishe::paper
