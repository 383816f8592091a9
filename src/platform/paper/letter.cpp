#include <algorithm>

#include "platform/paper/paper.h"
#include "platform/paper/qr.h"
#include "platform/paper/sheet.h"

namespace gishe::paper {
namespace {

constexpr double qr_side = 27 * mm;
const Style body{};
const Style strong{.bold = true};
const Style little{.size = 10, .spacing = 1.1};

constexpr double cell_gap = 10;
Style cell_style(bool bold) { return {.size = 11, .bold = bold, .spacing = 1.1}; }

void draw_qr(Sheet& sheet, const std::string& content, double x, double y) {
  const auto rows = qr_modules(content);
  const double module = qr_side / static_cast<double>(rows.size());
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows.size(); ++c) {
      if (!rows[r][c]) continue;
      std::size_t run = 1;
      while (c + run < rows.size() && rows[r][c + run]) ++run;
      sheet.fill(x + static_cast<double>(c) * module, y + static_cast<double>(r) * module,
                 static_cast<double>(run) * module, module);
      c += run;
    }
  }
}

/// "№ PAZ14-26-483920", "n. …", "No. …"
std::string numbered(words::Language language, const std::string& number) {
  constexpr std::string_view signs[] = {"№ ", "n. ", "No. "};  // as words::Language
  return number.empty() ? number : std::string(signs[static_cast<std::size_t>(language)]) + number;
}

void draw_head(Sheet& sheet, words::Language language, const Head& head) {
  const double right = margin + text_width - qr_side;
  const double left_width = head.qr.empty() ? text_width : text_width - qr_side - 16;
  sheet.begin("Sect");
  sheet.flow(sheet.layout(head.municipality, left_width, {.size = 14, .bold = true}), margin);
  if (!head.office.empty()) sheet.flow(sheet.layout(head.office, left_width, body), margin);
  sheet.skip(6);
  if (!head.number.empty()) sheet.flow(sheet.layout(numbered(language, head.number), left_width, strong), margin);
  if (!head.day.empty()) sheet.flow(sheet.layout(head.day, left_width, body), margin);
  if (!head.qr.empty()) {
    draw_qr(sheet, head.qr, right, margin);
    const Layout number = sheet.layout(head.number, qr_side, {.size = 7.5, .align = PANGO_ALIGN_CENTER});
    sheet.draw(number, right, margin + qr_side + 3);
    sheet.move_to(std::max(sheet.y(), margin + qr_side + 3 + Sheet::height(number)));
  }
  sheet.end("Sect");
  sheet.skip(8);
  sheet.line(margin, sheet.y(), text_width);
  sheet.skip(20);
}

void draw_facts(Sheet& sheet, const std::vector<std::vector<std::string>>& rows) {
  constexpr double label_width = text_width * 0.26;
  constexpr double value_at = margin + label_width + 12;
  sheet.begin("Table");
  for (const auto& row : rows) {
    const Layout label = sheet.layout(row[0], label_width, little);
    const Layout value = sheet.layout(row[1], text_width - label_width - 12, body);
    sheet.need(std::max(Sheet::height(label), Sheet::height(value)));
    sheet.begin("TR");
    const double top = sheet.y();
    sheet.begin("TH");
    sheet.draw(label, margin, top + 2);
    sheet.end("TH");
    sheet.begin("TD");
    sheet.flow(value, value_at);
    sheet.end("TD");
    sheet.end("TR");
    // After a page break inside the value, the label above no longer counts.
    if (sheet.y() > top) sheet.move_to(std::max(sheet.y(), top + Sheet::height(label) + 2));
    sheet.skip(3);
  }
  sheet.end("Table");
}

/// Columns that need less than their fair share get what they need; the others share the rest.
std::vector<double> column_widths(const Sheet& sheet, const std::vector<std::string>& heads,
                                  const std::vector<std::vector<std::string>>& rows) {
  constexpr double unlimited = 10'000;
  std::vector<double> widths(heads.size(), 0);
  const auto widen = [&](const std::vector<std::string>& texts, bool bold) {
    for (std::size_t c = 0; c < std::min(widths.size(), texts.size()); ++c) {
      widths[c] = std::max(widths[c], Sheet::width(sheet.layout(texts[c], unlimited, cell_style(bold))) + cell_gap);
    }
  };
  widen(heads, true);
  for (const auto& row : rows) widen(row, false);

  std::vector<bool> settled(widths.size(), false);
  double rest = text_width;
  std::size_t open = widths.size();
  for (bool changed = true; changed && open > 0;) {
    changed = false;
    const double share = rest / static_cast<double>(open);
    for (std::size_t c = 0; c < widths.size(); ++c) {
      if (settled[c] || widths[c] > share) continue;
      settled[c] = changed = true;
      rest -= widths[c];
      --open;
    }
  }
  // What is left over goes to the wide columns; when all fit, to all alike.
  for (std::size_t c = 0; c < widths.size(); ++c) {
    if (open == 0) widths[c] += rest / static_cast<double>(widths.size());
    if (open > 0 && !settled[c]) widths[c] = rest / static_cast<double>(open);
  }
  return widths;
}

struct Row {
  std::vector<Layout> cells;
  double height = 0;
};

bool is_number(std::string_view cell) {
  constexpr std::string_view signs = "0123456789.,% \u00a0\u202f\u20ac";
  return cell.find_first_of("0123456789") != std::string_view::npos &&
         cell.find_first_not_of(signs) == std::string_view::npos;
}

/// Sums and counts stand to the right, so that their digits stand under each other. Nothing and "–" may be among them.
std::vector<bool> columns_of_numbers(std::size_t columns, const std::vector<std::vector<std::string>>& rows) {
  std::vector<bool> numbers(columns, false);
  for (std::size_t c = 0; c < columns; ++c) {
    bool any = false, other = false;
    for (const auto& row : rows) {
      if (c >= row.size() || row[c].empty() || row[c] == "–") continue;
      (is_number(row[c]) ? any : other) = true;
    }
    numbers[c] = any && !other;
  }
  return numbers;
}

Row make_row(const Sheet& sheet, const std::vector<std::string>& texts, const std::vector<double>& widths,
             const std::vector<bool>& numbers, bool bold) {
  Row row;
  for (std::size_t c = 0; c < widths.size(); ++c) {
    Style style = cell_style(bold);
    if (numbers[c]) style.align = PANGO_ALIGN_RIGHT;
    row.cells.push_back(sheet.layout(c < texts.size() ? texts[c] : "", widths[c] - cell_gap, style));
    row.height = std::max(row.height, Sheet::height(row.cells.back()));
  }
  row.height += 8;
  return row;
}

void draw_row(Sheet& sheet, const Row& row, const std::vector<double>& widths, const char* cell_tag) {
  double x = margin;
  sheet.begin("TR");
  for (std::size_t c = 0; c < row.cells.size(); ++c) {
    sheet.begin(cell_tag);
    sheet.draw(row.cells[c], x, sheet.y() + 4);
    sheet.end(cell_tag);
    x += widths[c];
  }
  sheet.end("TR");
  sheet.skip(row.height);
  sheet.line(margin, sheet.y(), text_width, cell_tag[1] == 'H' ? 0.9 : 0.4);
}

void draw_table(Sheet& sheet, const std::vector<std::string>& heads,
                const std::vector<std::vector<std::string>>& rows) {
  const auto widths = column_widths(sheet, heads, rows);
  const auto numbers = columns_of_numbers(heads.size(), rows);
  const Row head = make_row(sheet, heads, widths, numbers, true);
  sheet.begin("Table");
  const Row* first = nullptr;
  Row made;
  for (const auto& texts : rows) {
    made = make_row(sheet, texts, widths, numbers, false);
    const bool new_page = sheet.need(made.height + (first ? 0 : head.height));
    if (!first || new_page) draw_row(sheet, head, widths, "TH");
    first = &made;
    draw_row(sheet, made, widths, "TD");
  }
  if (!first) draw_row(sheet, head, widths, "TH");
  sheet.end("Table");
}

/// Words, a bar as long as its share, and the share in words: what the bar says can be read without it.
void draw_bars(Sheet& sheet, const std::vector<Bar>& bars) {
  constexpr double words_width = text_width * 0.42, number_width = 48, thick = 9;
  constexpr double room = text_width - words_width - number_width - 12;
  sheet.begin("L");
  for (const Bar& bar : bars) {
    const Layout words = sheet.layout(bar.words, words_width - 8, little),
                 share = sheet.layout(bar.share, number_width, little);
    const double height = std::max(Sheet::height(words), Sheet::height(share)) + 4;
    sheet.need(height);
    sheet.begin("LI");
    sheet.draw(words, margin, sheet.y());
    const double x = margin + words_width, y = sheet.y() + 3;
    sheet.line(x, y + thick, room, 0.4);
    sheet.fill(x, y, room * static_cast<double>(std::clamp(bar.thousandths, 0, 1000)) / 1000, thick);
    sheet.draw(share, x + room + 12, sheet.y());
    sheet.end("LI");
    sheet.skip(height);
  }
  sheet.end("L");
}

void draw_checklist(Sheet& sheet, const std::vector<std::vector<std::string>>& items) {
  constexpr double side = 11, indent = 20;
  sheet.begin("L");
  for (const auto& item : items) {
    const Layout words = sheet.layout(item[1], text_width - indent, body);
    sheet.need(Sheet::height(words));
    sheet.begin("LI");
    sheet.box(margin, sheet.y() + 3, side, item[0] == "x");
    sheet.flow(words, margin + indent);
    sheet.end("LI");
    sheet.skip(3);
  }
  sheet.end("L");
}

void draw_signatures(Sheet& sheet, const std::vector<std::string>& under) {
  constexpr std::size_t in_a_row = 2;
  constexpr double gap = 28, column = (text_width - gap) / in_a_row, room = 40;
  for (std::size_t i = 0; i < under.size(); i += in_a_row) {
    std::vector<Layout> names;
    double height = 0;
    for (std::size_t k = i; k < std::min(i + in_a_row, under.size()); ++k) {
      names.push_back(sheet.layout(under[k], column, little));
      height = std::max(height, Sheet::height(names.back()));
    }
    sheet.need(room + height + 4);
    sheet.skip(room);
    sheet.begin("P");
    for (std::size_t k = 0; k < names.size(); ++k) {
      const double x = margin + static_cast<double>(k) * (column + gap);
      sheet.line(x, sheet.y(), column, 0.8);
      sheet.draw(names[k], x, sheet.y() + 4);
    }
    sheet.end("P");
    sheet.skip(height + 4);
  }
}

/// A long one flows over pages; its sign stands beside the first line.
void draw_item(Sheet& sheet, const std::string& sign, const std::string& text) {
  constexpr double indent = 20;
  const Layout words = sheet.layout(text, text_width - indent, body);
  sheet.need(std::min(Sheet::height(words), 60.0));
  sheet.begin("LI");
  sheet.draw(sheet.layout(sign, indent, body), margin, sheet.y());
  sheet.flow(words, margin + indent);
  sheet.end("LI");
}

void draw_picture(Sheet& sheet, const Picture& picture) {
  constexpr double height_max = page_height * 0.3;  // so that two and their words share a page with text
  const double scale = std::min(text_width / picture.width, height_max / picture.height);
  const double width = picture.width * scale, height = picture.height * scale;
  const Layout words = sheet.layout(picture.words, text_width, little);
  sheet.need(height + 6 + Sheet::height(words));
  sheet.begin("Figure");
  sheet.picture(picture.jpeg, picture.width, picture.height, margin, width, height);
  sheet.skip(height + 6);
  sheet.flow(words, margin);
  sheet.end("Figure");
}

void draw_text(Sheet& sheet, const char* tag, const std::string& text, const Style& style) {
  const Layout layout = sheet.layout(text, text_width, style);
  // A heading is never the last thing on a page.
  if (tag[0] == 'H') sheet.need(Sheet::height(layout) + 60);
  sheet.begin(tag);
  sheet.flow(layout, margin);
  sheet.end(tag);
}

}  // namespace

Letter::Letter(words::Language language, Head head) : m_language(language), m_head(std::move(head)) {}

Letter& Letter::title(std::string text) {
  m_parts.push_back({Part::Kind::title, std::move(text), {}, {}});
  return *this;
}

Letter& Letter::paragraph(std::string text) {
  m_parts.push_back({Part::Kind::paragraph, std::move(text), {}, {}});
  return *this;
}

Letter& Letter::heading(std::string text) {
  m_parts.push_back({Part::Kind::heading, std::move(text), {}, {}});
  return *this;
}

Letter& Letter::lead(std::string text) {
  m_parts.push_back({Part::Kind::lead, std::move(text), {}, {}});
  return *this;
}

Letter& Letter::item(std::string sign, std::string text) {
  m_parts.push_back({Part::Kind::item, std::move(text), {std::move(sign)}, {}});
  return *this;
}

Letter& Letter::picture(Picture picture) {
  m_parts.push_back({Part::Kind::picture, {}, {}, {}, std::move(picture)});
  return *this;
}

Letter& Letter::facts(std::vector<std::pair<std::string, std::string>> label_and_value) {
  Part part{Part::Kind::facts, {}, {}, {}};
  for (auto& [label, value] : label_and_value) part.rows.push_back({std::move(label), std::move(value)});
  m_parts.push_back(std::move(part));
  return *this;
}

Letter& Letter::bars(std::vector<Bar> bars) {
  m_parts.push_back({Part::Kind::bars, {}, {}, {}, {}, std::move(bars)});
  return *this;
}

Letter& Letter::table(std::vector<std::string> heads, std::vector<std::vector<std::string>> rows) {
  m_parts.push_back({Part::Kind::table, {}, std::move(heads), std::move(rows)});
  return *this;
}

Letter& Letter::checklist(std::vector<std::pair<bool, std::string>> items) {
  Part part{Part::Kind::checklist, {}, {}, {}};
  for (auto& [ticked, words] : items) part.rows.push_back({ticked ? "x" : "", std::move(words)});
  m_parts.push_back(std::move(part));
  return *this;
}

Letter& Letter::signatures(std::vector<std::string> under_the_line) {
  m_parts.push_back({Part::Kind::signatures, {}, std::move(under_the_line), {}});
  return *this;
}

Letter& Letter::small(std::string text) {
  m_parts.push_back({Part::Kind::small, std::move(text), {}, {}});
  return *this;
}

void Letter::draw(Sheet& sheet, const Part& part) {
  switch (part.kind) {
    case Part::Kind::title:
      draw_text(sheet, "H1", part.text, {.size = 17, .bold = true, .spacing = 1.05});
      break;
    case Part::Kind::paragraph:
      draw_text(sheet, "P", part.text, body);
      break;
    case Part::Kind::heading:
      draw_text(sheet, "H2", part.text, {.size = 13.5, .bold = true, .spacing = 1.1});
      break;
    case Part::Kind::lead:
      draw_text(sheet, "P", part.text, strong);
      break;
    case Part::Kind::item:
      draw_item(sheet, part.heads[0], part.text);
      break;
    case Part::Kind::picture:
      draw_picture(sheet, part.shown);
      break;
    case Part::Kind::facts:
      draw_facts(sheet, part.rows);
      break;
    case Part::Kind::bars:
      draw_bars(sheet, part.drawn);
      break;
    case Part::Kind::table:
      draw_table(sheet, part.heads, part.rows);
      break;
    case Part::Kind::checklist:
      draw_checklist(sheet, part.rows);
      break;
    case Part::Kind::signatures:
      draw_signatures(sheet, part.heads);
      break;
    case Part::Kind::small:
      draw_text(sheet, "P", part.text, little);
      break;
  }
}

/// Points of a list stand close together, and a heading stands close to what it heads.
double Letter::room_between(Part::Kind above, Part::Kind below) {
  const bool close = above == Part::Kind::heading || (above == Part::Kind::item && below == Part::Kind::item);
  return close ? 5 : 12;
}

std::string Letter::pdf() const {
  std::string title = m_head.number;
  for (auto part = m_parts.rbegin(); part != m_parts.rend(); ++part) {
    if (part->kind == Part::Kind::title) title = part->text;
  }
  Sheet sheet(m_language, title, numbered(m_language, m_head.number));
  draw_head(sheet, m_language, m_head);
  const Part* before = nullptr;
  for (const Part& part : m_parts) {
    // A second title begins a page of its own: several forms in one file.
    const bool new_page = before && part.kind == Part::Kind::title && sheet.need(text_bottom - margin);
    if (before && !new_page) sheet.skip(room_between(before->kind, part.kind));
    draw(sheet, part);
    before = &part;
  }
  return sheet.finish();
}

void warm_up() { (void)Letter(words::Language::bg, {"Гише", {}, "1", {}, "1"}).title("Ще Her 1").paragraph("а").pdf(); }

}  // namespace gishe::paper
