#include "guard/accesses.h"

#include <map>

#include "base/text.h"
#include "guard/accesses_store.h"
#include "staff/staff.h"

namespace gishe::guard {
namespace {

struct Between {
  Day from, until;
  Instant begin, end;  // end: the first moment after
};

/// The first moment of a civil day where the municipality is.
Instant first_moment(Day day) {
  // The process's time zone is known by its answers only: the hour that is midnight there.
  const auto midnight = std::chrono::duration_cast<std::chrono::seconds>(day.at.time_since_epoch()).count();
  for (int hours = -14; hours <= 14; ++hours) {
    const Instant at{(midnight + hours * 3600) * 1'000'000};
    const auto local = local_time(at);
    if (local.day == day && local.hour == 0 && local.minute == 0) return at;
  }
  return {midnight * 1'000'000};
}

Result<Between> read_days(const Question& q) {
  const auto from = Day::from_person(text::tidy(q.from)), until = Day::from_person(text::tidy(q.until));
  Refusals no;
  if (!from) no.emplace_back(text::tidy(q.from).empty() ? required : not_a_date, "from");
  if (!until) no.emplace_back(text::tidy(q.until).empty() ? required : not_a_date, "until");
  if (from && until && *until < *from) no.emplace_back(days_reversed, "until");
  if (from && until && from->days_until(*until) > days_max)
    no.push_back(Refusal(too_long_a_time, "until", {{"days", std::to_string(days_max)}}));
  if (!no.empty()) return no;
  return Between{*from, *until, first_moment(*from), first_moment(until->plus_days(1))};
}

Result<Answer> seen_by(db::Session& session, const access::Scope& scope, const Question& q, const Between& between) {
  const auto account = staff::find_account_by_email(session, text::tidy(q.account));
  if (!account) return Refusal(no_such_account, "account");
  Answer answer{true, between.from, between.until, account->name, {}, false};
  for (const auto& s : store::list_seen_by(session, scope, account->id, between.begin, between.end, rows_max + 1)) {
    answer.rows.push_back({s.first, s.last, s.times, s.action, account->name, {}, {}, s.subject.text(), s.name});
  }
  answer.more = answer.rows.size() > rows_max;
  return answer;
}

std::optional<people::Person> find_file(db::Session& session, const Office& office, const access::Scope& scope,
                                        std::string_view typed) {
  if (people::is_whole_number(typed)) return people::find_numbered(session, office, scope, typed);
  const auto pseudonym = Uuid::parse(text::tidy(typed));
  if (!pseudonym) return std::nullopt;
  auto found = people::list_by_pseudonym(session, scope, {*pseudonym});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

Result<Answer> seen_of(db::Session& session, const Office& office, const access::Scope& scope, const Question& q,
                       const Between& between) {
  const auto person = find_file(session, office, scope, q.file);
  if (!person) return Refusal(no_such_file, "file");
  Answer answer{false, between.from, between.until, person->full_name(), {}, false};
  std::map<AccountId, std::string> names;
  for (const auto& t : ledger::list_touches(session, scope.municipality(), person->pseudonym, between.begin,
                                            between.end, rows_max + 1)) {
    auto [who, fresh] = names.try_emplace(t.account);
    if (fresh) who->second = staff::account_name(session, t.account);
    answer.rows.push_back(
        {t.at, t.at, 1, t.action, who->second, t.function, t.reason, person->pseudonym.text(), person->full_name()});
  }
  answer.more = answer.rows.size() > rows_max;
  return answer;
}

}  // namespace

Result<Answer> ask_accesses(Office& office, const Actor& actor, const Question& question) {
  const auto scope = access::scope(actor, access::Action::see_accesses);
  if (scope.none()) return not_your_function;
  const auto between = read_days(question);
  Refusals no = between ? Refusals{} : between.refusals();
  const bool by_account = !text::tidy(question.account).empty();
  if (!by_account && text::tidy(question.file).empty()) no.insert(no.begin(), Refusal(required, "account"));
  if (!no.empty()) return no;
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<Answer> {
    line = {
        by_account ? "accesses.of_account" : "accesses.of_file", scope.municipality(), "", {}, scope.rule(), "", {}};
    return by_account ? seen_by(session, scope, question, *between)
                      : seen_of(session, office, scope, question, *between);
  });
}

}  // namespace gishe::guard
