#include <algorithm>
#include <set>

#include "base/public_number.h"
#include "base/text.h"
#include "desk/desk.h"
#include "desk/desk_access.h"
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

/// Random, so that a number tells nothing about how many there are; never used twice in a municipality and year.
std::string free_number(db::Tx& tx, const MunicipalityCode& municipality, Day on) {
  constexpr int tries_max = 50;
  for (int i = 0; i < tries_max; ++i) {
    std::uint32_t drawn = 0;
    for (char byte : secrets::random_bytes(4)) drawn = drawn * 256 + static_cast<unsigned char>(byte);
    const std::string number = make_number(municipality, on, static_cast<int>(drawn % 1'000'000));
    if (!number_taken(tx, municipality, number)) return number;
  }
  throw db::Fault(db::Fault::Kind::broken, "no free application number in 50 tries");
}

std::string secret_context(const ApplicationId& id) { return "application_secret:" + id.text(); }

/// What jobs::once keeps for a double click. The secret is sealed: it stands nowhere in the open.
std::string answer_of(const Office& office, const Taken& taken) {
  return taken.id.text() + '|' + taken.number + '|' +
         text::hex(office.vault.seal(taken.secret, secret_context(taken.id)));
}

Result<Taken> taken_from(const Office& office, std::string_view answer) {
  const auto first = answer.find('|'), second = answer.rfind('|');
  const auto id = ApplicationId::parse(answer.substr(0, first));
  if (!id) return not_found;
  const auto secret = office.vault.unseal(text::from_hex(answer.substr(second + 1)), secret_context(*id));
  return Taken{*id, std::string(answer.substr(first + 1, second - first - 1)), secret.value_or("")};
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

Result<Taken> take(db::Tx& tx, Office& office, const Actor& actor, const NewApplication& n) {
  const auto facts = people::facts_of(tx, actor, n.person);
  if (!facts) return not_found;
  const auto decision = access::decide(actor, access::Action::take_application, *facts);
  if (!decision.allowed) return *decision.no;
  if (auto fine = check_references(tx, actor, n, office.today()); !fine) return fine.refusals();

  Application a;
  a.id = ApplicationId::make();
  a.municipality = facts->municipality;
  a.number = free_number(tx, a.municipality, office.today());
  a.person = n.person;
  a.representative = n.representative;
  a.channel = n.channel;
  a.own_words = text::tidy(n.own_words, text::Lines::many);
  a.urgency = n.urgency;
  a.received_at = office.now();
  a.received_on = office.today();
  a.due_on = due_by_rule(tx, "application.decision", a.municipality, office.today());
  a.sensitivity = std::max(facts->sensitivity, Sensitivity::personal);
  a.opened_by = actor.account;
  constexpr int secret_characters = 12;
  const Taken taken{a.id, a.number, secrets::random_code(secret_characters)};
  insert_application(tx, a,
                     office.vault.keyed_hash("application_secret", a.number + ':' + secrets::tidy_code(taken.secret)));

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
  return taken;
}

}  // namespace

Result<Taken> take_application(Office& office, const Actor& actor, const NewApplication& n, std::string_view once_key) {
  if (auto no = why_not_take(n); !no.empty()) return no;
  return office.db.write([&](db::Tx& tx) -> Result<Taken> {
    const std::string needs = text::join(n.needs, ",");
    const std::string representative = n.representative ? n.representative->text() : "";
    const auto digest = content_digest({n.person.text(), representative, n.channel, n.urgency, n.own_words, needs,
                                        n.written ? n.written->text() : ""});
    const auto answer =
        jobs::once(tx, office.clock, actor, once_key, "application.taken", digest, [&]() -> Result<std::string> {
          const auto taken = take(tx, office, actor, n);
          if (!taken) return taken.refusals();
          return answer_of(office, *taken);
        });
    if (!answer) return answer.refusals();
    return taken_from(office, *answer);
  });
}

}  // namespace gishe::desk
