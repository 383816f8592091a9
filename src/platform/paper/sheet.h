#pragma once
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <string_view>

#include "platform/words/words.h"

/// One PDF being written: pages, a cursor that moves down, and text. Points (1/72 inch) everywhere.
namespace gishe::paper {

inline constexpr double mm = 72.0 / 25.4;
inline constexpr double page_width = 210 * mm, page_height = 297 * mm;
inline constexpr double margin = 20 * mm;
inline constexpr double text_width = page_width - 2 * margin;
inline constexpr double text_bottom = page_height - margin - 14;  // the line of the page number stands below
inline constexpr int letter_pages_max = 60;

struct Style {
  double size = 12;
  bool bold = false;
  double spacing = 1.15;  // of the lines, as a multiple of the font's own line height
  PangoAlignment align = PANGO_ALIGN_LEFT;
};

struct LayoutFree {
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
};
using Layout = std::unique_ptr<PangoLayout, LayoutFree>;

class Sheet {
 public:
  /// `running_head` stands at the top of every page but the first.
  Sheet(words::Language language, const std::string& title, std::string running_head);
  ~Sheet();
  Sheet(const Sheet&) = delete;
  Sheet& operator=(const Sheet&) = delete;

  Layout layout(std::string_view text, double width, const Style& style) const;
  static double height(const Layout& layout);
  static double width(const Layout& layout);  // of the ink's lines, not of the column
  /// Draws at a place; the cursor stays.
  void draw(const Layout& layout, double x, double y);
  /// Draws at the cursor, line by line over as many pages as it needs, and moves the cursor below.
  void flow(const Layout& layout, double x);
  /// Black rectangle; for QR codes.
  void fill(double x, double y, double width, double height);
  /// A JPEG of so many dots with its top at the cursor; the bytes go into the PDF as they are.
  void picture(const std::string& jpeg, int dots_wide, int dots_high, double x, double width, double height);
  void line(double x, double y, double width, double thickness = 0.6);
  void box(double x, double y, double side, bool ticked);

  /// A structure element of the tagged PDF ("H1", "P", "Table" …), open until `end`.
  void begin(const char* tag);
  void end(const char* tag);

  double y() const { return m_y; }
  void move_to(double y) { m_y = y; }
  void skip(double points) { m_y += points; }
  /// Begins a new page unless so much is left on this one. True when a page was begun.
  bool need(double points);
  /// Finishes the document; nothing may be drawn afterwards.
  std::string finish();

 private:
  void next_page();
  void page_number();

  words::Language m_language;
  std::string m_running_head;
  std::string m_bytes;
  cairo_surface_t* m_surface = nullptr;
  cairo_t* m_cairo = nullptr;
  double m_y = margin;
  int m_page = 1;
};

}  // namespace gishe::paper
