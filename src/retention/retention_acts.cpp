#include "retention/retention_acts.h"

#include "base/text.h"
#include "platform/office/act.h"
#include "retention/erasure.h"

namespace gishe::retention {
namespace {

using access::Action;

constexpr std::size_t words_max = 500;
constexpr int batch = 200, batches_max = 500, items_max = 5000;

struct Allowed {
  Item item;
  people::Person person;
  const char* rule;
};
Result<people::Person> allowed_person(db::Session& session, const Actor& actor, const PersonId& id, const char** rule) {
  const auto facts = people::facts_of(session, actor, id);
  if (!facts) return not_found;
  const auto decision = access::decide(actor, Action::keep_retention, *facts);
  if (!decision.allowed) return *decision.no;
  auto person = people::find_person(session, access::scope(actor, Action::keep_retention), id);
  if (!person) return not_found;
  *rule = decision.rule;
  return *std::move(person);
}

Result<Allowed> allowed_item(db::Session& session, const Actor& actor, const ItemId& id) {
  if (!access::function_may(actor, Action::keep_retention)) return not_your_function;
  auto item = store::find_item(session, access::scope(actor, Action::keep_retention), id);
  if (!item) return not_found;
  const char* rule = "";
  auto person = allowed_person(session, actor, item->person, &rule);
  if (!person) return person.refusals();
  return Allowed{std::move(*item), std::move(*person), rule};
}

std::optional<Refusal> why_not_words(std::string_view typed, bool wanted) {
  if (!text::is_plain(typed, text::Lines::many)) return Refusal(not_plain_text, "words");
  if (wanted && text::tidy(typed, text::Lines::many).empty()) return Refusal(required, "words");
  if (text::length(typed) > words_max) return Refusal(too_long, "words", {{"max", std::to_string(words_max)}});
  return std::nullopt;
}

ledger::Line line_about(const Allowed& a, const char* action, const std::string& reason) {
  return {action, a.item.municipality, "person", a.person.pseudonym, a.rule, reason, {}};
}

Due due_now(db::Session& session, const MunicipalityCode& municipality, const PersonId& person, Day today) {
  return due_of(store::list_held(session, municipality, person), store::list_rules(session, municipality, today));
}

/// Its time is over and nothing stands against it; else nullopt.
std::optional<Due> is_due(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                          Day today) {
  const auto held = store::list_held(session, municipality, person);
  auto due = due_of(held, store::list_rules(session, municipality, today));
  if (!due.due_on || *due.due_on > today) return std::nullopt;
  if (!store::list_open(held, session, municipality, person, today).empty()) return std::nullopt;
  return due;
}

/// Of one batch, those that are due; nothing is written here.
std::vector<Item> due_among(db::Session& session, const Office& office, const std::vector<store::Candidate>& some) {
  std::vector<Item> list;
  for (const auto& one : some) {
    const auto due = is_due(session, one.municipality, one.person, office.today());
    if (!due) continue;
    Item item;
    item.id = ItemId::make();
    item.municipality = one.municipality;
    item.person = one.person;
    item.record_class = due->record_class;
    item.due_on = *due->due_on;
    item.found_at = office.now();
    list.push_back(std::move(item));
  }
  return list;
}

void drop_what_is_not_due_any_more(Office& office) {
  office.db.write([&](db::Tx& tx) {
    for (const Item& item : store::list_clock_items(tx, items_max)) {
      if (!is_due(tx, item.municipality, item.person, office.today())) store::delete_item(tx, item);
    }
  });
}

Result<std::string> item_for(db::Tx& tx, const Office& office, const Actor& actor, const SubjectRequestId& id) {
  const auto scope = access::scope(actor, Action::keep_retention);
  const auto request = store::find_erasure_request(tx, scope, id);
  if (!request) return not_found;
  const char* rule = "";
  const auto person = allowed_person(tx, actor, request->person, &rule);
  if (!person) return person.refusals();
  if (auto known = store::find_item_of(tx, scope, request->person)) {
    if (known->cause == "request") return known->id.text();
    known->cause = "request";
    known->request = request->id;
    if (!store::update_item(tx, *known, office.now())) return changed_meanwhile;
    store::add_event(tx, *known, {office.now(), actor.account, "asked", known->state, known->state, ""});
    return known->id.text();
  }
  const Due due = due_now(tx, person->municipality, person->id, office.today());
  Item item;
  item.id = ItemId::make();
  item.municipality = person->municipality;
  item.person = person->id;
  item.cause = "request";
  item.request = request->id;
  item.record_class = due.record_class.empty() ? "file" : due.record_class;
  item.due_on = due.due_on.value_or(office.today());
  item.found_at = office.now();
  store::insert_item(tx, item);
  store::add_event(tx, item, {office.now(), actor.account, "asked", "", "due", ""});
  office.note(tx, actor, {"person.erasure_considered", item.municipality, "person", person->pseudonym, rule, "", {}});
  return item.id.text();
}

/// Everything that may stand against it, as it is now.
std::optional<Refusal> why_not_erase(db::Session& session, const Office& office, const Allowed& a,
                                     const Decision& decision) {
  const Item& item = a.item;
  if (item.version != decision.version) return Refusal(changed_meanwhile);
  if (item.state == "held") return Refusal(is_held);
  const auto held = store::list_held(session, item.municipality, item.person);
  const auto open = store::list_open(held, session, item.municipality, item.person, office.today());
  if (!open.empty()) return Refusal(still_open, "", {{"what", open.front()}});
  if (!decision.looked_at) return Refusal(not_looked_at, "looked_at");
  const auto due = due_of(held, store::list_rules(session, item.municipality, office.today()));
  return why_not_words(decision.words, !due.due_on || *due.due_on > office.today());
}

}  // namespace

Result<Opened> open_item(Office& office, const Actor& actor, const ItemId& id) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Opened> {
    auto allowed = allowed_item(session, actor, id);
    if (!allowed) return allowed.refusals();
    line = line_about(*allowed, "person.retention_opened", "");
    Opened opened;
    opened.item = allowed->item;
    opened.person = allowed->person.full_name();
    const auto& town = opened.item.municipality;
    const auto held = store::list_held(session, town, opened.item.person);
    opened.due = due_of(held, store::list_rules(session, town, office.today()));
    opened.open = store::list_open(held, session, town, opened.item.person, office.today());
    opened.events = store::list_events(session, opened.item);
    return opened;
  });
}

Result<ItemId> item_for_request(Office& office, const Actor& actor, const SubjectRequestId& request,
                                std::string_view once_key) {
  if (!access::function_may(actor, Action::keep_retention)) return not_your_function;
  const auto made = office.db.write([&](db::Tx& tx) {
    return jobs::once(tx, office.clock, actor, once_key, "retention.ask", content_digest({request.text()}),
                      [&] { return item_for(tx, office, actor, request); });
  });
  if (!made) return made.refusals();
  return ItemId::parse(*made).value_or(ItemId{});
}

Result<Done> take_step(Office& office, const Actor& actor, std::string_view step, const Decision& decision,
                       std::string_view once_key) {
  if (!access::function_may(actor, Action::keep_retention)) return not_your_function;
  const bool hold = step == "hold";
  if (hold && !text::one_of(hold_reasons(), decision.reason))
    return Refusal(decision.reason.empty() ? required : not_in_list, "reason");
  if (auto bad = why_not_words(decision.words, true)) return *bad;
  return office.db.write([&](db::Tx& tx) {
    const auto words = text::tidy(decision.words, text::Lines::many);
    return once_done(
        tx, office, actor, once_key, "retention.step", {decision.id.text(), step, decision.reason, words},
        [&]() -> Result<Done> {
          auto allowed = allowed_item(tx, actor, decision.id);
          if (!allowed) return allowed.refusals();
          Item& item = allowed->item;
          if (item.version != decision.version) return changed_meanwhile;
          const auto to = after_step(item.state, step);
          if (!to) return not_from_this_state;
          const std::string from = std::exchange(item.state, *to);
          item.hold_reason = hold ? decision.reason : "";
          item.hold_words = hold ? words : "";
          if (!store::update_item(tx, item, office.now())) return changed_meanwhile;
          const auto reason = hold ? decision.reason + ": " + words : words;
          store::add_event(tx, item, {office.now(), actor.account, std::string(step), from, *to, reason});
          office.note(tx, actor,
                      line_about(*allowed, hold ? "person.erasure_held" : "person.erasure_released", decision.reason));
          return Done{};
        });
  });
}

Result<std::int64_t> approve(Office& office, const Actor& actor, const Decision& decision, std::string_view once_key) {
  if (!access::function_may(actor, Action::keep_retention)) return not_your_function;
  const auto rows = office.db.write([&](db::Tx& tx) {
    return jobs::once(tx, office.clock, actor, once_key, "retention.erase",
                      content_digest({decision.id.text(), decision.words}), [&]() -> Result<std::string> {
                        const auto allowed = allowed_item(tx, actor, decision.id);
                        if (!allowed) return allowed.refusals();
                        if (auto no = why_not_erase(tx, office, *allowed, decision)) return *no;
                        const Item& item = allowed->item;
                        return std::to_string(erase_in(tx, office, actor,
                                                       {item.municipality, item.person, item.cause, item.request_number,
                                                        item.record_class, allowed->rule}));
                      });
  });
  if (!rows) return rows.refusals();
  write_list(office);
  return text::whole_number(*rows).value_or(0);
}

int find_what_is_due(Office& office) {
  drop_what_is_not_due_any_more(office);
  const int years =
      office.db.read([&](db::Session& session) { return store::shortest_years(session, office.today()); });
  const Instant before = office.now().plus_seconds(-std::int64_t{years} * 365 * 86'400);
  store::Candidate after;
  int found = 0;
  for (int turn = 0; turn < batches_max; ++turn) {
    const auto candidates =
        office.db.read([&](db::Session& session) { return store::list_candidates(session, before, after, batch); });
    if (candidates.empty()) break;
    after = candidates.back();
    const auto items = office.db.read([&](db::Session& session) { return due_among(session, office, candidates); });
    if (items.empty()) continue;
    office.db.write([&](db::Tx& tx) {
      for (const Item& item : items) {
        if (store::insert_item(tx, item))
          store::add_event(tx, item, {office.now(), std::nullopt, "found", "", "due", ""});
      }
    });
    found += static_cast<int>(items.size());
  }
  return found;
}

}  // namespace gishe::retention
