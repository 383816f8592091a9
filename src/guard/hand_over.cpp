#include "guard/hand_over.h"

#include <algorithm>

#include "base/text.h"
#include "platform/db/wall.h"
#include "platform/office/act.h"
#include "staff/staff.h"

namespace gishe::guard {

// Set once before the first request, read by many threads after.
static std::vector<HandOverPort> ports;

void hand_over_with(std::vector<HandOverPort> all) { ports = std::move(all); }

namespace {

using access::Action;

constexpr std::size_t reason_length_max = 200;

/// Both colleagues. She who leaves may have no post any more; who takes over must have one here.
Result<HandOver> read_both(db::Session& session, const Office& office, const Actor& actor, std::string_view from,
                           std::string_view to) {
  HandOver h;
  Refusals no;
  const auto leaving = staff::find_account_by_email(session, text::tidy(from));
  const auto home = actor.post.municipality;
  if (!leaving) no.emplace_back(text::tidy(from).empty() ? required : no_such_account, "from");
  const auto takers = list_takers(session, actor, office.today());
  const auto taker = std::find_if(takers.begin(), takers.end(), [&](const auto& c) { return c.email == to; });
  if (taker == takers.end()) no.emplace_back(to.empty() ? required : no_such_account, "to");
  if (no.empty() && taker->account == leaving->id) no.emplace_back(same_account, "to");
  if (!no.empty()) return no;
  h.from = {leaving->id, leaving->name, leaving->email};
  h.to = *taker;
  for (const auto& port : ports)
    h.counts.push_back({std::string(port.kind), port.count(session, home, leaving->id), 0});
  return h;
}

Result<std::string> move_all(db::Tx& tx, Office& office, const Actor& actor, std::string_view from, std::string_view to,
                             std::string_view reason) {
  const db::BeyondTheWall to_move_all;
  auto both = read_both(tx, office, actor, from, to);
  if (!both) return both.refusals();
  const auto& home = actor.post.municipality;
  HandOver& h = *both;
  h.id = Uuid::make();
  h.at = office.now();
  h.reason = text::tidy(reason);
  for (const auto& port : ports) port.move(tx, office, actor, h.from.account, h.to.account);
  for (std::size_t i = 0; i < ports.size(); ++i) {
    h.counts[i].stayed = std::min(h.counts[i].moved, ports[i].count(tx, home, h.from.account));
    h.counts[i].moved -= h.counts[i].stayed;
  }
  store::insert_hand_over(tx, home, h, actor.account);
  office.note(tx, actor,
              {"work.handed_over",
               home,
               "account",
               h.from.account.value,
               access::scope(actor, Action::hand_over).rule(),
               "",
               {{"to", "", h.to.account.text()}, {"reason", "", h.reason}}});
  people::tell_accounts(tx, office, {h.to.account}, "work_handed_over");
  return h.id.text();
}

}  // namespace

std::vector<people::Colleague> list_takers(db::Session& session, const Actor& actor, Day on) {
  return people::list_holders(session, Action::find_person, actor.post.municipality, on);
}

Result<HandOver> preview_hand_over(Office& office, const Actor& actor, std::string_view from, std::string_view to) {
  if (access::scope(actor, Action::hand_over).none()) return not_your_function;
  const db::BeyondTheWall to_count_all;
  return office.db.read([&](db::Session& session) { return read_both(session, office, actor, from, to); });
}

Result<Uuid> hand_over(Office& office, const Actor& actor, std::string_view from, std::string_view to,
                       std::string_view reason, std::string_view once_key) {
  if (access::scope(actor, Action::hand_over).none()) return not_your_function;
  if (text::tidy(reason).empty()) return Refusal(required, "reason");
  if (!text::is_plain(reason)) return Refusal(not_plain_text, "reason");
  if (text::length(reason) > reason_length_max)
    return Refusal(too_long, "reason", {{"max", std::to_string(reason_length_max)}});
  return office.db.write([&](db::Tx& tx) -> Result<Uuid> {
    const auto id = jobs::once(tx, office.clock, actor, once_key, "guard.hand_over", content_digest({from, to, reason}),
                               [&] { return move_all(tx, office, actor, from, to, reason); });
    if (!id) return id.refusals();
    return Uuid::parse(*id).value_or(Uuid{});
  });
}

Result<HandOver> find_hand_over(Office& office, const Actor& actor, const Uuid& id) {
  const auto scope = access::scope(actor, Action::hand_over);
  if (scope.none()) return not_your_function;
  auto found =
      office.db.read([&](db::Session& session) { return store::find_hand_over(session, scope.municipality(), id); });
  if (!found) return not_found;
  return std::move(*found);
}

}  // namespace gishe::guard
