#pragma once
#include <vector>

#include "cases/cases_access.h"

/// A case conference: who was there, what was spoken of, what was decided. Each decision becomes a task.
namespace gishe::cases {

inline constexpr int decisions_max = 5;

struct Participant {
  std::string name;
  bool remote = false;
};
struct Conference {
  ConferenceId id;
  Day held_on;
  std::string topics, decisions;
  AccountId by;
  std::vector<Participant> participants;
};
struct NewDecision {
  std::string words, due_on;
  std::string account;      // id of who does it; empty: responsible says who
  std::string responsible;  // somebody without an account
};
struct NewConference {
  std::string held_on, present, remote;  // a name a line
  std::string topics, decisions;
  std::vector<NewDecision> tasks;  // empty ones are left out
};
/// Refuses a conference of fewer than two, a decision without somebody who does it.
Result<Done> hold_conference(Office& office, const Actor& actor, const CaseId& id, const NewConference& conference,
                             std::string_view once_key);

namespace store {
void insert_conference(db::Tx& tx, const CaseFile& file, const Conference& conference, Instant now);
/// Newest first; at most 30.
std::vector<Conference> list_conferences(db::Session& session, const CaseFile& file);
}  // namespace store

}  // namespace gishe::cases
