#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/refusal.h"
#include "directory/directory.h"

/// The fields of an entry as texts, so that a change can be kept, shown before and after, and applied. Lists are codes
/// with a comma between; a number and yes/no as the machine writes them ("", "65", "1"). Telephone, e-mail, hours and
/// website of an entry that is listed change at once (directory::change_contact) and stand here for new entries only.
namespace gishe::entries {

struct EntryField {
  enum class Form { line, lines, choice, codes, age, yes_no };
  std::string_view name;
  Form form;
  std::size_t max = 0;    // letters
  bool needed = false;    // may not be empty
  bool only_new = false;  // see above
  bool of_place = false;  // where it is: of a restricted place asked only while its entry is a draft
};
/// In the order of the form.
std::span<const EntryField> entry_fields();
const EntryField* find_field(std::string_view name);
/// What suspending, closing and reopening change (stop.h): on no form, but kept and shown like the fields of a form.
std::span<const EntryField> stop_fields();
/// Of either list.
const EntryField* find_said_field(std::string_view name);
std::vector<std::string> split_codes(std::string_view joined);

std::string field_text(const directory::Service& service, std::string_view field);
/// `text` has passed why_not_field.
void set_field(directory::Service& service, std::string_view field, std::string_view text);

/// The codes a list or a choice may hold here and now: kinds, needs, groups, papers, languages, municipalities of the
/// district, settlements of the municipality. Those the entry has already are always among them.
std::vector<std::string> codes_for(db::Session& session, const EntryField& field, const directory::Service& service);
Refusals why_not_field(const EntryField& field, const std::string& text, const std::vector<std::string>& codes);
/// One code as people read it; names of places come from the territory.
std::string code_words(db::Session& session, const words::Words& words, const EntryField& field,
                       const std::string& code);
/// The whole value as people read it; "" for an empty one.
std::string value_words(db::Session& session, const words::Words& words, const EntryField& field,
                        const std::string& text);

}  // namespace gishe::entries
