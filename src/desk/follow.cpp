#include "desk/follow.h"

#include <map>

#include "base/public_number.h"
#include "desk/application_store.h"
#include "desk/desk.h"
#include "desk/online_store.h"
#include "directory/directory.h"
#include "platform/jobs/tries.h"

namespace gishe::desk {
namespace {

/// Each paper once: what is asked for, then what came unasked.
void add_papers(db::Session& session, FollowedApplication& f, const std::vector<Paper>& papers) {
  std::map<std::string, int> files;
  for (const PaperFile& file : list_paper_files(session, f.municipality, f.id)) ++files[file.code];
  for (const Paper& paper : papers) {
    f.papers.push_back({paper.code, paper.state, files[paper.code]});
    files.erase(paper.code);
  }
  for (const auto& [code, count] : files) {
    if (count > 0) f.papers.push_back({code, "", count});
  }
}

FollowedApplication shown(db::Session& session, const Application& application) {
  const File file = load_file(session, application);
  FollowedApplication f;
  f.id = application.id;
  f.municipality = application.municipality;
  f.number = application.number;
  f.received_on = application.received_on;
  f.due_on = application.due_on;
  f.state = application.state;
  f.papers_missing = file.papers_missing();
  for (const Line& line : file.lines) {
    FollowedLine l{line.need, line.state, line.outcome, line.remedy, {}};
    if (line.service && application.sensitivity != Sensitivity::shielded) {
      const auto service = directory::find_service(session, *line.service);
      if (service && !service->restricted) l.organisation = service->organisation_name;
    }
    f.lines.push_back(std::move(l));
  }
  add_papers(session, f, file.papers);
  f.may_send = application.state != ApplicationState::decided && application.state != ApplicationState::closed;
  return f;
}

FollowedApplication shown(db::Session& session, const Online& online) {
  FollowedApplication f;
  f.id = online.id;
  f.municipality = online.municipality;
  f.number = online.number;
  f.received_on = online.sent_on;
  f.due_on = online.due_on;
  f.state = online.state == "declined" ? ApplicationState::closed : ApplicationState::received;
  for (const std::string& need : online.needs) f.lines.push_back({need, LineState::received, {}, {}, {}});
  add_papers(session, f, {});
  f.online_state = online.state;
  f.reply = online.reply;
  f.may_send = online.state != "declined";
  return f;
}

/// The application or, before an officer has made it one, what was sent; with the hash its secret must meet.
std::pair<std::optional<FollowedApplication>, std::string> by_number(db::Session& session,
                                                                     const MunicipalityCode& municipality,
                                                                     std::string_view number) {
  if (auto found = find_by_number(session, municipality, number))
    return {shown(session, found->application), found->secret_hash};
  if (auto sent = find_online_by_number(session, municipality, number))
    return {shown(session, sent->online), sent->secret_hash};
  constexpr std::size_t hash_bytes = 32;
  return {std::nullopt, std::string(hash_bytes, '\0')};  // an unknown number costs the same comparison
}

}  // namespace

bool is_secret_of(const Office& office, std::string_view number, std::string_view stored_hash,
                  std::string_view secret) {
  const std::string hash =
      office.vault.keyed_hash("application_secret", std::string(number) + ':' + secrets::tidy_code(secret));
  return secrets::same(hash, stored_hash);
}

Result<FollowedApplication> follow_application(Office& office, std::string_view typed_number, std::string_view secret,
                                               std::string_view remote) {
  const std::string number = tidy_number(typed_number);
  const auto tried =
      jobs::tried_at(office.vault, municipality_of_number(number).value_or(MunicipalityCode{}), number, remote);
  const auto found = office.db.read([&](db::Session& session) -> Result<FollowedApplication> {
    if (const auto wait = jobs::still_to_wait(session, tried, office.now()); wait > 0) {
      return Refusal(too_many_tries, {}, {{"minutes", std::to_string((wait + 59) / 60)}});
    }
    auto [followed, secret_hash] = by_number(session, tried.municipality, number);
    const bool right = is_secret_of(office, number, secret_hash, secret);
    if (!followed || !right) return Refusal(wrong_number_or_secret, "number");
    return std::move(*followed);
  });
  if (!found && found.refusals().front().is(wrong_number_or_secret)) {
    office.db.write([&](db::Tx& tx) { jobs::count_wrong_try(tx, tried, office.now()); });
  }
  return found;
}

}  // namespace gishe::desk
