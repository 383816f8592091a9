#include "news/demo_pictures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace gishe::news {
namespace {

constexpr int width = 1200, height = 800;

struct Colour {
  double red, green, blue;
};
constexpr Colour paper{251, 250, 247}, sky{214, 230, 243}, pine{11, 93, 78}, pale_pine{178, 214, 202},
    wheat{233, 190, 92}, rose{196, 92, 112}, ink{27, 36, 48};

/// Dots with soft edges: each shape says how far a dot lies outside it.
class Canvas {
 public:
  Canvas() : m_dots(static_cast<std::size_t>(width * height)) {}

  template <class Distance>
  void paint(const Colour& colour, Distance distance) {
    for (int y = 0; y < height; ++y) {
      for (int x = 0; x < width; ++x) {
        const double covered = std::clamp(0.5 - distance(x + 0.5, y + 0.5), 0.0, 1.0);
        if (covered > 0) blend(m_dots[static_cast<std::size_t>(y * width + x)], colour, covered);
      }
    }
  }
  void ground(const Colour& top, const Colour& bottom) {
    for (int y = 0; y < height; ++y) {
      Colour line = top;
      blend(line, bottom, static_cast<double>(y) / height);
      std::fill_n(m_dots.begin() + y * width, width, line);
    }
  }
  void disc(double cx, double cy, double radius, const Colour& colour) {
    paint(colour, [=](double x, double y) { return std::hypot(x - cx, y - cy) - radius; });
  }
  void bar(double left, double top, double right, double bottom, const Colour& colour) {
    paint(colour,
          [=](double x, double y) { return std::max(std::max(left - x, x - right), std::max(top - y, y - bottom)); });
  }
  /// Half a ring on two posts that stand on `base`.
  void arch(double cx, double base, double radius, double rise, double thick, const Colour& colour) {
    paint(colour, [=](double x, double y) {
      const double spring = base - rise;
      const double from_line = y < spring ? std::hypot(x - cx, y - spring) : std::abs(x - cx);
      return std::max(std::abs(from_line - radius) - thick / 2, y - base);
    });
  }

  std::string bytes() const {
    std::string out;
    out.reserve(m_dots.size() * 3 + height);
    for (int y = 0; y < height; ++y) {
      out += '\0';  // PNG: this line is not filtered
      for (int x = 0; x < width; ++x) {
        const Colour& c = m_dots[static_cast<std::size_t>(y * width + x)];
        for (const double part : {c.red, c.green, c.blue}) out += static_cast<char>(std::lround(part));
      }
    }
    return out;
  }

 private:
  static void blend(Colour& under, const Colour& over, double part) {
    under.red += (over.red - under.red) * part;
    under.green += (over.green - under.green) * part;
    under.blue += (over.blue - under.blue) * part;
  }
  std::vector<Colour> m_dots;
};

void put_number(std::string& out, std::uint32_t n) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(n >> shift & 0xff);
}

std::uint32_t crc_of(std::string_view bytes) {
  std::uint32_t crc = 0xffffffffU;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int bit = 0; bit < 8; ++bit) crc = crc & 1 ? crc >> 1 ^ 0xedb88320U : crc >> 1;
  }
  return ~crc;
}

void put_chunk(std::string& out, std::string_view kind, std::string_view bytes) {
  put_number(out, static_cast<std::uint32_t>(bytes.size()));
  const std::string both = std::string(kind).append(bytes);
  out += both;
  put_number(out, crc_of(both));
}

/// zlib without compressing: blocks as they are (RFC 1950, 1951).
std::string stored(std::string_view bytes) {
  constexpr std::size_t block_max = 65'535;
  std::uint32_t a = 1, b = 0;
  for (const char c : bytes) {
    a = (a + static_cast<unsigned char>(c)) % 65'521;
    b = (b + a) % 65'521;
  }
  std::string out = "\x78\x01";
  while (!bytes.empty()) {
    const auto size = static_cast<std::uint16_t>(std::min(bytes.size(), block_max));
    const auto inverse = static_cast<std::uint16_t>(~size);
    out += bytes.size() <= block_max ? '\1' : '\0';
    for (const auto n : {size, inverse}) {
      out += static_cast<char>(n & 0xff);
      out += static_cast<char>(n >> 8);
    }
    out.append(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  put_number(out, b << 16 | a);
  return out;
}

std::string png_of(const Canvas& canvas) {
  std::string head;
  put_number(head, width);
  put_number(head, height);
  head += std::string("\x08\x02\0\0\0", 5);  // 8 bits of red, green and blue
  std::string out = "\x89PNG\r\n\x1a\n";
  put_chunk(out, "IHDR", head);
  put_chunk(out, "IDAT", stored(canvas.bytes()));
  put_chunk(out, "IEND", "");
  return out;
}

void counter_under_an_arch(Canvas& canvas) {
  canvas.ground(sky, paper);
  canvas.disc(930, 190, 80, wheat);
  canvas.arch(600, 700, 250, 250, 70, pine);
  canvas.bar(330, 520, 870, 570, pine);
  canvas.bar(380, 570, 430, 700, pale_pine);
  canvas.bar(770, 570, 820, 700, pale_pine);
  canvas.disc(510, 430, 44, rose);
  canvas.disc(690, 430, 44, ink);
  canvas.bar(0, 700, width, height, pale_pine);
}

void three_arches_in_the_hills(Canvas& canvas) {
  canvas.ground(paper, sky);
  canvas.disc(240, 180, 64, wheat);
  canvas.disc(300, 1180, 640, pale_pine);
  canvas.disc(950, 1240, 660, pine);
  canvas.arch(250, 560, 70, 80, 30, rose);
  canvas.arch(600, 640, 90, 100, 36, ink);
  canvas.arch(950, 600, 76, 90, 32, wheat);
}

void two_arches_and_a_bridge(Canvas& canvas) {
  canvas.ground(paper, pale_pine);
  canvas.disc(600, 210, 70, rose);
  canvas.arch(290, 640, 130, 160, 48, pine);
  canvas.arch(910, 640, 130, 160, 48, ink);
  canvas.arch(600, 640, 180, 10, 34, wheat);
  canvas.bar(120, 640, 1080, 676, ink);
  canvas.bar(0, 720, width, height, sky);
}

}  // namespace

std::string draw_demo_picture(int scene) {
  Canvas canvas;
  if (scene == 0) counter_under_an_arch(canvas);
  if (scene == 1) three_arches_in_the_hills(canvas);
  if (scene == 2) two_arches_and_a_bridge(canvas);
  return png_of(canvas);
}

}  // namespace gishe::news
