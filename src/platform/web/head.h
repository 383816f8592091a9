#pragma once
#include <cstddef>
#include <memory>
#include <string_view>

#include "platform/web/web.h"

namespace gishe::web {

inline constexpr std::size_t head_bytes_max = 16 * 1024;
inline constexpr std::size_t request_line_max = 8 * 1024;
inline constexpr std::size_t header_fields_max = 100;

/// The head of one request, read by Beast's parser and judged by us before a byte of the body is looked at: any
/// Transfer-Encoding is refused (Beast 1.81 is too lax with it), so a body is always exactly Content-Length bytes.
class HeadReader {
 public:
  HeadReader();
  ~HeadReader();
  void restart();

  /// Looks at everything unread so far. Returns how many bytes the head takes; 0: more is needed, or refused().
  std::size_t look(std::string_view unread);
  /// The status to refuse with; 0: fine so far.
  int refused() const;

  // Once look() has given a length:
  Method method() const;
  bool head_only() const;  // HEAD: answered as GET, without the body
  bool keep_alive() const;
  bool expects_continue() const;
  std::size_t content_length() const;
  std::string_view target() const;
  std::string_view last_field(std::string_view name) const;
  std::string_view field(std::string_view name) const;  // first of that name
  /// All fields with lower-case names, for the handler.
  void fill(Request& request) const;

 private:
  struct State;
  std::unique_ptr<State> m_state;
};

}  // namespace gishe::web
