#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "desk/application.h"
#include "platform/office/office.h"

/// Three months after a service began: how is it going, is the need met, how content, in words. Asked by the desk on
/// the telephone, or answered by number and secret on the public page.
namespace gishe::desk {

inline constexpr std::string_view how_it_goes[] = {"well", "mixed", "badly"};  // locale "follow_up.going.NAME"
inline constexpr std::string_view is_it_met[] = {"yes", "partly", "no"};       // locale "follow_up.need_met.NAME"
inline constexpr std::size_t follow_up_words_max = 1000;

struct FollowUp {
  MunicipalityCode municipality;
  ReferralId referral;
  ApplicationId application;
  ApplicationLineId line;
  std::string need;         // code
  Sensitivity sensitivity;  // of the application
  Day started_on, ask_on;
  std::string state;  // planned, asked, answered, dropped
  std::optional<Day> answered_on;
  std::string channel, going, need_met, words;
  int satisfaction = 0;  // 1 to 5
};
struct FollowUpAnswers {
  std::string going, need_met, words;
  int satisfaction = 0;
};
Refusals why_not_answered(const FollowUpAnswers& answers);

/// The service of a line began: inside the transaction of that answer.
void plan_follow_up(db::Tx& tx, const Office& office, const File& file, const Line& line);

/// Of one application, first asked first; whoever calls may open it.
std::vector<FollowUp> list_follow_ups(db::Session& session, const MunicipalityCode& municipality,
                                      const ApplicationId& application);

/// By the officer, who asked on the telephone.
Result<Done> answer_follow_up(Office& office, const Actor& actor, const ApplicationId& application,
                              const ReferralId& referral, const FollowUpAnswers& answers, std::string_view once_key);
/// By whoever holds number and secret. Refusals as follow_application's, or on fields.
struct AnsweredOutside {
  std::string_view number, secret;
  ReferralId referral;
  FollowUpAnswers answers;
};
Refusals answer_outside(Office& office, const AnsweredOutside& answered, std::string_view remote);

namespace follow_up_store {
void insert(db::Tx& tx, const FollowUp& f);
/// It never really began.
void drop(db::Tx& tx, const MunicipalityCode& municipality, const ReferralId& referral);
/// Planned ones whose day has come; nobody is asked for a file that is closed (died, moved).
std::vector<FollowUp> list_due(db::Session& session, Day today, int limit);
bool set_asked(db::Tx& tx, const FollowUp& f);
/// False when it does not wait for an answer.
bool set_answered(db::Tx& tx, const FollowUp& f, const FollowUpAnswers& answers, std::string_view channel, Day on,
                  const std::optional<AccountId>& by);
struct Sum {
  std::int64_t answered = 0, satisfaction = 0, met = 0;
};
/// Without shielded people.
Sum count(db::Session& session, const MunicipalityCode& municipality, Day from, Day until);
}  // namespace follow_up_store

}  // namespace gishe::desk
