#include "directory/directory.h"
#include "inquiries/inquiries_handlers.h"
#include "inquiries/inquiry_acts.h"
#include "inquiries/said.h"
#include "staff/staff.h"

// One inquiry: what was written, and the one next thing to do. Opening it leaves a ledger line.
namespace gishe::inquiries {
namespace {

std::string here(const InquiryId& id) { return "/desk/inquiries/" + id.text(); }

/// The contact that fits, for the little form that counts it.
NewContact contact_of(const Inquiry& q, Day today) {
  NewContact contact;
  contact.on = today;
  contact.channel = q.kind == Kind::callback ? "phone" : "portal";
  contact.topics = {q.topic.empty() ? std::string("information") : q.topic};
  contact.outcome = q.outcome == "application" ? "application" : "informed";
  if (q.service) contact.services = {*q.service};
  return contact;
}

void fill_count_form(page::Page& page, const web::Context& c, db::Session& session, const NewContact& n) {
  const words::Words& w = c.words;
  page.select("TOPIC", {"topic", w("contact.topic")}, need_choices(session, w, n.topics));
  page.select("SETTLEMENT", {"settlement", w("contact.settlement")},
              settlement_choices(session, w, c.actor.post.municipality, n.settlement));
  auto groups = choices_of(w, "target_group.", target_groups, n.target_group);
  groups.insert(groups.begin(), {"", w("contact.no_group"), {}, n.target_group.empty()});
  page.select("TARGET_GROUP", {"target_group", w("contact.target_group")}, groups);
  page.radios("OUTCOME", {"outcome", w("contact.outcome")},
              choices_of(w, "contact.outcome.", contact_outcomes, n.outcome));
}

void fill_head(page::Page& page, const web::Context& c, const Inquiry& q) {
  const words::Words& w = c.words;
  page.title(w("inquiry.kind." + std::string(kind_name(q.kind))) + ' ' + q.number);
  page.set("ID", q.id.text()).set("NUMBER", q.number).set("VERSION", q.version);
  page.set("KIND", w("inquiry.kind." + std::string(kind_name(q.kind))));
  page.badge("STATE", tone_of(q), state_words(w, q)).set("ASKED", w.moment(q.asked_at));
  page.set("TOPIC_WORDS", q.topic.empty() ? w("inquiry.no_topic") : w("need." + q.topic));
  page.set("LANGUAGE", w("language." + q.language));
  if (q.state == State::waiting) {
    const Day today = c.office.today();
    page.show("DUE_SHOWN").set("DUE", due_words(w, q.due_on, today)).set("DUE_CLASS", due_class(q.due_on, today));
  }
  if (q.keep_until) page.show("KEPT").set("UNTIL", w.with("inquiry.kept", {{"day", w.day(*q.keep_until)}}));
  page.show_if(!q.email.empty(), "BY_MAIL");
  if (q.kind == Kind::callback) {
    page.show("CALL").phone("PHONE", q.phone).set("WHEN", w("callback.when." + q.call_when));
    page.set("TRIES", w.count("inquiry.tries", q.not_reached)).show_if(q.not_reached > 0, "TRIED");
    page.show_if(q.discreet, "DISCREET");
  }
}

void fill_messages(page::Page& page, const web::Context& c, db::Session& session, const Opened& opened) {
  for (const Message& m : opened.messages) {
    auto row = page.add("MESSAGES");
    row.set("WHO", m.account ? staff::account_name(session, *m.account) : c.words("inquiry.asker"));
    row.set("AT", c.words.moment(m.at)).set("WORDS", m.words).set("SIDE", m.account ? "own" : "desk");
  }
}

web::Response inquiry_page(web::Context& c, const InquiryId& id, std::string_view unsent, const Refusals& refusals) {
  const auto opened = open_inquiry(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  const Inquiry& q = opened->inquiry;
  const words::Words& w = c.words;
  auto page = c.page("inquiries/inquiry.html");
  fill_head(page, c, q);
  page.error_summary("ERRORS", refusals);
  const bool open = q.state != State::ended;
  const bool mine = q.officer == c.actor.account;
  page.show_if(open && !mine, "TAKE").show_if(open && mine, "GIVE_BACK").show_if(open, "OPEN");
  c.office.db.read([&](db::Session& session) {
    fill_messages(page, c, session, *opened);
    if (q.officer) page.show("TAKEN").set("OFFICER", staff::account_name(session, *q.officer));
    const auto service = q.service ? directory::find_service(session, *q.service) : std::nullopt;
    if (service) page.show("ABOUT").set("SERVICE", service->id.text()).set("SERVICE_NAME", service->name);
    if (may(Step::count, q)) {
      page.show("COUNT");
      fill_count_form(page, c, session, contact_of(q, c.office.today()));
    }
  });
  if (may(Step::answer, q)) {
    page.show("ANSWER");
    page::Values::Input words{"words", w("inquiry.answer"), std::string(unsent), w("inquiry.answer_hint")};
    words.max_length = static_cast<int>(question_max);
    page.area("WORDS_FIELD", words, refusals, 5);
  }
  page.show_if(may(Step::call, q), "CALLING").show_if(q.counted, "COUNTED");
  std::vector<page::Values::Choice> reasons;
  if (q.state == State::answered || q.kind == Kind::conversation)
    reasons.push_back({"", w("inquiry.end.over"), {}, true});
  for (const auto& choice : choices_of(w, "inquiry.end.", end_reasons, "")) reasons.push_back(choice);
  page.select("REASON", {"reason", w("inquiry.end_reason")}, reasons);
  return c.show(page, status_of(refusals));
}

/// A step from the page: back to the inquiry, with a line that says what happened.
template <class Act>
web::Response step_from_page(web::Context& c, std::string_view notice, Act&& act) {
  const auto id = c.request.id<InquiryId>("id");
  const auto version = version_of(c);
  if (!id || !version) return c.refuse(not_found);
  const auto done = act(Which{*id, *version});
  if (!done) return c.refuse(done.refusals());
  return c.go(here(*id), notice);
}

}  // namespace

web::Response show_inquiry(web::Context& c) {
  const auto id = c.request.id<InquiryId>("id");
  return id ? inquiry_page(c, *id, {}, {}) : c.refuse(not_found);
}

web::Response take_from_page(web::Context& c) {
  const bool mine = c.request.form("mine") != "no";
  return step_from_page(c, mine ? "inquiry.notice.taken" : "inquiry.notice.given_back", [&](const Which& which) {
    return take_inquiry(c.office, c.actor, which, mine, c.once_key("taking"));
  });
}

web::Response answer_from_page(web::Context& c) {
  const auto id = c.request.id<InquiryId>("id");
  const auto version = version_of(c);
  if (!id || !version) return c.refuse(not_found);
  constexpr std::size_t typed_max = 9000;
  const std::string words(c.request.form("words").substr(0, typed_max));
  const auto done = answer_inquiry(c.office, c.actor, {*id, *version}, words, c.once_key("answer"));
  if (done) return c.go(here(*id), "inquiry.notice.answered");
  const Refusal& no = done.refusals().front();
  const bool again = !no.field.empty() || no.is(changed_meanwhile);  // what was typed is not lost
  if (!again) return c.refuse(done.refusals());
  return inquiry_page(c, *id, words, {Refusal(*no.code, "words", no.with)});
}

web::Response call_from_page(web::Context& c) {
  const bool reached = c.request.form("reached") == "yes";
  return step_from_page(c, reached ? "inquiry.notice.called" : "inquiry.notice.not_reached", [&](const Which& which) {
    return note_call(c.office, c.actor, which, reached, c.once_key("call"));
  });
}

web::Response end_from_page(web::Context& c) {
  return step_from_page(c, "inquiry.notice.ended", [&](const Which& which) {
    return end_inquiry(c.office, c.actor, which, c.request.form("reason"), c.once_key("end"));
  });
}

web::Response count_inquiry_from_page(web::Context& c) {
  NewContact contact;
  contact.on = c.office.today();
  contact.settlement = Ekatte::parse(c.request.form("settlement")).value_or(Ekatte{});
  contact.target_group = c.request.form("target_group");
  contact.topics.emplace_back(c.request.form("topic"));
  contact.outcome = c.request.form("outcome");
  contact.channel = c.request.form("channel") == "phone" ? "phone" : "portal";
  if (const auto service = ServiceId::parse(c.request.form("service"))) contact.services = {*service};
  return step_from_page(c, "inquiry.notice.counted", [&](const Which& which) {
    return count_inquiry(c.office, c.actor, which, contact, c.once_key("contact"));
  });
}

web::Response hold_from_page(web::Context& c) {
  const auto id = c.request.id<InquiryId>("id");
  const auto version = version_of(c);
  if (!id || !version) return c.refuse(not_found);
  const bool hold = c.request.form("hold") != "no";
  const auto done = hold_for_application(c.office, c.actor, {*id, *version}, hold, c.once_key("application"));
  if (!done) return c.refuse(done.refusals());
  if (hold && access::function_may(c.actor, access::Action::find_person)) return c.go("/people", "inquiry.notice.held");
  return c.go(here(*id), "inquiry.notice.put_down");
}

}  // namespace gishe::inquiries
