#include "base/text.h"
#include "people/circle.h"
#include "people/people_pages.h"

// Who may open a file, and how guarded it is: one page, one form a verb.
namespace gishe::people::pages {
namespace {

using access::Action;
using page::Values;

constexpr int level_first = 2, level_last = 4;

void fill_colleagues(Values& place, std::string_view part, const std::vector<Colleague>& colleagues, bool may_end) {
  for (const auto& who : colleagues) {
    auto row = place.add(part);
    row.set("NAME", who.name).email("EMAIL", who.email);
    if (may_end) row.add("END").set("ACCOUNT", who.account.text()).set("WHO", who.name);
  }
}

void fill_proposals(Values& shield, const web::Context& c, const std::vector<Proposal>& proposals) {
  for (const auto& proposal : proposals) {
    auto row = shield.add("PROPOSED");
    row.set("NAME", proposal.account.name).set("ACCOUNT", proposal.account.account.text());
    row.set("BY", c.words.with(proposal.removal ? "people.circle.removal_by" : "people.circle.proposed_by",
                               {{"name", proposal.by.name}}));
    row.set("ANSWER_KEY", c.surroundings.form_key + proposal.account.account.text());
    const bool own = proposal.by.account == c.actor.account;
    row.show(own ? "OWN" : "OTHERS");
  }
}

void fill_level(page::Page& p, const web::Context& c, const Person& person, const Refusals& no) {
  if (!access::function_may(c.actor, Action::change_sensitivity)) return;
  auto form = p.add("LEVEL_FORM");
  form.set("VERSION", std::to_string(person.version));
  std::vector<Values::Choice> levels;
  for (int level = level_first; level <= level_last; ++level) {
    const std::string code = std::to_string(level);
    levels.push_back({code, c.words("people.level." + code), c.words("people.level_hint." + code),
                      level == static_cast<int>(person.sensitivity)});
  }
  form.radios("LEVELS", {"sensitivity", c.words("people.level")}, levels, no);
  Values::Input reason{"reason", c.words("people.circle.reason"), std::string(c.request.form("reason"))};
  reason.hint = c.words("people.circle.reason_hint");
  form.input("REASON", reason, no);
}

web::Response show(web::Context& c, const PersonId& id, const Refusals& no) {
  const auto circle = open_circle(c.office, c.actor, id);
  if (!circle) return c.refuse(circle.refusals());
  const Person& person = circle->person;
  const bool shielded = person.sensitivity == Sensitivity::shielded;
  const bool may_bar = access::function_may(c.actor, Action::bar_account);
  const bool may_name = access::function_may(c.actor, Action::name_account);
  auto p = c.page("people/circle.html");
  p.title(c.words("people.circle.title")).set("ID", id.text()).set("NAME", person.full_name());
  p.badge("LEVEL", shielded ? Values::Tone::stop : Values::Tone::plain,
          c.words("people.level." + std::to_string(static_cast<int>(person.sensitivity))));
  p.error_summary("ERRORS", no).show_if(may_bar, "CONFLICTS");
  fill_colleagues(p, "TEAM", circle->team, true);
  p.show_if(circle->team.empty(), "NO_TEAM");
  if (!circle->colleagues.empty()) {
    std::vector<Values::Choice> choices{{"", c.words("common.choose")}};
    for (const auto& colleague : circle->colleagues) choices.push_back({colleague.email, colleague.name});
    p.add("JOIN").select("COLLEAGUE", {"email", c.words("people.circle.colleague")}, choices, no);
  }
  if (shielded) {
    auto named = p.add("SHIELD");
    fill_colleagues(named, "NAMED", circle->named, may_name);
    fill_proposals(named, c, circle->proposals);
    if (may_name) {
      Values::Input email{"email", c.words("people.circle.account"), std::string(c.request.form("email"))};
      email.type = "email";
      email.hint = c.words("people.circle.account_hint");
      named.add("NAME_FORM").input("ACCOUNT_EMAIL", email, no);
    }
  }
  fill_level(p, c, person, no);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

/// Back to the page with a notice; a refusal of a field comes back beside it.
web::Response after(web::Context& c, const PersonId& id, const Result<Done>& done) {
  if (done) return c.go("/people/" + id.text() + "/circle", "people.circle.saved");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return show(c, id, done.refusals());
}

using OnAccount = Result<Done> (*)(Office&, const Actor&, const PersonId&, const AccountId&, std::string_view);
web::Response end_for_account(web::Context& c, OnAccount end) {
  const auto id = c.request.id<PersonId>("id");
  const auto account = AccountId::parse(c.request.form("account"));
  if (!id || !account) return c.refuse(Refusal(not_found));
  const auto done = end(c.office, c.actor, *id, *account, c.once_key());
  // Who takes herself off the team may not see this page again.
  if (done && *account == c.actor.account) return c.go("/people", "people.circle.saved");
  return after(c, *id, done);
}

}  // namespace

web::Response show_circle(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response join_team(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return after(c, *id, people::join_team(c.office, c.actor, *id, c.request.form("email"), c.once_key()));
}

web::Response leave_team(web::Context& c) { return end_for_account(c, &people::leave_team); }

web::Response name_account(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  return after(c, *id, people::name_account(c.office, c.actor, *id, c.request.form("email"), c.once_key()));
}

web::Response unname_account(web::Context& c) { return end_for_account(c, &people::unname_account); }

web::Response answer_naming(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto account = AccountId::parse(c.request.form("account"));
  if (!id || !account) return c.refuse(Refusal(not_found));
  const auto answer = c.request.form("answer") == "confirmed" ? Naming::confirmed : Naming::declined;
  return after(c, *id, people::answer_naming(c.office, c.actor, *id, *account, answer, c.once_key()));
}

web::Response change_sensitivity(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto level = text::whole_number(c.request.form("sensitivity")).value_or(-1);
  const SensitivityChange change{*id, level, std::string(c.request.form("reason")),
                                 text::whole_number(c.request.form("version")).value_or(-1)};
  const auto done = people::change_sensitivity(c.office, c.actor, change, c.once_key());
  // A supervisor who raises a file to L3 does not see it any more herself.
  if (done) return c.go("/people", "people.circle.saved");
  return after(c, *id, done);
}

}  // namespace gishe::people::pages
