#include <algorithm>

#include "agreements/agreements_handlers.h"
#include "agreements/bill.h"
#include "base/csv.h"
#include "base/text.h"
#include "platform/paper/paper.h"
#include "platform/web/download.h"
#include "staff/staff.h"
#include "territory/territory.h"

// The bill of a month: on the screen, on paper, as CSV. Numbers of referrals, never names.
namespace gishe::agreements {
namespace {

using Tone = page::Values::Tone;

Tone tone_of(BillState state) {
  if (state == BillState::confirmed) return Tone::go;
  if (state == BillState::disputed) return Tone::stop;
  return state == BillState::sent ? Tone::wait : Tone::plain;
}

std::string money(const words::Words& w, std::int64_t cents) { return w.money({cents, "EUR"}); }

std::string line_name(const words::Words& w, const BillLine& line) {
  return line.referral ? line.number : w("bill.others");
}

Result<SeenBill> load(web::Context& c) {
  const auto id = c.request.id<SettlementId>("id");
  if (!id) return not_found;
  return c.office.open(c.actor, [&](db::Session& session, ledger::Line& line) {
    auto seen = open_bill(session, c.actor, *id);
    if (seen) line = {"bill.opened", seen->bill.municipality, "bill", id->value, seen->rule, "", {}};
    return seen;
  });
}

std::vector<page::Values::Step> steps_of(db::Session& session, const words::Words& w, const SeenBill& seen) {
  std::vector<page::Values::Step> steps;
  for (const auto& e : seen.events) {
    page::Values::Step step;
    step.when = w.moment(e.at);
    step.what = w("bill.event." + e.verb);
    step.who = staff::account_name(session, e.by);
    step.note = e.reason;
    step.tone = tone_of(e.to);
    steps.push_back(std::move(step));
  }
  return steps;
}

void put_steps(page::Page& page, const SeenBill& seen, const words::Words& w, std::string_view typed,
               const Refusals& refusals) {
  const auto may = [&](BillVerb verb) { return std::ranges::count(seen.possible, verb) > 0; };
  page.show_if(may(BillVerb::send), "SEND").show_if(may(BillVerb::confirm), "CONFIRM");
  page.show_if(may(BillVerb::correct), "CORRECT");
  if (!may(BillVerb::dispute)) return;
  auto form = page.add("DISPUTE");
  form.show_if(!refusals.empty(), "OPEN");
  page::Values::Input reason;
  reason.name = "reason";
  reason.label = w("bill.field.reason");
  reason.value = typed;
  reason.max_length = 1000;
  form.area("REASON", reason, refusals, 3);
}

web::Response bill_page(web::Context& c, std::string_view typed, const Refusals& refusals) {
  const words::Words& w = c.words;
  const auto loaded = load(c);
  if (!loaded) return c.refuse(loaded.refusals());
  const SeenBill& seen = *loaded;
  const Bill& b = seen.bill;
  auto page = c.page("agreements/bill.html");
  page.title(w.with("bill.title", {{"month", month_words(w, b.month)}}));
  page.set("ID", b.id.text()).set("VERSION", b.version).set("MONTH", month_words(w, b.month));
  page.set("AGREEMENT", b.agreement.text()).set("NUMBER", seen.agreement.number);
  page.badge("STATE", tone_of(b.state), w("bill.state." + std::string(bill_state_name(b.state))));
  page.error_summary("ERRORS", refusals);
  for (const BillLine& line : seen.lines) {
    auto row = page.add("LINES");
    row.set("WHAT", line_name(w, line)).set("LINE_MONTH", month_words(w, line.month)).set("DAYS", w.number(line.days));
    row.set("SUM", money(w, line.cents));
  }
  page.show_if(seen.lines.empty(), "EMPTY").show_if(!seen.lines.empty(), "ANY");
  page.set("UNIT", money(w, b.unit_cost_cents_per_day))
      .set("DAYS_ALL", w.number(b.days))
      .set("TOTAL", money(w, b.total_cents));
  if (b.state == BillState::disputed) page.add("DISPUTED").set("REASON_SAID", b.reason);
  put_steps(page, seen, w, typed, refusals);
  c.office.db.read([&](db::Session& session) {
    page.set("FROM", territory::municipality_name(session, b.municipality, w.language()));
    page.set("TO", territory::municipality_name(session, b.to_municipality, w.language()));
    page.timeline("TIMELINE", steps_of(session, w, seen));
  });
  return c.show(page, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

void put_bills(page::Page& page, db::Session& session, const words::Words& w, const Seen& seen, Day today) {
  if (!seen.record.quota || !seen.side) return;
  auto part = page.add("BILLS");
  bool any = false;
  for (const Bill& bill : store::list_bills(session, seen.record)) {
    if (seen.side == Side::asked && bill.state == BillState::draft && bill.version == 1) continue;
    any = true;
    auto row = part.add("ROWS");
    row.set("BILL", bill.id.text()).set("MONTH", month_words(w, bill.month));
    row.badge("BILL_STATE", tone_of(bill.state), w("bill.state." + std::string(bill_state_name(bill.state))));
    if (bill.state != BillState::draft) row.show("SUM_SHOWN").set("SUM", money(w, bill.total_cents));
  }
  part.show_if(any, "ANY").show_if(!any, "NONE");
  const Month last = Month::of(today).before();
  if (seen.side != Side::asker || last.last() < seen.record.terms.from) return;
  std::vector<page::Values::Choice> months;
  Month month = last;
  for (int i = 0; i < 12 && month.last() >= seen.record.terms.from; ++i, month = month.before())
    months.push_back({month.text(), month_words(w, month), {}, i == 0});
  page::Values::Input input;
  input.name = "month";
  input.label = w("bill.field.month");
  part.add("MAKE").select("MONTH", input, months);
}

web::Response make_bill_from_page(web::Context& c) {
  const auto id = c.request.id<AgreementRequestId>("id");
  const auto month = Month::parse(c.request.form("month"));
  if (!id) return c.refuse(not_found);
  const auto made = make_bill(c.office, c.actor, *id, month.value_or(Month::of(c.office.today())), c.once_key("bill"));
  if (!made) return c.refuse(made.refusals());
  return c.go("/bills/" + made->text(), "bill.notice.made");
}

web::Response show_bill(web::Context& c) { return bill_page(c, "", {}); }

web::Response post_bill_step(web::Context& c, BillVerb verb) {
  const auto id = c.request.id<SettlementId>("id");
  const auto version = text::whole_number(c.request.form("version"));
  if (!id || !version) return c.refuse(not_found);
  const auto reason = c.request.form("reason");
  const auto done = take_bill_step(c.office, c.actor, *id, verb, *version, verb == BillVerb::dispute ? reason : "",
                                   c.once_key(bill_verb_name(verb)));
  if (done) return c.go("/bills/" + id->text(), "bill.notice." + std::string(bill_verb_name(verb)));
  if (done.refusals().front().field.empty()) return c.refuse(done.refusals());
  return bill_page(c, reason, done.refusals());
}

web::Response bill_paper(web::Context& c) {
  const words::Words& w = c.words;
  const auto seen = load(c);
  if (!seen) return c.refuse(seen.refusals());
  const Bill& b = seen->bill;
  std::string from, to;
  c.office.db.read([&](db::Session& session) {
    from = territory::municipality_name(session, b.municipality, w.language());
    to = territory::municipality_name(session, b.to_municipality, w.language());
  });
  paper::Letter letter(w.language(), {w.with("letter.municipality", {{"name", from}}), "", seen->agreement.number,
                                      w.day(c.office.today()), ""});
  letter.title(w.with("bill.title", {{"month", month_words(w, b.month)}}));
  letter.facts({{w("bill.payer"), from},
                {w("bill.payee"), to},
                {w("agreements.one"), seen->agreement.number},
                {w("agreements.fact.type"), w("service_type." + seen->agreement.service_type)},
                {w("common.state"), w("bill.state." + std::string(bill_state_name(b.state)))},
                {w("agreements.fact.cost"), money(w, b.unit_cost_cents_per_day)}});
  std::vector<std::vector<std::string>> rows;
  for (const BillLine& line : seen->lines)
    rows.push_back({line_name(w, line), month_words(w, line.month), w.number(line.days), money(w, line.cents)});
  rows.push_back({w("bill.total"), "", w.number(b.days), money(w, b.total_cents)});
  letter.table({w("bill.referral"), w("bill.field.month"), w("bill.days"), w("bill.sum")}, rows);
  letter.signatures({w("bill.signature_payer"), w("bill.signature_payee")});
  letter.small(w("bill.foot"));
  return web::Response::pdf(letter.pdf(), "bill-" + b.month.text() + ".pdf");
}

web::Response bill_csv(web::Context& c) {
  const words::Words& w = c.words;
  const auto seen = load(c);
  if (!seen) return c.refuse(seen.refusals());
  const auto plain = [](std::int64_t cents) {
    const std::int64_t rest = cents % 100;
    return std::to_string(cents / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
  };
  std::string lines(csv::byte_order_mark);
  for (const char* head : {"bill.referral", "bill.field.month", "bill.days", "bill.sum"})
    lines += csv::cell(w(head)) + (std::string_view(head) == "bill.sum" ? "\r\n" : ",");
  for (const BillLine& line : seen->lines) {
    lines += csv::cell(line_name(w, line)) + "," + csv::cell(line.month.text()) + "," + std::to_string(line.days) +
             "," + plain(line.cents) + "\r\n";
  }
  lines += csv::cell(w("bill.total")) + ",," + std::to_string(seen->bill.days) + "," + plain(seen->bill.total_cents) +
           "\r\n";
  return web::download(std::move(lines), "text/csv; charset=utf-8", "bill-" + seen->bill.month.text() + ".csv");
}

}  // namespace gishe::agreements
