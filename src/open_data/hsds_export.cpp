#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <unordered_set>

#include "base/text.h"
#include "open_data/document.h"
#include "open_data/hidden_rows.h"
#include "open_data/hsds_rows.h"
#include "open_data/hsds_shape.h"
#include "open_data/open_data.h"

namespace gishe::open_data {
namespace {

namespace fs = std::filesystem;
using hsds::text_of;

/// As in the answers: nothing that belongs to a hidden place.
void hide_rows(db::Session& session, std::string_view kind, std::vector<std::pair<Uuid, std::string>>& bodies) {
  std::vector<json::object> objects;
  std::vector<json::object*> read;
  for (const auto& [id, body] : bodies) objects.push_back(parse_object(body).value_or(json::object{}));
  for (auto& object : objects) read.push_back(&object);
  for (const auto* changed : drop_hidden_rows(session, kind, read)) {
    bodies[static_cast<std::size_t>(changed - objects.data())].second = json::serialize(*changed);
  }
}

/// Documents of every kind, a few hundred at a time; roots first, in the order an import wants them.
template <class Take>
void each_document(Office& office, Take&& take) {
  constexpr int batch = 500;
  std::vector<std::string> kinds{std::string(hsds::organizations),  std::string(hsds::taxonomies),
                                 std::string(hsds::taxonomy_terms), std::string(hsds::locations),
                                 std::string(hsds::services),       std::string(hsds::service_at_location)};
  for (auto& kind : office.db.read([](db::Session& s) { return list_kinds(s); })) {
    if (!text::one_of(kinds, kind)) kinds.push_back(std::move(kind));
  }
  for (const auto& kind : kinds) {
    Uuid after;
    for (;;) {
      auto some = office.db.read([&](db::Session& s) {
        auto bodies = list_bodies(s, kind, after, batch);
        hide_rows(s, kind, bodies);
        return bodies;
      });
      if (some.empty()) break;
      after = some.back().first;
      for (const auto& [id, body] : some) take(kind, body);
    }
  }
}

/// An object and what is inside it as rows of tables.
template <class Row>
void flatten(std::string_view table, const json::object& object, const Row& row) {
  json::object own;
  const auto id = text_of(object, "id");
  std::vector<std::pair<const hsds::Nest*, const json::array*>> inside;
  for (const auto& [name, value] : object) {
    const auto nest = std::find_if(hsds::nests().begin(), hsds::nests().end(), [&](const hsds::Nest& n) {
      return n.parent == table && n.member == std::string_view(name);
    });
    const auto reference =
        std::find_if(hsds::references().begin(), hsds::references().end(),
                     [&](const hsds::Reference& r) { return r.table == table && r.member == std::string_view(name); });
    if (nest != hsds::nests().end() && value.is_array()) {
      inside.emplace_back(&*nest, &value.get_array());
    } else if (reference != hsds::references().end()) {
      if (reference->target == "units" && value.is_object()) flatten("units", value.get_object(), row);
    } else {
      own[name] = value.is_structured() ? json::value(json::serialize(value)) : value;
    }
  }
  row(table, own);
  for (const auto& [nest, list] : inside) {
    for (const auto& item : *list) {
      if (!item.is_object()) continue;
      json::object part = item.get_object();
      if (text_of(part, nest->pointer).empty()) part[nest->pointer] = id;
      flatten(nest->table, part, row);
    }
  }
}

/// Writes in a file beside and gives it its name only when all of it is on disk.
class SafeFile {
 public:
  explicit SafeFile(fs::path path) : m_path(std::move(path)), m_beside(m_path.string() + ".part") {
    m_out.open(m_beside, std::ios::binary | std::ios::trunc);
    if (!m_out) throw std::runtime_error(m_path.string() + " cannot be written");
  }
  std::ofstream& out() { return m_out; }
  void keep() {
    m_out.close();
    if (!m_out) throw std::runtime_error(m_path.string() + " could not be written to its end");
    fs::rename(m_beside, m_path);
  }

 private:
  fs::path m_path, m_beside;
  std::ofstream m_out;
};

class TableExport {
 public:
  TableExport(Office& office, fs::path folder) : m_office(office), m_folder(std::move(folder)) {}

  Exported run(const std::function<void(int)>& progress) {
    fs::create_directories(m_folder);
    find_columns();
    progress(30);
    write_rows();
    progress(95);
    write_description();
    return m_done;
  }

 private:
  struct Out {
    std::vector<std::string> columns;
    std::unique_ptr<SafeFile> file;
    std::unordered_set<std::uint64_t> seen;  // rows that may stand in several objects
  };

  /// Fields nobody knows make columns of their own, behind those of HSDS.
  void find_columns() {
    for (const auto& table : hsds::tables()) {
      hsds::each_word(table.columns,
                      [&](std::string_view c) { m_tables[std::string(table.name)].columns.emplace_back(c); });
    }
    each_document(m_office, [&](const std::string& kind, const std::string& body) {
      const auto object = parse_object(body);
      if (!object) return;
      flatten(kind, *object, [&](std::string_view table, const json::object& row) {
        auto& columns = m_tables[std::string(table)].columns;
        for (const auto& [name, value] : row) {
          if (std::find(columns.begin(), columns.end(), std::string_view(name)) == columns.end())
            columns.emplace_back(name);
        }
      });
    });
  }

  void write_rows() {
    for (auto& [name, table] : m_tables) {
      table.file = std::make_unique<SafeFile>(m_folder / (name + ".csv"));
      table.file->out() << text::join(table.columns, ",") << "\r\n";
    }
    each_document(m_office, [&](const std::string& kind, const std::string& body) {
      const auto object = parse_object(body);
      if (!object) return;
      ++m_done.entities;
      flatten(kind, *object, [&](std::string_view table, const json::object& row) { write(table, row); });
    });
    for (auto& [name, table] : m_tables) table.file->keep();
  }

  void write(std::string_view name, const json::object& row) {
    auto& table = m_tables.at(std::string(name));
    if (!hsds::is_root(name) && !table.seen.insert(std::hash<std::string>{}(text_of(row, "id"))).second) return;
    std::string line;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (i > 0) line += ',';
      put_csv_field(line, text_of(row, table.columns[i]));
    }
    table.file->out() << line << "\r\n";
    ++m_done.rows;
  }

  void write_description() {
    json::array resources;
    for (const auto& [name, table] : m_tables) {
      json::array fields;
      for (const auto& column : table.columns) {
        const auto form = hsds::form_of(column);
        fields.push_back(json::object{{"name", column},
                                      {"type", form == hsds::Form::number  ? "number"
                                               : form == hsds::Form::truth ? "boolean"
                                                                           : "string"}});
      }
      const auto* known = hsds::find_table(name);
      resources.push_back(json::object{{"profile", "tabular-data-resource"},
                                       {"name", known ? known->singular : std::string_view(name)},
                                       {"path", name + ".csv"},
                                       {"schema", {{"fields", std::move(fields)}, {"primaryKey", "id"}}}});
    }
    SafeFile file(m_folder / "datapackage.json");
    file.out() << json::serialize(json::object{{"profile", "tabular-data-package"},
                                               {"name", "human-services-data"},
                                               {"title", "HSDS 3.1, profile bg-social"},
                                               {"homepage", m_office.public_address + "/hsds/bg-social"},
                                               {"resources", std::move(resources)}})
               << "\n";
    file.keep();
  }

  Office& m_office;
  fs::path m_folder;
  std::map<std::string, Out, std::less<>> m_tables;
  Exported m_done;
};

/// One object with a list for each kind, every document as it is kept.
Exported export_json(Office& office, const std::string& path) {
  Exported done;
  SafeFile file(path);
  auto& out = file.out();
  out << "{\"version\":\"3.1\",\"profile\":" << json::serialize(json::value(office.public_address + "/hsds/bg-social"));
  std::string open;
  each_document(office, [&](const std::string& kind, const std::string& body) {
    if (open != kind)
      out << (open.empty() ? ",\n\"" : "\n],\n\"") << kind << "\":[\n";
    else
      out << ",\n";
    open = kind;
    out << body;
    ++done.entities;
  });
  out << (open.empty() ? "}\n" : "\n]}\n");
  file.keep();
  return done;
}

}  // namespace

Exported export_hsds(Office& office, const std::string& path, const std::function<void(int)>& progress) {
  const auto tell = progress ? progress : [](int) {};
  make_missing_documents(office, true);
  const auto done = path.ends_with(".json") ? export_json(office, path) : TableExport(office, path).run(tell);
  tell(100);
  return done;
}

}  // namespace gishe::open_data
