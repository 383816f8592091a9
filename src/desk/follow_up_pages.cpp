#include "base/text.h"
#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/follow_up_form.h"
#include "desk/said.h"

// The officer asks on the telephone, three months after a service began.
namespace gishe::desk {
namespace {

struct Seen {
  Application application;
  std::vector<FollowUp> all;
};

Result<Seen> load(web::Context& c, const ApplicationId& id) {
  return c.office.open(c.actor, [&](db::Session& session, ledger::Line& line) -> Result<Seen> {
    const auto opened = open_file(session, c.actor, access::Action::change_application, id);
    if (!opened) return opened.refusals();
    const Application& a = opened->file.application;
    line = line_about(a, "application.opened", opened->rule);
    return Seen{a, list_follow_ups(session, a.municipality, a.id)};
  });
}

web::Response follow_up_page(web::Context& c, const ApplicationId& id, const FollowUpAnswers& typed,
                             const Refusals& no) {
  const words::Words& w = c.words;
  const auto seen = load(c, id);
  if (!seen) return c.refuse(seen.refusals());
  auto page = c.page("desk/follow_up.html");
  page.title(w("follow_up.title")).error_summary("ERRORS", no);
  page.set("APPLICATION", id.text()).set("NUMBER", seen->application.number);
  bool asked = false;
  for (const FollowUp& f : seen->all) {
    if (f.state == "asked" && !asked) {
      asked = true;
      auto form = page.add("ASK");
      form.set("REFERRAL", f.referral.text()).set("NEED", w("need." + f.need));
      form.set("SINCE", w.with("follow_up.since", {{"day", w.day(f.started_on)}}));
      fill_follow_up(form, w, typed, no);
      continue;
    }
    auto row = page.add("ROWS");
    row.set("ROW_NEED", w("need." + f.need));
    row.set("ROW_SINCE", w.with("follow_up.since", {{"day", w.day(f.started_on)}}));
    row.set("ROW_STATE", f.state == "planned" ? w.with("follow_up.ask_on", {{"day", w.day(f.ask_on)}})
                                              : w("follow_up.state." + f.state));
    if (f.state != "answered") continue;
    auto said = row.add("ANSWERED");
    said.set("ON", w.day(*f.answered_on) + ", " + w("follow_up.channel." + f.channel));
    said.set("GOING", w("follow_up.going." + f.going)).set("MET", w("follow_up.need_met." + f.need_met));
    said.set("SATISFACTION", w.with("follow_up.of_five", {{"n", std::to_string(f.satisfaction)}}));
    said.set("SAID", f.words);
  }
  page.show_if(seen->all.empty(), "NONE");
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace

FollowUpAnswers typed_follow_up(const web::Request& request) {
  return {std::string(request.form("going")), std::string(request.form("need_met")),
          std::string(request.form("answer_words")),
          static_cast<int>(text::whole_number(request.form("satisfaction").substr(0, 2)).value_or(0))};
}

void fill_follow_up(page::Values& form, const words::Words& w, const FollowUpAnswers& typed, const Refusals& no) {
  using Choice = page::Values::Choice;
  const auto choices = [&](const std::string& family, std::span<const std::string_view> codes,
                           std::string_view chosen) {
    std::vector<Choice> all;
    for (const auto code : codes) all.push_back({std::string(code), w(family + std::string(code)), "", code == chosen});
    return all;
  };
  form.radios("GOING_FIELD", {"going", w("follow_up.field.going")},
              choices("follow_up.going.", how_it_goes, typed.going), no);
  form.radios("MET_FIELD", {"need_met", w("follow_up.field.need_met")},
              choices("follow_up.need_met.", is_it_met, typed.need_met), no);
  std::vector<Choice> marks;
  for (int n = 5; n >= 1; --n) {
    const std::string mark = std::to_string(n);
    marks.push_back({mark, mark + " – " + w("follow_up.satisfaction." + mark), "", typed.satisfaction == n});
  }
  form.radios("MARK_FIELD", {"satisfaction", w("follow_up.field.satisfaction")}, marks, no);
  page::Values::Input words{"answer_words", w("follow_up.field.words"), typed.words};
  words.optional = true;
  words.max_length = static_cast<int>(follow_up_words_max);
  form.area("WORDS_FIELD", words, no, 3);
}

web::Response show_follow_up(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  return id ? follow_up_page(c, *id, {}, {}) : c.refuse(not_found);
}

web::Response answer_follow_up_from_page(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  if (!id) return c.refuse(not_found);
  const auto referral = ReferralId::parse(c.request.form("referral")).value_or(ReferralId{});
  const FollowUpAnswers typed = typed_follow_up(c.request);
  const auto done = answer_follow_up(c.office, c.actor, *id, referral, typed, c.once_key());
  if (done) return c.go("/desk/applications/" + id->text(), "follow_up.kept");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return follow_up_page(c, *id, typed, done.refusals());
}

}  // namespace gishe::desk
