#include "platform/paper/slip.h"

#include <algorithm>

#include "platform/paper/qr.h"
#include "platform/paper/sheet.h"

namespace gishe::paper {
namespace {

constexpr double qr_side = 34 * mm;
constexpr double gap = 11;
constexpr int answer_lines_max = 4;
const Style plain{.size = 16, .spacing = 1.05};
const Style asked{.size = 16, .bold = true, .spacing = 1.05};
const Style heading{.size = 24, .bold = true, .spacing = 1.02};
const Style number{.size = 34, .bold = true, .spacing = 1.0};

Layout shortened(const Sheet& sheet, const std::string& text, double width, const Style& style, int lines) {
  Layout made = sheet.layout(text, width, style);
  pango_layout_set_height(made.get(), -lines);
  pango_layout_set_ellipsize(made.get(), PANGO_ELLIPSIZE_END);
  return made;
}

void put(Sheet& sheet, const char* tag, const Layout& layout, double after) {
  sheet.begin(tag);
  sheet.draw(layout, margin, sheet.y());
  sheet.end(tag);
  sheet.skip(Sheet::height(layout) + after);
}

void draw_qr(Sheet& sheet, const Slip& slip) {
  const auto rows = qr_modules(slip.qr);
  const double module = qr_side / static_cast<double>(rows.size()), x = margin + text_width - qr_side;
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows.size(); ++c) {
      if (rows[r][c])
        sheet.fill(x + static_cast<double>(c) * module, margin + static_cast<double>(r) * module, module, module);
    }
  }
  const Layout label = sheet.layout(slip.qr_label, qr_side, {.size = 16, .spacing = 1.0, .align = PANGO_ALIGN_CENTER});
  sheet.draw(label, x, margin + qr_side + 4);
}

}  // namespace

std::string large_slip(words::Language language, const Slip& slip) {
  Sheet sheet(language, slip.title, "");
  const double beside = slip.qr.empty() ? text_width : text_width - qr_side - 18;
  sheet.begin("Sect");
  put(sheet, "P", shortened(sheet, slip.over, beside, plain, 2), 4);
  put(sheet, "H1", shortened(sheet, slip.title, beside, heading, 3), 8);
  if (!slip.phone.empty()) {
    put(sheet, "P", shortened(sheet, slip.call_label, beside, asked, 1), 0);
    put(sheet, "P", shortened(sheet, slip.phone, beside, number, 2), 6);
  }
  if (!slip.qr.empty()) draw_qr(sheet, slip);
  sheet.move_to(std::max(sheet.y(), slip.qr.empty() ? margin : margin + qr_side + 46));
  sheet.line(margin, sheet.y(), text_width, 1.2);
  sheet.skip(14);

  const Layout foot = shortened(sheet, slip.foot, text_width, plain, 2);
  const double bottom = text_bottom - Sheet::height(foot) - 10;
  for (const auto& [question, answer] : slip.answers) {
    const Layout label = shortened(sheet, question, text_width, asked, 1);
    const Layout words = shortened(sheet, answer, text_width, plain, answer_lines_max);
    if (sheet.y() + Sheet::height(label) + Sheet::height(words) > bottom) continue;
    put(sheet, "P", label, 0);
    put(sheet, "P", words, gap);
  }
  sheet.move_to(bottom + 8);
  put(sheet, "P", foot, 0);
  sheet.end("Sect");
  return sheet.finish();
}

}  // namespace gishe::paper
