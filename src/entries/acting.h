#pragma once
#include "entries/entry_change.h"
#include "platform/office/act.h"

/// What acts on an entry do first and last.
namespace gishe::entries {

struct Allowed {
  directory::Service service;
  const char* rule;
};
Result<Allowed> find_entry(db::Tx& tx, const Actor& actor, access::Action action, const ServiceId& id);
/// Words for who decides, or of who decides.
Refusals why_not_words(const std::string& words, const char* field, bool needed);
bool store_entry(db::Tx& tx, Office& office, directory::Service& entry,
                 const std::optional<directory::NewLocation>& place = std::nullopt);
/// The step in the change's history, and the ledger line.
void note_step(db::Tx& tx, Office& office, const Actor& actor, const EntryChange& change, std::string_view from,
               const std::string& words, const char* rule);
/// The change a second person shall decide: a new one, or the one that was returned to this actor (`open`) once more.
/// Refuses change_waits while another one is open.
Result<EntryChange> put_forward(db::Tx& tx, Office& office, const Actor& actor, const Allowed& entry,
                                const std::optional<EntryChange>& open, const EntryChange& wanted);

/// Runs an act once per form key, in one transaction; its answer is an id or nothing.
template <class Act>
Result<std::string> once(Office& office, const Actor& actor, std::string_view key, std::string_view name,
                         const std::string& content, Act act) {
  return office.db.write([&](db::Tx& tx) -> Result<std::string> {
    return jobs::once(tx, office.clock, actor, key, name, content_digest({content}), [&] { return act(tx); });
  });
}
template <class Act>
Result<Done> done_once(Office& office, const Actor& actor, std::string_view key, std::string_view name,
                       const std::string& content, Act act) {
  const auto done = once(office, actor, key, name, content, act);
  if (!done) return done.refusals();
  return Done{};
}

}  // namespace gishe::entries
