#include <algorithm>
#include <map>

#include "entries/entry_change_store.h"
#include "entries/entry_report.h"
#include "entries/handlers.h"
#include "entries/merge.h"
#include "entries/quality.h"
#include "staff/staff.h"

// The editor's list of work: what waits for a second person, what grew old, what says too little.
namespace gishe::entries {
namespace {

constexpr int changes_shown = 100, reports_shown = 100, pairs_shown = 50;
constexpr int entries_read = 1000;  // of a municipality; a directory of more is worked through from its weakest
constexpr std::size_t entries_shown = 50;

struct Weak {
  directory::Service service;
  Quality quality;
};

/// Why an entry stands in the work, worst first; empty: it does not. Locale "entries.why.…".
std::string_view why_of(const Weak& one) {
  if (one.service.status == "needs_update") return "stale";
  if (one.service.type == directory::unclassified) return "unclassified";
  return one.quality.score < quality_low ? "weak" : "";
}

std::vector<Weak> weakest(std::vector<directory::Service> all, std::string_view only, Day today) {
  std::vector<Weak> weak;
  for (auto& service : all) {
    if (!service.listed()) continue;
    Weak one{std::move(service), {}};
    one.quality = quality_of(one.service, today);
    const auto why = why_of(one);
    if (!why.empty() && (only.empty() || only == why)) weak.push_back(std::move(one));
  }
  std::stable_sort(weak.begin(), weak.end(),
                   [](const Weak& a, const Weak& b) { return a.quality.score < b.quality.score; });
  return weak;
}

void put_weak(page::Page& p, const words::Words& w, const std::vector<Weak>& weak) {
  for (std::size_t i = 0; i < std::min(weak.size(), entries_shown); ++i) {
    const auto& [service, quality] = weak[i];
    auto row = p.add("WEAK");
    row.set("ID", service.id.text()).set("NAME", service.name).set("ORGANISATION", service.organisation_name);
    row.set("WHY", w("entries.why." + std::string(why_of(weak[i])))).set("SCORE", quality.score);
    row.set("FIRST", quality.gaps.empty() ? "" : w("entries.gap." + quality.gaps.front().what));
  }
  p.show_if(!weak.empty(), "ANY_WEAK").show_if(weak.empty(), "NO_WEAK");
  p.set("WEAK_COUNT", w.count("entries.editor.weak_count", static_cast<std::int64_t>(weak.size())));
}

/// Open pairs, and those merged, which can still be undone.
void put_pairs(page::Page& p, const web::Context& c) {
  const auto& w = c.words;
  int shown = 0;
  c.office.db.read([&](db::Session& s) {
    const auto name_of = [&](const EntryPair& pair, const Uuid& id) {
      if (pair.kind == "service") {
        const auto service = directory::find_service(s, {id});
        return service ? service->name : id.text();
      }
      const auto house = directory::find_organisation(s, {id});
      return house ? house->name : id.text();
    };
    for (const char* state : {"open", "merged"}) {
      for (const auto& pair : list_pairs(s, c.actor.post.municipality, state, pairs_shown)) {
        auto row = p.add("PAIRS");
        row.set("ID", pair.id.text()).set("ONE", name_of(pair, pair.one)).set("OTHER", name_of(pair, pair.other));
        row.set("WHAT", w("entries.pair.kind." + pair.kind)).set("STATE", w("entries.pair.state." + pair.state));
        ++shown;
      }
    }
  });
  p.show_if(shown > 0, "ANY_PAIR").show_if(shown == 0, "NO_PAIR");
}

}  // namespace

web::Response show_editor(web::Context& c) {
  const auto& w = c.words;
  const Day today = c.office.today();
  std::vector<WaitingChange> changes;
  std::vector<directory::Service> all;
  std::vector<EntryReport> reports;
  std::map<AccountId, std::string> names;
  std::map<ServiceId, std::string> services;
  c.office.db.read([&](db::Session& s) {
    changes = list_waiting_changes(s, c.actor.post.municipality, changes_shown);
    all = directory::list_entries(s, c.actor.post.municipality, {}, entries_read);
    reports = list_reports(s, c.actor.post.municipality, reports_shown);
    for (const auto& report : reports) {
      const auto service = report.service ? directory::find_service(s, *report.service) : std::nullopt;
      if (service) services[service->id] = service->name;
    }
    for (const auto& change : changes) names[change.proposed_by] = staff::account_name(s, change.proposed_by);
  });
  auto p = c.page("entries/editor.html");
  p.title(w("entries.editor.title"));
  for (const auto& change : changes) {
    auto row = p.add("CHANGES");
    row.set("ID", change.id.text()).set("NAME", change.service_name).set("ORGANISATION", change.organisation_name);
    row.set("WHO", names[change.proposed_by]).set("WHEN", w.moment(change.proposed_at));
    row.set("KIND", w(change.kind == "new" ? "entries.editor.kind_new" : "entries.editor.kind_change"));
    row.show_if(change.proposed_by == c.actor.account, "OWN");
  }
  for (const auto& report : reports) {
    auto row = p.add("REPORTS");
    const bool mistake = report.kind == "mistake";
    row.set("ID", report.id.text()).set("NAME", mistake ? services[*report.service] : report.name);
    row.set("WHAT", w(mistake ? "entries.wrong." + report.what : "entries.reports.suggestion"));
    row.set("DUE", w.relative(report.due_on, today)).set("DUE_CLASS", report.due_on < today ? "due late" : "due");
    row.set("STATE", w("entries.reports.state." + report.state));
  }
  p.show_if(!reports.empty(), "ANY_REPORT").show_if(reports.empty(), "NO_REPORT");
  put_pairs(p, c);
  const auto only = c.request.query("why");
  std::vector<page::Values::Choice> reasons{{"", w("entries.why.all")}};
  for (const char* why : {"stale", "unclassified", "weak"}) {
    reasons.push_back({why, w("entries.why." + std::string(why)), {}, only == why});
  }
  p.select("WHY", {"why", w("entries.editor.why")}, reasons);
  put_weak(p, w, weakest(std::move(all), only, today));
  p.show_if(!changes.empty(), "ANY_CHANGE").show_if(changes.empty(), "NO_CHANGE");
  return c.show(p);
}

}  // namespace gishe::entries
