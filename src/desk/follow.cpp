#include "desk/follow.h"

#include <map>
#include <variant>

#include "desk/application_store.h"
#include "desk/number.h"
#include "desk/online_store.h"
#include "directory/directory.h"

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
  for (auto& one : list_follow_ups(session, application.municipality, application.id)) {
    if (one.state == "asked" && !f.asked) f.asked = std::move(one);
  }
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

using Sent = std::variant<Application, Online>;

/// The application or, before an officer has made it one, what was sent.
std::optional<visitors::Kept<Sent>> find_sent(db::Session& session, const MunicipalityCode& municipality,
                                              const std::string& number) {
  if (auto found = find_by_number(session, municipality, number))
    return visitors::Kept<Sent>{std::move(found->record), std::move(found->secret_hash)};
  if (auto sent = find_online_by_number(session, municipality, number))
    return visitors::Kept<Sent>{std::move(sent->record), std::move(sent->secret_hash)};
  return std::nullopt;
}

}  // namespace

Result<FollowedApplication> follow_application(Office& office, std::string_view number, std::string_view secret,
                                               std::string_view remote) {
  const auto sent = visitors::open_receipt(office, receipt_kind, {number, secret, remote}, find_sent);
  if (!sent) return sent.refusals();
  return office.db.read(
      [&](db::Session& session) { return std::visit([&](const auto& one) { return shown(session, one); }, *sent); });
}

}  // namespace gishe::desk
