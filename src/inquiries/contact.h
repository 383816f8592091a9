#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/refusal.h"

/// A contact: somebody was told something. Closed at once and only counted: no name, no words, nothing to follow.
namespace gishe::inquiries {

using ContactId = Id<struct ContactKind>;

/// Locale "contact.channel.NAME", "contact.outcome.NAME", "target_group.NAME".
inline constexpr std::string_view contact_channels[] = {"desk", "phone", "email", "portal", "outreach", "event"};
inline constexpr std::string_view contact_outcomes[] = {"informed", "signposted", "application", "referral", "urgent"};
inline constexpr std::string_view target_groups[] = {
    "older_person",   "disability",      "child",      "child_disability", "youth_at_risk", "child_in_conflict",
    "family_at_risk", "violence_victim", "unemployed", "homeless",         "carer"};
inline constexpr std::size_t topics_max = 5, services_named_max = 5;
inline constexpr int days_back_max = 366;  // paper forms are entered later, with their true dates

struct NewContact {
  Day on;
  std::string channel = "desk";
  std::vector<std::string> topics;  // need codes, at least one
  Ekatte settlement;                // of the municipality; empty: elsewhere or not said
  std::string target_group;         // empty: none of them, or not said
  std::vector<ServiceId> services;  // named to the person
  std::string outcome = "informed";
};
struct Contact : NewContact {
  ContactId id;
  MunicipalityCode municipality;
  AccountId counted_by;
  Instant counted_at;
  bool withdrawn = false;
  std::int64_t version = 0;
};

/// What is wrong with it by itself; whether codes, settlement and services exist is asked of the database. Pure.
Refusals why_not_count(const NewContact& contact, Day today);
/// Contacts are put right on the day they were written down, by whoever wrote them. Pure.
bool may_correct(const Contact& contact, const AccountId& account, Day today);

}  // namespace gishe::inquiries
