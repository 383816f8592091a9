#include <algorithm>

#include "overview/figures.h"
#include "overview/overview.h"
#include "overview/overview_handlers.h"

namespace gishe::overview {
namespace {

std::string number_words(const words::Words& w, const std::optional<std::int64_t>& n) {
  return n ? w.number(*n) : w("overview.under_five");
}

void set_number(page::Values& row, const words::Words& w, const std::string& name,
                const std::optional<std::int64_t>& n) {
  row.set(name, number_words(w, n)).set(name + "_CLASS", n ? "" : "hidden");
}

/// The counts come sorted by place: one part of the table for each.
void fill_places(page::Page& page, const words::Words& w, const Figures& figures) {
  std::optional<page::Values> place;
  std::string_view place_code;
  for (const auto& count : figures.counts) {
    if (!place || count.place != place_code) {
      place = page.add("PLACES");
      place->set("PLACE", figures.place_name(count.place));
      place_code = count.place;
    }
    auto row = place->add("ROWS");
    row.set("NEED", w("need." + count.need));
    set_number(row, w, "ASKED", count.asked);
    set_number(row, w, "MET", count.met);
    set_number(row, w, "WAITING", count.waiting);
    set_number(row, w, "UNMET", count.unmet);
  }
}

void fill_follow_up(page::Page& page, const words::Words& w, const desk::FollowUpCount& count) {
  if (!count.answered) return;
  auto part = page.add("FOLLOW_UP");
  part.set("FOLLOW_UP_WORDS", w.with("overview.follow_up", {{"n", w.number(*count.answered)},
                                                            {"mark", w.decimal(count.satisfaction_tenths * 100, 1)}}));
  if (count.need_met) part.set("FOLLOW_UP_MET", w.with("overview.follow_up_met", {{"n", w.number(*count.need_met)}}));
}

/// One sentence that says what the picture shows.
std::string sentence(const words::Words& w, const Figures& figures,
                     const std::vector<std::pair<std::string, std::int64_t>>& bars) {
  if (bars.empty()) return w.with("overview.sentence_none", {{"year", std::to_string(figures.year)}});
  return w.with(
      "overview.sentence",
      {{"year", std::to_string(figures.year)}, {"need", bars.front().first}, {"n", w.number(bars.front().second)}});
}

}  // namespace

void fill_bars(page::Page& page, const std::vector<std::pair<std::string, std::int64_t>>& bars) {
  if (bars.empty()) return;
  const std::int64_t longest = std::max<std::int64_t>(1, bars.front().second);
  auto picture = page.add("PICTURE");
  for (const auto& [label, n] : bars) {
    picture.add("BARS").set("LABEL", label).set("LENGTH", n * 1000 / longest).set("NUMBER", n);
  }
}

web::Response show_overview(web::Context& c) {
  const words::Words& w = c.words;
  const int year = year_from(c.request.query("year"), c.office.today());
  const Figures figures = gather(c.office, c.actor, year, w.language());
  const auto bars = asked_by_need(figures, w);
  auto page = c.page("overview/overview.html");
  page.title(w("overview.title"));
  page.set("SENTENCE", sentence(w, figures, bars)).set("YEAR", std::to_string(year));
  page::Values::Input input{"year", w("overview.year")};
  input.width = "short";
  std::vector<page::Values::Choice> years;
  for (int y = c.office.today().year(); y > c.office.today().year() - years_back; --y) {
    years.push_back({std::to_string(y), std::to_string(y), {}, y == year});
  }
  page.select("YEARS", input, years);
  fill_places(page, w, figures);
  fill_follow_up(page, w, figures.follow_up);
  page.show_if(!figures.counts.empty(), "ANY").show_if(figures.counts.empty(), "EMPTY");
  fill_bars(page, bars);
  return c.show(page);
}

web::Response download_overview(web::Context& c) {
  const int year = year_from(c.request.query("year"), c.office.today());
  web::Response r;
  r.content_type = "text/csv; charset=utf-8";
  r.body = csv(gather(c.office, c.actor, year, c.words.language()), c.words);
  r.headers.emplace_back("Content-Disposition", "attachment; filename=\"overview-" + std::to_string(year) + ".csv\"");
  return r;
}

web::Response show_overdue(web::Context& c) {
  constexpr int rows_max = 100;
  const words::Words& w = c.words;
  const Day today = c.office.today();
  const auto scope = access::scope(c.actor, access::Action::see_overdue);
  std::vector<desk::Overdue> unanswered, lines;
  std::vector<desk::LateTask> tasks;
  c.office.db.read([&](db::Session& session) {
    unanswered = desk::list_unanswered(session, c.actor, today, rows_max);
    lines = desk::list_late_lines(session, scope, today, rows_max);
    tasks = desk::list_late_tasks(session, scope, today, rows_max);
  });
  auto page = c.page("overview/overdue.html");
  page.title(w("overdue.title"));
  for (const auto& o : unanswered) {
    auto row = page.add("REFERRALS");
    row.set("REFERRAL", o.referral->text())
        .set("REFERRAL_NUMBER", o.referral_number)
        .set("ORGANISATION", o.organisation);
    row.set("NEED", o.need.empty() ? "" : w("need." + o.need));
    row.set("STATE", w("referral.state." + o.referral_state));
    row.set("DUE", w.relative(o.due_on, today));
  }
  for (const auto& o : lines) {
    auto row = page.add("LINES");
    row.set("APPLICATION", o.application->text()).set("NUMBER", o.number).set("NEED", w("need." + o.need));
    row.set("STATE", w("line.state." + o.state)).set("DUE", w.relative(o.due_on, today));
  }
  for (const auto& t : tasks) {
    auto row = page.add("TASKS");
    row.set("APPLICATION", t.application.text()).set("NUMBER", t.number).set("KIND", w("task." + t.kind));
    row.set("NEED", t.need.empty() ? "" : w("need." + t.need)).set("DUE", w.relative(t.due_on, today));
  }
  page.show_if(!unanswered.empty(), "ANY_REFERRAL").show_if(unanswered.empty(), "NO_REFERRAL");
  page.show_if(!lines.empty(), "ANY_LINE").show_if(lines.empty(), "NO_LINE");
  page.show_if(!tasks.empty(), "ANY_TASK").show_if(tasks.empty(), "NO_TASK");
  const auto late = static_cast<std::int64_t>(unanswered.size() + lines.size() + tasks.size());
  page.set("SENTENCE", w.count("overdue.count", late));
  return c.show(page);
}

web::Routes routes() {
  using web::Method;
  using enum access::Action;
  return {{Method::get, "/overview", see_overview, show_overview},
          {Method::get, "/overview.csv", see_overview, download_overview},
          {Method::get, "/overdue", see_overdue, show_overdue},
          {Method::get, "/api/v1/overview", see_overview, api_overview,
           web::Route::Api{"Needs asked, met, waiting, unmet; numbers under 5 are null", "", "NeedCounts", "Year"}},
          {Method::get, "/api/v1/overdue", see_overdue, api_overdue,
           web::Route::Api{"Referrals without an answer, lines and tasks past their day", "", "Overdue"}}};
}

}  // namespace gishe::overview
