#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/ids.h"
#include "base/instant.h"
#include "base/sensitivity.h"
#include "desk/line_state.h"

/// An application, its lines and papers. Pure values and rules.
namespace gishe::desk {

inline constexpr int lines_max = 12;                // needs in one application
inline constexpr std::size_t own_words_max = 4000;  // letters
inline constexpr std::size_t reason_max = 1000;
inline constexpr std::string_view channels[] = {"desk", "phone", "post", "outreach"};
inline constexpr std::string_view urgencies[] = {"normal", "soon", "emergency"};
inline constexpr std::string_view paper_states[] = {"required", "received", "missing", "waived"};
inline constexpr std::string_view outcomes[] = {"granted", "partly", "refused"};

struct Application {
  ApplicationId id;
  MunicipalityCode municipality;
  std::string number;
  PersonId person;
  std::optional<RepresentativeId> representative;
  std::string channel, own_words, urgency;
  Instant received_at;
  Day received_on, due_on;
  ApplicationState state = ApplicationState::received;
  Sensitivity sensitivity = Sensitivity::personal;
  AccountId opened_by;
  std::int64_t version = 1;
};

struct Line {
  ApplicationLineId id;
  ApplicationId application;
  int position = 0;
  std::string need;                  // need code
  std::optional<ServiceId> service;  // the chosen one
  std::string route;                 // own, neighbour, state; empty until a service is chosen
  LineState state = LineState::received;
  std::string outcome;                 // granted, partly, refused; empty until decided
  std::optional<ReferralId> referral;  // the latest
  std::optional<Day> routed_on;
  Day due_on;
  std::string refusal_reasons, remedy;
  int times_declined = 0;
};

struct Paper {
  std::string code;   // locale "paper.CODE"
  std::string state;  // one of paper_states
  std::string waived_because;
};

struct LineEvent {
  ApplicationLineId line;
  Instant at;
  std::optional<AccountId> account;  // nullopt: the system
  std::string step;
  LineState from, to;
  std::optional<ServiceId> service;
  std::string reason;  // a code or the officer's words
};

/// Everything of one application, as it is opened and changed.
struct File {
  Application application;
  std::vector<Line> lines;
  std::vector<Paper> papers;

  Line* find_line(const ApplicationLineId& id);
  const Line* find_line(const ApplicationLineId& id) const;
  std::vector<std::string> papers_missing() const;  // codes
};

/// Own, neighbour or state: who gives the service, seen from here.
std::string_view route_of(std::string_view service_type, const MunicipalityCode& provider,
                          const MunicipalityCode& home);

}  // namespace gishe::desk
