#include <algorithm>

#include "base/text.h"
#include "cases/note.h"
#include "cases/partner_store.h"
#include "cases/plan_store.h"
#include "cases/typed.h"
#include "people/people.h"

namespace gishe::cases {

namespace {

using access::Action;

constexpr std::size_t readers_max = 50;

/// Each once, in one order: the same names ticked twice are the same note.
std::vector<AccountId> readers_of(const NewNote& typed, Refusals& no) {
  if (typed.audience != "named") return {};
  if (typed.readers.empty()) no.emplace_back(required, "readers");
  auto readers = typed.readers;
  std::sort(readers.begin(), readers.end());
  readers.erase(std::unique(readers.begin(), readers.end()), readers.end());
  if (readers.size() > readers_max) {
    no.push_back(Refusal(too_many, "readers", {{"max", std::to_string(readers_max)}}));
  }
  return readers;
}

std::string joined(const std::vector<AccountId>& readers) {
  std::string all;
  for (const AccountId& reader : readers) all += reader.text() + ' ';
  return all;
}

/// The lead, the person's team or a partner of the case, and nobody who is barred from the person.
bool works_on(db::Session& session, const CaseFile& file, const std::vector<Partner>& partners, const AccountId& id) {
  Actor reader;
  reader.account = id;
  const auto ties = people::facts_of(session, reader, file.municipality, file.person);
  if (!ties || (ties->relations & access::barred)) return false;
  if (id == file.lead || (ties->relations & access::on_team)) return true;
  return std::any_of(partners.begin(), partners.end(), [&](const Partner& p) { return p.account == id; });
}

bool all_work_on(db::Session& session, const CaseFile& file, const std::vector<AccountId>& readers) {
  const auto partners = store::list_partners(session, file);
  return std::all_of(readers.begin(), readers.end(),
                     [&](const AccountId& id) { return works_on(session, file, partners, id); });
}

}  // namespace

Result<Done> write_note(Office& office, const Actor& actor, const CaseId& id, const NewNote& typed,
                        std::string_view once_key) {
  Refusals no;
  if (!text::one_of(note_kinds, typed.kind)) no.emplace_back(typed.kind.empty() ? required : not_in_list, "kind");
  if (typed.level != "2" && typed.level != "3") no.emplace_back(typed.level.empty() ? required : not_in_list, "level");
  if (!text::one_of(audiences, typed.audience)) {
    no.emplace_back(typed.audience.empty() ? required : not_in_list, "audience");
  }
  const auto readers = readers_of(typed, no);
  check_words(typed.words, "words", Needed::yes, no, 4000);
  check_words(typed.conclusion, "conclusion", Needed::no, no, 1000);
  const auto about = check_day(typed.about_on, "about_on", Needed::no, no);
  if (about && *about > office.today()) no.emplace_back(day_to_come, "about_on");
  if (!no.empty()) return no;
  std::string content = content_digest(
      {typed.kind, typed.level, typed.audience, typed.words, typed.conclusion, typed.about_on, joined(readers)});
  return on_case(office, actor, Action::write_note, id, "case.note_written", {content}, once_key,
                 [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
                   if (allowed.file.state == State::closed) return case_is_closed;
                   if (!all_work_on(tx, allowed.file, readers)) return Refusal(not_in_list, "readers");
                   Note note;
                   note.id = CaseNoteId::make();
                   note.kind = typed.kind;
                   note.level = typed.level == "3" ? 3 : 2;
                   note.audience = typed.audience;
                   note.words = text::tidy(typed.words, text::Lines::many);
                   note.conclusion = text::tidy(typed.conclusion, text::Lines::many);
                   note.about_on = about.value_or(office.today());
                   note.author = actor.account;
                   note.by_partner = allowed.as_partner;
                   note.written_at = office.now();
                   store::insert_note(tx, allowed.file, note, readers);
                   note_case(tx, office, actor, allowed, "case.note_written", note.audience);
                   return Done{};
                 });
}

std::vector<Note> list_notes(db::Session& session, const Actor& actor, const AllowedCase& allowed) {
  const int level_max = std::min(access::scope(actor, Action::open_case).sensitivity_max(), 3);
  const int team_level = allowed.as_partner      ? 0
                         : reads_health(allowed) ? 3
                                                 : 2;  // who looks from outside the team: L2 only
  // A supervisor's own row goes up to L2; that she may see that a note exists does not depend on its level.
  return store::list_notes(session, allowed.file, actor.account, !allowed.as_partner, team_level, level_max);
}

Result<Done> log_service(Office& office, const Actor& actor, const CaseId& id, const NewLogLine& typed,
                         std::string_view once_key) {
  Refusals no;
  check_words(typed.words, "words", Needed::yes, no, 300);
  if (!text::one_of(units, typed.unit)) no.emplace_back(typed.unit.empty() ? required : not_in_list, "unit");
  const auto on = check_day(typed.done_on, "done_on", Needed::yes, no);
  if (on && *on > office.today()) no.emplace_back(day_to_come, "done_on");
  const bool counted = typed.unit == "minutes" || typed.unit == "days";
  const auto amount = counted ? text::whole_number(text::tidy(typed.amount)) : std::optional<std::int64_t>(1);
  if (!amount || *amount < 1 || *amount > 100'000) {
    no.emplace_back(counted && typed.amount.empty() ? required : not_a_number, "amount");
  }
  const auto action = GoalActionId::parse(typed.action);
  if (!typed.action.empty() && !action) no.emplace_back(not_in_list, "action");
  if (!no.empty()) return no;
  return on_case(
      office, actor, Action::log_service, id, "case.service_logged",
      {typed.words, typed.done_on, typed.unit, typed.amount, typed.action}, once_key,
      [&](db::Tx& tx, const AllowedCase& allowed) -> Result<Done> {
        if (allowed.file.state == State::closed) return case_is_closed;
        if (action) {
          const auto plan = store::find_running(tx, allowed.file);
          const auto actions =
              plan && plan->of == id ? store::list_actions(tx, allowed.file, plan->id) : std::vector<PlanAction>{};
          const bool known =
              std::any_of(actions.begin(), actions.end(), [&](const PlanAction& a) { return a.id == *action; });
          if (!known) return Refusal(not_in_list, "action");
        }
        store::insert_log(tx, allowed.file,
                          {Uuid::make(), action, text::tidy(typed.words), *on, typed.unit, *amount, actor.account},
                          office.now());
        note_case(tx, office, actor, allowed, "case.service_logged", typed.unit);
        return Done{};
      });
}

Log read_log(db::Session& session, const Actor& actor, const AllowedCase& allowed) {
  const AccountId whose = allowed.as_partner ? actor.account : AccountId{};
  return {store::list_log(session, allowed.file, whose, allowed.as_partner || reads_health(allowed)),
          store::sum_log(session, allowed.file, whose)};
}

}  // namespace gishe::cases
