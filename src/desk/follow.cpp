#include "desk/follow.h"

#include "base/public_number.h"
#include "desk/application_store.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "platform/jobs/tries.h"

namespace gishe::desk {
namespace {

FollowedApplication shown(db::Session& session, const Application& application) {
  const File file = load_file(session, application);
  FollowedApplication f{application.number,   application.received_on, application.due_on, application.state, {},
                        file.papers_missing()};
  for (const Line& line : file.lines) {
    FollowedLine l{line.need, line.state, line.outcome, line.remedy, {}};
    if (line.service && application.sensitivity != Sensitivity::shielded) {
      const auto service = directory::find_service(session, *line.service);
      if (service && !service->restricted) l.organisation = service->organisation_name;
    }
    f.lines.push_back(std::move(l));
  }
  return f;
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
    const auto followed = find_by_number(session, tried.municipality, number);
    constexpr std::size_t hash_bytes = 32;
    const std::string nothing(hash_bytes, '\0');  // an unknown number costs the same comparison
    const bool right = is_secret_of(office, number, followed ? followed->secret_hash : nothing, secret);
    if (!followed || !right) return Refusal(wrong_number_or_secret, "number");
    return shown(session, followed->application);
  });
  if (!found && found.refusals().front().is(wrong_number_or_secret)) {
    office.db.write([&](db::Tx& tx) { jobs::count_wrong_try(tx, tried, office.now()); });
  }
  return found;
}

}  // namespace gishe::desk
