#include <algorithm>

#include "agreements/agreements_handlers.h"
#include "base/text.h"
#include "directory/directory.h"
#include "staff/staff.h"
#include "territory/territory.h"

// The list of agreements, a new one, and the page of one with every step that is possible now.
namespace gishe::agreements {
namespace {

void put_row(page::Values row, db::Session& session, const words::Words& w, const Seen& seen, Day today) {
  const Record& r = seen.record;
  const auto& other = seen.side == Side::asker ? r.to_municipality : r.municipality;
  row.set("ID", r.id.text()).set("NUMBER", r.number);
  row.set("WITH", territory::municipality_name(session, other, w.language()));
  row.set("DIRECTION", w(seen.side == Side::asker ? "agreements.we_send" : "agreements.we_receive"));
  row.set("TYPE", w("service_type." + r.service_type));
  row.badge("STATE", tone_of(r, today), state_words(w, r, today));
  row.set("PLACES", is_binding(r.state) ? w.with("agreements.used_of",
                                                 {{"used", w.number(seen.used)}, {"places", w.number(r.terms.places)}})
                                        : w.number(r.terms.places));
  row.set("UNTIL", w.day(r.terms.until)).show_if(seen.expiring, "EXPIRING");
  row.show_if(turn_of(r.state) == seen.side && seen.side.has_value(), "OUR_TURN");
}

void put_facts(page::Page& page, const words::Words& w, const Seen& seen) {
  const Record& r = seen.record;
  const auto fact = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) page.add("FACTS").set("LABEL", w("agreements.fact." + std::string(key))).set("VALUE", value);
  };
  fact("type", w("service_type." + r.service_type));
  fact("places", w.number(r.terms.places));
  fact("cost", w.money({r.terms.unit_cost_cents_per_day, "EUR"}));
  fact("period", w.day(r.terms.from) + " – " + w.day(r.terms.until));
  if (r.answer_due) fact("answer_due", w.day(*r.answer_due));
  if (r.rests_on_zone) fact("zone", w("agreements.rests_on_zone"));
  fact("terms", r.terms.words);
  if (r.state == State::declined) fact("reason", w("agreement.decline_reason." + r.reason));
  if (r.state == State::ending && !r.reason.empty()) fact("reason", w("agreement.notice_reason." + r.reason));
  fact("note", r.note);
}

std::vector<page::Values::Step> steps_of(db::Session& session, const words::Words& w, const Seen& seen) {
  std::vector<page::Values::Step> steps;
  for (const auto& e : seen.events) {
    page::Values::Step step;
    step.when = w.moment(e.at);
    step.what = w("agreement.event." + e.verb);
    const auto& town = e.side == "asker" ? seen.record.municipality : seen.record.to_municipality;
    step.who = e.by.is_nil() ? w("agreements.the_system")
                             : staff::account_name(session, e.by) + ", " +
                                   territory::municipality_name(session, town, w.language());
    step.note = w.with("agreements.terms_said", {{"places", w.number(e.terms.places)},
                                                 {"cost", w.money({e.terms.unit_cost_cents_per_day, "EUR"})},
                                                 {"from", w.day(e.terms.from)},
                                                 {"until", w.day(e.terms.until)}});
    if (!e.note.empty()) step.note += " " + e.note;
    steps.push_back(std::move(step));
  }
  return steps;
}

/// What somebody typed into one of the forms, when the page comes back.
struct Typed {
  std::optional<Verb> verb;
  TypedTerms terms;
  std::string reason, note, on;
  Refusals refusals;
};

page::Values::Input field(const words::Words& w, const char* name, const std::string& value, const char* label) {
  page::Values::Input input;
  input.name = name;
  input.label = w(label);
  input.value = value;
  return input;
}

void put_forms(page::Page& page, const words::Words& w, const Seen& seen, const Typed& typed) {
  const auto may = [&](Verb verb) { return std::ranges::count(seen.possible, verb) > 0; };
  const auto refusals_of = [&](Verb verb) { return typed.verb == verb ? typed.refusals : Refusals{}; };
  if (may(Verb::accept)) page.show("ACCEPT");
  if (may(Verb::withdraw)) page.show("WITHDRAW");
  if (may(Verb::counter)) {
    auto form = page.add("COUNTER");
    form.show_if(typed.verb == Verb::counter, "OPEN");
    put_terms(form, w, typed.verb == Verb::counter ? typed.terms : typed_terms(seen.record.terms),
              refusals_of(Verb::counter));
    auto note = field(w, "note", typed.verb == Verb::counter ? typed.note : "", "agreements.field.note");
    note.optional = true;
    form.input("NOTE", note, refusals_of(Verb::counter));
  }
  for (const Verb verb : {Verb::decline, Verb::give_notice}) {
    if (!may(verb)) continue;
    const bool ends = verb == Verb::give_notice;
    auto form = page.add(ends ? "NOTICE" : "DECLINE");
    const bool mine = typed.verb == verb;
    form.show_if(mine, "OPEN");
    form.select("REASON", field(w, "reason", mine ? typed.reason : "", "agreements.field.reason"),
                choices_of(w, ends ? "agreement.notice_reason." : "agreement.decline_reason.", reasons_for(verb),
                           mine ? typed.reason : ""),
                refusals_of(verb));
    auto note = field(w, "note", mine ? typed.note : "", "agreements.field.note");
    note.optional = true;
    note.max_length = static_cast<int>(note_length_max);
    form.area("NOTE", note, refusals_of(verb), 3);
    if (!ends) continue;
    auto on = field(w, "on", mine ? typed.on : seen.first_end.iso(), "agreements.field.on");
    on.hint = w.with("agreements.field.on_hint", {{"day", w.day(std::max(seen.first_end, seen.record.terms.from))}});
    on.type = "date";
    on.width = "short";
    form.input("ON", on, refusals_of(verb));
  }
}

web::Response agreement_page(web::Context& c, const AgreementRequestId& id, const Typed& typed) {
  const words::Words& w = c.words;
  const Day today = c.office.today();
  return c.office.db.read([&](db::Session& session) -> web::Response {
    const auto seen = open_agreement(session, c.actor, id, today);
    if (!seen) return c.refuse(seen.refusals());
    const Record& r = seen->record;
    auto page = c.page("agreements/agreement.html");
    page.title(w.with("agreements.title_of", {{"number", r.number}}));
    page.set("ID", r.id.text()).set("VERSION", r.version).set("NUMBER", r.number);
    page.badge("STATE", tone_of(r, today), state_words(w, r, today));
    page.set("FROM", territory::municipality_name(session, r.municipality, w.language()));
    page.set("TO", territory::municipality_name(session, r.to_municipality, w.language()));
    page.error_summary("ERRORS", typed.refusals);
    if (turn_of(r.state) && turn_of(r.state) != seen->side) page.show("WAITS_FOR_THEM");
    if (is_binding(r.state)) {
      auto use = page.add("USE");
      use.set("USED", w.number(seen->used)).set("PLACES", w.number(r.terms.places));
      use.set("LEFT", w.count("agreements.left", std::max(0, r.terms.places - seen->used)));
      use.show_if(seen->expiring, "EXPIRING");
      use.set("WHEN", w.relative(r.terms.until, today));
      use.show_if(r.state == State::ending, "OPEN_FINISH");
    }
    put_facts(page, w, *seen);
    put_forms(page, w, *seen, typed);
    put_bills(page, session, w, *seen, today);
    page.timeline("TIMELINE", steps_of(session, w, *seen));
    page.show_if(!seen->events.empty(), "HAS_TIMELINE");
    return c.show(page, typed.refusals.empty() ? 200 : typed.refusals.front().code->http_status);
  });
}

web::Response new_page(web::Context& c, std::string_view to, std::string_view type, const TypedTerms& typed,
                       const Refusals& refusals) {
  const words::Words& w = c.words;
  auto page = c.page("agreements/new.html");
  page.title(w("agreements.new.title"));
  page.error_summary("ERRORS", refusals);
  c.office.db.read([&](db::Session& session) {
    std::vector<page::Values::Choice> towns = {{"", w("agreements.choose"), {}, to.empty()}};
    for (const auto& m : territory::list_municipalities(session)) {
      if (m.code != c.actor.post.municipality)
        towns.push_back({m.code.text, m.name(w.language()), {}, m.code.text == to});
    }
    page.select("TO", field(w, "to", std::string(to), "agreements.field.to"), towns, refusals);
  });
  auto kinds = choices_of(w, "service_type.", kinds_of_service(), type);
  kinds.insert(kinds.begin(), {"", w("agreements.choose"), {}, type.empty()});
  page.select("TYPE", field(w, "service_type", std::string(type), "agreements.field.service_type"), kinds, refusals);
  put_terms(page, w, typed, refusals);
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

web::Response show_agreements(web::Context& c) {
  const words::Words& w = c.words;
  const Day today = c.office.today();
  auto page = c.page("agreements/list.html");
  page.title(w("agreements.title"));
  c.office.db.read([&](db::Session& session) {
    const auto all = list_agreements(session, c.actor, today);
    const auto waits = [](const Seen& s) { return s.side && turn_of(s.record.state) == s.side; };
    for (const Seen& seen : all) {
      if (waits(seen)) put_row(page.add("ROWS"), session, w, seen, today);
    }
    for (const Seen& seen : all) {
      if (!waits(seen)) put_row(page.add("ROWS"), session, w, seen, today);
    }
    page.show_if(!all.empty(), "ANY").show_if(all.empty(), "EMPTY");
    const auto ours = std::count_if(all.begin(), all.end(), waits);
    page.set("SENTENCE", ours > 0 ? w.count("agreements.waiting_for_us", ours) : w("agreements.nothing_waits"));
  });
  page.show_if(access::function_may(c.actor, access::Action::keep_agreements), "MAY_ASK");
  return c.show(page);
}

web::Response show_new_agreement(web::Context& c) {
  const Day today = c.office.today();
  const Day end_of_year = Day::of(today.year(), 12, 31).value_or(today);
  const TypedTerms typed{"", "", today.iso(), end_of_year.iso(), ""};
  return new_page(c, c.request.query("to"), c.request.query("service_type"), typed, {});
}

web::Response ask_from_page(web::Context& c) {
  const TypedTerms typed = typed_terms(c.request);
  Refusals no;
  NewAgreement asked;
  asked.to = MunicipalityCode::parse(c.request.form("to")).value_or(MunicipalityCode{});
  asked.service_type = c.request.form("service_type");
  asked.terms = terms_from(typed, no);
  if (no.empty()) {
    const auto id = ask_to_agree(c.office, c.actor, asked, c.once_key());
    if (id) return c.go("/agreements/" + id->text(), "agreements.notice.asked");
    if (id.refusals().front().field.empty()) return c.refuse(id.refusals());
    no = id.refusals();
  }
  return new_page(c, c.request.form("to"), c.request.form("service_type"), typed, no);
}

web::Response show_agreement(web::Context& c) {
  const auto id = c.request.id<AgreementRequestId>("id");
  if (!id) return c.refuse(not_found);
  return agreement_page(c, *id, {});
}

web::Response post_step(web::Context& c, Verb verb) {
  const auto id = c.request.id<AgreementRequestId>("id");
  const auto version = text::whole_number(c.request.form("version"));
  if (!id || !version) return c.refuse(not_found);
  Typed typed;
  typed.verb = verb;
  typed.reason = c.request.form("reason");
  typed.note = c.request.form("note");
  typed.on = c.request.form("on");
  Step step;
  step.id = *id;
  step.verb = verb;
  step.version = *version;
  step.reason = typed.reason;
  step.note = typed.note;
  if (verb == Verb::counter) {
    typed.terms = typed_terms(c.request);
    step.terms = terms_from(typed.terms, typed.refusals);
  }
  if (verb == Verb::give_notice) step.on = Day::from_person(typed.on);
  if (typed.refusals.empty()) {
    const auto done = take_step(c.office, c.actor, step, c.once_key(verb_name(verb)));
    if (done) return c.go("/agreements/" + id->text(), "agreements.notice." + std::string(verb_name(verb)));
    if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
    typed.refusals = done.refusals();
  }
  return agreement_page(c, *id, typed);
}

}  // namespace gishe::agreements
