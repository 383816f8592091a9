#include <algorithm>
#include <map>

#include "base/text.h"
#include "desk/application_acts.h"
#include "desk/desk_access.h"
#include "desk/desk_handlers.h"
#include "desk/proposals.h"
#include "desk/said.h"
#include "territory/territory.h"

namespace gishe::desk {
namespace {

constexpr std::size_t fitting_shown = 10, unfit_shown = 8;

struct Shown {
  Application application;
  Line line;
  Seeker seeker;
  std::size_t fit = 0, unfit_count = 0;  // of all; a page shows some of them
  std::size_t from = 0;                  // place in the list of the first fitting one here
  std::vector<Proposal> fitting, unfit;
  std::map<std::string, std::string> place_names;
};

/// "?from=10"; anything else is the beginning.
std::size_t asked_from(const web::Context& c) {
  const auto typed = text::whole_number(c.request.query("from")).value_or(0);
  const auto from = static_cast<std::size_t>(std::max<std::int64_t>(typed, 0));
  return from - from % fitting_shown;
}

Result<Shown> load(web::Context& c, const ApplicationId& id, const ApplicationLineId& line_id) {
  return c.office.db.read([&](db::Session& session) -> Result<Shown> {
    const auto opened = open_file(session, c.actor, access::Action::propose_services, id);
    if (!opened) return opened.refusals();
    const Line* line = opened->file.find_line(line_id);
    if (!line) return not_found;
    const auto scope = access::scope(c.actor, access::Action::propose_services);
    auto proposals = propose(session, scope, opened->file.application, *line, c.office.today());
    if (!proposals) return not_found;
    Shown shown{opened->file.application, *line, proposals->seeker(), proposals->fitting(), 0, 0, {}, {}, {}};
    shown.unfit_count = proposals->size() - shown.fit;
    if (const auto from = asked_from(c); from < shown.fit) shown.from = from;
    shown.fitting = proposals->some(session, shown.from, std::min(fitting_shown, shown.fit - shown.from));
    if (shown.from == 0) shown.unfit = proposals->some(session, shown.fit, unfit_shown);
    for (const auto& m : territory::list_municipalities(session))
      shown.place_names[m.code.text] = m.name(c.words.language());
    return shown;
  });
}

void fill(page::Values row, const words::Words& w, const Shown& shown, const Proposal& p, bool with_open_reasons) {
  const directory::Service& s = p.candidate.service;
  row.set("SERVICE", s.id.text()).set("SERVICE_NAME", s.name).set("ORGANISATION", s.organisation_name);
  const auto place = shown.place_names.find(s.municipality.text);
  row.set("PLACE", place == shown.place_names.end() ? s.municipality.text : place->second);
  row.set("ROUTE", w("line.route." + std::string(route_of(s.type, s.municipality, shown.application.municipality))));
  // Below the line only what speaks against; above it everything.
  for (const Reason& r : p.reasons) {
    if (!with_open_reasons && r.verdict == Verdict::yes) continue;
    auto reason = row.add("REASONS");
    reason.set("VERDICT", r.verdict == Verdict::yes ? "yes" : r.verdict == Verdict::maybe ? "maybe" : "no");
    reason.svg("ICON", page::icon(r.verdict == Verdict::yes     ? "tick"
                                  : r.verdict == Verdict::maybe ? "question"
                                                                : "cross"));
    reason.set("TEXT", reason_words(w, r, shown.seeker, p.candidate));
  }
}

}  // namespace

web::Response show_proposals(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto line = c.request.id<ApplicationLineId>("line");
  if (!id || !line) return c.refuse(not_found);
  const auto shown = load(c, *id, *line);
  if (!shown) return c.refuse(shown.refusals());
  const words::Words& w = c.words;
  auto page = c.page("desk/proposals.html");
  page.title(w("desk.proposals.over") + ": " + w("need." + shown->line.need));
  page.set("APPLICATION", id->text()).set("LINE", line->text()).set("NUMBER", shown->application.number);
  page.set("VERSION", shown->application.version).set("NEED", w("need." + shown->line.need));
  page.set("NEED_CODE", shown->line.need);
  auto rank = static_cast<std::int64_t>(shown->from);
  page.set("START", rank + 1);
  for (const Proposal& p : shown->fitting) {
    const bool best = ++rank == 1;
    auto row = page.add("FITTING");
    row.set("BUTTON", best ? "go" : "plain").set("PLACE_IN_ROW", best ? "first" : "later").show_if(best, "BEST");
    row.set("RANK", rank);
    fill(row, w, *shown, p, true);
  }
  const std::size_t next = shown->from + fitting_shown;
  page.pager("PAGER", shown->from > 0 ? "from=" + std::to_string(shown->from - fitting_shown) : "",
             next < shown->fit ? "from=" + std::to_string(next) : "", w("desk.proposals.over"));
  for (const Proposal& p : shown->unfit) fill(page.add("UNFIT"), w, *shown, p, false);
  page.set("UNFIT_WORDS", w.count("desk.proposals.unfit", static_cast<std::int64_t>(shown->unfit_count)));
  page.show_if(shown->fitting.empty(), "UNFIT_OPEN");
  if (shown->unfit.size() < shown->unfit_count) {
    const auto first = static_cast<std::int64_t>(shown->unfit.size());
    page.add("UNFIT_MORE").set("WORDS", w.count("desk.proposals.unfit_first", first));
  }
  page.set("SENTENCE", w.count("desk.proposals.found", static_cast<std::int64_t>(shown->fit)));
  page.show_if(shown->fitting.empty(), "NONE_FIT").show_if(!shown->unfit.empty(), "SOME_UNFIT");
  return c.show(page);
}

web::Response choose_from_page(web::Context& c) {
  const auto id = c.request.id<ApplicationId>("id");
  const auto line = c.request.id<ApplicationLineId>("line");
  const auto service = ServiceId::parse(c.request.form("service"));
  const auto version = version_of(c);
  if (!id || !line || !service || !version) return c.refuse(not_found);
  const auto done = choose_service(c.office, c.actor, {*id, *line, *service, *version}, c.once_key(service->text()));
  if (!done) return c.refuse(done.refusals());
  return c.go("/desk/applications/" + id->text(), "desk.notice.chosen");
}

}  // namespace gishe::desk
