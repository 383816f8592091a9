#include "retention/restriction.h"

#include "base/text.h"
#include "platform/office/act.h"

namespace gishe::retention {
namespace {

using access::Action;

constexpr std::size_t reason_max = 500;

Result<people::AllowedPerson> person_of(db::Session& session, const Actor& actor, const SubjectRequestId& request) {
  if (!access::function_may(actor, Action::answer_request)) return not_your_function;
  const auto id = store::find_restriction_request(session, access::scope(actor, Action::answer_request), request);
  if (!id) return not_found;
  return people::allowed_person(session, actor, Action::answer_request, *id);
}

}  // namespace

const std::vector<std::string>& restriction_grounds() {
  static const std::vector<std::string> grounds{"accuracy", "unlawful", "claims", "objection"};
  return grounds;
}

Result<RestrictionView> open_restriction(Office& office, const Actor& actor, const SubjectRequestId& request) {
  return office.open(actor, [&](db::Session& session, ledger::Line& line) -> Result<RestrictionView> {
    const auto allowed = person_of(session, actor, request);
    if (!allowed) return allowed.refusals();
    const people::Person& p = allowed->person;
    line = {"person.restriction_opened", p.municipality, "person", p.pseudonym, allowed->rule, "", {}};
    RestrictionView view{p.id, p.full_name(), store::list_restrictions(session, p.municipality, p.id)};
    view.runs = !view.all.empty() && !view.all.front().lifted_at;
    return view;
  });
}

Result<Done> set_restriction(Office& office, const Actor& actor, const SubjectRequestId& request,
                             std::string_view ground, std::string_view reason, std::string_view once_key) {
  const bool lift = ground.empty();
  if (!lift && !text::one_of(restriction_grounds(), ground)) return Refusal(not_in_list, "ground");
  if (!text::is_plain(reason, text::Lines::many)) return Refusal(not_plain_text, "reason");
  const auto words = text::tidy(reason, text::Lines::many);
  if (words.empty()) return Refusal(required, "reason");
  if (text::length(words) > reason_max) return Refusal(too_long, "reason", {{"max", std::to_string(reason_max)}});
  return office.db.write([&](db::Tx& tx) {
    return once_done(
        tx, office, actor, once_key, "retention.restrict", {request.text(), ground, words}, [&]() -> Result<Done> {
          const auto allowed = person_of(tx, actor, request);
          if (!allowed) return allowed.refusals();
          const people::Person& p = allowed->person;
          const bool done =
              lift ? store::lift_restriction(tx, p.municipality, p.id, actor.account, office.now(), words)
                   : store::restrict_file(tx, p.municipality, p.id,
                                          {std::string(ground), words, actor.account, office.now(), {}, {}});
          if (!done) return not_from_this_state;
          office.note(tx, actor,
                      {lift ? "person.restriction_lifted" : "person.restricted",
                       p.municipality,
                       "person",
                       p.pseudonym,
                       allowed->rule,
                       std::string(ground),
                       {}});
          return Done{};
        });
  });
}

}  // namespace gishe::retention
