#include "desk/take_application.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/desk_access.h"
#include "desk/number.h"
#include "directory/directory.h"
#include "people/people.h"

// Taking an application: the needs become lines; the number and the secret are made here.
namespace gishe::desk {
namespace {

Refusals why_not_take(const NewApplication& n) {
  Refusals no;
  if (!text::one_of(channels, n.channel)) no.emplace_back(not_in_list, "channel");
  if (!text::one_of(urgencies, n.urgency)) no.emplace_back(not_in_list, "urgency");
  if (!text::is_plain(n.own_words, text::Lines::many)) {
    no.emplace_back(not_plain_text, "own_words");
  } else if (text::length(n.own_words) > own_words_max) {
    no.push_back(Refusal(too_long, "own_words", {{"max", std::to_string(own_words_max)}}));
  }
  if (n.needs.empty()) no.emplace_back(no_needs, "needs");
  if (n.needs.size() > lines_max) no.push_back(Refusal(too_many_needs, "needs", {{"max", std::to_string(lines_max)}}));
  return no;
}

Result<Done> check_references(db::Tx& tx, const Actor& actor, const NewApplication& n, Day today) {
  for (const std::string& code : n.needs) {
    if (!directory::find_need(tx, code)) return Refusal(not_in_list, "needs");
  }
  if (!n.representative) return Done{};
  const auto known =
      people::list_representatives(tx, access::scope(actor, access::Action::take_application), n.person, today);
  const bool hers = std::any_of(known.begin(), known.end(), [&](const auto& r) { return r.id == *n.representative; });
  if (!hers) return Refusal(not_in_list, "representative");
  return Done{};
}

Application application_of(const NewApplication& n, const Arrival& arrival, const Actor& actor,
                           const access::Facts& facts, db::Session& session) {
  Application a;
  a.id = arrival.id;
  a.municipality = facts.municipality;
  a.number = arrival.number;
  a.person = n.person;
  a.representative = n.representative;
  a.channel = n.channel;
  a.own_words = text::tidy(n.own_words, text::Lines::many);
  a.urgency = n.urgency;
  a.received_at = arrival.received_at;
  a.received_on = arrival.received_on;
  a.due_on = due_by_rule(session, "application.decision", a.municipality, arrival.received_on);
  a.sensitivity = std::max(facts.sensitivity, Sensitivity::personal);
  a.opened_by = actor.account;
  return a;
}

Result<visitors::Given> take(db::Tx& tx, Office& office, const Actor& actor, const NewApplication& n) {
  const visitors::Receipt receipt = draw_receipt(tx, office, actor.post.municipality);
  Arrival now{ApplicationId::make(), receipt.number, receipt.secret_hash, office.now(), office.today()};
  if (n.paper.is_one()) {
    const auto day = paper_forms::enter_in(tx, office, actor, "application", n.paper, receipt.number);
    if (!day) return day.refusals();
    now.received_on = *day;
  }
  if (auto done = take_in(tx, office, actor, n, now); !done) return done.refusals();
  return visitors::Given{now.id.value, receipt.number, receipt.secret, {}};
}

}  // namespace

Result<Done> take_in(db::Tx& tx, Office& office, const Actor& actor, const NewApplication& n, const Arrival& arrival) {
  const auto facts = people::facts_of(tx, actor, n.person);
  if (!facts) return not_found;
  const auto decision = access::decide(actor, access::Action::take_application, *facts);
  if (!decision.allowed) return *decision.no;
  if (auto closed = people::why_closed(tx, facts->municipality, n.person)) return *closed;
  if (auto fine = check_references(tx, actor, n, office.today()); !fine) return fine.refusals();
  const Application a = application_of(n, arrival, actor, *facts, tx);
  insert_application(tx, a, arrival.secret_hash);
  std::set<std::string> seen;
  int position = 0;
  for (const std::string& need : n.needs) {
    if (!seen.insert(need).second) continue;
    Line line;
    line.id = ApplicationLineId::make();
    line.application = a.id;
    line.position = ++position;
    line.need = need;
    line.due_on = a.due_on;
    insert_line(tx, a.municipality, line);
  }
  if (n.written && written_port().taken) written_port().taken(tx, office, actor, *n.written);
  office.note(tx, actor,
              {"application.taken", a.municipality, "application", a.id.value, decision.rule, a.channel, {}});
  return Done{};
}

Result<Taken> take_application(Office& office, const Actor& actor, const NewApplication& n, std::string_view once_key) {
  if (auto no = why_not_take(n); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Taken> {
    const std::string needs = text::join(n.needs, ",");
    const std::string representative = n.representative ? n.representative->text() : "";
    const auto digest = content_digest({n.person.text(), representative, n.channel, n.urgency, n.own_words, needs,
                                        n.written ? n.written->text() : "", n.paper.serial, n.paper.occurred_on});
    const auto given = visitors::given_once(tx, office, actor, once_key, "application.taken", digest,
                                            [&] { return take(tx, office, actor, n); });
    if (!given) return given.refusals();
    return taken_from(*given);
  });
}

}  // namespace gishe::desk
