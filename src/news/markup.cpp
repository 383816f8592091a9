#include "news/markup.h"

#include <cmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <memory>

namespace gishe::news {
namespace {

struct Free {
  void operator()(cmark_node* node) const { cmark_node_free(node); }
  void operator()(cmark_iter* iter) const { cmark_iter_free(iter); }
};
using Tree = std::unique_ptr<cmark_node, Free>;
using Walk = std::unique_ptr<cmark_iter, Free>;

Tree tree_of(std::string_view markup) {
  return Tree(cmark_parse_document(markup.data(), markup.size(), CMARK_OPT_DEFAULT));
}

std::string_view literal(cmark_node* node) {
  const char* text = cmark_node_get_literal(node);
  return text ? std::string_view(text) : std::string_view();
}

bool local(std::string_view address) { return address.starts_with("/") && !address.starts_with("//"); }

bool leads_somewhere_safe(std::string_view address) {
  return address.starts_with("https://") || address.starts_with("http://") || address.starts_with("mailto:") ||
         address.starts_with("tel:") || local(address);
}

std::string_view address_of(cmark_node* link) {
  const char* url = cmark_node_get_url(link);
  return url ? std::string_view(url) : std::string_view();
}

bool in_tight_list(cmark_node* paragraph) {
  cmark_node* item = cmark_node_parent(paragraph);
  cmark_node* list = item ? cmark_node_parent(item) : nullptr;
  return list && cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list);
}

bool ordered(cmark_node* list) { return cmark_node_get_list_type(list) == CMARK_ORDERED_LIST; }

void write_list(std::string& out, cmark_node* list, bool entering) {
  const std::string_view tag = ordered(list) ? "ol" : "ul";
  const int start = cmark_node_get_list_start(list);
  if (entering && ordered(list) && start > 1)
    fmt::format_to(std::back_inserter(out), "<ol start=\"{}\">\n", start);
  else
    fmt::format_to(std::back_inserter(out), "<{}{}>\n", entering ? "" : "/", tag);
}

void write_link(std::string& out, cmark_node* link, bool entering, std::string_view base) {
  const std::string_view address = address_of(link);
  if (!leads_somewhere_safe(address)) return;
  if (!entering)
    out += "</a>";
  else if (local(address))
    fmt::format_to(std::back_inserter(out), "<a href=\"{}{}\">", escaped(base), escaped(address));
  else
    fmt::format_to(std::back_inserter(out), "<a href=\"{}\" rel=\"noreferrer\">", escaped(address));
}

void write_tag(std::string& out, std::string_view tag, bool entering, std::string_view after = {}) {
  fmt::format_to(std::back_inserter(out), "<{}{}>{}", entering ? "" : "/", tag, entering ? "" : after);
}

void write_node(std::string& out, cmark_node* node, bool entering, std::string_view base) {
  switch (cmark_node_get_type(node)) {
    case CMARK_NODE_PARAGRAPH:
      if (!in_tight_list(node)) write_tag(out, "p", entering, "\n");
      break;
    case CMARK_NODE_HEADING:
      write_tag(out, cmark_node_get_heading_level(node) == 1 ? "h2" : "h3", entering, "\n");
      break;
    case CMARK_NODE_LIST:
      write_list(out, node, entering);
      break;
    case CMARK_NODE_ITEM:
      write_tag(out, "li", entering, "\n");
      break;
    case CMARK_NODE_STRONG:
      write_tag(out, "strong", entering);
      break;
    case CMARK_NODE_EMPH:
      write_tag(out, "em", entering);
      break;
    case CMARK_NODE_LINK:
      write_link(out, node, entering, base);
      break;
    case CMARK_NODE_LINEBREAK:
      out += "<br>\n";
      break;
    case CMARK_NODE_SOFTBREAK:
      out += '\n';
      break;
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_CODE_BLOCK:
      out += "<p>" + escaped(literal(node)) + "</p>\n";
      break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
    case CMARK_NODE_HTML_INLINE:
      out += escaped(literal(node));
      break;
    default:
      break;
  }
}

/// A block that carries words of its own begins here.
bool begins_block(cmark_node* node) {
  const auto type = cmark_node_get_type(node);
  return type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING || type == CMARK_NODE_HTML_BLOCK ||
         type == CMARK_NODE_CODE_BLOCK;
}

Block block_of(cmark_node* node) {
  Block block;
  if (cmark_node_get_type(node) == CMARK_NODE_HEADING) block.kind = Block::Kind::heading;
  cmark_node* item = cmark_node_parent(node);
  if (!item || cmark_node_get_type(item) != CMARK_NODE_ITEM) return block;
  block.kind = Block::Kind::item;
  if (cmark_node_previous(node)) return block;  // a second paragraph of the item has no sign
  cmark_node* list = cmark_node_parent(item);
  int number = std::max(cmark_node_get_list_start(list), 1);
  for (cmark_node* before = cmark_node_previous(item); before; before = cmark_node_previous(before)) ++number;
  block.sign = ordered(list) ? fmt::format("{}.", number) : "•";
  return block;
}

/// On paper an address cannot be followed, so it is said behind its words.
void add_address(std::string& text, cmark_node* link) {
  const std::string_view address = address_of(link);
  if (!address.starts_with("http") || !leads_somewhere_safe(address)) return;
  if (!text.ends_with(address)) fmt::format_to(std::back_inserter(text), " ({})", address);
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string html_of(std::string_view markup, std::string_view base) {
  const Tree tree = tree_of(markup);
  const Walk walk(cmark_iter_new(tree.get()));
  std::string out;
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(walk.get())) {
    write_node(out, cmark_iter_get_node(walk.get()), event == CMARK_EVENT_ENTER, base);
  }
  return out;
}

std::vector<Block> blocks_of(std::string_view markup) {
  const Tree tree = tree_of(markup);
  const Walk walk(cmark_iter_new(tree.get()));
  std::vector<Block> blocks;
  for (auto event = cmark_iter_next(walk.get()); event != CMARK_EVENT_DONE; event = cmark_iter_next(walk.get())) {
    cmark_node* node = cmark_iter_get_node(walk.get());
    const bool entering = event == CMARK_EVENT_ENTER;
    const auto type = cmark_node_get_type(node);
    if (entering && begins_block(node)) blocks.push_back(block_of(node));
    if (blocks.empty()) continue;
    std::string& text = blocks.back().text;
    if (type == CMARK_NODE_LINK && !entering) add_address(text, node);
    if (!entering) continue;
    if (type == CMARK_NODE_SOFTBREAK) text += ' ';
    if (type == CMARK_NODE_LINEBREAK) text += '\n';
    text += literal(node);
  }
  return blocks;
}

}  // namespace gishe::news
