#include <fmt/format.h>

#include <algorithm>

#include "directory/directory.h"
#include "inquiries/contact_counts.h"
#include "inquiries/inquiries_handlers.h"
#include "inquiries/said.h"
#include "territory/territory.h"

// Contacts of the last twelve months by topic, village, group, outcome or channel: as a table and as CSV.
namespace gishe::inquiries {
namespace {

constexpr int months_shown = 12;
constexpr std::string_view dimensions[] = {"topic", "settlement", "target_group", "outcome", "channel"};

CountBy dimension_from(std::string_view name) {
  for (std::size_t i = 0; i < std::size(dimensions); ++i) {
    if (dimensions[i] == name) return static_cast<CountBy>(i);
  }
  return CountBy::topic;
}

struct Row {
  std::string key, words;
};

std::vector<Row> rows_of(db::Session& session, const web::Context& c, CountBy by) {
  const words::Words& w = c.words;
  std::vector<Row> rows;
  const auto codes = [&](std::string_view prefix, auto& list) {
    for (std::string_view code : list) rows.push_back({std::string(code), w(std::string(prefix) + std::string(code))});
  };
  switch (by) {
    case CountBy::topic:
      for (const auto& need : directory::list_needs(session)) rows.push_back({need.code, w("need." + need.code)});
      break;
    case CountBy::settlement:
      for (const auto& s : territory::list_settlements(session, c.actor.post.municipality)) {
        rows.push_back({s.code.text, s.full_name(w.language())});
      }
      rows.push_back({"-", w("contact.elsewhere")});
      break;
    case CountBy::target_group:
      codes("target_group.", target_groups);
      rows.push_back({"-", w("contact.no_group")});
      break;
    case CountBy::outcome:
      codes("contact.outcome.", contact_outcomes);
      break;
    case CountBy::channel:
      codes("contact.channel.", contact_channels);
      break;
  }
  return rows;
}

/// Without the months before anybody counted.
std::vector<std::string> since_first(std::vector<std::string> months, const std::vector<ContactCount>& counts) {
  const auto counted = [&](const std::string& month) {
    return std::any_of(counts.begin(), counts.end(), [&](const auto& c) { return c.month == month; });
  };
  while (months.size() > 1 && !counted(months.front())) months.erase(months.begin());
  return months;
}

struct Counted {
  CountBy by;
  std::vector<Row> rows;
  CountTable table;
};

Counted count(web::Context& c) {
  const auto scope = access::scope(c.actor, access::Action::count_contact);
  const CountBy by = dimension_from(c.request.query("by"));
  const auto months = last_months(c.office.today(), months_shown);
  const Day from = Day::from_iso(months.front() + "-01").value_or(Day{});
  return c.office.db.read([&](db::Session& session) {
    Counted counted{by, rows_of(session, c, by), {}};
    std::vector<std::string> keys;
    for (const Row& row : counted.rows) keys.push_back(row.key);
    const auto counts = count_contacts_by(session, scope, by, from, c.office.today().plus_days(1));
    counted.table = suppress(counts, since_first(months, counts), keys);
    return counted;
  });
}

std::string month_words(const words::Words& w, const std::string& month) {
  const int number = std::stoi(month.substr(5, 2));
  return fmt::format("{} {}", w(fmt::format("words.month_short.{}", number)), month.substr(0, 4));
}

void set_number(page::Values cell, const words::Words& w, const std::string& month,
                const std::optional<std::int64_t>& n) {
  cell.set("MONTH", month).set("NUMBER", n ? w.number(*n) : w("contact.under_five"));
  cell.set("CLASS", n ? "" : "hidden");
}

bool any_shown(const std::vector<std::optional<std::int64_t>>& cells) {
  return std::any_of(cells.begin(), cells.end(), [](const auto& n) { return n.has_value(); });
}

/// Text for a cell of CSV; what a spreadsheet would take for a formula becomes text.
std::string csv_cell(std::string_view text) {
  std::string cell = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos) cell += '\'';
  for (char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + '"';
}

std::string csv_number(const std::optional<std::int64_t>& n) { return n ? std::to_string(*n) : std::string(); }

}  // namespace

web::Response show_contact_counts(web::Context& c) {
  const words::Words& w = c.words;
  const Counted counted = count(c);
  const std::string_view by = dimensions[static_cast<std::size_t>(counted.by)];
  auto page = c.page("inquiries/counts.html");
  page.title(w("contact.counts.title")).set("BY", by);
  page.set("MUNICIPALITY", c.surroundings.municipality_name).set("TODAY", w.day(c.office.today()));
  page.set("BY_WORDS", w("contact.counts.by." + std::string(by)));
  page.select("DIMENSION", {"by", w("contact.counts.by")}, choices_of(w, "contact.counts.by.", dimensions, by));
  page.set("ROW_HEAD", w("contact.counts.by." + std::string(by)));
  std::vector<std::string> months;
  for (const std::string& month : counted.table.months) {
    months.push_back(month_words(w, month));
    const auto blank = months.back().rfind(' ');
    page.add("MONTHS").set("SHORT", months.back().substr(0, blank)).set("YEAR", months.back().substr(blank + 1));
  }
  bool any = false, any_hidden = false;
  for (std::size_t k = 0; k < counted.rows.size(); ++k) {
    if (!any_shown(counted.table.cells[k])) {
      any_hidden = true;
      page.add("HIDDEN_ROWS").set("NAME", counted.rows[k].words);
      continue;
    }
    any = true;
    auto row = page.add("ROWS");
    row.set("NAME", counted.rows[k].words);
    for (std::size_t m = 0; m < months.size(); ++m) {
      set_number(row.add("CELLS"), w, months[m], counted.table.cells[k][m]);
    }
  }
  for (std::size_t m = 0; m < months.size(); ++m) {
    set_number(page.add("TOTALS"), w, months[m], counted.table.totals[m]);
  }
  any = any || any_shown(counted.table.totals);
  page.show_if(any, "ANY").show_if(!any, "EMPTY").show_if(any && any_hidden, "ANY_HIDDEN");
  return c.show(page);
}

web::Response download_contact_counts(web::Context& c) {
  const words::Words& w = c.words;
  const Counted counted = count(c);
  std::string lines = "\xEF\xBB\xBF";  // spreadsheets read Cyrillic only with it
  lines += csv_cell(w("contact.counts.by." + std::string(dimensions[static_cast<std::size_t>(counted.by)])));
  for (const std::string& month : counted.table.months) lines += ',' + csv_cell(month);
  lines += "\r\n";
  for (std::size_t k = 0; k < counted.rows.size(); ++k) {
    lines += csv_cell(counted.rows[k].words);
    for (const auto& n : counted.table.cells[k]) lines += ',' + csv_number(n);
    lines += "\r\n";
  }
  lines += csv_cell(w("contact.counts.total"));
  for (const auto& n : counted.table.totals) lines += ',' + csv_number(n);
  web::Response r;
  r.content_type = "text/csv; charset=utf-8";
  r.body = lines + "\r\n";
  r.headers.emplace_back("Content-Disposition", "attachment; filename=\"contacts.csv\"");
  return r;
}

}  // namespace gishe::inquiries
