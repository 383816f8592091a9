#include "platform/pictures/drawing.h"

#include <dlfcn.h>
#include <vips/vips.h>

#include <cstring>
#include <memory>
#include <span>

namespace gishe::pictures {
namespace {

constexpr int height_max_times_width = 2;  // a chart of a mile in height is not shown whole
constexpr int quality = 80;
constexpr int paper_widths[] = {paper_width};

std::span<const int> widths_of(Purpose purpose) {
  if (purpose == Purpose::paper) return paper_widths;
  return widths;
}

/// What we call of libvips and of GLib below it, found at run time.
struct Vips {
  decltype(&vips_init) init = nullptr;
  decltype(&vips_concurrency_set) concurrency_set = nullptr;
  decltype(&vips_cache_set_max) cache_set_max = nullptr;
  decltype(&vips_operation_block_set) operation_block_set = nullptr;
  decltype(&vips_image_new_from_buffer) image_new_from_buffer = nullptr;
  decltype(&vips_image_get_width) image_get_width = nullptr;
  decltype(&vips_image_get_height) image_get_height = nullptr;
  decltype(&vips_image_hasalpha) image_hasalpha = nullptr;
  decltype(&vips_image_copy_memory) image_copy_memory = nullptr;
  decltype(&vips_thumbnail_buffer) thumbnail_buffer = nullptr;
  decltype(&vips_thumbnail_image) thumbnail_image = nullptr;
  decltype(&vips_flatten) flatten = nullptr;
  decltype(&vips_array_double_newv) array_double_newv = nullptr;
  decltype(&vips_area_unref) area_unref = nullptr;
  decltype(&vips_jpegsave_buffer) jpegsave_buffer = nullptr;
  decltype(&g_object_unref) object_unref = nullptr;
  decltype(&g_free) free = nullptr;
};
Vips vips;

template <class F>
bool find(void* library, const char* name, F& entry) {
  entry = reinterpret_cast<F>(dlsym(library, name));
  return entry != nullptr;
}

bool find_all(void* library) {
  return find(library, "vips_init", vips.init) && find(library, "vips_concurrency_set", vips.concurrency_set) &&
         find(library, "vips_cache_set_max", vips.cache_set_max) &&
         find(library, "vips_operation_block_set", vips.operation_block_set) &&
         find(library, "vips_image_new_from_buffer", vips.image_new_from_buffer) &&
         find(library, "vips_image_get_width", vips.image_get_width) &&
         find(library, "vips_image_get_height", vips.image_get_height) &&
         find(library, "vips_image_hasalpha", vips.image_hasalpha) &&
         find(library, "vips_image_copy_memory", vips.image_copy_memory) &&
         find(library, "vips_thumbnail_buffer", vips.thumbnail_buffer) &&
         find(library, "vips_thumbnail_image", vips.thumbnail_image) && find(library, "vips_flatten", vips.flatten) &&
         find(library, "vips_array_double_newv", vips.array_double_newv) &&
         find(library, "vips_area_unref", vips.area_unref) &&
         find(library, "vips_jpegsave_buffer", vips.jpegsave_buffer) &&
         find(library, "g_object_unref", vips.object_unref) && find(library, "g_free", vips.free);
}

struct Unref {
  void operator()(VipsImage* image) const { vips.object_unref(image); }
};
using Image = std::unique_ptr<VipsImage, Unref>;

/// Only the header is read.
Outcome judge_size(std::string_view bytes) {
  const Image head(vips.image_new_from_buffer(bytes.data(), bytes.size(), "", nullptr));
  if (!head) return Outcome::torn;
  const std::int64_t width = vips.image_get_width(head.get()), height = vips.image_get_height(head.get());
  if (width < 1 || height < 1) return Outcome::torn;
  return width * height > dots_max ? Outcome::huge : Outcome::good;
}

Image on_white(Image image) {
  if (!vips.image_hasalpha(image.get())) return image;
  VipsArrayDouble* white = vips.array_double_newv(1, 255.0);
  VipsImage* flat = nullptr;
  const int failed = vips.flatten(image.get(), &flat, "background", white, nullptr);
  vips.area_unref(VIPS_AREA(white));
  return failed ? nullptr : Image(flat);
}

/// Shrinks while reading, turns by the EXIF orientation, converts to sRGB.
Image largest_of(std::string_view bytes, int width) {
  VipsImage* out = nullptr;
  // A file cut off must not become half a picture over grey. (The reader's own option: vips_thumbnail's does not reach
  // it in 8.14.)
  const int failed = vips.thumbnail_buffer(const_cast<char*>(bytes.data()), bytes.size(), &out, width, "height",
                                           width * height_max_times_width, "size", VIPS_SIZE_DOWN, "option_string",
                                           "[fail_on=truncated]", "export_profile", "srgb", nullptr);
  if (failed) return nullptr;
  Image image = on_white(Image(out));
  if (!image) return nullptr;
  return Image(vips.image_copy_memory(image.get()));  // here all of it is really read
}

Image smaller(VipsImage* image, int width) {
  VipsImage* out = nullptr;
  const int failed = vips.thumbnail_image(image, &out, width, "height", width * height_max_times_width, "size",
                                          VIPS_SIZE_DOWN, "no_rotate", TRUE, nullptr);
  return failed ? nullptr : Image(out);
}

bool save(VipsImage* image, Rendition& to) {
  void* bytes = nullptr;
  std::size_t size = 0;
  if (vips.jpegsave_buffer(image, &bytes, &size, "Q", quality, "strip", TRUE, "optimize_coding", TRUE, "interlace",
                           TRUE, nullptr)) {
    return false;
  }
  to = {vips.image_get_width(image), vips.image_get_height(image), std::string(static_cast<const char*>(bytes), size)};
  vips.free(bytes);
  return true;
}

void put_number(std::string& out, std::uint32_t n) {
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(n >> shift & 0xff);
}

std::uint32_t take_number(std::string_view& from) {
  std::uint32_t n = 0;
  for (int i = 0; i < 4; ++i) n = n << 8 | static_cast<unsigned char>(from[static_cast<std::size_t>(i)]);
  from.remove_prefix(4);
  return n;
}

}  // namespace

std::string_view kind_of(std::string_view bytes) {
  if (bytes.starts_with("\xff\xd8\xff")) return "jpeg";
  if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "png";
  if (bytes.size() > 12 && bytes.starts_with("RIFF") && bytes.substr(8, 4) == "WEBP") return "webp";
  return {};
}

Refusal refusal_of(Outcome outcome, std::string_view field) {
  const std::string at(field);
  switch (outcome) {
    case Outcome::foreign:
      return Refusal(not_a_picture, at);
    case Outcome::huge:
      return Refusal(too_many_dots, at, {{"max", std::to_string(dots_max / 1'000'000)}});
    case Outcome::hard:
      return Refusal(too_hard, at);
    case Outcome::shut:
      return Refusal(workshop_shut, at);
    default:
      return Refusal(broken, at);
  }
}

bool open_vips() {
  static const bool opened = [] {
    void* library = dlopen("libvips.so.42", RTLD_NOW | RTLD_LOCAL);
    if (!library || !find_all(library) || vips.init("gishe") != 0) return false;
    vips.concurrency_set(1);
    vips.cache_set_max(0);
    // Of some fifty readers, three.
    vips.operation_block_set("VipsForeignLoad", TRUE);
    for (const char* allowed : {"VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"})
      vips.operation_block_set(allowed, FALSE);
    return true;
  }();
  return opened;
}

Outcome draw(std::string_view bytes, Purpose purpose, Made& made) {
  if (kind_of(bytes).empty()) return Outcome::foreign;
  if (!open_vips()) return Outcome::shut;
  if (const Outcome size = judge_size(bytes); size != Outcome::good) return size;
  const auto wanted = widths_of(purpose);
  const Image largest = largest_of(bytes, wanted.back());
  if (!largest) return Outcome::torn;
  made.assign(wanted.size(), {});
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Image image = smaller(largest.get(), wanted[i]);
    if (!image || !save(image.get(), made[i])) return Outcome::torn;
  }
  return Outcome::good;
}

std::string packed(const Made& made) {
  std::string out;
  for (const auto& r : made) {
    put_number(out, static_cast<std::uint32_t>(r.width));
    put_number(out, static_cast<std::uint32_t>(r.height));
    put_number(out, static_cast<std::uint32_t>(r.jpeg.size()));
    out += r.jpeg;
  }
  return out;
}

std::optional<Made> unpacked(std::string_view bytes, Purpose purpose) {
  Made made;
  for (const int width_max : widths_of(purpose)) {
    if (bytes.size() < 12) return std::nullopt;
    Rendition r;
    const auto width = take_number(bytes), height = take_number(bytes), size = take_number(bytes);
    const auto limit = static_cast<std::uint32_t>(width_max);
    if (width < 1 || width > limit || height < 1 || height > limit * height_max_times_width || size > bytes.size())
      return std::nullopt;
    r.width = static_cast<int>(width);
    r.height = static_cast<int>(height);
    r.jpeg = bytes.substr(0, size);
    bytes.remove_prefix(size);
    if (kind_of(r.jpeg) != "jpeg") return std::nullopt;
    made.push_back(std::move(r));
  }
  if (!bytes.empty()) return std::nullopt;
  return made;
}

Result<Made> draw_anew_here(std::string_view bytes, std::string_view field) {
  Made made;
  const Outcome outcome = draw(bytes, Purpose::page, made);
  if (outcome != Outcome::good) return refusal_of(outcome, field);
  return made;
}

}  // namespace gishe::pictures
