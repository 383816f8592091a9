#include "desk/online_take.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "desk/application_store.h"
#include "desk/desk_access.h"
#include "desk/take_application.h"
#include "directory/directory.h"

namespace gishe::desk {
namespace {

using access::Action;

struct Allowed {
  Online online;
  std::string rule;
};

Result<Allowed> open_allowed(db::Session& session, const Actor& actor, const ApplicationId& id,
                             std::optional<std::int64_t> version = std::nullopt) {
  auto found = find_online(session, access::scope(actor, Action::take_online_application), id);
  if (!found) return access::function_may(actor, Action::take_online_application) ? not_found : not_your_function;
  access::Facts facts;
  facts.municipality = found->municipality;
  facts.sensitivity = Sensitivity::personal;
  const auto decision = access::decide(actor, Action::take_online_application, facts);
  if (!decision.allowed) return *decision.no;
  // What became somebody's application is seen with that person's eyes and no longer with the desk's.
  if (found->state == "taken" && !open_file(session, actor, Action::open_application, id)) return not_found;
  if (version && *version != found->version) return changed_meanwhile;
  return Allowed{std::move(*found), decision.rule};
}

Told told_of(const Office& office, const Online& online) {
  return decode(office.vault.unseal(online.content, sent_context(online.id)).value_or(""));
}

ledger::Line line_about_online(const Online& o, std::string_view action, std::string_view rule,
                               std::string_view reason = {}) {
  return {std::string(action), o.municipality, "application", o.id.value, std::string(rule), std::string(reason), {}};
}

Refusals on_writer(const Refusals& refusals) {
  Refusals no;
  for (const Refusal& r : refusals) no.push_back(Refusal(*r.code, r.field.empty() ? "" : "writer_" + r.field, r.with));
  return no;
}

/// The mandate that stands already, or a new one on the document she saw.
Result<RepresentativeId> represent(db::Tx& tx, Office& office, const Actor& actor, const Taking& t,
                                   const PersonId& person) {
  if (!t.document_seen) return Refusal(document_not_seen, "document_seen");
  PersonId speaker;
  if (t.representative) {
    speaker = *t.representative;
    const auto scope = access::scope(actor, Action::take_application);
    for (const auto& known : people::list_representatives(tx, scope, person, office.today())) {
      if (known.representative == speaker) return known.id;
    }
  } else {
    const auto fresh = people::register_person_in(tx, office, actor, t.fresh_representative);
    if (!fresh) return on_writer(fresh.refusals());
    speaker = *fresh;
  }
  return people::add_representative_in(tx, office, actor,
                                       {person, speaker, t.mandate, t.relation, t.document, t.valid_until});
}

void receive_papers(db::Tx& tx, const Office& office, const Actor& actor, const Application& a, const Told& told) {
  if (told.service) {
    const auto service = directory::find_service(tx, *told.service);
    for (const std::string& code : service ? service->papers : std::vector<std::string>{})
      require_paper(tx, a, code, office.now(), actor.account);
  }
  std::set<std::string> came;
  for (const PaperFile& file : list_paper_files(tx, a.municipality, a.id)) came.insert(file.code);
  for (const std::string& code : came) {
    require_paper(tx, a, code, office.now(), actor.account);
    update_paper(tx, a, {code, "received", ""}, office.now(), actor.account);
  }
}

Result<ApplicationId> take(db::Tx& tx, Office& office, const Actor& actor, const Taking& t) {
  auto allowed = open_allowed(tx, actor, t.id, t.version);
  if (!allowed) return allowed.refusals();
  Online& o = allowed->online;
  if (o.state != "waiting" && o.state != "returned") return not_from_this_state;
  const Told told = told_of(office, o);
  NewApplication n;
  if (t.person) {
    n.person = *t.person;
  } else {
    const auto fresh = people::register_person_in(tx, office, actor, t.fresh);
    if (!fresh) return fresh.refusals();
    n.person = *fresh;
  }
  if (t.with_representative) {
    const auto mandate = represent(tx, office, actor, t, n.person);
    if (!mandate) return mandate.refusals();
    n.representative = *mandate;
  }
  n.channel = "portal";
  n.urgency = t.urgency;
  n.own_words = told.own_words;
  n.needs = told.needs;
  const auto followed = find_online_by_number(tx, o.municipality, o.number);
  const Arrival arrival{o.id, o.number, followed ? followed->secret_hash : "", o.sent_at, o.sent_on};
  if (auto done = take_in(tx, office, actor, n, arrival); !done) return done.refusals();
  const auto a = find_by_number(tx, o.municipality, o.number);
  if (a) receive_papers(tx, office, actor, a->record, told);
  o.state = "taken";
  o.reply = "";
  if (!update_online(tx, o, office.now(), actor.account)) return changed_meanwhile;
  if (outside_port().moved) outside_port().moved(tx, office, actor, o.municipality, o.id, o.state, "");
  office.note(tx, actor, line_about_online(o, "online.taken", allowed->rule, t.person ? "known" : "registered"));
  return o.id;
}

std::string digest_of(const Taking& t) {
  const auto id = [](const auto& maybe) { return maybe ? maybe->text() : std::string(); };
  return content_digest({t.id.text(), std::to_string(t.version), id(t.person), id(t.representative),
                         t.with_representative ? "1" : "0", t.fresh.given_name, t.fresh.family_name, t.fresh.identifier,
                         t.fresh_representative.family_name, t.document});
}

}  // namespace

Result<OnlineView> open_online(Office& office, const Actor& actor, const ApplicationId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<OnlineView> {
    auto allowed = open_allowed(session, actor, id);
    if (!allowed) return allowed.refusals();
    OnlineView view;
    view.online = std::move(allowed->online);
    view.told = told_of(office, view.online);
    view.files = list_files(session, office, view.online.municipality, id);
    line = line_about_online(view.online, "online.opened", allowed->rule);
    if (view.online.state == "taken") return view;
    const auto scope = access::scope(actor, Action::register_person);
    view.alike = people::list_alike(session, office, scope, view.told.person(office.today()));
    if (view.told.by_another()) view.writer_alike = people::list_alike(session, office, scope, view.told.writer());
    return view;
  });
}

Result<ApplicationId> take_online(Office& office, const Actor& actor, const Taking& taking, std::string_view once_key) {
  if (!text::one_of(urgencies, taking.urgency)) return Refusal(not_in_list, "urgency");
  try {
    return office.db.write([&](db::Tx& tx) -> Result<ApplicationId> {
      const auto answer = jobs::once(tx, office.clock, actor, once_key, "online.taken", digest_of(taking),
                                     [&]() -> Result<std::string> {
                                       const auto id = take(tx, office, actor, taking);
                                       if (!id) return id.refusals();
                                       return id->text();
                                     });
      if (!answer) return answer.refusals();
      return ApplicationId::parse(*answer).value_or(ApplicationId{});
    });
  } catch (const db::Conflict&) {
    // Another desk registered the same number, or took the same application, in the same moment.
    return Refusal(changed_meanwhile);
  }
}

Result<Done> answer_online(Office& office, const Actor& actor, const OnlineAnswer& answer, std::string_view once_key) {
  Refusals no;
  const std::string words = text::tidy(answer.words, text::Lines::many);
  if (answer.state != "returned" && answer.state != "declined") no.emplace_back(not_in_list, "state");
  if (!text::is_plain(answer.words, text::Lines::many)) no.emplace_back(not_plain_text, "words");
  if (words.empty()) no.emplace_back(required, "words");
  if (text::length(words) > reply_max) no.push_back(Refusal(too_long, "words", {{"max", std::to_string(reply_max)}}));
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "online.answered", {answer.id.text(), answer.state, words},
                     [&]() -> Result<Done> {
                       auto allowed = open_allowed(tx, actor, answer.id, answer.version);
                       if (!allowed) return allowed.refusals();
                       if (!no.empty()) return no;  // what one may not know is absent before anything is said of words
                       Online& o = allowed->online;
                       if (o.state != "waiting" && o.state != "returned") return not_from_this_state;
                       o.state = answer.state;
                       o.reply = words;
                       if (!update_online(tx, o, office.now(), actor.account)) return changed_meanwhile;
                       if (outside_port().moved)
                         outside_port().moved(tx, office, actor, o.municipality, o.id, o.state, words);
                       office.note(tx, actor, line_about_online(o, "online." + answer.state, allowed->rule));
                       return Done{};
                     });
  });
}

Result<files::File> open_online_file(Office& office, const Actor& actor, const ApplicationId& id,
                                     const files::FileId& file) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<files::File> {
    const auto allowed = open_allowed(session, actor, id);
    if (!allowed) return allowed.refusals();
    auto found = read_file(session, office, allowed->online.municipality, id, file);
    if (!found) return not_found;
    line = line_about_online(allowed->online, "online.paper_opened", allowed->rule);
    return std::move(*found);
  });
}

}  // namespace gishe::desk
