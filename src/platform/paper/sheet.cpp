#include "platform/paper/sheet.h"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "platform/paper/fonts.h"

namespace gishe::paper {
namespace {

// Sofia Sans travels in the binary and has the Bulgarian forms; DejaVu lends the signs it lacks.
constexpr const char* families = "Sofia Sans, DejaVu Sans";

cairo_status_t take(void* to, const unsigned char* bytes, unsigned int length) {
  static_cast<std::string*>(to)->append(reinterpret_cast<const char*>(bytes), length);
  return CAIRO_STATUS_SUCCESS;
}

struct FontFree {
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};

}  // namespace

Sheet::Sheet(words::Language language, const std::string& title, std::string running_head)
    : m_language(language), m_running_head(std::move(running_head)) {
  use_embedded_fonts();
  m_surface = cairo_pdf_surface_create_for_stream(take, &m_bytes, page_width, page_height);
  cairo_pdf_surface_set_metadata(m_surface, CAIRO_PDF_METADATA_TITLE, title.c_str());
  cairo_pdf_surface_set_metadata(m_surface, CAIRO_PDF_METADATA_CREATOR, "Gishe");
  m_cairo = cairo_create(m_surface);
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_set_font_options(m_cairo, options);
  cairo_font_options_destroy(options);
  const std::string lang(words::code(language));
  cairo_tag_begin(m_cairo, "Document", fmt::format("lang='{}'", lang).c_str());
}

Sheet::~Sheet() {
  if (m_cairo) cairo_destroy(m_cairo);
  if (m_surface) cairo_surface_destroy(m_surface);
}

Layout Sheet::layout(std::string_view text, double width, const Style& style) const {
  Layout made(pango_cairo_create_layout(m_cairo));
  // Paper has no pixels: glyphs stand where the font says, not on a grid.
  pango_context_set_round_glyph_positions(pango_layout_get_context(made.get()), FALSE);
  const std::unique_ptr<PangoFontDescription, FontFree> font(pango_font_description_new());
  pango_font_description_set_family_static(font.get(), families);
  pango_font_description_set_absolute_size(font.get(), style.size * PANGO_SCALE);
  pango_font_description_set_weight(font.get(), style.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description(made.get(), font.get());
  pango_layout_set_width(made.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(made.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(made.get(), style.align);
  pango_layout_set_line_spacing(made.get(), static_cast<float>(style.spacing));
  PangoAttrList* attributes = pango_attr_list_new();
  pango_attr_list_insert(attributes,
                         pango_attr_language_new(pango_language_from_string(words::code(m_language).data())));
  pango_layout_set_attributes(made.get(), attributes);
  pango_attr_list_unref(attributes);
  pango_layout_set_text(made.get(), text.data(), static_cast<int>(text.size()));
  return made;
}

double Sheet::height(const Layout& layout) {
  int width = 0, height = 0;
  pango_layout_get_size(layout.get(), &width, &height);
  return static_cast<double>(height) / PANGO_SCALE;
}

double Sheet::width(const Layout& layout) {
  PangoRectangle logical;
  pango_layout_get_extents(layout.get(), nullptr, &logical);
  return static_cast<double>(logical.width) / PANGO_SCALE;
}

void Sheet::draw(const Layout& layout, double x, double y) {
  cairo_move_to(m_cairo, x, y);
  pango_cairo_show_layout(m_cairo, layout.get());
}

void Sheet::flow(const Layout& layout, double x) {
  const std::unique_ptr<PangoLayoutIter, decltype(&pango_layout_iter_free)> at(pango_layout_get_iter(layout.get()),
                                                                               pango_layout_iter_free);
  do {
    PangoRectangle logical;
    pango_layout_iter_get_line_extents(at.get(), nullptr, &logical);
    int top = 0, bottom = 0;
    pango_layout_iter_get_line_yrange(at.get(), &top, &bottom);
    const double line_height = static_cast<double>(bottom - top) / PANGO_SCALE;
    need(line_height);
    const double baseline = static_cast<double>(pango_layout_iter_get_baseline(at.get()) - top) / PANGO_SCALE;
    cairo_move_to(m_cairo, x + static_cast<double>(logical.x) / PANGO_SCALE, m_y + baseline);
    pango_cairo_show_layout_line(m_cairo, pango_layout_iter_get_line_readonly(at.get()));
    m_y += line_height;
  } while (pango_layout_iter_next_line(at.get()));
}

void Sheet::fill(double x, double y, double width, double height) {
  cairo_rectangle(m_cairo, x, y, width, height);
  cairo_fill(m_cairo);
}

void Sheet::picture(const std::string& jpeg, int dots_wide, int dots_high, double x, double width, double height) {
  // Cairo reads no JPEG: the surface only says how large it is, and the PDF takes the attached bytes instead of it.
  cairo_surface_t* image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, dots_wide, dots_high);
  cairo_surface_set_mime_data(image, CAIRO_MIME_TYPE_JPEG, reinterpret_cast<const unsigned char*>(jpeg.data()),
                              jpeg.size(), nullptr, nullptr);
  cairo_save(m_cairo);
  cairo_translate(m_cairo, x, m_y);
  cairo_scale(m_cairo, width / dots_wide, height / dots_high);
  cairo_set_source_surface(m_cairo, image, 0, 0);
  // Not cairo_paint(): Cairo 1.16 takes an opaque one for the beginning of the page and forgets the open tags.
  cairo_rectangle(m_cairo, 0, 0, dots_wide, dots_high);
  cairo_fill(m_cairo);
  cairo_restore(m_cairo);
  cairo_surface_destroy(image);
}

void Sheet::line(double x, double y, double width, double thickness) {
  cairo_set_line_width(m_cairo, thickness);
  cairo_move_to(m_cairo, x, y);
  cairo_line_to(m_cairo, x + width, y);
  cairo_stroke(m_cairo);
}

void Sheet::box(double x, double y, double side, bool ticked) {
  cairo_set_line_width(m_cairo, 0.9);
  cairo_rectangle(m_cairo, x, y, side, side);
  cairo_stroke(m_cairo);
  if (!ticked) return;
  cairo_set_line_width(m_cairo, 1.5);
  cairo_move_to(m_cairo, x + side * 0.2, y + side * 0.52);
  cairo_line_to(m_cairo, x + side * 0.42, y + side * 0.76);
  cairo_line_to(m_cairo, x + side * 0.82, y + side * 0.24);
  cairo_stroke(m_cairo);
}

void Sheet::begin(const char* tag) { cairo_tag_begin(m_cairo, tag, nullptr); }
void Sheet::end(const char* tag) { cairo_tag_end(m_cairo, tag); }

bool Sheet::need(double points) {
  if (m_y + points <= text_bottom || m_y <= margin) return false;
  next_page();
  return true;
}

void Sheet::page_number() {
  const Layout number = layout(fmt::format("{}", m_page), text_width, {.size = 9.5, .align = PANGO_ALIGN_CENTER});
  draw(number, margin, page_height - margin - 2);
}

void Sheet::next_page() {
  if (m_page >= letter_pages_max) throw std::length_error("a letter has too many pages");
  page_number();
  cairo_show_page(m_cairo);
  ++m_page;
  m_y = margin;
  if (m_running_head.empty()) return;
  draw(layout(m_running_head, text_width, {.size = 9.5, .align = PANGO_ALIGN_RIGHT}), margin, margin - 22);
}

std::string Sheet::finish() {
  if (m_page > 1) page_number();
  cairo_tag_end(m_cairo, "Document");
  cairo_show_page(m_cairo);
  cairo_destroy(m_cairo);
  m_cairo = nullptr;
  cairo_surface_finish(m_surface);
  if (const auto status = cairo_surface_status(m_surface); status != CAIRO_STATUS_SUCCESS) {
    throw std::runtime_error(fmt::format("cairo: {}", cairo_status_to_string(status)));
  }
  return std::move(m_bytes);
}

}  // namespace gishe::paper
