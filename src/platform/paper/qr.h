#pragma once
#include <string>
#include <vector>

namespace gishe::paper {

/// A QR code as rows of dark (true) and light modules, error correction M. Throws std::length_error when the content
/// does not fit (about 2,300 bytes).
std::vector<std::vector<bool>> qr_modules(const std::string& content);

}  // namespace gishe::paper
