#include "news/item_acts.h"

#include <fmt/format.h>

#include "news/address.h"
#include "news/item_store.h"
#include "news/news_access.h"

namespace gishe::news {
namespace {

using access::Action;

/// One text of everything written, so that the same key with other words is noticed.
std::string digest_of(const Content& c) {
  std::string all = fmt::format("{} {} {} {} {} {} {}", c.dated_on.iso(), c.event.from_on ? c.event.from_on->iso() : "",
                                c.event.to_on ? c.event.to_on->iso() : "", c.event.from_time, c.event.to_time,
                                c.event.zone, c.project_number);
  for (const Text& t : c.texts) {
    for (const auto* part : {&t.title, &t.lead, &t.body, &t.place, &t.organiser, &t.publicity, &t.links})
      all.append("\n").append(*part);
  }
  return all;
}

std::vector<ledger::Change> changes_between(const Content& before, const Content& after) {
  std::vector<ledger::Change> changes;
  const auto compare = [&](std::string field, const std::string& was, const std::string& is) {
    if (was != is) changes.push_back({std::move(field), was, is});
  };
  for (const auto language : {words::Language::bg, words::Language::it, words::Language::en}) {
    const Text &was = before.in(language), &is = after.in(language);
    const std::string tail = "_" + std::string(words::code(language));
    compare("title" + tail, was.title, is.title);
    compare("lead" + tail, was.lead, is.lead);
    compare("body" + tail, was.body, is.body);
  }
  compare("dated_on", before.dated_on.iso(), after.dated_on.iso());
  compare("project_number", before.project_number, after.project_number);
  return changes;
}

Result<std::string> write_in(db::Tx& tx, Office& office, const Actor& actor, const Content& content) {
  Item item;
  item.id = ItemId::make();
  item.municipality = actor.post.municipality;
  item.code = code_of(item.id);
  item.content = content;
  item.changed_at = office.now();
  const auto decision = access::decide(actor, Action::write_news, facts_of(item));
  if (!decision.allowed) return *decision.no;
  if (auto no = why_not_content(content); !no.empty()) return no;
  insert_item(tx, item, actor.account);
  office.note(
      tx, actor,
      {"news.written", item.municipality, "news", item.id.value, decision.rule, "", changes_between({}, content)});
  return item.id.text();
}

Result<std::string> change_in(db::Tx& tx, Office& office, const Actor& actor, const ItemId& id, std::int64_t version,
                              const Content& content) {
  auto own = find_own(tx, actor, Action::write_news, id);
  if (!own) return own.refusals();
  if (auto no = why_not_content(content); !no.empty()) return no;
  Item& item = own->item;
  if (item.state == State::published) {
    if (auto no = why_not_publish(content); !no.empty()) return no;
  }
  auto changes = changes_between(item.content, content);
  item.content = content;
  item.changed_at = office.now();
  if (!store_content(tx, item, version, actor.account)) return changed_meanwhile;
  office.note(tx, actor, {"news.changed", item.municipality, "news", id.value, own->rule, "", std::move(changes)});
  return std::string("done");
}

Result<std::string> move_in(db::Tx& tx, Office& office, const Actor& actor, const ItemId& id, std::int64_t version,
                            Verb verb) {
  auto own = find_own(tx, actor, Action::publish_news, id);
  if (!own) return own.refusals();
  Item& item = own->item;
  const State before = item.state;
  const auto after = state_after(before, verb, item.published_at.has_value());
  if (!after) return not_from_this_state;
  if (*after == State::published) {
    if (auto no = why_not_publish(item.content); !no.empty()) return no;
    if (!item.published_at) item.published_at = office.now();
  }
  item.state = *after;
  item.changed_at = office.now();
  if (!store_state(tx, item, version, actor.account)) return changed_meanwhile;
  insert_step(tx, item.municipality, id,
              {item.changed_at, actor.account, std::string(verb_name(verb)), before, *after});
  office.note(tx, actor,
              {fmt::format("news.{}", verb_name(verb)),
               item.municipality,
               "news",
               id.value,
               own->rule,
               "",
               {{"state", std::string(state_name(before)), std::string(state_name(*after))}}});
  return std::string("done");
}

Result<Done> done_once(Office& office, const Actor& actor, std::string_view key, std::string_view name,
                       const std::string& content, const std::function<Result<std::string>(db::Tx&)>& act) {
  return office.db.write([&](db::Tx& tx) -> Result<Done> {
    const auto done = jobs::once(tx, office.clock, actor, key, name, content, [&] { return act(tx); });
    if (!done) return done.refusals();
    return Done{};
  });
}

}  // namespace

Result<Allowed> find_own(db::Session& session, const Actor& actor, Action action, const ItemId& id) {
  auto item = find_item(session, actor.post.municipality, id);
  const auto decision = access::decide(actor, action, item ? facts_of(*item) : access::Facts{});
  if (!decision.allowed) return *decision.no;
  if (!item) return not_found;
  return Allowed{std::move(*item), decision.rule};
}

Result<ItemId> write_item(Office& office, const Actor& actor, const Content& content, std::string_view once_key) {
  return office.db.write([&](db::Tx& tx) -> Result<ItemId> {
    const auto made = jobs::once(tx, office.clock, actor, once_key, "write_item", digest_of(content),
                                 [&] { return write_in(tx, office, actor, content); });
    if (!made) return made.refusals();
    return ItemId::parse(*made).value();
  });
}

Result<Done> change_item(Office& office, const Actor& actor, const ItemId& id, std::int64_t version,
                         const Content& content, std::string_view once_key) {
  return done_once(office, actor, once_key, "change_item",
                   fmt::format("{} {} {}", id.text(), version, digest_of(content)),
                   [&](db::Tx& tx) { return change_in(tx, office, actor, id, version, content); });
}

Result<Done> move_item(Office& office, const Actor& actor, const ItemId& id, std::int64_t version, Verb verb,
                       std::string_view once_key) {
  return done_once(office, actor, once_key, "move_item", fmt::format("{} {} {}", id.text(), version, verb_name(verb)),
                   [&](db::Tx& tx) { return move_in(tx, office, actor, id, version, verb); });
}

}  // namespace gishe::news
