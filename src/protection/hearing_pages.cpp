#include "base/text.h"
#include "directory/directory.h"
#include "platform/paper/paper.h"
#include "protection/commission_acts.h"
#include "protection/handlers.h"
#include "protection/said.h"
#include "territory/territory.h"

// Holding a hearing, its protocol on paper, and sending the child to a centre.
namespace gishe::protection {
namespace {

std::string here(const CommissionCaseId& id) { return "/commission/" + id.text(); }

web::Response draw_hearing(web::Context& c, const OpenedCase& opened, std::int64_t version, const Decision& form,
                           const Refusals& refusals) {
  const auto& one = opened.matter;
  auto page = c.page("protection/hearing.html");
  page.title(c.words("commission.title")).error_summary("ERRORS", refusals);
  page.set("ID", one.id.text()).set("NUMBER", one.number).set("VERSION", version);
  const auto date = [&](const char* part, const char* name, const char* label, const std::string& value,
                        bool optional) {
    page::Values::Input input = input_of(c, name, label, value, optional);
    input.type = "date";
    input.width = "short";
    page.input(part, input, refusals);
  };
  date("HELD_ON", "held_on", "commission.held_on", form.held_on.empty() ? c.office.today().iso() : form.held_on, false);
  const auto area = [&](const char* part, const char* name, const char* label, const std::string& value) {
    auto input = input_of(c, name, label, value, false);
    input.max_length = static_cast<int>(case_words_max);
    page.area(part, input, refusals, 4);
  };
  area("PARTICIPANTS", "participants", "commission.participants", form.participants);
  area("WORDS", "words", "commission.decided_words", form.words);
  page.radios("DECISION", {"decision", c.words("commission.decision")},
              choices_of(c.words, "commission.decision.", decisions, form.decision), refusals);
  std::vector<page::Values::Choice> kinds{{"", c.words("common.choose"), {}, form.measure.empty()}};
  c.office.db.read([&](db::Session& session) {
    for (const auto& kind : list_measure_kinds(session, one.municipality, c.office.today())) {
      kinds.push_back({kind.code,
                       c.words("commission.measure." + kind.code) + " — " + kind.article,
                       {},
                       kind.code == form.measure});
    }
  });
  page.select("MEASURE", {"measure", c.words("commission.measure")}, kinds, refusals);
  date("UNTIL", "until", "commission.measure_until", form.until, true);
  page.input("EDUCATOR", input_of(c, "educator", "commission.educator", form.educator), refusals);
  date("NEXT_ON", "next_on", "commission.next_on", form.next_on, true);
  return c.show(page, status_of(refusals));
}

std::vector<page::Values::Choice> centre_choices(db::Session& session, const words::Words& w, const ServiceId& chosen) {
  constexpr int a_page = 200, pages_max = 10;
  std::vector<page::Values::Choice> choices;
  std::string after;
  for (int n = 0; n < pages_max; ++n) {
    const auto some = directory::list_services(session, "", {}, after, a_page);
    for (const auto& s : some.services) {
      if (!text::one_of(s.target_groups, "child_in_conflict") || !s.accepts_referrals || s.restricted || s.suspended())
        continue;
      const auto town = territory::find_municipality(session, s.municipality);
      choices.push_back(
          {s.id.text(), s.name, s.organisation_name + (town ? ", " + town->name(w.language()) : ""), s.id == chosen});
    }
    after = some.next;
    if (after.empty()) break;
  }
  return choices;
}

web::Response draw_referral(web::Context& c, const CommissionCaseId& id, std::int64_t version, const CaseReferral& form,
                            const Refusals& refusals) {
  auto page = c.page("protection/case_referral.html");
  page.title(c.words("commission.title")).error_summary("ERRORS", refusals);
  page.set("ID", id.text()).set("VERSION", version);
  const auto choices =
      c.office.db.read([&](db::Session& session) { return centre_choices(session, c.words, form.service); });
  page.radios("SERVICE", {"service", c.words("commission.centre")}, choices, refusals);
  auto words = input_of(c, "words", "commission.referral_words", form.words, false, "commission.referral_hint");
  words.max_length = static_cast<int>(case_words_max);
  page.area("WORDS", words, refusals, 4);
  return c.show(page, status_of(refusals));
}

}  // namespace

web::Response show_hearing(web::Context& c) {
  const auto id = c.request.id<CommissionCaseId>("id");
  if (!id) return c.refuse(not_found);
  const auto opened = open_case(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  if (opened->matter.state != CaseState::hearing_set) return c.refuse(not_from_this_state);
  return draw_hearing(c, *opened, opened->matter.version, {}, {});
}

web::Response post_hearing(web::Context& c) {
  const auto id = c.request.id<CommissionCaseId>("id");
  if (!id) return c.refuse(not_found);
  const Decision form{typed(c, "decision"), typed(c, "held_on"), typed(c, "participants"), typed(c, "words"),
                      typed(c, "measure"),  typed(c, "until"),   typed(c, "educator"),     typed(c, "next_on")};
  const auto done = decide_hearing(c.office, c.actor, {*id, version_of(c)}, form, c.once_key());
  if (done) return c.go(here(*id), "commission.notice.decided");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  const auto opened = open_case(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  return draw_hearing(c, *opened, version_of(c), form, done.refusals());
}

web::Response print_protocol(web::Context& c) {
  const auto id = c.request.id<CommissionCaseId>("id");
  if (!id) return c.refuse(not_found);
  const auto opened = open_case(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  const auto& one = opened->matter;
  const Hearing* last = nullptr;
  for (const auto& hearing : opened->hearings) {
    if (!hearing.decision.empty()) last = &hearing;
  }
  if (!last) return c.refuse(not_found);
  const words::Words w(words::Language::bg);
  const auto town = c.office.db.read(
      [&](db::Session& session) { return territory::municipality_name(session, one.municipality, w.language()); });
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", town}});
  head.office = w("commission.paper_office");
  head.number = one.number;
  head.day = w.day(last->held_on);
  paper::Letter letter(w.language(), head);
  letter.title(w("commission.paper_title"));
  letter.facts({{w("commission.child"), one.child.name},
                {w("protection.born_on"), w.day(one.born_on)},
                {w("commission.source"), w("commission.source." + one.source)},
                {w("commission.participants"), last->participants},
                {w("commission.decision"), w("commission.decision." + last->decision)},
                {w("commission.decided_words"), last->words}});
  std::vector<std::vector<std::string>> rows;
  for (const auto& m : opened->measures) {
    if (m.ended_on) continue;
    rows.push_back(
        {w("commission.measure." + m.kind), w.day(m.from_on), m.until_on ? w.day(*m.until_on) : "—", m.educator});
  }
  if (!rows.empty()) {
    letter.table({w("commission.measure"), w("commission.from"), w("commission.until"), w("commission.educator")},
                 rows);
  }
  letter.signatures({w("commission.paper_chair"), w("commission.paper_secretary")});
  return web::Response::pdf(letter.pdf(), one.number + ".pdf");
}

web::Response show_case_referral(web::Context& c) {
  const auto id = c.request.id<CommissionCaseId>("id");
  if (!id) return c.refuse(not_found);
  const auto opened = open_case(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  return draw_referral(c, *id, opened->matter.version, {}, {});
}

web::Response post_case_referral(web::Context& c) {
  const auto id = c.request.id<CommissionCaseId>("id");
  if (!id) return c.refuse(not_found);
  const CaseReferral form{ServiceId::parse(c.request.form("service")).value_or(ServiceId{}), typed(c, "words")};
  const auto done = refer_child(c.office, c.actor, {*id, version_of(c)}, form, c.once_key());
  if (done) return c.go(here(*id), "commission.notice.referred");
  if (!for_the_form(done.refusals())) return c.refuse(done.refusals());
  return draw_referral(c, *id, version_of(c), form, done.refusals());
}

}  // namespace gishe::protection
