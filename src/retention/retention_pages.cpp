#include "base/text.h"
#include "retention/handlers.h"
#include "retention/retention_acts.h"
#include "staff/staff.h"

// What is due to be erased, one file of it, and the decision.
namespace gishe::retention {
namespace {

using page::Values;

constexpr int items_shown = 200, erasures_shown = 50;

Values::Tone tone_of(const Item& item) { return item.state == "held" ? Values::Tone::info : Values::Tone::wait; }

void fill_item(Values row, const web::Context& c, const Item& item) {
  row.set("ID", item.id.text()).set("CLASS", c.words("retention.class." + item.record_class));
  row.set("CAUSE", c.words("retention.cause." + item.cause)).set("REQUEST_NUMBER", item.request_number);
  row.set("DUE", c.words.day(item.due_on)).badge("STATE", tone_of(item), c.words("retention.state." + item.state));
  if (!item.hold_reason.empty())
    row.add("HOLD").set("REASON", c.words("retention.hold." + item.hold_reason)).set("WORDS", item.hold_words);
}

void fill_rules(page::Page& p, const web::Context& c, const std::vector<Rule>& rules) {
  for (const Rule& rule : rules) {
    auto row = p.add("RULES");
    row.set("CLASS", c.words("retention.class." + rule.record_class)).set("BASIS", rule.basis).set("MARK", rule.mark);
    row.set("YEARS", c.words.count("retention.years", rule.years))
        .set("EVENT", c.words("retention.event." + rule.event));
  }
}

void fill_clocks(page::Page& p, const web::Context& c, const Due& due) {
  for (const ClockShown& clock : due.clocks) {
    auto row = p.add("CLOCKS");
    row.set("CLASS", c.words("retention.class." + clock.held.record_class)).set("COUNT", clock.held.count);
    row.set("LAST", clock.held.last_on ? c.words.day(*clock.held.last_on) : std::string());
    row.set("DUE", clock.due_on ? c.words.day(*clock.due_on) : c.words("retention.runs_on"));
    row.set("RULE", clock.rule.basis);
  }
}

void fill_decision(page::Page& p, const web::Context& c, const Opened& opened, const Refusals& no) {
  const auto typed = std::string(c.request.form("words"));
  const bool early = !opened.due.due_on || *opened.due.due_on > c.office.today();
  if (opened.item.state == "held") {
    auto form = p.add("RELEASE");
    Values::Input words{"words", c.words("retention.release_words"), typed};
    form.area("WORDS", words, no, 2);
    return;
  }
  auto hold = p.add("HOLD_FORM");
  const bool held_no = c.request.in_path("id").size() > 0 && !c.request.form("reason").empty();
  std::vector<Values::Choice> reasons;
  for (const auto& code : hold_reasons()) {
    reasons.push_back({code, c.words("retention.hold." + code), {}, c.request.form("reason") == code});
  }
  hold.radios("REASON", {"reason", c.words("retention.hold_reason")}, reasons, no);
  Values::Input words{"words", c.words("retention.hold_words"), held_no ? typed : std::string()};
  words.of = "hold";
  hold.area("WORDS", words, held_no ? no : Refusals{}, 2);
  hold.show_if(!no.empty() && held_no, "IS_OPEN");
  if (!opened.open.empty()) return;
  auto erase = p.add("ERASE");
  Values::Input looked{"looked_at", c.words("retention.looked_at_label")};
  erase.checkboxes("LOOKED_AT", looked, {{"yes", c.words("retention.looked_at"), {}, false}}, no);
  Values::Input why{"words", c.words(early ? "retention.early_words" : "retention.erase_words"),
                    held_no ? std::string() : typed};
  why.optional = !early;
  why.of = "erase";
  erase.area("WORDS", why, held_no ? Refusals{} : no, 2).show_if(early, "EARLY");
}

/// A hold is kept as "court: words"; a person reads what the code means.
std::string said(const web::Context& c, const store::Event& e) {
  const auto colon = e.reason.find(':');
  const std::string code = e.reason.substr(0, colon);
  if (e.verb != "hold" || colon == std::string::npos || !text::one_of(hold_reasons(), code)) return e.reason;
  return c.words("retention.hold." + code) + e.reason.substr(colon);
}

web::Response show(web::Context& c, const ItemId& id, const Refusals& no) {
  const auto opened = open_item(c.office, c.actor, id);
  if (!opened) return c.refuse(opened.refusals());
  auto p = c.page("retention/item.html");
  p.title(c.words("retention.one")).set("PERSON", opened->person).set("VERSION", opened->item.version);
  p.error_summary("ERRORS", no);
  fill_item(p, c, opened->item);
  fill_clocks(p, c, opened->due);
  for (const auto& what : opened->open) p.add("OPEN").set("WORDS", c.words("retention.open." + what));
  fill_decision(p, c, *opened, no);
  std::vector<Values::Step> steps;
  c.office.db.read([&](db::Session& session) {
    for (const auto& e : opened->events) {
      steps.push_back({c.words.moment(e.at), c.words("retention.verb." + e.verb),
                       e.account ? staff::account_name(session, *e.account) : c.words("retention.by_clock"),
                       said(c, e)});
    }
  });
  p.timeline("EVENTS", steps);
  return c.show(p, no.empty() ? 200 : no.front().code->http_status);
}

Decision decision_of(const web::Context& c, const ItemId& id) {
  return {id, text::whole_number(c.request.form("version")).value_or(-1), std::string(c.request.form("reason")),
          std::string(c.request.form("words")), c.request.form("looked_at") == "yes"};
}

/// A refusal with a field stays on the page; one about the whole is said in words of what goes on.
web::Response refused(web::Context& c, const ItemId& id, Refusals no) {
  for (Refusal& one : no) {
    for (auto& [key, value] : one.with) {
      if (key == "what") value = c.words("retention.open." + value);
    }
  }
  return no.front().field.empty() ? c.refuse(no) : show(c, id, no);
}

web::Response step(web::Context& c, std::string_view verb) {
  const auto id = c.request.id<ItemId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto done = take_step(c.office, c.actor, verb, decision_of(c, *id), c.once_key(verb));
  if (done) return c.go("/retention/" + id->text(), "retention.saved");
  return refused(c, *id, done.refusals());
}

}  // namespace

web::Response show_due(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::keep_retention);
  auto p = c.page("retention/due.html");
  p.title(c.words("retention.title"));
  c.office.db.read([&](db::Session& session) {
    const auto items = store::list_items(session, scope, items_shown);
    for (const auto& item : items) fill_item(p.add("ITEMS"), c, item);
    p.show_if(items.empty(), "NONE");
    fill_rules(p, c, store::list_rules(session, c.actor.post.municipality, c.office.today()));
    const auto erasures = store::list_erasures(session, scope, erasures_shown);
    p.show_if(erasures.empty(), "NONE_ERASED");
    for (const auto& e : erasures) {
      auto row = p.add("ERASED");
      row.set("DAY", c.words.day(e.on)).set("CAUSE", c.words("retention.cause." + e.cause));
      row.set("NUMBER", e.request_number).set("ROWS", e.rows);
      row.set("BY", e.approved_by ? staff::account_name(session, *e.approved_by) : c.words("retention.by_clock"));
    }
  });
  return c.show(p);
}

web::Response show_item(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  return id ? show(c, *id, {}) : c.refuse(Refusal(not_found));
}

web::Response post_request_item(web::Context& c) {
  const auto request = c.request.id<SubjectRequestId>("request");
  if (!request) return c.refuse(Refusal(not_found));
  const auto id = item_for_request(c.office, c.actor, *request, c.once_key("retention"));
  return id ? c.go("/retention/" + id->text()) : c.refuse(id.refusals());
}

web::Response post_hold(web::Context& c) { return step(c, "hold"); }
web::Response post_release(web::Context& c) { return step(c, "release"); }

web::Response post_erasure(web::Context& c) {
  const auto id = c.request.id<ItemId>("id");
  if (!id) return c.refuse(Refusal(not_found));
  const auto rows = approve(c.office, c.actor, decision_of(c, *id), c.once_key("erasure"));
  if (rows) return c.go("/retention", "retention.was_erased");
  return refused(c, *id, rows.refusals());
}

}  // namespace gishe::retention
