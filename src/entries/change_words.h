#pragma once
#include "entries/entry_change.h"
#include "platform/web/web.h"

/// How a change is said and asked for; shared by the provider's and the editor's pages.
namespace gishe::entries {

/// Rows of "before" and "after" in the section FIELDS, in words.
void put_fields(page::Values& page, db::Session& session, const words::Words& words, const EntryChange& change,
                const directory::Service& now);
/// The steps of a change as a timeline; names of accounts by their id.
void put_steps(page::Values& page, db::Session& session, const words::Words& words, const EntryChange& change);

/// The form of an entry's fields in the section INPUTS. `typed` goes before what the entry says.
struct FieldForm {
  const directory::Service& service;
  const Wanted& typed;
  bool new_entry = false;
};
void put_form(page::Values& page, db::Session& session, const words::Words& words, const FieldForm& form,
              const Refusals& refusals);
/// What came back of that form. Fields that were not on it are not in it.
Wanted wanted_from(const web::Request& request, const directory::Service& service, bool new_entry);

}  // namespace gishe::entries
