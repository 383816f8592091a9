#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "entries/entry_fields.h"

namespace gishe::entries {

using EntryChangeId = Id<struct EntryChangeKind>;

/// What an entry shall say instead. waiting → published | returned | rejected | withdrawn; returned → waiting |
/// withdrawn.
struct EntryChange {
  struct Field {
    std::string name, before, after;  // as in entry_fields.h
  };
  EntryChangeId id;
  MunicipalityCode municipality;
  ServiceId service;
  std::string kind;   // change, new
  std::string state;  // waiting, returned, published, rejected, withdrawn
  AccountId proposed_by;
  Instant proposed_at;
  std::string note;
  std::optional<AccountId> decided_by;
  std::optional<Instant> decided_at;
  std::string decision_words;
  std::int64_t version = 0;
  std::vector<Field> fields;

  bool open() const { return state == "waiting" || state == "returned"; }
  bool stops() const;  // suspends, closes or reopens the entry: nothing else is in it (stop.h)
};
struct ChangeStep {
  Instant at;
  AccountId account;
  std::string from, to, words;
};

/// Field → new text; fields that are not named stay as they are.
using Wanted = std::map<std::string, std::string, std::less<>>;

/// What differs from the entry as it is, in the order of the form; refusals where a value cannot be.
Result<std::vector<EntryChange::Field>> differences(db::Session& session, const directory::Service& service,
                                                    const Wanted& wanted, bool new_entry);
/// The entry with the change in it. False when a field says something else now than when the change was written.
bool apply(directory::Service& service, const std::vector<EntryChange::Field>& fields);

}  // namespace gishe::entries
