#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"

/// Pictures that people send are never given out as they came: they are drawn anew, in three widths, as JPEG without
/// metadata (no EXIF, no GPS, no profile, no comment), turned the right way up, on white where they were transparent.
///
/// Reading a stranger's file is the dangerous part, so it happens in a process of its own (this program again, with a
/// hidden command): no network, no files, no other program (seccomp), 5 s of processor, little memory, and it is killed
/// after 8 s. What it gives back are plain JPEGs of a size that we check.
namespace gishe::pictures {

inline constexpr std::size_t bytes_max = std::size_t{20} << 20;
inline constexpr std::int64_t dots_max = 120'000'000;  // a telephone's largest; 60,000 × 60,000 is a trap
inline constexpr int widths[] = {320, 800, 1600};
inline constexpr int paper_width = 3000;  // an A4 page is read well at 250 dots an inch

inline constexpr RefusalCode not_a_picture{"pictures.not_a_picture", 415};
inline constexpr RefusalCode too_large{"pictures.too_large", 413};          // with {max}: MiB
inline constexpr RefusalCode too_many_dots{"pictures.too_many_dots", 422};  // with {max}: million
inline constexpr RefusalCode broken{"pictures.broken", 422};
inline constexpr RefusalCode too_hard{"pictures.too_hard", 422};  // took too long or too much memory
inline constexpr RefusalCode workshop_busy{"pictures.workshop_busy", 503};
inline constexpr RefusalCode workshop_shut{"pictures.workshop_shut", 503};  // no libvips on this machine

/// "jpeg", "png" or "webp" by the first bytes, whatever name or type was said; empty: none of them.
std::string_view kind_of(std::string_view bytes);

struct Rendition {
  int width = 0, height = 0;  // as it is: a small original is not blown up
  std::string jpeg;
};
/// One for each of `widths`, in that order.
using Made = std::vector<Rendition>;

/// In a process of its own; at most two at a time, others wait up to 4 s. `field`: where the refusal belongs.
Result<Made> draw_anew(std::string_view bytes, std::string_view field);
/// In this process. For pictures that we drew ourselves (the demo) and for tests; never for what was sent.
Result<Made> draw_anew_here(std::string_view bytes, std::string_view field);

/// A photographed paper, once, as large as it can be read: at most `paper_width` wide, as safely as above.
Result<std::string> draw_paper_anew(std::string_view bytes, std::string_view field);

/// What is drawn: the three pictures of a page, or one paper.
enum class Purpose { page, paper };

/// The hidden commands: a picture on standard input, its renditions on standard output. Gives back the exit code.
int workshop_main(Purpose purpose);
inline constexpr const char* workshop_command = "picture-workshop";
inline constexpr const char* paper_workshop_command = "paper-workshop";

}  // namespace gishe::pictures
