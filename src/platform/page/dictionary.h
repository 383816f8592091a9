#pragma once
// clang-format off
#include <cstring>  // first: ctemplate uses strlen without including it
#include <ctemplate/template_dictionary_interface.h>
// clang-format on
#include <memory_resource>
#include <string_view>
#include <vector>

namespace gishe::page {

/// What a template is filled with, in the form ctemplate asks for it. ctemplate's own dictionary hashes every name,
/// notes it in a table of the whole process under a lock, and so costs a fifth of a page with a long list; these places
/// hold a dozen names each, which are compared.
/// Values and sections are inherited from the place a section stands in, not by a part; what is set everywhere, by all.
class Dictionary final : public ctemplate::TemplateDictionaryInterface {
 public:
  using Memory = std::pmr::monotonic_buffer_resource;

  /// The page itself. `memory` outlives it; nothing is given back before.
  explicit Dictionary(Memory& memory);

  void set(std::string_view name, std::string_view value);
  void set_everywhere(std::string_view name, std::string_view value);
  /// Once, however often it is called; nothing more where turns were added.
  void show(std::string_view section);
  void show_everywhere(std::string_view section);
  Dictionary& add(std::string_view section);
  Dictionary& include(std::string_view name, std::string_view template_name);

 protected:
  ctemplate::TemplateString GetValue(const ctemplate::TemplateString& name) const override;
  bool IsHiddenSection(const ctemplate::TemplateString& name) const override;
  bool IsUnhiddenSection(const ctemplate::TemplateString& name) const override { return !IsHiddenSection(name); }
  bool IsHiddenTemplate(const ctemplate::TemplateString& name) const override;
  const char* GetIncludeTemplateName(const ctemplate::TemplateString& name, int number) const override;
  Iterator* CreateTemplateIterator(const ctemplate::TemplateString& name) const override;
  Iterator* CreateSectionIterator(const ctemplate::TemplateString& name) const override;
  void DumpToString(std::string* out, int level) const override;

 private:
  struct Value {
    std::string_view name, value;
  };
  using Turns = std::pmr::vector<Dictionary*>;
  struct Places {
    std::string_view name;
    Turns turns;
  };
  class Turning;

  Dictionary(Memory& memory, const Dictionary* around, Dictionary* everywhere);
  std::string_view kept(std::string_view text);
  Turns& places(std::pmr::vector<Places>& among, std::string_view name);
  Dictionary& made(const Dictionary* around);
  const Turns* section(std::string_view name) const;
  const Turns* part(std::string_view name) const;

  Memory& m_memory;
  const Dictionary* m_around;  // the place this section stands in; null for the page and for parts
  Dictionary* m_everywhere;    // what every place of the page sees; null for itself
  const char* m_template = "";
  std::pmr::vector<Value> m_values;
  std::pmr::vector<Places> m_sections, m_parts;
};

}  // namespace gishe::page
