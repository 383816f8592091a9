#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "people/person_form.h"
#include "people/person_store.h"

/// The verbs on people beside those of people.h. Each: access → rule → store → ledger, in one transaction.
namespace gishe::people {

/// One transaction around a verb on one file, once for each key of its form; `content` is what the key stands for.
Result<Done> on_file(Office& office, const Actor& actor, access::Action action, const PersonId& id,
                     std::string_view act, std::string_view content, std::string_view once_key,
                     const std::function<Result<Done>(db::Tx&, const AllowedPerson&)>& run);
/// A reason in words, as the ledger keeps it by its hash.
std::optional<Refusal> why_not_reason(std::string_view reason);

struct OpenedFile {
  Person person;
  std::vector<Representative> representatives;
  std::vector<store::Member> household;
  std::vector<ledger::Entry> opened_by;  // newest first, before this opening; at most 8
};
/// Opening a person's file is an act: the ledger line is on disk before the answer.
Result<OpenedFile> open_person(Office& office, const Actor& actor, const PersonId& id);

/// Purposes that may be given for reading a whole number; words under people.purpose.CODE.
const std::vector<std::string>& reveal_purposes();
/// The number in clear, once; the purpose goes into the ledger.
Result<std::string> reveal_identifier(Office& office, const Actor& actor, const PersonId& id, std::string_view purpose);

/// Refuses a stale version with changed_meanwhile. Field names and keyed hashes of the values go into the ledger.
Result<Done> change_person(Office& office, const Actor& actor, const PersonId& id, std::int64_t version,
                           const PersonChange& change, std::string_view once_key);

/// The mandate ends today; it no longer speaks for the person on new applications.
Result<Done> end_mandate(Office& office, const Actor& actor, const PersonId& id, const RepresentativeId& mandate,
                         std::string_view reason, std::string_view once_key);

}  // namespace gishe::people
