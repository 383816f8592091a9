#include "cases/partner_acts.h"
#include "cases/plan_view.h"
#include "staff/staff.h"

// Who works on the case; and the case as a partner sees it: goals, the shared summary, the own section.
namespace gishe::cases::pages {
namespace {

using access::Action;
using page::Values;

void fill_forms(page::Page& page, const web::Context& c, const CaseFile& file, const Refusals& no) {
  const words::Words& w = c.words;
  const auto& r = c.request;
  auto forms = page.add("FORMS");
  forms.set("VERSION", file.version);
  Values::Input email{"email", w("common.email"), std::string(r.form("email")), w("cases.partner.email_hint"), "email"};
  forms.input("EMAIL", email, no);
  forms.input("ROLE", {"role", w("cases.partner.role"), std::string(r.form("role"))}, no);
  forms.input("SECTION_TITLE",
              {"section_title", w("cases.partner.section_title"), std::string(r.form("section_title"))}, no);
  forms.input("MEMBER_NAME", {"name", w("common.name"), std::string(r.form("name"))}, no);
  forms.input("MEMBER_ROLE", {"member_role", w("cases.partner.role"), std::string(r.form("member_role"))}, no);
  Values::Input summary{"summary", w("cases.summary"), file.shared_summary, w("cases.summary_hint")};
  if (!r.form("summary").empty()) summary.value = r.form("summary");
  summary.optional = true;
  summary.max_length = static_cast<int>(words_max);
  forms.area("SUMMARY", summary, no, 4);
}

web::Response draw(web::Context& c, const CaseId& id, const Refusals& no) {
  const auto allowed = open_case(c.office, c.actor, id, "case.partners_opened");
  if (!allowed) return c.refuse(allowed.refusals());
  if (allowed->as_partner) return c.refuse(Refusal(not_found));
  const bool may = access::decide(c.actor, Action::keep_case, allowed->facts).allowed;
  auto page = c.page("cases/partners.html");
  page.title(c.words("cases.tab.partners"));
  fill_head(page, c, *allowed, "partners");
  page.error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) {
    const auto partners = store::list_partners(session, allowed->file);
    for (const Partner& p : partners) {
      auto row = page.add("PARTNERS");
      row.set("NAME", staff::account_name(session, p.account)).set("ROLE_WORDS", p.role);
      row.set("SECTION", p.section_title)
          .set("WORDS",
               reads_health(*allowed) || p.section_words.empty() ? p.section_words : c.words("cases.for_team"));
      if (p.section_changed_at) row.add("WRITTEN").set("WHEN", c.words.moment(*p.section_changed_at));
      if (may) row.add("END").set("ACCOUNT", p.account.text());
    }
    const auto members = store::list_members(session, allowed->file);
    for (const Member& m : members) {
      auto row = page.add("MEMBERS");
      row.set("NAME", m.name).set("ROLE_WORDS", m.role);
      if (may) row.add("END").set("MEMBER", m.id.text());
    }
    page.show_if(partners.empty() && members.empty(), "EMPTY");
  });
  if (may && allowed->file.state != State::closed) fill_forms(page, c, allowed->file, no);
  return c.show(page, status_of(no));
}

/// Back to the page, or what was refused beside its field.
web::Response after_act(web::Context& c, const CaseId& id, const Result<Done>& done) {
  if (done) return c.go("/cases/" + id.text() + "/partners", "cases.notice.saved");
  return has_field(done.refusals()) ? draw(c, id, done.refusals()) : c.refuse(done.refusals());
}

CaseId case_in(const web::Request& r) { return r.id<CaseId>("id").value_or(CaseId{}); }

void fill_own_section(page::Page& page, const web::Context& c, const Partner& own, const Refusals& no) {
  page.set("SECTION_TITLE", own.section_title).set("SECTION_VERSION", own.version);
  Values::Input section{"section", own.section_title,
                        no.empty() ? own.section_words : std::string(c.request.form("section"))};
  section.max_length = 4000;
  page.add("SECTION_FORM").area("SECTION", section, no, 6);
}

}  // namespace

web::Response partner_page(web::Context& c, const AllowedCase& allowed, const Refusals& no) {
  const CaseFile& file = allowed.file;
  auto page = c.page("cases/partner.html");
  page.title(c.words("cases.one"));
  fill_head(page, c, allowed, "overview");
  page.error_summary("ERRORS", no);
  page.set("SUMMARY", file.shared_summary).show_if(file.shared_summary.empty(), "NO_SUMMARY");
  const bool found = c.office.db.read([&](db::Session& session) {
    const auto own = store::find_partner(session, file, c.actor.account);
    if (!own) return false;
    fill_own_section(page, c, *own, no);
    const auto plan = store::find_running(session, file);
    const auto shown =
        plan && plan->of == file.id ? gather_plan(session, c.actor, file, plan->id, c.office.today()) : std::nullopt;
    page.show_if(!shown, "NO_PLAN");
    if (shown) {
      // What others do is theirs: a partner sees the goals, and of the actions her own.
      ShownPlan mine = *shown;
      std::erase_if(mine.actions, [&](const PlanAction& a) { return a.account != c.actor.account; });
      page.set("PLAN", plan->id.text());
      fill_goals(page, c, session, file, mine, {});
    }
    for (const Task& t : store::list_tasks(session, file)) {
      if (t.account != c.actor.account || t.state != "open") continue;
      page.add("TASKS").set("WHAT", task_words(c.words, t)).set("DUE", due_words(c.words, t.due_on, c.office.today()));
    }
    page.set("LEAD", staff::account_name(session, file.lead));
    return true;
  });
  return found ? c.show(page, status_of(no)) : c.refuse(Refusal(not_found));
}

web::Response show_partners(web::Context& c) { return draw(c, case_in(c.request), {}); }

web::Response invite_one(web::Context& c) {
  const auto& r = c.request;
  const auto id = case_in(r);
  const Invitation invitation{std::string(r.form("email")), std::string(r.form("role")),
                              std::string(r.form("section_title"))};
  return after_act(c, id, invite_partner(c.office, c.actor, id, invitation, c.once_key("partner")));
}

web::Response end_one_partner(web::Context& c) {
  const auto id = case_in(c.request);
  const auto account = c.request.id<AccountId>("account").value_or(AccountId{});
  return after_act(c, id, end_partner(c.office, c.actor, id, account, c.once_key("end")));
}

web::Response add_one_member(web::Context& c) {
  const auto& r = c.request;
  const auto id = case_in(r);
  return after_act(c, id,
                   add_member(c.office, c.actor, id, r.form("name"), r.form("member_role"), c.once_key("member")));
}

web::Response end_one_member(web::Context& c) {
  const auto id = case_in(c.request);
  const auto member = Uuid::parse(c.request.in_path("member")).value_or(Uuid{});
  return after_act(c, id, end_member(c.office, c.actor, id, member, c.once_key("end")));
}

web::Response write_one_summary(web::Context& c) {
  const auto id = case_in(c.request);
  return after_act(
      c, id,
      write_summary(c.office, c.actor, id, typed_version(c.request), c.request.form("summary"), c.once_key("summary")));
}

web::Response write_one_section(web::Context& c) {
  const auto id = case_in(c.request);
  const auto done =
      write_section(c.office, c.actor, id, typed_version(c.request), c.request.form("section"), c.once_key());
  if (done) return c.go("/cases/" + id.text(), "cases.notice.saved");
  if (!has_field(done.refusals()) && !done.refusals().front().is(changed_meanwhile)) return c.refuse(done.refusals());
  const auto allowed = open_case(c.office, c.actor, id, "case.opened");
  return allowed && allowed->as_partner ? partner_page(c, *allowed, done.refusals()) : c.refuse(Refusal(not_found));
}

}  // namespace gishe::cases::pages
