#include "letters/letters.h"

#include "desk/application_view.h"
#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/number.h"
#include "desk/slip.h"
#include "territory/territory.h"

// Paper for the person: the slip with the number, the list of missing papers, a letter for each line. The last two are
// official papers and always Bulgarian, whatever language their printer reads. Printing leaves a ledger line; no name
// enters a file name.
namespace gishe::desk {
namespace {

struct Printed {
  View view;
  std::string municipality;
  std::string secret_hash;
};

Result<Printed> load(web::Context& c, const words::Words& w, std::string_view what) {
  const auto id = c.request.id<ApplicationId>("id");
  if (!id) return not_found;
  return c.office.open(c.actor, [&](db::Session& session, ledger::Line& line) -> Result<Printed> {
    const auto opened = open_file(session, c.actor, access::Action::print_letter, *id);
    if (!opened) return opened.refusals();
    const auto scope = access::scope(c.actor, access::Action::print_letter);
    Printed printed;
    printed.view.file = opened->file;
    const Application& a = printed.view.file.application;
    line = line_about(a, "application.printed", opened->rule, what);
    printed.view.person = people::find_person(session, scope, a.person);
    printed.view.services = services_of(session, printed.view.file);
    if (const auto m = territory::find_municipality(session, a.municipality))
      printed.municipality = m->name(w.language());
    if (const auto f = find_by_number(session, a.municipality, a.number)) printed.secret_hash = f->secret_hash;
    return printed;
  });
}

std::string text_of(const web::Context& c, const words::Words& w, const Application& a, std::string_view kind,
                    const words::Values& values) {
  return c.office.db.read(
      [&](db::Session& session) { return letters::text_of(session, a.municipality, kind, w, values); });
}

paper::Letter letter_for(const web::Context& c, const words::Words& w, const Printed& printed) {
  return letter_about(w, c.office, printed.municipality, printed.view.file.application.number);
}

web::Response slip_of(web::Context& c, std::string_view secret) {
  const auto printed = load(c, c.words, "slip");
  if (!printed) return c.refuse(printed.refusals());
  const Application& a = printed->view.file.application;
  Slip slip{a.number, printed->municipality, a.received_on, a.due_on, {}, {}};
  for (const Line& line : printed->view.file.lines) slip.needs.push_back(line.need);
  if (visitors::is_secret_of(c.office, receipt_kind, a.number, printed->secret_hash, secret)) slip.secret = secret;
  return web::Response::pdf(slip_pdf(c.words, c.office, slip), a.number + ".pdf");
}

}  // namespace

web::Response slip(web::Context& c) { return slip_of(c, {}); }
web::Response slip_with_secret(web::Context& c) { return slip_of(c, c.request.form("secret")); }

web::Response missing_papers_letter(web::Context& c) {
  const words::Words w(words::Language::bg);
  const auto printed = load(c, w, "missing_papers");
  if (!printed) return c.refuse(printed.refusals());
  if (printed->view.file.papers.empty()) return c.refuse(Refusal(no_papers_yet));
  const Application& a = printed->view.file.application;
  const Day until = c.office.db.read(
      [&](db::Session& session) { return due_by_rule(session, "papers.missing", a.municipality, c.office.today()); });
  auto letter = letter_for(c, w, *printed);
  letter.title(w("letter.papers.title"));
  letter.paragraph(text_of(c, w, a, "missing_papers", {{"number", a.number}, {"day", w.day_long(until)}}));
  std::vector<std::pair<bool, std::string>> items;
  for (const Paper& p : printed->view.file.papers) {
    items.emplace_back(p.state == "received" || p.state == "waived", w("paper." + p.code));
  }
  letter.checklist(std::move(items));
  letter.paragraph(w("letter.papers.where"));
  letter.signatures({w("letter.signature.officer"), w("letter.signature.received")});
  return web::Response::pdf(letter.pdf(), a.number + "-papers.pdf");
}

web::Response line_letter(web::Context& c) {
  const words::Words w(words::Language::bg);
  const auto printed = load(c, w, "letter");
  if (!printed) return c.refuse(printed.refusals());
  const auto id = c.request.id<ApplicationLineId>("line");
  const Line* line = id ? printed->view.file.find_line(*id) : nullptr;
  const auto service =
      line && line->service ? printed->view.services.find(*line->service) : printed->view.services.end();
  if (service == printed->view.services.end()) return c.refuse(not_found);
  const Application& a = printed->view.file.application;
  const directory::Service& s = service->second;
  auto letter = letter_for(c, w, *printed);
  letter.title(w(line->route == "state" ? "letter.signpost.title" : "letter.referral.title"));
  std::vector<std::pair<std::string, std::string>> facts = {{w("letter.to"), s.organisation_name},
                                                            {w("letter.service"), s.name}};
  if (!s.restricted && !s.address.empty()) {
    const auto place =
        c.office.db.read([&](db::Session& session) { return territory::find_settlement(session, s.settlement); });
    facts.emplace_back(w("common.address"), place ? place->full_name(w.language()) + ", " + s.address : s.address);
  }
  if (!s.phone.empty()) facts.emplace_back(w("common.phone"), s.phone);
  if (!s.hours.empty()) facts.emplace_back(w("letter.hours"), s.hours);
  if (printed->view.person) facts.emplace_back(w("desk.person"), printed->view.person->full_name());
  facts.emplace_back(w("letter.need"), w("need." + line->need));
  letter.facts(std::move(facts));
  letter.paragraph(text_of(c, w, a, line->route == "state" ? "signpost" : "referral", {{"number", a.number}}));
  if (!s.papers.empty()) {
    letter.paragraph(w("letter.bring"));
    std::vector<std::pair<bool, std::string>> items;
    for (const std::string& code : s.papers) items.emplace_back(false, w("paper." + code));
    letter.checklist(std::move(items));
  }
  letter.signatures({w("letter.signature.officer")});
  return web::Response::pdf(letter.pdf(), a.number + "-letter.pdf");
}

}  // namespace gishe::desk
