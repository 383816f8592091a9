#include <map>
#include <stdexcept>

#include "base/csv.h"
#include "cases/case_acts.h"
#include "people/people.h"
#include "platform/embedded/embedded.h"

namespace gishe::cases {
namespace {

template <class T>
T made(const Result<T>& result, const char* what) {
  if (!result)
    throw std::runtime_error(std::string("demo case: ") + what + ": " + result.refusals().front().code->name);
  return *result;
}

constexpr const char* kinds[] = {"older_person", "disability", "child_and_family", "housing", "support"};

/// Invented words of demo/cases.csv by their key.
using Texts = std::map<std::string, std::string>;
Texts read_texts() {
  const auto text = embedded::find("demo/cases.csv");
  if (!text) throw std::runtime_error("demo/cases.csv is not in this binary");
  Texts texts;
  csv::Reader reader(*text);
  while (reader.next()) texts[reader.get("key")] = reader.get("words");
  return texts;
}

void close_one(Office& office, const Actor& worker, const CaseId& id) {
  const auto file = office.db.read([&](db::Session& s) { return store::find_unseen(s, worker.post.municipality, id); });
  for (const Task& task : office.db.read([&](db::Session& s) { return store::list_tasks(s, *file); })) {
    made(end_task(office, worker, id, task.id, "done", ""), "task");
  }
  made(take_step(office, worker, {id, "close", file->version, "goals_achieved", "", ""}, ""), "close");
}

}  // namespace

void load_demo(Office& office, const DemoCast& cast) {
  const Texts texts = read_texts();
  std::size_t n = 0;
  for (const PersonId& person : cast.people) {
    const auto& home = cast.worker.post.municipality;
    office.db.write([&](db::Tx& tx) { people::join_team_in(tx, home, person, cast.worker.account, office.today()); });
    const char* const kind = kinds[n++ % std::size(kinds)];
    const CaseId id = made(start_case(office, cast.worker, {person, kind, texts.at(kind)}, ""), "start");
    if (n == std::size(kinds)) close_one(office, cast.worker, id);
  }
}

}  // namespace gishe::cases
