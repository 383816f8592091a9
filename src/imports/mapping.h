#pragma once
#include <functional>
#include <string>
#include <vector>

#include "base/table.h"
#include "people/people.h"

/// Which column says what, and the person a row describes.
namespace gishe::imports {

/// Codes; words under imports.field.CODE.
const std::vector<std::string>& fields();
/// A field for each column, empty: not taken.
using Mapping = std::vector<std::string>;
Mapping propose(const std::vector<std::string>& headings);
std::optional<Refusal> why_not(const Mapping& mapping);

struct Described {
  people::NewPerson person;
  Refusals faults;
};
/// EKATTE of a settlement as somebody writes it; empty: unknown, or there are several.
using FindPlace = std::function<std::string(const std::string& name)>;
/// All rows in order; a number that stood in the table before is a fault of the later row.
std::vector<Described> describe(const table::Table& table, const Mapping& mapping, const FindPlace& find_place,
                                Day today);

}  // namespace gishe::imports
