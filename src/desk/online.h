#pragma once
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/instant.h"
#include "people/people.h"
#include "platform/secrets/secrets.h"

/// An application somebody writes from outside: one thing a page, kept as a sealed draft, then sent. Pure values and
/// rules.
namespace gishe::desk {

inline constexpr int draft_hours = 24;
inline constexpr int drafts_max = 500;                                      // of one municipality at one time
inline constexpr int drafts_of_address_max = 20;                            // from one address at one time
inline constexpr int online_per_day_max = 200;                              // sent to one municipality in a day
inline constexpr int online_files_max = 10;                                 // in one application
inline constexpr std::int64_t online_bytes_max = std::int64_t{25} << 20;    // of all its files
inline constexpr std::int64_t drafts_bytes_max = std::int64_t{1} << 30;     // of all drafts' files
inline constexpr std::int64_t network_bytes_max = std::int64_t{100} << 20;  // of those begun from one network
inline constexpr std::size_t reply_max = 1000;
inline constexpr std::string_view other_paper = "other";  // a paper nobody asked for

inline constexpr RefusalCode no_desk{"desk.no_desk", 422};                // nobody reads what is sent there
inline constexpr RefusalCode too_many_today{"desk.too_many_today", 429};  // of this municipality
inline constexpr RefusalCode no_draft{"desk.no_draft", 410};              // over a day old, cleared, or sent already
inline constexpr RefusalCode too_many_files{"desk.too_many_files", 422};  // with {max}
inline constexpr RefusalCode too_many_bytes{"desk.too_many_bytes", 413};  // with {max}: MiB
inline constexpr RefusalCode no_room_for_files{"desk.no_room_for_files", 503};
inline constexpr RefusalCode no_way_to_answer{"desk.no_way_to_answer", 422};  // neither phone nor e-mail
inline constexpr RefusalCode not_an_address{"desk.not_an_address", 422};
inline constexpr RefusalCode not_declared{"desk.not_declared", 422};
inline constexpr RefusalCode check_the_number{"desk.check_the_number", 422};  // its check digit fails
inline constexpr RefusalCode document_not_seen{"desk.document_not_seen", 422};

/// Pages of the form, in order; the writer's page only where somebody writes for another. Locale "apply.step.NAME".
inline constexpr std::array<std::string_view, 7> apply_steps = {"needs",  "whom",    "words", "person",
                                                                "writer", "contact", "papers"};
inline constexpr std::array<std::string_view, 3> for_whom_codes = {"me", "child", "other"};
inline constexpr std::array<std::string_view, 5> mandate_kinds = {"parent", "guardian", "trustee", "proxy", "relative"};

/// What was typed, as typed. The person is whom it is for; the writer is filled when that is somebody else, and then
/// phone, e-mail and rule are the writer's.
struct Told {
  std::vector<std::string> needs;
  std::optional<ServiceId> service;  // she came from this entry of the directory
  std::string for_whom, own_words;
  std::string given_name, middle_name, family_name, born_on, identifier, settlement, address;
  std::string writer_given_name, writer_family_name, relation, mandate, document;
  std::string phone, email, contact_rule;
  bool declared = false;

  bool by_another() const { return for_whom == "child" || for_whom == "other"; }
  /// Whom it is for, as the register takes people; the sex is left open.
  people::NewPerson person(Day today) const;
  /// Who writes, when that is somebody else.
  people::NewPerson writer() const;
};
/// For sealing: every field, in a form that may gain fields later.
std::string encode(const Told& told);
Told decode(std::string_view text);

bool is_apply_step(std::string_view step);
/// The page after or before this one for what was told so far; "" before the first, "check" after the last.
std::string_view step_after(const Told& told, std::string_view step);
std::string_view step_before(const Told& told, std::string_view step);
/// First page that still lacks something; "check" when none does.
std::string_view first_open_step(const Told& told, Day today);
/// Why this page's answers cannot be taken; need codes and settlements are compared with the registers by the act.
Refusals why_not_step(const Told& told, std::string_view step, Day today);

std::string draft_context(const ApplicationId& id);  // what a draft is sealed as
std::string sent_context(const ApplicationId& id);   // what a sent one is sealed as

}  // namespace gishe::desk
