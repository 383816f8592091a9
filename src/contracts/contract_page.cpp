#include "contracts/contracts_handlers.h"
#include "staff/staff.h"

// One contract: what holds, what waits for a signature and how it differs, and the next step.
namespace gishe::contracts {
namespace {

using page::Values;

void put_lines(Values part, const std::string& text) {
  for (const std::string& line : lines_of(text)) part.add("ITEMS").set("ITEM", line);
}

std::string signer_words(const words::Words& w, const Seen& seen, const Terms& terms, db::Session& session) {
  if (!terms.representative) return w("contracts.signed_by." + terms.signed_by);
  const auto mandate = store::find_mandate(session, seen.referral.municipality, *terms.representative);
  if (!mandate) return w("contracts.signed_by.representative");
  return w("contracts.signed_by.representative") + ": " + mandate->relation + ", " + mandate->document;
}

void put_terms(page::Page& page, const words::Words& w, const Seen& seen, db::Session& session) {
  const Contract& c = *seen.contract;
  const Terms* terms = c.shown();
  if (!terms) return;
  auto part = page.add("TERMS");
  const auto fact = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) part.add("FACTS").set("LABEL", w("contracts." + std::string(key))).set("VALUE", value);
  };
  fact("fact.service", seen.referral.to_service_name);
  fact("fact.provider", seen.referral.to_organisation_name);
  fact("field.content", terms->content);
  fact("fact.fee", fee_words(w, *terms));
  fact("fact.period", period_words(w, *terms));
  if (terms->signed_on) {
    fact("fact.signed", w.day(*terms->signed_on) + ", " + signer_words(w, seen, *terms, session));
    fact("field.for_provider", terms->for_provider);
  }
  if (c.state == State::ended) {
    fact("fact.ended", w.day(c.ended_on.value_or(Day{})) + ", " + w("contract.ground." + c.end_ground));
    fact("fact.note", c.end_note);
  }
  put_lines(part.add("RIGHTS"), terms->rights);
  put_lines(part.add("DUTIES"), terms->duties);
}

void put_difference(Values part, const words::Words& w, const Terms& before, const Terms& now) {
  for (const Difference& d : differences(fields_of(w, before), fields_of(w, now))) {
    auto row = part.add("CHANGES");
    row.set("FIELD", d.label);
    for (const std::string& line : d.was) row.add("WAS").set("LINE", line);
    for (const std::string& line : d.now) row.add("NOW").set("LINE", line);
  }
}

/// The amendment that waits, and those that hold, newest first: each beside the version before it.
void put_amendments(page::Page& page, const words::Words& w, const Seen& seen, db::Session& session) {
  const auto& all = seen.contract->terms;
  for (std::size_t i = all.size(); i > 1; --i) {
    const Terms& now = all[i - 1];
    auto part = page.add("AMENDMENTS");
    part.set("AMENDMENT_TITLE", w.with("contracts.amendment_no", {{"n", std::to_string(now.seq - 1)}}));
    part.set("REASON_SAID", now.reason).set("REFERRAL", seen.referral.id.text()).set("SEQ", now.seq - 1);
    part.set("SIGNED", now.signed_on ? w.day(*now.signed_on) + ", " + signer_words(w, seen, now, session)
                                     : w("contracts.amendment_waits"));
    put_difference(part, w, all[i - 2], now);
  }
}

void put_actions(page::Page& page, const Seen& seen) {
  const std::string id = seen.referral.id.text();
  const auto put = [&](Verb verb, const char* section) {
    if (seen.may(verb))
      page.add(section).set("REFERRAL", id).set("VERSION", seen.contract ? seen.contract->version : 0);
  };
  put(Verb::make, "MAKE");
  put(Verb::offer, "OFFER");
  put(Verb::sign, "SIGN");
  put(Verb::change, "CHANGE");
  put(Verb::propose, "PROPOSE");
  put(Verb::take_back, "TAKE_BACK");
  put(Verb::drop, "DROP");
  put(Verb::end, "END");
  if (seen.contract) page.add("PAPER").set("REFERRAL", id);
}

std::vector<Values::Step> steps_of(db::Session& session, const words::Words& w, const Seen& seen) {
  std::vector<Values::Step> steps;
  for (const auto& e : seen.events) {
    if (!seen.as_receiver && e.verb != "sign" && e.verb != "end" && e.verb != "close" && e.verb != "offer") continue;
    Values::Step step;
    step.when = w.moment(e.at);
    step.what = w("contract.event." + e.verb);
    step.who = e.by.is_nil() ? w("contracts.the_system") : staff::account_name(session, e.by);
    step.note = e.note;
    if (!e.reason.empty()) step.note = w("contract.ground." + e.reason) + (e.note.empty() ? "" : ": " + e.note);
    step.tone = tone_of(e.to);
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

web::Response show_contract(web::Context& c) {
  const words::Words& w = c.words;
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  const auto opened = open_contract(c.office, c.actor, *id);
  if (!opened) return c.refuse(opened.refusals());
  const Seen& seen = *opened;
  auto page = c.page("contracts/contract.html");
  page.title(w("contracts.one"));
  page.set("REFERRAL_ID", id->text()).set("REFERRAL_NUMBER", seen.referral.number);
  const bool open = referrals::is_open(seen.referral.state) || !seen.as_receiver;
  page.show_if(open, "BACK_TO_REFERRAL").show_if(!open, "BACK_TO_LIST");
  page.set("NUMBER", seen.contract ? seen.contract->number : w("contracts.one"));
  if (seen.contract)
    page.add("STATE_SHOWN").badge("STATE", tone_of(seen.contract->state), state_words(w, seen.contract->state));
  if (!seen.contract || seen.contract->state == State::draft)
    page.add("NEEDS").set("NEEDS_WORDS", w("contracts.needs." + seen.rule.needs)).set("BASIS", seen.rule.basis);
  if (seen.due_on) {
    page.add("DUE_SHOWN")
        .set("DUE",
             w.with(seen.contract && is_running(seen.contract->state) ? "contracts.due.ends" : "contracts.due.until",
                    {{"day", w.day(*seen.due_on)}, {"relative", w.relative(*seen.due_on, c.office.today())}}))
        .set("DUE_CLASS", *seen.due_on < c.office.today() ? "late" : "soon");
  }
  put_actions(page, seen);
  c.office.db.read([&](db::Session& session) {
    if (!seen.contract) return;
    put_terms(page, w, seen, session);
    put_amendments(page, w, seen, session);
    page.show_if(!seen.events.empty(), "HAS_TIMELINE").timeline("TIMELINE", steps_of(session, w, seen));
  });
  return c.show(page);
}

Result<Done> take_from_page(web::Context& c, Step step) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return not_found;
  step.referral = *id;
  step.version = version_typed(c.request);
  return take_step(c.office, c.actor, step, c.once_key(verb_name(step.verb)));
}

web::Response back_to_contract(web::Context& c, std::string_view verb) {
  return c.go("/referrals/" + std::string(c.request.in_path("id")) + "/contract",
              "contracts.notice." + std::string(verb));
}

web::Response press(web::Context& c, Verb verb) {
  Step step;
  step.verb = verb;
  const auto done = take_from_page(c, step);
  return done ? back_to_contract(c, verb_name(verb)) : c.refuse(done.refusals());
}

web::Response show_list(web::Context& c) {
  const words::Words& w = c.words;
  const auto scope = access::scope(c.actor, access::Action::report_progress);
  const Day today = c.office.today();
  const auto [rows, ended] = c.office.db.read([&](db::Session& session) {
    return std::pair(store::list_of_house(session, scope, today), store::list_ended(session, scope));
  });
  auto page = c.page("contracts/list.html");
  page.title(w("contracts.title"));
  const auto put = [&](const char* section, const store::Row& row) {
    auto line = page.add(section);
    line.set("ID", row.referral.text()).set("NUMBER", row.number.empty() ? row.referral_number : row.number);
    line.set("SERVICE", row.service_name);
    if (row.state) {
      line.badge("STATE", tone_of(*row.state), state_words(w, *row.state));
    } else {
      line.badge("STATE", row.referral_state == "in_service" ? Values::Tone::stop : Values::Tone::wait,
                 w("contracts.none_yet"));
    }
    const auto due = !row.state ? row.appointment_on : *row.state == State::offered ? row.sign_due_on : row.end_on;
    if (due) line.add("DUE_SHOWN").set("DUE", w.day(*due)).set("DUE_CLASS", *due < today ? "late" : "calm");
    if (row.state && is_running(*row.state) && row.waits) line.show("WAITS");
  };
  for (const auto& row : rows) put("ROWS", row);
  for (const auto& row : ended) put("ENDED", row);
  page.show_if(!rows.empty(), "ANY").show_if(rows.empty(), "EMPTY").show_if(!ended.empty(), "ANY_ENDED");
  return c.show(page);
}

}  // namespace gishe::contracts
