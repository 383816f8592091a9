#pragma once
#include <span>

#include "platform/db/db.h"

/// What goes over with a file, table by table. merge_map_test.cpp reads the schema of both engines: a column that
/// refers to a person and does not stand here fails it.
namespace gishe::merging {

using Statement = db::Query;
/// $1 municipality, $2 merge, $3 the file that goes, $4 the one that is kept; all statements take all four.
struct Move {
  const char* place;  // "table.column"
  Statement note, move, back;
};
std::span<const Move> moves();
/// Rows of lists of accounts and names: made for the kept file beside those of the other, taken off again when undone.
struct Join {
  const char* place;  // the table
  Statement note, join, part;
};
std::span<const Join> joins();
/// "table.column" that stays with the file that goes.
struct Stays {
  const char* place;
  const char* why;
};
std::span<const Stays> staying();

}  // namespace gishe::merging
