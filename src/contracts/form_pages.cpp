#include <algorithm>

#include "base/cents.h"
#include "base/text.h"
#include "contracts/contracts_handlers.h"

// Three forms: the terms (also of an amendment), the signatures on the paper, the end.
namespace gishe::contracts {
namespace {

using page::Values;

struct TypedTerms {
  std::string party_name, content, fee, fee_per, start, end, rights, duties, reason;
};

/// The office's template: sentences of the official language, whatever its reader reads.
std::string clauses(std::string_view which, int count) {
  const words::Words bg(words::Language::bg);
  std::string text;
  for (int i = 1; i <= count; ++i)
    text += (i == 1 ? "" : "\n") + bg("contracts.template." + std::string(which) + "." + std::to_string(i));
  return text;
}

TypedTerms first_typed(const Seen& seen, Day today) {
  constexpr int clauses_of_each = 5;
  TypedTerms typed;
  if (seen.contract) {
    if (const Terms* terms = seen.contract->pending() ? seen.contract->pending() : seen.contract->in_force()) {
      typed = {seen.contract->party_name,
               terms->content,
               terms->fee_cents == 0 ? "" : typed_cents(terms->fee_cents),
               terms->fee_per,
               terms->start_on.iso(),
               terms->end_on ? terms->end_on->iso() : "",
               terms->rights,
               terms->duties,
               ""};
    }
    return typed;
  }
  typed.party_name = seen.sent_name;
  typed.fee_per = "month";
  typed.start = std::max(today, seen.referral.appointment_on.value_or(today)).iso();
  typed.rights = clauses("rights", clauses_of_each);
  typed.duties = clauses("duties", clauses_of_each);
  return typed;
}

TypedTerms typed_from(const web::Request& r) {
  const auto form = [&](const char* name) { return std::string(r.form(name)); };
  return {form("party_name"), form("content"), form("fee"),    form("fee_per"), form("start"),
          form("end"),        form("rights"),  form("duties"), form("reason")};
}

Terms terms_from(const TypedTerms& typed, Refusals& no) {
  Terms terms;
  terms.content = typed.content;
  const std::string fee = text::tidy(typed.fee);
  const auto cents = fee.empty() ? std::optional<std::int64_t>(0) : cents_from(fee);
  if (!cents) no.emplace_back(fee_wrong, "fee");
  terms.fee_cents = cents.value_or(0);
  terms.fee_per = terms.fee_cents > 0 ? typed.fee_per : "";
  const auto start = Day::from_person(typed.start);
  if (!start) no.emplace_back(not_a_date, "start");
  terms.start_on = start.value_or(Day{});
  if (!text::tidy(typed.end).empty()) {
    terms.end_on = Day::from_person(typed.end);
    if (!terms.end_on) no.emplace_back(not_a_date, "end");
  }
  terms.rights = typed.rights;
  terms.duties = typed.duties;
  terms.reason = typed.reason;
  return terms;
}

Values::Input field(const words::Words& w, const char* name, const std::string& value, bool optional = false) {
  Values::Input input;
  input.name = name;
  input.label = w("contracts.field." + std::string(name));
  const std::string hint = "contracts.field." + std::string(name) + "_hint";
  if (w.has(hint)) input.hint = w(hint);
  input.value = value;
  input.optional = optional;
  return input;
}

Values::Input day_field(const words::Words& w, const char* name, const std::string& value, bool optional = false) {
  auto input = field(w, name, value, optional);
  input.type = "date";
  input.width = "short";
  return input;
}

void put_area(page::Page& page, const words::Words& w, const char* name, const std::string& value, std::size_t max,
              int rows, const Refusals& no) {
  auto input = field(w, name, value);
  input.max_length = static_cast<int>(max);
  page.add("FIELDS").area("FIELD", input, no, rows);
}

/// The frame of every form here.
page::Page form_page(web::Context& c, const Seen& seen, const char* segment, const std::string& title,
                     const std::string& lead, const std::string& button, const Refusals& no) {
  auto page = c.page("contracts/form.html");
  const std::string back = "/referrals/" + seen.referral.id.text() + "/contract";
  page.title(title).error_summary("ERRORS", no);
  page.set("OVER", seen.contract ? seen.contract->number : seen.referral.number).set("LEAD", lead);
  page.set("BACK", back).set("ACTION", back + "/" + segment).set("BUTTON", button);
  page.set("VERSION", seen.contract ? seen.contract->version : 0);
  return page;
}

web::Response draw_terms(web::Context& c, const Seen& seen, const TypedTerms& typed, const Refusals& no) {
  const words::Words& w = c.words;
  const bool amends = seen.contract && is_running(seen.contract->state);
  const char* what = amends ? "propose" : seen.contract ? "change" : "make";
  auto page = form_page(c, seen, "terms", w("contract.verb." + std::string(what)),
                        w("contracts.lead." + std::string(what)), w("contracts.keep"), no);
  if (!amends) page.add("FIELDS").input("FIELD", field(w, "party_name", typed.party_name, true), no);
  put_area(page, w, "content", typed.content, content_length_max, 3, no);
  auto fee = field(w, "fee", typed.fee, true);
  fee.width = "short";
  page.add("FIELDS").input("FIELD", fee, no);
  std::vector<Values::Choice> periods;
  for (const auto code : fee_periods)
    periods.push_back({std::string(code), w("contracts.fee_for." + std::string(code)), "", code == typed.fee_per});
  page.add("FIELDS").select("FIELD", field(w, "fee_per", typed.fee_per, true), periods, no);
  page.add("FIELDS").input("FIELD", day_field(w, "start", typed.start), no);
  page.add("FIELDS").input("FIELD", day_field(w, "end", typed.end, true), no);
  put_area(page, w, "rights", typed.rights, clauses_length_max, 8, no);
  put_area(page, w, "duties", typed.duties, clauses_length_max, 8, no);
  if (amends) put_area(page, w, "reason", typed.reason, note_length_max, 2, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

struct TypedSignature {
  std::string on, by, for_provider;
};

web::Response draw_signature(web::Context& c, const Seen& seen, const TypedSignature& typed, const Refusals& no) {
  const words::Words& w = c.words;
  auto page =
      form_page(c, seen, "signature", w("contract.verb.sign"), w("contracts.lead.sign"), w("contracts.keep"), no);
  page.add("FIELDS").input("FIELD", day_field(w, "on", typed.on), no);
  std::vector<Values::Choice> who{{"person", w("contracts.signed_by.person"), "", typed.by == "person"}};
  for (const auto& mandate : seen.mandates) {
    std::string words = mandate.name + ", " + mandate.relation;
    std::string hint = mandate.document;
    if (mandate.valid_until) hint += ", " + w.with("contracts.mandate_until", {{"day", w.day(*mandate.valid_until)}});
    who.push_back({mandate.id.text(), std::move(words), std::move(hint), typed.by == mandate.id.text()});
  }
  auto by = field(w, "by", typed.by);
  if (seen.mandates.empty()) by.hint = w("contracts.field.by_nobody_else");
  page.add("FIELDS").radios("FIELD", by, who, no);
  auto house = field(w, "for_provider", typed.for_provider);
  house.max_length = static_cast<int>(name_length_max);
  page.add("FIELDS").input("FIELD", house, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

struct TypedEnding {
  std::string on, ground, note;
};

web::Response draw_ending(web::Context& c, const Seen& seen, const TypedEnding& typed, const Refusals& no) {
  const words::Words& w = c.words;
  auto page = form_page(c, seen, "ending", w("contract.verb.end"), w("contracts.lead.end"), w("contract.verb.end"), no);
  page.add("FIELDS").input("FIELD", day_field(w, "on", typed.on), no);
  std::vector<Values::Choice> grounds;
  for (const auto code : end_grounds)
    grounds.push_back({std::string(code), w("contract.ground." + std::string(code)), "", code == typed.ground});
  auto ground = field(w, "ground", typed.ground);
  page.add("FIELDS").radios("FIELD", ground, grounds, no);
  auto note = field(w, "note", typed.note, true);
  note.max_length = static_cast<int>(note_length_max);
  page.add("FIELDS").area("FIELD", note, no, 3);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

/// The contract, where one of these steps is possible now.
Result<Seen> open_for(web::Context& c, std::initializer_list<Verb> verbs) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return not_found;
  auto seen = open_contract(c.office, c.actor, *id);
  if (!seen || std::ranges::any_of(verbs, [&](Verb verb) { return seen->may(verb); })) return seen;
  return seen->rule.needs == "none" ? not_needed : not_from_this_state;
}
Result<Seen> open_for_terms(web::Context& c) { return open_for(c, {Verb::make, Verb::change, Verb::propose}); }

bool is_about_field(const Refusals& no) { return !no.front().field.empty(); }

}  // namespace

web::Response show_terms(web::Context& c) {
  const auto seen = open_for_terms(c);
  return seen ? draw_terms(c, *seen, first_typed(*seen, c.office.today()), {}) : c.refuse(seen.refusals());
}

web::Response post_terms(web::Context& c) {
  const auto id = c.request.id<ReferralId>("id");
  if (!id) return c.refuse(not_found);
  const TypedTerms typed = typed_from(c.request);
  Refusals no;
  const Terms terms = terms_from(typed, no);
  if (no.empty()) {
    const auto done =
        write_terms(c.office, c.actor, {*id, version_typed(c.request), typed.party_name, terms}, c.once_key());
    if (done) return back_to_contract(c, "kept");
    no = done.refusals();
    if (!is_about_field(no) && !no.front().is(changed_meanwhile)) return c.refuse(no);
  }
  const auto seen = open_for_terms(c);
  return seen ? draw_terms(c, *seen, typed, no) : c.refuse(seen.refusals());
}

web::Response show_signature(web::Context& c) {
  const auto seen = open_for(c, {Verb::sign});
  if (!seen) return c.refuse(seen.refusals());
  return draw_signature(c, *seen, {c.office.today().iso(), "", c.actor.name}, {});
}

web::Response post_signature(web::Context& c) {
  const TypedSignature typed{std::string(c.request.form("on")), std::string(c.request.form("by")),
                             std::string(c.request.form("for_provider"))};
  Step step;
  step.verb = Verb::sign;
  step.signature.on = Day::from_person(typed.on);
  step.signature.for_provider = typed.for_provider;
  step.signature.representative = RepresentativeId::parse(typed.by);
  step.signature.by = step.signature.representative ? "representative" : typed.by;
  const auto done = take_from_page(c, step);
  if (done) return back_to_contract(c, verb_name(Verb::sign));
  if (!is_about_field(done.refusals())) return c.refuse(done.refusals());
  const auto seen = open_for(c, {Verb::sign});
  return seen ? draw_signature(c, *seen, typed, done.refusals()) : c.refuse(seen.refusals());
}

web::Response show_ending(web::Context& c) {
  const auto seen = open_for(c, {Verb::end});
  return seen ? draw_ending(c, *seen, {c.office.today().iso(), "", ""}, {}) : c.refuse(seen.refusals());
}

web::Response post_ending(web::Context& c) {
  const TypedEnding typed{std::string(c.request.form("on")), std::string(c.request.form("ground")),
                          std::string(c.request.form("note"))};
  Step step;
  step.verb = Verb::end;
  step.ending = {Day::from_person(typed.on), typed.ground, typed.note};
  const auto done = take_from_page(c, step);
  if (done) return back_to_contract(c, verb_name(Verb::end));
  if (!is_about_field(done.refusals())) return c.refuse(done.refusals());
  const auto seen = open_for(c, {Verb::end});
  return seen ? draw_ending(c, *seen, typed, done.refusals()) : c.refuse(seen.refusals());
}

}  // namespace gishe::contracts
