#include "platform/db/migrations.h"

#include <fmt/format.h>
#include <sodium.h>

#include <cctype>

#include "base/text.h"
#include "platform/embedded/embedded.h"

namespace gishe::db {
namespace {

std::string sha256_hex(std::string_view bytes) {
  unsigned char hash[crypto_hash_sha256_BYTES];
  crypto_hash_sha256(hash, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  return text::hex({reinterpret_cast<const char*>(hash), sizeof hash});
}

std::string only_sections_for(std::string_view file, Engine engine) {
  constexpr std::string_view mark = "-- engine:";
  const std::string_view mine = engine == Engine::sqlite ? "sqlite" : "postgresql";
  std::string kept;
  bool keep = true;
  while (!file.empty()) {
    const auto end = file.find('\n');
    const auto line = file.substr(0, end);
    if (line.starts_with(mark)) {
      const auto whose = text::tidy(line.substr(mark.size()));
      if (whose != "sqlite" && whose != "postgresql" && whose != "both") {
        throw Fault(Fault::Kind::broken, fmt::format("migration names an unknown engine: {}", whose));
      }
      keep = whose == mine || whose == "both";
    } else if (keep) {
      kept.append(line).push_back('\n');
    }
    file.remove_prefix(end == std::string_view::npos ? file.size() : end + 1);
  }
  return kept;
}

bool in_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

/// Length of the quoted text or comment that begins here; 0 when none does.
std::size_t opaque_length(std::string_view sql) {
  const auto up_to = [&](std::string_view closing, std::size_t from) {
    const auto at = sql.find(closing, from);
    return at == std::string_view::npos ? sql.size() : at + closing.size();
  };
  if (sql.starts_with("--")) return up_to("\n", 2);
  if (sql.starts_with("/*")) return up_to("*/", 2);
  if (sql.starts_with("'") || sql.starts_with("\"")) return up_to(sql.substr(0, 1), 1);
  return 0;
}

/// Rewrites our PostgreSQL-worded dialect for SQLite, word by word.
class Rewriter {
 public:
  explicit Rewriter(std::string_view sql) : m_rest(sql) {}

  std::string run() {
    while (!m_rest.empty()) {
      if (const auto length = opaque_length(m_rest)) {
        copy(length);
      } else if (in_word(m_rest.front())) {
        word();
      } else {
        mark(m_rest.front());
        copy(1);
      }
    }
    return std::move(m_out);
  }

 private:
  void copy(std::size_t length) {
    m_out.append(m_rest.substr(0, length));
    m_rest.remove_prefix(length);
  }

  std::string next_word(std::string_view from) const {
    std::string upper;
    for (const char c : from) {
      if (!in_word(c)) break;
      upper.push_back(static_cast<char>(std::toupper(static_cast<unsigned char>(c))));
    }
    return upper;
  }

  void word() {
    const auto here = next_word(m_rest);
    if (m_words_in_statement == 0) m_creates_table = here == "CREATE";
    if (m_words_in_statement == 1) m_creates_table = m_creates_table && here == "TABLE";
    ++m_words_in_statement;
    m_options_given = true;
    const auto put = [&](std::string_view instead, std::size_t length) {
      m_out.append(instead);
      m_rest.remove_prefix(length);
    };
    if (here == "UUID" || here == "BYTEA") return put("BLOB", here.size());
    if (here == "BIGINT") return put("INTEGER", here.size());
    if (here == "DOUBLE") {
      auto after = m_rest.substr(here.size());
      while (!after.empty() && std::isspace(static_cast<unsigned char>(after.front()))) after.remove_prefix(1);
      if (next_word(after) == "PRECISION") return put("REAL", m_rest.size() - after.size() + 9);
    }
    copy(here.size());
  }

  void mark(char c) {
    if (c == ')') m_options_given = false;
    if (c != ';') return;
    if (m_creates_table && m_words_in_statement > 2 && !m_options_given) m_out.append(" STRICT, WITHOUT ROWID");
    m_words_in_statement = 0;
    m_creates_table = false;
  }

  std::string_view m_rest;
  std::string m_out;
  int m_words_in_statement = 0;
  bool m_creates_table = false;
  bool m_options_given = false;  // a word stood after the last closing bracket
};

}  // namespace

std::string for_engine(std::string_view file, Engine engine) {
  auto sql = only_sections_for(file, engine);
  return engine == Engine::sqlite ? Rewriter(sql).run() : sql;
}

std::vector<Migration> list_migrations(Engine engine) {
  constexpr std::string_view folder = "migrations/";
  std::vector<Migration> all;
  for (const auto name : embedded::list(folder)) {
    const auto file = embedded::find(name).value_or("");
    all.push_back({std::string(name.substr(folder.size())), sha256_hex(file), for_engine(file, engine)});
  }
  return all;
}

std::vector<Migration> still_to_run(Engine engine, const std::map<std::string, std::string>& applied) {
  auto left = applied;
  std::vector<Migration> todo;
  for (auto& step : list_migrations(engine)) {
    const auto found = left.find(step.name);
    if (found == left.end()) {
      todo.push_back(std::move(step));
      continue;
    }
    if (found->second != step.digest) {
      throw Fault(Fault::Kind::broken,
                  fmt::format("migration {} was changed after it ran on this database; restore the file", step.name));
    }
    if (!todo.empty()) {
      throw Fault(Fault::Kind::broken,
                  fmt::format("migration {} comes before {}, which already ran", todo.back().name, step.name));
    }
    left.erase(found);
  }
  if (!left.empty()) {
    throw Fault(Fault::Kind::newer_schema,
                fmt::format("this database was brought up to date by a newer Gishe (it has {}); start that version, or "
                            "restore the backup made before the upgrade",
                            left.begin()->first));
  }
  return todo;
}

void refuse_old_schema(const Migration& not_run) {
  throw Fault(
      Fault::Kind::broken,
      fmt::format("the schema is old: {} has not run; gishe serve brings it up to date (back up first)", not_run.name));
}

}  // namespace gishe::db
