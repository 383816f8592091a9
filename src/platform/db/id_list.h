#pragma once
#include <string>

#include "platform/db/db.h"

namespace gishe::db {

/// Many ids as two arguments of one statement, sixteen bytes each and a JSON list of where each begins:
///   SQLite      … FROM json_each($2) j CROSS JOIN t WHERE t.id = substr($1, j.value, 16)
///   PostgreSQL  … WHERE t.id IN (SELECT CAST(encode(substr($1, CAST(v AS integer), 16), 'hex') AS uuid)
///                                FROM json_array_elements_text(CAST($2 AS json)) v)
/// Behind the wall (wall.h) PostgreSQL would rather walk the whole table: there it is WHERE t.id = ANY (ARRAY(SELECT
/// …)).
struct IdList {
  std::string bytes, begins;
};

template <class Ids>
IdList id_list(const Ids& ids) {
  IdList list;
  for (const auto& id : ids) {
    list.begins += (list.begins.empty() ? "[" : ",") + std::to_string(list.bytes.size() + 1);
    if constexpr (requires { id.value; }) {
      list.bytes += id.value.raw();
    } else {
      list.bytes += id.raw();
    }
  }
  list.begins += list.begins.empty() ? "[]" : "]";
  return list;
}

}  // namespace gishe::db
