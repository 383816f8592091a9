#pragma once
#include <string>
#include <vector>

namespace gishe::paper {

/// A QR code as rows of dark (true) and light modules, error correction M. Throws std::length_error when the content
/// does not fit (about 2,300 bytes).
std::vector<std::vector<bool>> qr_modules(const std::string& content);

/// The same as the path of an SVG: a unit square for each dark module, with the quiet zone of four around.
struct QrPath {
  std::size_t side;
  std::string path;
};
QrPath qr_path(const std::string& content);

}  // namespace gishe::paper
