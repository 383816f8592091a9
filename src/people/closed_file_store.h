#pragma once
#include <optional>
#include <string_view>

#include "people/people.h"

/// Statements on files that are not worked on any more, and on carrying one over. For acts that asked access.
namespace gishe::people::store {

std::optional<Closing> find_closing(db::Session& session, const MunicipalityCode& municipality, const PersonId& id);
/// False when the file is closed already (`because` empty: when it is open).
bool set_closing(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& id, std::string_view because,
                 const std::optional<Day>& on, Instant at);
/// Whoever asks: for an act of the municipality that receives the file.
std::optional<Person> find_unseen(db::Session& session, const MunicipalityCode& municipality, const PersonId& id);

}  // namespace gishe::people::store
