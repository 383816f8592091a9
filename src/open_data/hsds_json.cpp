#include "open_data/hsds_json.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>

#include "open_data/hsds_shape.h"

namespace gishe::open_data {
namespace {

constexpr std::size_t depth_max = 32;

/// Takes note of nothing; says only whether the text is JSON.
struct Nothing {
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = 1 << 20;
  static constexpr std::size_t max_string_size = 64 << 20;
  using Error = json::error_code;
  bool on_document_begin(Error&) { return true; }
  bool on_document_end(Error&) { return true; }
  bool on_object_begin(Error&) { return true; }
  bool on_object_end(std::size_t, Error&) { return true; }
  bool on_array_begin(Error&) { return true; }
  bool on_array_end(std::size_t, Error&) { return true; }
  bool on_key_part(json::string_view, std::size_t, Error&) { return true; }
  bool on_key(json::string_view, std::size_t, Error&) { return true; }
  bool on_string_part(json::string_view, std::size_t, Error&) { return true; }
  bool on_string(json::string_view, std::size_t, Error&) { return true; }
  bool on_number_part(json::string_view, Error&) { return true; }
  bool on_int64(std::int64_t, json::string_view, Error&) { return true; }
  bool on_uint64(std::uint64_t, json::string_view, Error&) { return true; }
  bool on_double(double, json::string_view, Error&) { return true; }
  bool on_bool(bool, Error&) { return true; }
  bool on_null(Error&) { return true; }
  bool on_comment_part(json::string_view, Error&) { return true; }
  bool on_comment(json::string_view, Error&) { return true; }
};

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
void skip_blanks(std::string_view text, std::size_t& at) {
  while (at < text.size() && is_blank(text[at])) ++at;
}

/// Behind the value that begins at `at`; of a text already known to be JSON.
std::size_t end_of_value(std::string_view text, std::size_t at) {
  int depth = 0;
  bool quoted = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (quoted) {
      if (c == '\\')
        ++at;
      else if (c == '"')
        quoted = false;
      if (!quoted && depth == 0) return at + 1;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return at;
      if (--depth == 0) return at + 1;
    } else if (depth == 0 && (c == ',' || is_blank(c))) {
      return at;
    }
  }
  return at;
}

/// Calls `take(begin, end)` for each item of the list that begins at `at`.
template <class Take>
void each_item(std::string_view text, std::size_t at, Take&& take) {
  ++at;
  for (;;) {
    skip_blanks(text, at);
    if (at >= text.size() || text[at] == ']') return;
    const auto end = end_of_value(text, at);
    take(at, end);
    at = end;
    skip_blanks(text, at);
    if (at < text.size() && text[at] == ',') ++at;
  }
}

struct Member {
  std::string name;
  std::size_t begin, end;
};
std::vector<Member> members_of(std::string_view text, std::size_t at) {
  std::vector<Member> members;
  ++at;
  for (;;) {
    skip_blanks(text, at);
    if (at >= text.size() || text[at] == '}') return members;
    const auto name_end = end_of_value(text, at);
    std::string name(text.substr(at + 1, name_end - at - 2));
    at = name_end;
    skip_blanks(text, at);
    ++at;  // the colon
    skip_blanks(text, at);
    const auto end = end_of_value(text, at);
    members.push_back({std::move(name), at, end});
    at = end;
    skip_blanks(text, at);
    if (at < text.size() && text[at] == ',') ++at;
  }
}

class JsonFile {
 public:
  using Take = std::function<void(std::vector<Root>&&, std::size_t)>;
  JsonFile(const std::string& name, std::string_view text, ImportReport& report, const Take& take)
      : m_name(name), m_text(text), m_report(report), m_take(take) {}

  void read() {
    std::size_t at = m_text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    if (!is_json(at)) return;
    for (skip_blanks(m_text, at); at < m_text.size(); skip_blanks(m_text, at)) {
      const auto end = end_of_value(m_text, at);
      value(at, end);
      at = std::max(end, at + 1);
    }
    if (m_entities == 0) m_report.row({m_name, 0}, "holds no entity of HSDS", "");
  }

 private:
  /// One value, or one a line.
  bool is_json(std::size_t at) {
    skip_blanks(m_text, at);
    bool any = false;
    while (at < m_text.size()) {
      json::parse_options options;
      options.max_depth = depth_max;
      json::basic_parser<Nothing> parser(options);
      json::error_code error;
      const auto end = end_of_value(m_text, at);
      const auto read = parser.write_some(false, m_text.data() + at, end - at, error);
      if (error || read != end - at || !parser.done()) {
        const auto wrong = at + std::min(read, end - at);
        const auto line = 1 + std::count(m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(wrong), '\n');
        m_report.broken({m_name, static_cast<int>(line)}, "is no JSON");
        return false;
      }
      any = true;
      at = end;
      skip_blanks(m_text, at);
    }
    if (!any) m_report.broken({m_name, 1}, "is empty");
    return any;
  }

  void value(std::size_t begin, std::size_t end) {
    if (m_text[begin] == '[') return list(begin, {});
    if (m_text[begin] != '{') return;
    const auto members = members_of(m_text, begin);
    const bool entity = std::any_of(members.begin(), members.end(), [](const auto& m) { return m.name == "id"; });
    if (entity) return one(begin, end, {});
    for (const auto& m : members) {
      if (m_text[m.begin] != '[') continue;
      const auto* table = hsds::find_table(m.name.ends_with(".csv") ? m.name.substr(0, m.name.size() - 4) : m.name);
      if (m.name == "contents" || m.name == "service_at_locations" || table) {
        list(m.begin, m.name == "service_at_locations" ? hsds::service_at_location
                      : table                          ? table->name
                                                       : std::string_view());
      }
    }
  }

  void list(std::size_t begin, std::string_view table) {
    each_item(m_text, begin, [&](std::size_t from, std::size_t to) { one(from, to, table); });
  }

  void one(std::size_t begin, std::size_t end, std::string_view table) {
    m_line += static_cast<int>(std::count(m_text.begin() + static_cast<std::ptrdiff_t>(std::min(m_counted, begin)),
                                          m_text.begin() + static_cast<std::ptrdiff_t>(begin), '\n'));
    m_counted = begin;
    json::parse_options options;
    options.max_depth = depth_max;
    json::error_code error;
    auto whole = json::parse(json::string_view(m_text.data() + begin, end - begin), error, {}, options);
    if (error || !whole.is_object()) return m_report.row({m_name, m_line}, "is no entity", "");
    auto roots = split_entity(table, std::move(whole.get_object()), {m_name, m_line}, m_report);
    if (roots.empty()) return;
    ++m_entities;
    m_take(std::move(roots), end);
  }

  std::string m_name;
  std::string_view m_text;
  ImportReport& m_report;
  const Take& m_take;
  std::size_t m_counted = 0;
  int m_line = 1, m_entities = 0;
};

}  // namespace

void read_json(const std::string& name, std::string_view text, ImportReport& report,
               const std::function<void(std::vector<Root>&&, std::size_t)>& take) {
  JsonFile(name, text, report, take).read();
}

}  // namespace gishe::open_data
