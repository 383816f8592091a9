#include "platform/page/dictionary.h"

#include <algorithm>

namespace gishe::page {
namespace {

std::string_view plain(const ctemplate::TemplateString& s) { return {s.data(), s.size()}; }

}  // namespace

class Dictionary::Turning final : public Iterator {
 public:
  explicit Turning(const Turns* turns) {
    if (turns) m_next = turns->data(), m_end = m_next + turns->size();
  }
  bool HasNext() const override { return m_next != m_end; }
  const TemplateDictionaryInterface& Next() override { return **m_next++; }

 private:
  Dictionary* const* m_next = nullptr;
  Dictionary* const* m_end = nullptr;
};

Dictionary::Dictionary(Memory& memory, const Dictionary* around, Dictionary* page)
    : m_memory(memory),
      m_around(around),
      m_page(page ? page : this),
      m_values(&memory),
      m_values_everywhere(&memory),
      m_sections(&memory),
      m_sections_everywhere(&memory),
      m_parts(&memory) {}

/// With a zero behind it: names of templates leave as char*.
std::string_view Dictionary::kept(std::string_view text) {
  auto* copy = static_cast<char*>(m_memory.allocate(text.size() + 1, 1));
  std::copy(text.begin(), text.end(), copy);
  copy[text.size()] = '\0';
  return {copy, text.size()};
}

const std::string_view* Dictionary::find(const std::pmr::vector<Value>& among, std::string_view name) {
  for (const Value& v : among) {
    if (v.name == name) return &v.value;
  }
  return nullptr;
}

const Dictionary::Turns* Dictionary::find(const std::pmr::vector<Places>& among, std::string_view name) {
  for (const Places& p : among) {
    if (p.name == name) return &p.turns;
  }
  return nullptr;
}

Dictionary::Turns& Dictionary::places(std::pmr::vector<Places>& among, std::string_view name) {
  for (Places& p : among) {
    if (p.name == name) return p.turns;
  }
  return among.emplace_back(Places{kept(name), Turns(&m_memory)}).turns;
}

Dictionary& Dictionary::made(const Dictionary* around) {
  // Never destroyed: all it holds lies in the same memory, which goes with the page.
  return *new (m_memory.allocate(sizeof(Dictionary), alignof(Dictionary))) Dictionary(m_memory, around, m_page);
}

void Dictionary::set(std::string_view name, std::string_view value) {
  for (Value& v : m_values) {
    if (v.name != name) continue;
    v.value = kept(value);
    return;
  }
  m_values.push_back({kept(name), kept(value)});
}

void Dictionary::set_everywhere(std::string_view name, std::string_view value) {
  m_page->m_values_everywhere.push_back({m_page->kept(name), m_page->kept(value)});
}

void Dictionary::show(std::string_view section) {
  Turns& turns = places(m_sections, section);
  if (turns.empty()) turns.push_back(&made(this));
}

void Dictionary::show_everywhere(std::string_view section) {
  Turns& turns = m_page->places(m_page->m_sections_everywhere, section);
  if (turns.empty()) turns.push_back(&made(m_page));
}

Dictionary& Dictionary::add(std::string_view section) {
  Dictionary& turn = made(this);
  places(m_sections, section).push_back(&turn);
  return turn;
}

Dictionary& Dictionary::include(std::string_view name, std::string_view template_name) {
  Dictionary& part = made(nullptr);
  part.m_template = kept(template_name).data();
  places(m_parts, name).push_back(&part);
  return part;
}

const Dictionary::Turns* Dictionary::section(std::string_view name) const {
  for (const Dictionary* d = this; d; d = d->m_around) {
    if (const Turns* found = find(d->m_sections, name)) return found;
  }
  return find(m_page->m_sections_everywhere, name);
}

const Dictionary::Turns* Dictionary::part(std::string_view name) const {
  for (const Dictionary* d = this; d; d = d->m_around) {
    if (const Turns* found = find(d->m_parts, name)) return found;
  }
  return nullptr;
}

ctemplate::TemplateString Dictionary::GetValue(const ctemplate::TemplateString& name) const {
  const std::string_view wanted = plain(name);
  for (const Dictionary* d = this; d; d = d->m_around) {
    if (const auto* found = find(d->m_values, wanted)) return {found->data(), found->size()};
  }
  const auto* found = find(m_page->m_values_everywhere, wanted);
  return found ? ctemplate::TemplateString(found->data(), found->size()) : ctemplate::TemplateString("", 0);
}

bool Dictionary::IsHiddenSection(const ctemplate::TemplateString& name) const { return !section(plain(name)); }

bool Dictionary::IsHiddenTemplate(const ctemplate::TemplateString& name) const { return !part(plain(name)); }

const char* Dictionary::GetIncludeTemplateName(const ctemplate::TemplateString& name, int number) const {
  return (*part(plain(name)))[static_cast<std::size_t>(number)]->m_template;
}

Dictionary::Iterator* Dictionary::CreateTemplateIterator(const ctemplate::TemplateString& name) const {
  return new Turning(part(plain(name)));
}

Dictionary::Iterator* Dictionary::CreateSectionIterator(const ctemplate::TemplateString& name) const {
  return new Turning(section(plain(name)));
}

void Dictionary::DumpToString(std::string* out, int level) const {
  for (const Value& v : m_values) {
    out->append(static_cast<std::size_t>(level), ' ').append(v.name).append("=").append(v.value).append("\n");
  }
}

}  // namespace gishe::page
