#pragma once
#include "paper_forms/paper_forms.h"

/// A printed form and its entry.
namespace gishe::paper_forms {

inline constexpr std::string_view kinds[] = {"contact", "application", "referral", "crisis"};
inline constexpr int of_a_kind_max = 20;

struct Form {
  std::string serial, kind;
  Instant printed_at;
  std::optional<Instant> entered_at;
  std::optional<Day> occurred_on, recorded_on;
  std::string became, record;
};

struct NewForms {
  int count[std::size(kinds)] = {};
  std::optional<Day> times_of;  // the list of booked times of that day
};
/// New serial numbers, in the order of kinds. Refuses too_many_forms, nothing_to_print. Access: close_task, whose day
/// it is at a desk.
Result<std::vector<Form>> print_forms(Office& office, const Actor& actor, const NewForms& wanted);
/// What did not become an application by the desk's own page: a record made elsewhere with its number, or spoiled.
struct Entry {
  std::string serial, occurred_on, became, record;
};
Result<Done> enter_form(Office& office, const Actor& actor, const Entry& entry, std::string_view once_key);
/// The day the paper says; refusals at "occurred_on". Pure.
Result<Day> read_day(std::string_view typed, Day today, int days_max);

namespace store {
void insert(db::Tx& tx, const MunicipalityCode& municipality, const Form& form, const AccountId& by);
std::optional<Form> find(db::Session& session, const MunicipalityCode& municipality, std::string_view serial);
/// False when it was entered meanwhile.
bool set_entered(db::Tx& tx, const MunicipalityCode& municipality, const Form& form, const AccountId& by);
/// Out and not entered, the oldest first; or entered, the latest first.
std::vector<Form> list(db::Session& session, const access::Scope& scope, bool out, int limit);
}  // namespace store

}  // namespace gishe::paper_forms
