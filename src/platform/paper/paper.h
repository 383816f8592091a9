#pragma once
#include <string>
#include <utility>
#include <vector>

#include "platform/words/words.h"

/// A4 pages as PDF: selectable text, tagged, no colours needed (shared/look.md, "Paper"). Pango + Cairo underneath.
namespace gishe::paper {

class Sheet;

/// One line of a picture of bars.
struct Bar {
  std::string words;
  int thousandths = 0;  // how long it is, of the whole
  std::string share;    // the same in words, "71,9 %"
};

/// A JPEG, put into the PDF as it is, and the words under it.
struct Picture {
  std::string jpeg;
  int width = 0, height = 0;  // dots
  std::string words = {};
};

struct Head {
  std::string municipality;  // "Община Лесичово"
  std::string office = {};   // "Едно гише, с. Калугерово"
  std::string number = {};   // of the matter; also in the QR code
  std::string day = {};      // as people write it
  std::string qr = {};       // content of the QR code, usually a public address; empty: none
};

/// A letter built from top to bottom. Text may be of any length: pages follow.
class Letter {
 public:
  Letter(words::Language language, Head head);
  Letter& title(std::string text);
  Letter& heading(std::string text);  // over a part of it; never the last thing on a page
  Letter& paragraph(std::string text);
  Letter& lead(std::string text);                    // a paragraph that says what the whole is about
  Letter& item(std::string sign, std::string text);  // of a list; the sign is "•" or "3."
  Letter& picture(Picture picture);                  // at most as wide as the text and a third of a page high
  Letter& facts(std::vector<std::pair<std::string, std::string>> label_and_value);  // two columns
  Letter& table(std::vector<std::string> heads, std::vector<std::vector<std::string>> rows);
  Letter& bars(std::vector<Bar> bars);
  Letter& checklist(std::vector<std::pair<bool, std::string>> items);  // box ticked or not, words
  Letter& signatures(std::vector<std::string> under_the_line);
  Letter& small(std::string text);  // footnote size, at the end
  /// The PDF's bytes. Title in the metadata is the letter's title; no person's name goes into metadata.
  std::string pdf() const;

 private:
  struct Part {
    enum class Kind {
      title,
      heading,
      paragraph,
      lead,
      item,
      picture,
      facts,
      bars,
      table,
      checklist,
      signatures,
      small
    } kind;
    std::string text;
    std::vector<std::string> heads;
    std::vector<std::vector<std::string>> rows;
    Picture shown = {};
    std::vector<Bar> drawn = {};
  };
  static void draw(Sheet& sheet, const Part& part);
  static double room_between(Part::Kind above, Part::Kind below);

  words::Language m_language;
  Head m_head;
  std::vector<Part> m_parts;
};

/// Loads fonts once at start, so that the first letter is not slow.
void warm_up();

}  // namespace gishe::paper
