#pragma once
#include <string>
#include <string_view>
#include <vector>

/// The small markup of a news text: a subset of CommonMark (paragraphs, headings, lists, bold, emphasis, links). Raw
/// HTML, code and pictures written there come out as the letters they are. Links lead to https, http, mailto, tel or
/// an address of ours; any other is only its words.
namespace gishe::news {

/// Markup for a page, everything escaped by us. Headings begin at <h2>. `base` stands before our own addresses, for
/// feeds that are read elsewhere.
std::string html_of(std::string_view markup, std::string_view base = {});

/// The same text for paper: one block a paragraph, heading or list item, in order.
struct Block {
  enum class Kind { paragraph, heading, item } kind = Kind::paragraph;
  std::string text;
  std::string sign;  // of an item: "•" or "3."
};
std::vector<Block> blocks_of(std::string_view markup);

/// Escaped for text and for attribute values between double quotes, in HTML and XML.
std::string escaped(std::string_view text);

}  // namespace gishe::news
