#include "entries/reported.h"

#include <algorithm>

#include "base/text.h"

namespace gishe::entries {
namespace {

/// The first run of digits, blanks and dashes in it that is long enough for a telephone.
std::string telephone_in(std::string_view words) {
  constexpr std::string_view parts = "0123456789 -/()+";
  constexpr int digits_min = 6;
  for (std::size_t from = 0; (from = words.find_first_of("+0123456789", from)) != std::string_view::npos;) {
    const auto end = std::min(words.find_first_not_of(parts, from), words.size());
    const std::string_view run = words.substr(from, end - from);
    const auto digits = std::count_if(run.begin(), run.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits >= digits_min) return text::tidy(run);
    from = end;
  }
  return {};
}

}  // namespace

std::optional<EntryReport> reported_at(const web::Context& c, std::string_view parameter) {
  const auto id = EntryReportId::parse(c.request.query(parameter));
  if (!id || !access::function_may(c.actor, access::Action::review_entry)) return std::nullopt;
  return c.office.db.read([&](db::Session& s) { return find_report(s, c.actor.post.municipality, *id); });
}

std::string mending_address(const EntryReport& report) {
  const std::string from = "?report=" + report.id.text();
  if (!report.service) return "/provider/services/new" + from;
  const std::string entry = "/provider/services/" + report.service->text();
  if (report.what == "phone" || report.what == "hours") return entry + from;
  return entry + (report.what == "closed" ? "/closure" : "/change") + from;
}

Wanted filled_from(const EntryReport& report) {
  Wanted wanted;
  const auto put = [&](const char* field, const std::string& value) {
    if (!value.empty()) wanted[field] = value;
  };
  if (!report.service) {
    put("name", report.name);
    put("description", report.words);
    put("phone", report.contact);
  }
  if (report.what == "phone") put("phone", telephone_in(report.words));
  const std::string line = text::tidy(report.words);
  if (report.what == "hours") put("hours", line);
  if (report.what == "place") put("address", line);
  if (report.what == "price") put("fees", report.words);
  if (report.what == "conditions") put("eligibility", report.words);
  if (report.what == "closed") put("stopped_words", report.words);
  return wanted;
}

}  // namespace gishe::entries
