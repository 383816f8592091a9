#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "platform/words/words.h"

namespace gishe::page {

class Dictionary;

/// Every template, compiled for each language. Never changed once built: threads share it without locks.
class Library {
 public:
  /// Compiles everything found; throws std::runtime_error that lists each fault as FILE:LINE: what.
  /// `tolerant` (developing, and tests of one folder): faults are told on stderr, unknown keys are shown as ⟦key⟧, and
  /// a broken template counts as absent.
  explicit Library(bool tolerant);
  ~Library();

  /// Throws std::logic_error for a template that does not exist.
  void must_have(std::string_view template_name) const;
  bool has_own_heading(std::string_view template_name) const;
  /// Appends the page to `out`; throws when a part names a template that does not exist.
  void expand(words::Language language, std::string_view template_name, const Dictionary& values,
              std::string& out) const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

/// The library in use. While developing it is built again whenever a template on disk has changed.
std::shared_ptr<const Library> library();

}  // namespace gishe::page
