#include "retention/erasure_list.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <sstream>

#include "retention/retention.h"
#include "retention/retention_store.h"

namespace gishe::retention {
namespace {

// Set once at start, read by many threads after.
std::string folder;
std::mutex writing;

/// Whole or not at all: beside first, then in its place.
void replace_file(const std::string& file, const std::string& text) {
  const std::string beside = file + ".unfinished";
  const int out = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  const bool written =
      out >= 0 && ::write(out, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(out) == 0;
  if (out >= 0) ::close(out);
  std::error_code error;
  if (written) std::filesystem::rename(beside, file, error);
  if (!written || error) throw db::Fault(db::Fault::Kind::broken, "the list of erased people cannot be written");
}

}  // namespace

std::vector<Listed> parse_list(const std::string& text) {
  std::vector<Listed> list;
  std::istringstream lines(text);
  std::string line, town, id, day;
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    if (!(words >> town >> id >> day)) continue;
    const auto municipality = MunicipalityCode::parse(town);
    const auto person = PersonId::parse(id);
    const auto on = Day::from_iso(day);
    if (municipality && person && on) list.push_back({*municipality, *person, *on});
  }
  return list;
}

std::string list_text(std::vector<Listed> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end(),
                         [](const Listed& a, const Listed& b) {
                           return a.municipality == b.municipality && a.person == b.person;
                         }),
             list.end());
  std::string text = "# Erased people of Gishe: keep it with every backup; restore erases them anew.\n";
  for (const Listed& one : list)
    text += one.municipality.text + " " + one.person.text() + " " + one.erased_on.iso() + "\n";
  return text;
}

std::vector<Listed> read_list(const std::string& file) {
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return parse_list(text.str());
}

std::vector<Listed> read_list() {
  return folder.empty() ? std::vector<Listed>{} : read_list(folder + "/" + list_file_name);
}

void add_to_list(const std::string& file, std::vector<Listed> more) {
  const std::lock_guard lock(writing);
  auto all = read_list(file);
  all.insert(all.end(), more.begin(), more.end());
  if (all.empty() && !std::filesystem::exists(file)) return;
  replace_file(file, list_text(std::move(all)));
}

void join_lists(const std::string& into, const std::vector<std::string>& lists) {
  std::vector<Listed> all;
  for (const auto& file : lists) {
    const auto some = read_list(file);
    all.insert(all.end(), some.begin(), some.end());
  }
  add_to_list(into, std::move(all));
}

bool erased_lately(Office& office) {
  const auto all = office.db.read([](db::Session& session) { return store::list_erased(session); });
  return std::any_of(all.begin(), all.end(),
                     [&](const Listed& one) { return one.erased_on.plus_days(1) >= office.today(); });
}

void keep_list_in(const std::string& where) { folder = where; }

void write_list(Office& office) {
  if (folder.empty()) return;
  add_to_list(folder + "/" + list_file_name,
              office.db.read([](db::Session& session) { return store::list_erased(session); }));
}

}  // namespace gishe::retention
