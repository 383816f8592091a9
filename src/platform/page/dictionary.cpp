#include "platform/page/dictionary.h"

#include <algorithm>

namespace gishe::page {
namespace {

std::string_view plain(const ctemplate::TemplateString& s) { return {s.data(), s.size()}; }

/// The one of that name; null when there is none.
auto* named(auto& among, std::string_view name) {
  const auto at = std::find_if(among.begin(), among.end(), [&](const auto& one) { return one.name == name; });
  return at == among.end() ? nullptr : &*at;
}

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

Dictionary::Dictionary(Memory& memory) : Dictionary(memory, nullptr, nullptr) { m_everywhere = &made(nullptr); }

Dictionary::Dictionary(Memory& memory, const Dictionary* around, Dictionary* everywhere)
    : m_memory(memory),
      m_around(around),
      m_everywhere(everywhere),
      m_values(&memory),
      m_sections(&memory),
      m_parts(&memory) {}

/// With a zero behind it: names of templates leave as char*.
std::string_view Dictionary::kept(std::string_view text) {
  auto* copy = static_cast<char*>(m_memory.allocate(text.size() + 1, 1));
  std::copy(text.begin(), text.end(), copy);
  copy[text.size()] = '\0';
  return {copy, text.size()};
}

Dictionary::Turns& Dictionary::places(std::pmr::vector<Places>& among, std::string_view name) {
  if (Places* known = named(among, name)) return known->turns;
  return among.emplace_back(Places{kept(name), Turns(&m_memory)}).turns;
}

Dictionary& Dictionary::made(const Dictionary* around) {
  // Never destroyed: all it holds lies in the same memory, which goes with the page.
  return *new (m_memory.allocate(sizeof(Dictionary), alignof(Dictionary))) Dictionary(m_memory, around, m_everywhere);
}

void Dictionary::set(std::string_view name, std::string_view value) {
  if (Value* known = named(m_values, name))
    known->value = kept(value);
  else
    m_values.push_back({kept(name), kept(value)});
}

void Dictionary::set_everywhere(std::string_view name, std::string_view value) { m_everywhere->set(name, value); }

void Dictionary::show(std::string_view section) {
  Turns& turns = places(m_sections, section);
  if (turns.empty()) turns.push_back(&made(this));
}

void Dictionary::show_everywhere(std::string_view section) { m_everywhere->show(section); }

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
    if (const Places* found = named(d->m_sections, name)) return &found->turns;
  }
  return m_everywhere ? m_everywhere->section(name) : nullptr;
}

const Dictionary::Turns* Dictionary::part(std::string_view name) const {
  for (const Dictionary* d = this; d; d = d->m_around) {
    if (const Places* found = named(d->m_parts, name)) return &found->turns;
  }
  return nullptr;
}

ctemplate::TemplateString Dictionary::GetValue(const ctemplate::TemplateString& name) const {
  for (const Dictionary* d = this; d; d = d->m_around) {
    if (const Value* found = named(d->m_values, plain(name))) return {found->value.data(), found->value.size()};
  }
  return m_everywhere ? m_everywhere->GetValue(name) : ctemplate::TemplateString("", 0);
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
