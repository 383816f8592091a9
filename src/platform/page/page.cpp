#include "platform/page/page.h"

#include <fmt/format.h>

#include "platform/page/dictionary.h"
#include "platform/page/library.h"
#include "platform/page/shared.h"

namespace gishe::page {
namespace {

constexpr std::size_t first_memory_bytes = 16 * 1024;  // what a page of some length is filled with

std::string_view frame_template(Frame frame) {
  switch (frame) {
    case Frame::open:
      return "frames/open.html";
    case Frame::staff:
      return "frames/staff.html";
    case Frame::bare:
      break;
  }
  return "frames/bare.html";
}

}  // namespace

Values& Values::set(std::string_view name, std::string_view value) {
  m_dictionary->set(name, value);
  return *this;
}

Values& Values::set(std::string_view name, std::int64_t value) { return set(name, fmt::format_int(value).c_str()); }

Values& Values::show(std::string_view section) {
  m_dictionary->show(section);
  return *this;
}

Values& Values::show_if(bool condition, std::string_view section) { return condition ? show(section) : *this; }

Values Values::add(std::string_view section) {
  Values turn = *this;
  turn.m_dictionary = &m_dictionary->add(section);
  return turn;
}

Values Values::part(std::string_view name, std::string_view template_name) {
  Values values = *this;
  values.m_dictionary = &m_dictionary->include(name, template_name);
  return values;
}

struct Page::State {
  std::shared_ptr<const Library> compiled = library();
  Shared shared;
  Frame frame;
  Dictionary::Memory memory{first_memory_bytes};
  Dictionary root{memory};
  Dictionary* content = nullptr;

  State(Frame f, words::Language language) : shared{words::Words(language), {}, {}}, frame(f) {}
};

Page::Page(std::string_view template_name, Frame frame, const Surroundings& around)
    : m_state(std::make_unique<State>(frame, around.language)) {
  m_state->compiled->must_have(template_name);
  Dictionary& root = m_state->root;
  m_shared = &m_state->shared;

  // The frame's own values first; afterwards this object stands for the content.
  m_dictionary = &root;
  root.set_everywhere("CSRF", around.csrf);
  root.set_everywhere("FORM_KEY", around.form_key);
  set("TO", around.path_and_query.empty() ? "/" : around.path_and_query);
  show(fmt::format("HERE_{}", words::code(around.language)));
  set("MUNICIPALITY", around.municipality_name).show_if(!around.municipality_name.empty(), "IN_MUNICIPALITY");
  set("USER", around.user_name)
      .set("POST", around.post_label)
      .show(around.user_name.empty() ? "STRANGER" : "SIGNED_IN");
  set("NOTICE", around.notice).show_if(!around.notice.empty(), "NOTICE_SHOWN");
  show_if(around.developing, "DEVELOPING");
  set("ORIGIN", around.origin);
  // The address without a language is one of its own: whoever asks so gets the language that their browser wishes.
  if (around.path_and_query.find("lang=") != std::string::npos) {
    set("IN_LANGUAGE", fmt::format("?lang={}", words::code(around.language)));
  }
  for (const NavItem& item : around.nav) {
    Values link = add("NAV");
    link.set("HREF", item.href).set("LABEL", item.label).set("COUNT", item.count);
    link.show_if(item.here, "HERE").show_if(!item.count.empty(), "COUNTED");
    link.svg("ICON", icon(item.icon.empty() ? "dot" : item.icon));
  }
  show_if(!m_state->compiled->has_own_heading(template_name), "HEADING");
  set("TITLE", m_state->shared.words("common.product"));

  m_state->content = &root.include("CONTENT", template_name);
  m_dictionary = m_state->content;
}

Page::~Page() = default;
Page::Page(Page&&) noexcept = default;

Page& Page::title(std::string_view words) {
  m_state->root.set("TITLE", words);
  m_state->root.show("TITLED");
  m_state->content->set("TITLE", words);
  return *this;
}

Page& Page::describe(std::string_view words, std::string_view path) {
  m_state->root.show("DESCRIBED");
  m_state->root.set("DESCRIPTION", words);
  m_state->root.set("PATH", path);
  return *this;
}

std::string Page::html() const {
  for (auto& [link, field] : m_state->shared.links) {
    const auto label = m_state->shared.labels.find(field);
    if (label == m_state->shared.labels.end()) continue;
    const bool ended = label->second.ends_with('?') || label->second.ends_with(':');
    link.add("LABELLED").set("LABEL", label->second + (ended ? "" : ":"));
  }
  m_state->shared.links.clear();
  std::string out;
  out.reserve(32 * 1024);
  m_state->compiled->expand(m_state->shared.words.language(), frame_template(m_state->frame), m_state->root, out);
  return out;
}

const words::Words& Page::words() const { return m_state->shared.words; }

void compile_all() { const Library strict(false); }

}  // namespace gishe::page
