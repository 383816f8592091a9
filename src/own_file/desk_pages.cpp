#include "own_file/handlers.h"
#include "own_file/subject_request_acts.h"

// At the desk: who reads this file from outside, and opening it to somebody.
namespace gishe::own_file {
namespace {

using page::Values;

constexpr std::string_view asking_here = "request";

std::vector<Values::Choice> choices_of(const web::Context& c, const std::vector<std::string>& codes, const char* words,
                                       std::string_view chosen) {
  std::vector<Values::Choice> list{{"", c.words("common.choose")}};
  for (const auto& code : codes) list.push_back({code, c.words(words + code), {}, code == chosen});
  return list;
}

void fill_form(page::Page& p, const web::Context& c, const AtTheDesk& desk, const Refusals& no) {
  const auto typed = c.request.form("holder");
  std::vector<Values::Choice> holders;
  const auto age = desk.person.age(c.office.today());
  if (!age || *age >= own_account_age) {
    holders.push_back({"self", desk.person.full_name(), c.words("own.desk.self_hint"), typed == "self"});
  }
  for (const auto& r : desk.representatives) {
    const auto until = r.valid_until ? ", " + c.words.with("own.until", {{"day", c.words.day(*r.valid_until)}}) : "";
    holders.push_back({r.id.text(), r.name, c.words("people.represents." + r.kind) + until, typed == r.id.text()});
  }
  p.show_if(holders.empty(), "NOBODY");
  if (holders.empty()) return;
  auto form = p.add("FORM");
  form.radios("HOLDER", {"holder", c.words("own.desk.for_whom")}, holders, no);
  form.select("CHECK", {"identity_check", c.words("own.desk.check")},
              choices_of(c, identity_checks(), "own.check.", c.request.form("identity_check")), no);
  Values::Input email{"email", c.words("common.email"), std::string(c.request.form("email"))};
  email.type = "email";
  email.hint = c.words("own.desk.email_hint");
  form.input("EMAIL", email, no);
}

void fill_row(Values row, const web::Context& c, const AtTheDesk::Row& r, std::string_view refused,
              const Refusals& no) {
  const std::string id = r.access.id.text();
  const bool here = refused == id;
  row.set("WHO", !r.access.mandate  ? c.words("own.desk.herself")
                 : r.holder.empty() ? c.words("own.desk.representative")
                                    : r.holder);
  row.email("EMAIL", r.email).set("OPENED", c.words.moment(r.access.opened_at));
  row.set("CHECKED", c.words("own.check." + r.access.identity_check));
  if (r.access.ended_at) {
    row.badge("STATE", Values::Tone::plain, c.words("own.desk.ended"));
    row.add("ENDED")
        .set("WHEN", c.words.moment(*r.access.ended_at))
        .set("WHY", c.words("own.end_reason." + r.access.end_reason));
    return;
  }
  row.badge("STATE", r.holds ? Values::Tone::go : Values::Tone::stop,
            c.words(r.holds ? "own.desk.open" : "own.desk.mandate_over"));
  auto act = row.add("ACT");
  act.set("ACCESS", id).set("LETTER_KEY", c.surroundings.form_key + id).set("END_KEY", id + c.surroundings.form_key);
  act.show_if(here, "LETTER_OPEN");
  Values::Input check{"identity_check", c.words("own.desk.check")};
  check.of = id;
  act.select("CHECK", check, choices_of(c, identity_checks(), "own.check.", ""), here ? no : Refusals{});
  Values::Input reason{"reason", c.words("own.desk.end_reason")};
  reason.of = id;
  act.select("REASON", reason, choices_of(c, end_reasons(), "own.end_reason.", ""), here ? no : Refusals{});
}

web::Response show(web::Context& c, const PersonId& id, const Refusals& no, std::string_view refused = {}) {
  const auto desk = open_at_the_desk(c.office, c.actor, id);
  if (!desk) return c.refuse(desk.refusals());
  auto p = c.page("own_file/own_access.html");
  p.title(c.words("own.desk.title")).set("ID", id.text()).set("NAME", desk->person.full_name());
  p.error_summary("ERRORS", no, refused == asking_here ? std::string_view() : refused);
  for (const auto& row : desk->rows) fill_row(p.add("ROWS"), c, row, refused, no);
  p.show_if(desk->rows.empty(), "NO_ROWS");
  const bool asking = refused == asking_here;
  fill_form(p, c, *desk, refused.empty() ? no : Refusals{});
  auto request = p.add("REQUEST");
  request.show_if(asking, "REQUEST_OPEN");
  fill_asking(request, c, asking ? no : Refusals{});
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

web::Response after(web::Context& c, const PersonId& id, const Result<Opened>& done, std::string_view refused = {}) {
  if (done && !done->link.empty()) return letter_of(c, *done);
  if (done) return c.go("/people/" + id.text() + "/own-access", "own.desk.no_letter");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return show(c, id, done.refusals(), refused);
}

}  // namespace

web::Response show_own_access(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response post_own_access(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const NewAccess typed{*id, std::string(c.request.form("holder")), std::string(c.request.form("email")),
                        std::string(c.request.form("identity_check"))};
  return after(c, *id, open_access(c.office, c.actor, typed, c.once_key()));
}

web::Response post_desk_request(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto made =
      ask_at_the_desk(c.office, c.actor,
                      {*id, std::string(c.request.form("kind")), std::string(c.request.form("words"))}, c.once_key());
  if (made) return c.go("/people/" + id->text() + "/own-access", "own.request.was_received");
  if (made.refusals().front().field.empty()) return c.refuse(made.refusals());
  return show(c, *id, made.refusals(), asking_here);
}

web::Response post_letter(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto access = c.request.id<OwnAccessId>("access");
  if (!id || !access) return c.refuse(Refusal(not_found));
  return after(c, *id, renew_letter(c.office, c.actor, *id, *access, c.request.form("identity_check"), c.once_key()),
               access->text());
}

web::Response post_end(web::Context& c) {
  const auto id = c.request.id<PersonId>("id");
  const auto access = c.request.id<OwnAccessId>("access");
  if (!id || !access) return c.refuse(Refusal(not_found));
  const auto done = end_access(c.office, c.actor, *id, *access, c.request.form("reason"), c.once_key());
  if (done) return c.go("/people/" + id->text() + "/own-access", "own.desk.was_ended");
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return show(c, *id, done.refusals(), access->text());
}

}  // namespace gishe::own_file
