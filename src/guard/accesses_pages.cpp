#include "base/csv.h"
#include "base/text.h"
#include "guard/accesses.h"
#include "guard/guard_pages.h"

namespace gishe::guard::pages {
namespace {

using page::Values;

Question question_of(const web::Context& c) {
  const auto& r = c.request;
  return {std::string(r.form("account")), std::string(r.form("file")), std::string(r.form("from")),
          std::string(r.form("until"))};
}

std::string action_words(const words::Words& w, const std::string& action) {
  const auto key = "people.ledger." + action.substr(action.find('.') + 1);
  return w.has(key) ? w(key) : w("people.ledger.other");
}

page::Page form_page(web::Context& c, Question q, const Refusals& no) {
  auto p = c.page("guard/accesses.html");
  p.title(c.words("guard.accesses.title")).error_summary("ERRORS", no);
  if (q.from.empty() && q.until.empty()) {
    q.from = c.office.today().plus_days(-30).iso();
    q.until = c.office.today().iso();
  }
  Values::Input account{"account", c.words("guard.accesses.account"), q.account};
  account.type = "email";
  account.hint = c.words("guard.accesses.account_hint");
  account.optional = true;
  p.input("ACCOUNT", account, no);
  Values::Input file{"file", c.words("guard.accesses.file"), q.file};
  file.hint = c.words("guard.accesses.file_hint");
  file.optional = true;
  p.input("FILE", file, no);
  Values::Input from{"from", c.words("guard.accesses.from"), q.from},
      until{"until", c.words("guard.accesses.until"), q.until};
  from.type = until.type = "date";
  from.width = until.width = "half";
  p.input("FROM", from, no).input("UNTIL", until, no);
  return p;
}

void fill_answer(page::Page& p, const web::Context& c, const Question& q, const Answer& answer) {
  auto found = p.add("ANSWER");
  found.set("SUBJECT", answer.subject)
      .set("FROM_DAY", c.words.day(answer.from))
      .set("UNTIL_DAY", c.words.day(answer.until));
  found.set("FOUND", c.words.count("guard.accesses.found", static_cast<std::int64_t>(answer.rows.size())));
  found.set("Q_ACCOUNT", q.account).set("Q_FILE", q.file).set("Q_FROM", q.from).set("Q_UNTIL", q.until);
  found.show_if(answer.more, "MORE");
  if (answer.rows.empty()) return;
  auto table = found.add("TABLE");
  table.show(answer.about_account ? "HEAD_FILE" : "HEAD_WHO");
  for (const Row& r : answer.rows) {
    auto row = table.add("ROWS");
    row.set("WHEN", c.words.moment(r.last))
        .set("WHAT", action_words(c.words, r.action))
        .set("TIMES", c.words.number(r.times));
    if (answer.about_account)
      row.add("OF_FILE").set("FILE_NUMBER", r.file).set("NAME", r.name);
    else
      row.add("BY_WHOM").set("WHO", r.who).set("FUNCTION", c.words("function." + r.function));
  }
}

}  // namespace

web::Response show_accesses(web::Context& c) { return c.show(form_page(c, {}, {})); }

web::Response ask_accesses(web::Context& c) {
  const auto question = question_of(c);
  const auto answer = guard::ask_accesses(c.office, c.actor, question);
  if (!answer) {
    const auto& no = answer.refusals();
    return no.front().field.empty() ? c.refuse(no) : c.show(form_page(c, question, no), no.front().code->http_status);
  }
  auto p = form_page(c, question, {});
  fill_answer(p, c, question, *answer);
  return c.show(p);
}

web::Response download_accesses(web::Context& c) {
  const auto question = question_of(c);
  const auto answer = guard::ask_accesses(c.office, c.actor, question);
  if (!answer) {
    const auto& no = answer.refusals();
    return no.front().field.empty() ? c.refuse(no) : c.show(form_page(c, question, no), no.front().code->http_status);
  }
  std::string out(csv::byte_order_mark);
  for (const char* head : {"first", "last", "times", "action", "account", "function", "reason", "file", "name"}) {
    out += (out.size() > csv::byte_order_mark.size() ? "," : "") + csv::cell(head);
  }
  out += "\r\n";
  for (const Row& r : answer->rows) {
    out += csv::cell(r.first.iso()) + ',' + csv::cell(r.last.iso()) + ',' + csv::cell(std::to_string(r.times));
    for (const std::string* text : {&r.action, &r.who, &r.function, &r.reason, &r.file, &r.name})
      out += ',' + csv::cell(*text);
    out += "\r\n";
  }
  web::Response response;
  response.content_type = "text/csv; charset=utf-8";
  response.body = std::move(out);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"accesses.csv\"");
  return response;
}

}  // namespace gishe::guard::pages
