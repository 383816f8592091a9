#include "own_file/subject_copy_acts.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "own_file/file_words.h"
#include "own_file/subject_request_store.h"
#include "platform/office/act.h"
#include "territory/territory.h"

namespace gishe::own_file {
namespace {

using access::Action;

constexpr int ledger_lines_max = 1000;

/// The request of a copy, and the person for these eyes.
struct Door {
  SubjectRequest request;
  people::Person person;
  const char* rule;
};
Result<Door> door_to(db::Session& session, const Actor& actor, const SubjectRequestId& id) {
  if (!access::function_may(actor, Action::answer_request)) return not_your_function;
  const auto request = store::find_request(session, access::scope(actor, Action::answer_request), id);
  if (!request || request->kind != "copy") return not_found;
  const auto allowed = people::allowed_person(session, actor, Action::answer_request, request->person);
  if (!allowed) return allowed.refusals();
  return Door{*request, allowed->person, allowed->rule};
}

ledger::Line line_about(const Door& door, const char* action, std::string value = {}) {
  return {action, door.request.municipality, "person", door.person.pseudonym, door.rule, std::move(value), {}};
}

/// Official paper: Bulgarian whatever language its maker reads.
words::Words paper_words() { return words::Words(words::Language::bg); }

std::vector<ReviewedLine> gathered(db::Session& session, const access::Scope& scope, const Door& door) {
  const auto w = paper_words();
  std::vector<CopyLine> lines;
  OwnFile file;
  file.access.municipality = door.request.municipality;
  file.person = door.person;
  file.opened =
      who_opened(ledger::list_for_subject(session, door.request.municipality, door.person.pseudonym, ledger_lines_max),
                 Reader::herself);
  for (auto& [what, value] : kept_words(session, w, file)) lines.push_back({"person", what, value});
  for (auto& one : store::list_copy_lines(session, scope, w, door.person.id)) lines.push_back(std::move(one));
  for (auto& one : opened_words(session, w, file)) lines.push_back({"opened", one.when, one.done + ": " + one.who});
  if (lines.size() > copy_lines_max) {
    lines.resize(copy_lines_max - 1);
    lines.push_back(more_lines(lines.back().section, w));
  }
  const NameFinder finder(store::list_names(session, scope, door.person.id));
  std::vector<ReviewedLine> reviewed;
  for (auto& line : lines) {
    ReviewedLine one;
    one.position = static_cast<std::int64_t>(reviewed.size());
    // Her own lines: her name, the officers' functions.
    if (line.section != "person" && line.section != "opened") one.parts = finder.names_in(line.words);
    one.choice = one.parts.empty() ? "keep" : "open";
    one.line = std::move(line);
    reviewed.push_back(std::move(one));
  }
  return reviewed;
}

Result<SubjectCopy> running_copy(db::Session& session, const SubjectRequest& request) {
  const auto copy = store::find_copy(session, request);
  if (!copy) return copy_not_prepared;
  if (copy->released_at) return copy_released;
  return *copy;
}

Refusals why_not_choice(const LineChoice& choice, const std::vector<std::string>& parts) {
  if (!text::one_of(std::vector<std::string>{"keep", "parts", "all"}, choice.choice))
    return {Refusal(choice.choice.empty() ? required : not_in_list, "choice")};
  if (choice.choice == "keep") return {};
  Refusals no;
  if (!text::one_of(copy_grounds(), choice.ground))
    no.push_back(Refusal(choice.ground.empty() ? required : not_in_list, "ground"));
  if (choice.choice == "all") return no;
  if (!text::is_plain(choice.parts, text::Lines::many))
    no.push_back(Refusal(not_plain_text, "parts"));
  else if (parts.empty())
    no.push_back(Refusal(required, "parts"));
  else if (parts.size() > copy_parts_max)
    no.push_back(Refusal(too_many_parts, "parts", {{"max", std::to_string(copy_parts_max)}}));
  else if (text::length(choice.parts) > copy_parts_length_max)
    no.push_back(Refusal(too_long, "parts", {{"max", std::to_string(copy_parts_length_max)}}));
  return no;
}

std::int64_t count_open(const std::vector<ReviewedLine>& lines) {
  return std::count_if(lines.begin(), lines.end(), [](const auto& line) { return line.choice == "open"; });
}

/// The request goes one step on, with its event and its ledger line.
bool step_on(db::Tx& tx, const Office& office, const Actor& actor, Door& door, std::string_view step,
             const std::string& words) {
  const auto to = after_step(door.request.state, step);
  if (!to) return false;
  const std::string from = std::exchange(door.request.state, *to);
  if (step == "answer") {
    door.request.answer = words;
    door.request.answered_at = office.now();
  }
  if (!store::update(tx, door.request)) return false;
  ++door.request.version;
  store::add_event(tx, door.request, {actor.account, office.now(), from, *to, words});
  office.note(
      tx, actor,
      line_about(door, step == "answer" ? "person.request_answered" : "person.request_in_review", door.request.kind));
  return true;
}

}  // namespace

Result<Done> prepare_copy(Office& office, const Actor& actor, const SubjectRequestId& id, std::string_view once_key) {
  // Gathered before the transaction: on SQLite the writer serves everybody in turn.
  const auto lines = office.db.read([&](db::Session& session) -> Result<std::vector<ReviewedLine>> {
    const auto door = door_to(session, actor, id);
    if (!door) return door.refusals();
    if (!door->request.is_open() || store::find_copy(session, door->request)) return std::vector<ReviewedLine>{};
    return gathered(session, access::scope(actor, Action::answer_request), *door);
  });
  if (!lines) return lines.refusals();
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "own_file.prepare_copy", {id.text()}, [&]() -> Result<Done> {
      auto door = door_to(tx, actor, id);
      if (!door) return door.refusals();
      if (store::find_copy(tx, door->request)) return Done{};
      if (!door->request.is_open()) return not_from_this_state;
      if (door->request.state == "received" && !step_on(tx, office, actor, *door, "review", ""))
        return not_from_this_state;
      SubjectCopy copy;
      copy.municipality = door->request.municipality;
      copy.request = id;
      copy.prepared_at = office.now();
      copy.prepared_by = actor.account;
      store::insert_copy(tx, office.vault, copy, *lines);
      office.note(tx, actor, line_about(*door, "person.copy_prepared"));
      return Done{};
    });
  });
}

Result<OpenedCopy> open_copy(Office& office, const Actor& actor, const SubjectRequestId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OpenedCopy> {
    const auto door = door_to(session, actor, id);
    if (!door) return door.refusals();
    const auto copy = store::find_copy(session, door->request);
    if (!copy) return copy_not_prepared;
    line = line_about(*door, "person.request_opened");
    return OpenedCopy{door->request, *copy, store::list_lines(session, office.vault, *copy), door->person.full_name(),
                      territory::municipality_name(session, door->request.municipality, words::Language::bg)};
  });
}

Result<Done> choose_for_line(Office& office, const Actor& actor, const LineChoice& choice, std::string_view once_key) {
  const auto parts = parts_of(choice.parts);
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "own_file.copy_line",
                     {choice.id.text(), std::to_string(choice.position), choice.choice, choice.parts, choice.ground},
                     [&]() -> Result<Done> {
                       const auto door = door_to(tx, actor, choice.id);
                       if (!door) return door.refusals();
                       const auto copy = running_copy(tx, door->request);
                       if (!copy) return copy.refusals();
                       if (!door->request.is_open()) return not_from_this_state;
                       auto line = store::find_line(tx, office.vault, *copy, choice.position);
                       if (!line) return not_found;
                       if (auto no = why_not_choice(choice, parts); !no.empty()) return no;
                       line->choice = choice.choice;
                       line->ground = choice.choice == "keep" ? "" : choice.ground;
                       line->parts = choice.choice == "parts" ? parts : std::vector<std::string>{};
                       for (const auto& part : line->parts) {
                         if (!stands_in(line->line.words, part))
                           return Refusal(part_not_there, "parts", {{"part", part}});
                       }
                       if (line->version != choice.version) return changed_meanwhile;
                       if (!store::decide_line(tx, office.vault, *copy, *line, actor.account, office.now()))
                         return changed_meanwhile;
                       office.note(tx, actor, line_about(*door, "person.copy_line_reviewed", choice.choice));
                       return Done{};
                     });
  });
}

Result<Done> release_copy(Office& office, const Actor& actor, const SubjectRequestId& id, std::int64_t version,
                          std::string_view once_key) {
  // Written as paper before the transaction: on SQLite the writer serves everybody in turn.
  const auto seen = office.db.read([&](db::Session& session) -> Result<OpenedCopy> {
    const auto door = door_to(session, actor, id);
    if (!door) return door.refusals();
    const auto copy = store::find_copy(session, door->request);
    if (!copy) return copy_not_prepared;
    return OpenedCopy{door->request,
                      *copy,
                      store::list_lines(session, office.vault, *copy),
                      {},
                      territory::municipality_name(session, door->request.municipality, words::Language::bg)};
  });
  if (!seen) return seen.refusals();
  const auto w = paper_words();
  const auto& town = seen->request.municipality;
  const auto paper = files::prepare(
      office.vault, {town, copy_as_paper(*seen, w, office.today()), "application/pdf", "copy.pdf", true});
  const auto machine =
      files::prepare(office.vault, {town, copy_as_json(*seen, w), "application/json", "copy.json", true});
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "own_file.release_copy", {id.text()}, [&]() -> Result<Done> {
      auto door = door_to(tx, actor, id);
      if (!door) return door.refusals();
      auto copy = running_copy(tx, door->request);
      if (!copy) return copy.refusals();
      if (copy->version != version || seen->copy.version != version) return changed_meanwhile;
      if (const auto open = count_open(seen->lines); open > 0)
        return Refusal(lines_open, "", {{"count", std::to_string(open)}});
      copy->released_at = office.now();
      copy->released_by = actor.account;
      copy->paper = files::store(tx, paper, office.now());
      copy->machine = files::store(tx, machine, office.now());
      if (!store::release(tx, *copy)) return changed_meanwhile;
      if (!step_on(tx, office, actor, *door, "answer", w("own.copy.answer"))) return not_from_this_state;
      office.note(tx, actor, line_about(*door, "person.copy_released"));
      return Done{};
    });
  });
}

namespace {

std::optional<files::File> file_of(db::Session& session, const Office& office, const SubjectRequest& request,
                                   CopyForm form) {
  const auto copy = store::find_copy(session, request);
  if (!copy || !copy->released_at) return std::nullopt;
  return files::find(session, office.vault, request.municipality,
                     form == CopyForm::paper ? copy->paper : copy->machine);
}

}  // namespace

Result<files::File> open_released(Office& office, const Actor& actor, const SubjectRequestId& id, CopyForm form) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<files::File> {
    const auto door = door_to(session, actor, id);
    if (!door) return door.refusals();
    auto file = file_of(session, office, door->request, form);
    if (!file) return not_found;
    line = line_about(*door, "person.request_opened");
    return std::move(*file);
  });
}

Result<files::File> open_my_released(Office& office, const Actor& actor, const words::Words& words,
                                     const PersonId& person, const SubjectRequestId& id, CopyForm form) {
  const auto own = open_own_file(office, actor, words, person);
  if (!own) return own.refusals();
  if (own->in_person) return in_person_only;
  return office.db.read([&](db::Session& session) -> Result<files::File> {
    for (const auto& request : store::list_requests_of(session, own->access.municipality, person)) {
      if (request.id != id || (own->access.mandate && request.asked_by != actor.account)) continue;
      if (auto file = file_of(session, office, request, form)) return std::move(*file);
    }
    return not_found;
  });
}

}  // namespace gishe::own_file
