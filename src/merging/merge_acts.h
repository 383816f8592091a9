#pragma once
#include <map>

#include "merging/merge_store.h"
#include "merging/merging.h"

/// Comparing, merging, undoing: merge_people on both files. What is opened leaves its line on both.
namespace gishe::merging {

/// Chosen together: name, sex, born, address, phone, email, contact_rule. target_groups of both are kept.
const std::vector<std::string>& choices();
/// The columns of one choice.
const std::vector<std::string>& columns_of(std::string_view choice);

struct Compared {
  people::Person kept, gone;
  Columns kept_columns, gone_columns;
  const char* rule = "";
};
/// Both files beside each other. Refuses keep_the_guarded, keep_the_numbered, tied, people.restricted.
Result<Compared> compare(Office& office, const Actor& actor, const PersonId& kept, const PersonId& gone);

struct Wish {
  PersonId kept, gone;
  std::map<std::string, std::string> take;  // choice → kept or gone; not named: kept
  std::string reason;
  std::int64_t kept_version = 0, gone_version = 0;
};
Result<MergeId> merge(Office& office, const Actor& actor, const Wish& wish, std::string_view once_key);
/// Everything goes back that went over; what was added to the kept file since stays there. Refuses too_late, merged_on.
Result<Done> undo(Office& office, const Actor& actor, const MergeId& id, std::string_view reason,
                  std::string_view once_key);

/// What the chosen columns come to. Pure.
Columns chosen(const Columns& kept, const Columns& gone, const std::map<std::string, std::string>& take);

}  // namespace gishe::merging
