#include <algorithm>

#include "base/text.h"
#include "desk/application.h"
#include "desk/desk_handlers.h"
#include "desk/online_fields.h"
#include "desk/online_take.h"
#include "desk/said.h"
#include "platform/web/download.h"
#include "territory/territory.h"

// What came on-line, at the desk: the list, one of them beside those of the register who may be meant, and the form
// that makes it an ordinary application. Everything is filled in from what was sent.
namespace gishe::desk {
namespace {

using Input = page::Values::Input;
using Choice = page::Values::Choice;

constexpr int rows_a_page = 25;
constexpr std::string_view listed_states[] = {"waiting", "returned", "declined"};

std::string place_of(db::Session& session, const words::Words& w, const Ekatte& code) {
  const auto place = code.empty() ? std::nullopt : territory::find_settlement(session, code);
  return place ? place->full_name(w.language()) : "";
}

/// "род. 12.03.1948 · 480312**** · с. Калугерово — същите имена"
std::string described(db::Session& session, const words::Words& w, const people::Alike& alike) {
  std::vector<std::string> parts;
  if (alike.person.born_on) parts.push_back(w.with("online.born", {{"day", w.day(*alike.person.born_on)}}));
  if (!alike.person.identifier_masked.empty()) parts.push_back(alike.person.identifier_masked);
  if (auto place = place_of(session, w, alike.person.settlement); !place.empty()) parts.push_back(std::move(place));
  std::vector<std::string> why;
  if (alike.same_number) why.push_back(w("online.same_number"));
  for (const std::string& reason : alike.reasons) why.push_back(w("people.same." + reason));
  return text::join(parts, " · ") + (why.empty() ? "" : " — " + text::join(why, ", "));
}

/// Somebody known, or a new one; chosen at once only where the number says so or nobody is alike.
std::vector<Choice> who_choices(db::Session& session, const words::Words& w, const std::vector<people::Alike>& alike,
                                std::string_view typed) {
  std::string chosen(typed);
  if (chosen.empty() && alike.empty()) chosen = "new";
  if (chosen.empty() && alike.front().same_number) chosen = alike.front().person.id.text();
  std::vector<Choice> choices;
  for (const auto& one : alike) {
    const std::string id = one.person.id.text();
    choices.push_back({id, one.person.full_name(), described(session, w, one), id == chosen});
  }
  choices.push_back({"new", w("online.new_person"), w("online.new_person_hint"), chosen == "new"});
  return choices;
}

struct Typed {
  const web::Context& c;
  bool again;  // the form comes back: what was typed goes before what was sent
  std::string of(std::string_view field, std::string_view sent) const {
    return again ? std::string(c.request.form(field)) : std::string(sent);
  }
};

void add_input(page::Page& page, std::string_view part, const words::Words& w, const char* name, std::string_view key,
               std::string value, const Refusals& no, const char* type = "text", bool optional = true) {
  Input input{name, w(key), std::move(value)};
  input.type = type;
  input.optional = optional;
  input.width = "half";
  page.add(part).input("FIELD", input, no);
}

void fill_person_form(page::Page& page, const words::Words& w, db::Session& session, const OnlineView& v,
                      const Typed& typed, const people::NewPerson& p, const Refusals& no) {
  page.radios("PERSON", {"person", w("online.who")}, who_choices(session, w, v.alike, typed.of("person", "")), no);
  add_input(page, "PERSON_FIELDS", w, "given_name", "people.given_name", typed.of("given_name", p.given_name), no,
            "text", false);
  add_input(page, "PERSON_FIELDS", w, "middle_name", "people.middle_name", typed.of("middle_name", p.middle_name), no);
  add_input(page, "PERSON_FIELDS", w, "family_name", "people.family_name", typed.of("family_name", p.family_name), no,
            "text", false);
  static constexpr std::string_view sexes[] = {"f", "m", "unknown", "refused"};
  page.add("PERSON_FIELDS")
      .radios("FIELD", {"sex", w("people.sex"), {}, w("online.sex_hint")},
              choices_of(w, "people.sex.", sexes, typed.of("sex", p.sex)), no);
  add_input(page, "PERSON_FIELDS", w, "born_on", "people.born", typed.of("born_on", p.born_on), no, "date");
  add_input(page, "PERSON_FIELDS", w, "identifier", "people.number", typed.of("identifier", p.identifier), no);
  std::vector<Choice> places{{"", w("common.choose")}};
  const std::string settlement = typed.of("settlement", p.settlement);
  for (const auto& place : territory::list_settlements(session, v.online.municipality))
    places.push_back({place.code.text, place.full_name(w.language()), {}, place.code.text == settlement});
  Input where{"settlement", w("common.settlement")};
  where.width = "half";
  page.add("PERSON_FIELDS").select("FIELD", where, places, no);
  add_input(page, "PERSON_FIELDS", w, "address", "common.address", typed.of("address", p.address), no);
  add_input(page, "PERSON_FIELDS", w, "phone", "common.phone", typed.of("phone", p.phone), no, "tel");
  add_input(page, "PERSON_FIELDS", w, "email", "common.email", typed.of("email", p.email), no, "email");
  add_input(page, "PERSON_FIELDS", w, "contact_rule", "people.contact_rule", typed.of("contact_rule", p.contact_rule),
            no);
}

void fill_writer_form(page::Page& page, const words::Words& w, db::Session& session, const OnlineView& v,
                      const Typed& typed, const Refusals& no) {
  if (!v.told.by_another()) return;
  page.show("BY_ANOTHER");
  const auto p = v.told.writer();
  auto choices = who_choices(session, w, v.writer_alike, typed.of("writer", "none"));
  choices.insert(choices.begin(), {"none", w("online.no_representative"), w("online.no_representative_hint"),
                                   typed.of("writer", "none") == "none"});
  page.radios("WRITER", {"writer", w("online.representative")}, choices, no);
  add_input(page, "WRITER_FIELDS", w, "writer_given_name", "people.given_name",
            typed.of("writer_given_name", p.given_name), no, "text", false);
  add_input(page, "WRITER_FIELDS", w, "writer_family_name", "people.family_name",
            typed.of("writer_family_name", p.family_name), no, "text", false);
  add_input(page, "WRITER_FIELDS", w, "writer_phone", "common.phone", typed.of("writer_phone", p.phone), no, "tel");
  add_input(page, "WRITER_FIELDS", w, "writer_email", "common.email", typed.of("writer_email", p.email), no, "email");
  Input kind{"kind", w("people.represents")};
  kind.width = "half";
  page.add("WRITER_FIELDS")
      .select("FIELD", kind, choices_of(w, "people.represents.", mandate_kinds, typed.of("kind", v.told.mandate)), no);
  add_input(page, "WRITER_FIELDS", w, "relation", "people.relation", typed.of("relation", v.told.relation), no);
  add_input(page, "WRITER_FIELDS", w, "document", "people.document", typed.of("document", v.told.document), no);
  add_input(page, "WRITER_FIELDS", w, "valid_until", "people.valid_until", typed.of("valid_until", ""), no, "date");
  page.checkboxes("SEEN", {"document_seen", w("online.document")},
                  {{"1", w("online.document_seen"), {}, typed.of("document_seen", "") == "1"}}, no);
}

void fill_told(page::Page& page, const words::Words& w, db::Session& session, const OnlineView& v) {
  for (const std::string_view step : apply_steps) {
    for (const auto& [label, value] : told_rows(w, session, v.told, step))
      page.add("TOLD").set("LABEL", label).set("VALUE", value);
  }
  if (outside_port().facts) {
    const auto facts = outside_port().facts(session, w, v.online.municipality, v.online.id);
    page.show_if(!facts.empty(), "FROM_OUTSIDE");
    for (const auto& [label, value] : facts) page.add("OUTSIDE").set("LABEL", label).set("VALUE", value);
  }
  page.show_if(!v.files.empty(), "SOME_FILES").show_if(v.files.empty(), "NO_FILES");
  for (const ShownFile& file : v.files) {
    auto row = page.add("FILES");
    row.set("FILE", file.row.id.text()).set("FILE_NAME", file.name).set("PAPER", w("paper." + file.row.code));
    row.set("SIZE", size_words(w, file.row.size_bytes));
  }
}

void fill_answer(page::Page& page, const words::Words& w, const Typed& typed, std::string_view answered,
                 const Refusals& no) {
  for (const auto& [part, state] : {std::pair{"RETURN_WORDS", "returned"}, std::pair{"DECLINE_WORDS", "declined"}}) {
    const bool mine = answered == state;
    Input words{"words", w("online.words"), mine ? typed.of("words", "") : "", w("online.words_hint")};
    words.max_length = static_cast<int>(reply_max);
    words.of = state;
    page.area(part, words, mine ? no : Refusals{}, 4);
    page.show_if(mine, std::string(part) + "_OPEN");
  }
}

web::Response one_page(web::Context& c, const ApplicationId& id, const Refusals& no, std::string_view answered = {}) {
  const auto view = open_online(c.office, c.actor, id);
  if (!view) return c.refuse(view.refusals());
  const Online& o = view->online;
  const words::Words& w = c.words;
  auto page = c.page("desk/online.html");
  page.title(w("online.one") + ' ' + o.number).set("NUMBER", o.number).set("ONLINE", o.id.text());
  page.set("VERSION", o.version).set("SENT", w.with("online.sent", {{"moment", w.moment(o.sent_at)}}));
  page.badge("STATE", o.state == "waiting" ? page::Values::Tone::wait : page::Values::Tone::info,
             w("online.state." + o.state));
  page.set("DUE", due_words(w, o.due_on, c.office.today())).set("DUE_CLASS", due_class(o.due_on, c.office.today()));
  page.error_summary("ERRORS", no, answered);
  if (!o.reply.empty()) page.show("REPLY").set("REPLY_WORDS", o.reply);
  const bool open = o.state == "waiting" || o.state == "returned";
  page.show_if(open, "OPEN").show_if(o.state == "taken", "TAKEN");
  const Typed typed{c, !no.empty() && answered.empty()};
  c.office.db.read([&](db::Session& session) {
    fill_told(page, w, session, *view);
    if (!open) return;
    fill_person_form(page, w, session, *view, typed, view->told.person(c.office.today()), no);
    fill_writer_form(page, w, session, *view, typed, no);
  });
  if (open) {
    const std::string urgency = typed.of("urgency", "normal");
    page.radios("URGENCY", {"urgency", w("desk.urgency")}, choices_of(w, "referral.urgency.", urgencies, urgency), no);
    fill_answer(page, w, Typed{c, !no.empty()}, answered, no);
  }
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

people::NewPerson typed_person(const web::Request& r, const std::string& prefix, Day today) {
  people::NewPerson p;
  p.given_name = r.form(prefix + "given_name");
  p.middle_name = r.form(prefix + "middle_name");
  p.family_name = r.form(prefix + "family_name");
  p.sex = prefix.empty() ? std::string(r.form("sex")) : "unknown";
  p.born_on = r.form(prefix + "born_on");
  p.identifier = r.form(prefix + "identifier");
  p.identifier_kind = people::kind_of_number(p.identifier, today);
  p.settlement = r.form(prefix + "settlement");
  p.address = r.form(prefix + "address");
  p.phone = r.form(prefix + "phone");
  p.email = r.form(prefix + "email");
  p.contact_rule = r.form(prefix + "contact_rule");
  p.duplicates_seen = true;  // they stand above the fields
  return p;
}

Taking typed_taking(const web::Context& c, const ApplicationId& id) {
  const web::Request& r = c.request;
  Taking t;
  t.id = id;
  t.version = version_of(c).value_or(0);
  t.urgency = r.form("urgency");
  t.person = PersonId::parse(r.form("person"));
  t.fresh = typed_person(r, "", c.office.today());
  const std::string_view writer = r.form("writer");
  t.with_representative = !writer.empty() && writer != "none";
  t.representative = PersonId::parse(writer);
  t.fresh_representative = typed_person(r, "writer_", c.office.today());
  t.mandate = r.form("kind");
  t.relation = r.form("relation");
  t.document = r.form("document");
  t.valid_until = r.form("valid_until");
  t.document_seen = r.form("document_seen") == "1";
  return t;
}

}  // namespace

web::Response show_online_list(web::Context& c) {
  const words::Words& w = c.words;
  const auto scope = access::scope(c.actor, access::Action::take_online_application);
  std::string_view state = c.request.query("state");
  if (!text::one_of(listed_states, state)) state = listed_states[0];
  const auto after = ApplicationId::parse(c.request.query("after"));
  auto list = c.office.db.read(
      [&](db::Session& session) { return list_online(session, scope, state, after, rows_a_page + 1); });
  const bool more = list.size() > rows_a_page;
  if (more) list.pop_back();
  auto page = c.page("desk/online_list.html");
  page.title(w("online.title"));
  Input filter{"state", w("online.filter")};
  page.select("STATE_FILTER", filter, choices_of(w, "online.state.", listed_states, state));
  for (const Online& o : list) {
    auto row = page.add("ROWS");
    row.set("ONLINE", o.id.text())
        .set("NUMBER", o.number)
        .set("NEED", listed_words(w, "need.", text::join(o.needs, ",")));
    row.set("SENT", w.moment(o.sent_at)).set("DUE", w.day(o.due_on));
    row.set("DUE_CLASS", due_class(o.due_on, c.office.today()));
  }
  page.show_if(!list.empty(), "ANY").show_if(list.empty(), "EMPTY");
  const std::string same = "/desk/online?state=" + std::string(state);
  page.pager("PAGER", after ? same : "", more ? same + "&after=" + list.back().id.text() : "", w("online.title"));
  return c.show(page);
}

web::Response show_online(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  return id ? one_page(c, *id, {}) : c.refuse(not_found);
}

web::Response take_online_from_page(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  if (!id) return c.refuse(not_found);
  const Taking taking = typed_taking(c, *id);
  if (!taking.person && c.request.form("person") != "new") return one_page(c, *id, {Refusal(required, "person")});
  const auto taken = take_online(c.office, c.actor, taking, c.once_key());
  if (!taken) {
    return taken.refusals().front().field.empty() ? c.refuse(taken.refusals()) : one_page(c, *id, taken.refusals());
  }
  return c.go("/desk/applications/" + taken->text(), "online.taken");
}

web::Response answer_online_from_page(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto version = version_of(c);
  if (!id || !version) return c.refuse(not_found);
  const OnlineAnswer answer{*id, *version, std::string(c.request.form("state")), std::string(c.request.form("words"))};
  const auto done = answer_online(c.office, c.actor, answer, c.once_key(answer.state));
  if (!done) {
    return done.refusals().front().field != "words" ? c.refuse(done.refusals())
                                                    : one_page(c, *id, done.refusals(), answer.state);
  }
  return c.go("/desk/online", "online.answered");
}

web::Response online_file(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto file = c.request.id<files::FileId>("file");
  if (!id || !file) return c.refuse(not_found);
  auto found = open_online_file(c.office, c.actor, *id, *file);
  if (!found) return c.refuse(found.refusals());
  return web::download(std::move(found->bytes), found->about.media_type, found->about.name);
}

}  // namespace gishe::desk
