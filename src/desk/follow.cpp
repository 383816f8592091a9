#include "desk/follow.h"

#include <algorithm>

#include "desk/application_store.h"
#include "desk/desk.h"
#include "desk/follow_store.h"
#include "directory/directory.h"

namespace gishe::desk {
namespace {

constexpr std::int64_t first_wait_seconds = 30, longest_wait_seconds = 3600, forget_after_seconds = 24 * 3600;
constexpr int free_tries_of_address = 20;  // a desk's visitors may share one address

struct Keys {
  MunicipalityCode municipality;
  std::string pair, address;  // keyed hashes: the table tells nobody who tried what
};

Keys keys_of(const Office& office, std::string_view number, std::string_view remote) {
  const std::string from(remote);
  return {municipality_of_number(number).value_or(MunicipalityCode{}),
          office.vault.keyed_hash("follow_try", std::string(number) + '|' + from),
          office.vault.keyed_hash("follow_try", '|' + from)};
}

/// Seconds still to wait; 0: go on.
std::int64_t still_waiting(db::Session& session, const Office& office, const Keys& keys) {
  std::int64_t wait = 0;
  const auto look = [&](const std::string& key, const MunicipalityCode& municipality, int extra) {
    const auto tries = find_tries(session, municipality, key);
    if (!tries) return;
    const std::int64_t gone = tries->last_at.seconds_until(office.now());
    if (gone < forget_after_seconds) wait = std::max(wait, wait_seconds(tries->wrong - extra) - gone);
  };
  look(keys.pair, keys.municipality, 0);
  look(keys.address, {}, free_tries_of_address - free_tries);
  return wait;
}

void count_wrong(Office& office, const Keys& keys) {
  office.db.write([&](db::Tx& tx) {
    forget_tries(tx, office.now().plus_seconds(-forget_after_seconds));
    add_wrong_try(tx, keys.municipality, keys.pair, office.now());
    add_wrong_try(tx, {}, keys.address, office.now());
  });
}

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

std::int64_t wait_seconds(std::int64_t wrong) {
  if (wrong < free_tries) return 0;
  const std::int64_t doublings = std::min<std::int64_t>(wrong - free_tries, 20);
  return std::min(longest_wait_seconds, first_wait_seconds << doublings);
}

bool is_secret_of(const Office& office, std::string_view number, std::string_view stored_hash,
                  std::string_view secret) {
  const std::string hash =
      office.vault.keyed_hash("application_secret", std::string(number) + ':' + secrets::tidy_code(secret));
  return secrets::same(hash, stored_hash);
}

Result<FollowedApplication> follow_application(Office& office, std::string_view typed_number, std::string_view secret,
                                               std::string_view remote) {
  const std::string number = tidy_number(typed_number);
  const Keys keys = keys_of(office, number, remote);
  const auto found = office.db.read([&](db::Session& session) -> Result<FollowedApplication> {
    if (const auto wait = still_waiting(session, office, keys); wait > 0) {
      return Refusal(too_many_tries, {}, {{"minutes", std::to_string((wait + 59) / 60)}});
    }
    const auto followed = find_by_number(session, keys.municipality, number);
    constexpr std::size_t hash_bytes = 32;
    const std::string nothing(hash_bytes, '\0');  // an unknown number costs the same comparison
    const bool right = is_secret_of(office, number, followed ? followed->secret_hash : nothing, secret);
    if (!followed || !right) return Refusal(wrong_number_or_secret, "number");
    return shown(session, followed->application);
  });
  if (!found && found.refusals().front().is(wrong_number_or_secret)) count_wrong(office, keys);
  return found;
}

}  // namespace gishe::desk
