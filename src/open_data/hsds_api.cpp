#include <fmt/format.h>

#include "base/text.h"
#include "directory/directory.h"
#include "open_data/handlers.h"
#include "open_data/hsds_answer.h"
#include "open_data/hsds_question.h"
#include "open_data/hsds_rows.h"
#include "open_data/hsds_shape.h"
#include "open_data/refusals.h"
#include "open_data/validators.h"
#include "platform/web/json.h"
#include "territory/territory.h"

namespace gishe::open_data {
namespace {

/// What one list takes, beside search, page, per_page and format.
struct List {
  std::string_view kind, parameters;
};
constexpr List services{hsds::services,
                        "search page per_page format taxonomy_term_id taxonomy_id organization_id modified_after"
                        " minimal full"};
constexpr List taxonomies{hsds::taxonomies, "search page per_page format"};
constexpr List terms{hsds::taxonomy_terms, "search page per_page format taxonomy_id top_only parent_id"};
constexpr List organisations{hsds::organizations,
                             "search page per_page format full_service full taxonomy_term_id taxonomy_id"};
constexpr List pairs{hsds::service_at_location,
                     "search page per_page format taxonomy_term_id taxonomy_id organization_id modified_after full"
                     " postcode proximity"};

/// Conditions that all hold; order of the first one given as ranked, else of ids.
class Meeting {
 public:
  void and_also(Ids ids) {
    if (m_ids) {
      std::erase_if(*m_ids, [&](const Uuid& id) { return !std::binary_search(ids.begin(), ids.end(), id); });
    } else {
      m_ids = std::move(ids);
    }
  }
  /// Of no order of ids: must be the first.
  void begin_ranked(Ids ids) { m_ids = std::move(ids); }
  const std::optional<Ids>& ids() const { return m_ids; }

 private:
  std::optional<Ids> m_ids;
};

/// The point that a postcode stands for, and the municipality it lies in.
struct Postcode {
  std::optional<std::pair<double, double>> middle;
  std::vector<MunicipalityCode> municipalities;
};
Postcode find_postcode(db::Session& session, const std::string& postcode) {
  Postcode found;
  const auto settlements = territory::list_settlements_with(session, postcode);
  double latitude = 0, longitude = 0;
  for (const auto& s : settlements) {
    latitude += s.latitude;
    longitude += s.longitude;
    auto& known = found.municipalities;
    if (std::find(known.begin(), known.end(), s.municipality) == known.end()) known.push_back(s.municipality);
  }
  const auto n = static_cast<double>(settlements.size());
  found.middle =
      settlements.empty() ? middle_of(session, postcode) : std::optional(std::pair(latitude / n, longitude / n));
  return found;
}

Ids list_covering(db::Session& session, const std::string& postcode) {
  Ids services_found;
  for (const auto& municipality : find_postcode(session, postcode).municipalities) {
    const auto some = directory::list_services_serving(session, municipality);
    services_found.insert(services_found.end(), some.begin(), some.end());
  }
  std::sort(services_found.begin(), services_found.end());
  services_found.erase(std::unique(services_found.begin(), services_found.end()), services_found.end());
  return list_pairs_of(session, services_found);
}

/// Services by the portal's search engine, which knows forms, wrong letters and words of the field; nullopt where it is
/// not asked.
std::optional<Ids> services_with_words(Office& office, const List& list, const Question& q) {
  if (q.search.empty() || (list.kind != hsds::services && list.kind != hsds::service_at_location)) return std::nullopt;
  Ids ids;
  for (const auto& id : directory::list_services_with_words(office, q.search)) ids.push_back(id.value);
  return ids;
}

/// What the engine found, as far as it is published; where it found nothing, the words as they stand: other names,
/// codes and parts of words are known to the documents only.
Ids list_searched(db::Session& session, const List& list, const Question& q, const std::optional<Ids>& services_found) {
  if (!services_found || services_found->empty()) {
    return list_with_words(session, list.kind, text::words(text::lower(q.search)));
  }
  if (list.kind == hsds::service_at_location) return list_pairs_of(session, *services_found);
  Ids ids;
  for (const auto& listed : list_stamps(session, list.kind, *services_found)) ids.push_back(listed.id);
  return ids;
}

std::optional<Ids> ids_asked(db::Session& session, const List& list, const Question& q,
                             const std::optional<Ids>& services_found) {
  Meeting m;
  if (q.proximity_metres) {
    const auto middle = find_postcode(session, q.postcode).middle;
    m.begin_ranked(middle ? list_pairs_near(session, middle->first, middle->second, *q.proximity_metres) : Ids{});
  } else if (!q.postcode.empty()) {
    m.and_also(list_covering(session, q.postcode));
  }
  const bool of_terms = list.kind == hsds::taxonomy_terms;
  if (q.organisation) m.and_also(list_of_organisation(session, list.kind, *q.organisation));
  if (q.taxonomy_term) m.and_also(list_marked(session, list.kind, *q.taxonomy_term));
  if (q.taxonomy) {
    m.and_also(of_terms ? list_terms_of(session, *q.taxonomy) : list_marked_in(session, list.kind, *q.taxonomy));
  }
  if (q.modified_after) m.and_also(list_changed(session, list.kind, *q.modified_after));
  if (q.parent) m.and_also(list_terms_under(session, *q.parent));
  if (q.top_only.value_or(false)) m.and_also(list_top_terms(session));
  if (!q.search.empty()) m.and_also(list_searched(session, list, q, services_found));
  return m.ids();
}

struct Page {
  Ids ids;
  std::int64_t total = 0;
};
Page page_of(db::Session& session, const List& list, const Question& q, const std::optional<Ids>& services_found,
             std::int64_t from, std::int64_t rows) {
  const auto ids = ids_asked(session, list, q, services_found);
  if (!ids) return {list_page(session, list.kind, static_cast<int>(rows), from), count_listed(session, list.kind)};
  Page page;
  page.total = static_cast<std::int64_t>(ids->size());
  if (from >= page.total) return page;
  const auto end = std::min(page.total, from + rows);
  page.ids.assign(ids->begin() + from, ids->begin() + end);
  return page;
}

json::array minimal(db::Session& session, const List& list, const Ids& ids) {
  json::array rows;
  for (const auto& one : list_stamps(session, list.kind, ids)) {
    const auto at = one.modified_at.iso();
    rows.push_back(json::object{{"id", one.id.text()}, {"modified_date", at}, {"last_modified", at}});
  }
  return rows;
}

json::array contents(db::Session& session, const List& list, const Question& q, const Ids& ids) {
  if (q.minimal) return minimal(session, list, ids);
  return answer_of(session, list.kind, ids, q.full ? Depth::full : Depth::brief, q.full_service);
}

web::Response page_answer(web::Context& c, const List& list, const Question& q) {
  const std::int64_t from = (q.page - 1) * q.per_page;
  json::object answer;
  const auto services_found = services_with_words(c.office, list, q);
  c.office.db.read([&](db::Session& session) {
    const auto page = page_of(session, list, q, services_found, from, q.per_page);
    auto rows = contents(session, list, q, page.ids);
    const auto pages = (page.total + q.per_page - 1) / q.per_page;
    answer = json::object{{"total_items", page.total}, {"total_pages", pages},       {"page_number", q.page},
                          {"size", rows.size()},       {"first_page", q.page == 1},  {"last_page", q.page >= pages},
                          {"empty", rows.empty()},     {"contents", std::move(rows)}};
  });
  return with_validators(c, "application/json", json::serialize(answer), std::nullopt);
}

/// Everything asked for at once, a line each. What would be more than a request may take is refused.
web::Response rows_answer(web::Context& c, const List& list, const Question& q) {
  constexpr std::int64_t brief_max = 20'000, full_max = 2'000;
  const auto max = q.full || q.full_service ? full_max : brief_max;
  std::string body;
  bool too_many = false;
  const auto services_found = services_with_words(c.office, list, q);
  c.office.db.read([&](db::Session& session) {
    const auto page = page_of(session, list, q, services_found, 0, max);
    too_many = page.total > max;
    if (too_many) return;
    const auto rows = contents(session, list, q, page.ids);
    body = q.format == HsdsFormat::csv ? csv_rows(list.kind, rows) : ndjson_rows(rows);
  });
  if (too_many) return c.problem({Refusal(too_many_rows, "format", {{"max", std::to_string(max)}})});
  const char* type = q.format == HsdsFormat::csv ? "text/csv; charset=utf-8" : "application/x-ndjson";
  auto r = with_validators(c, type, std::move(body), std::nullopt);
  // Fields stand as they are kept, "=1+1" too: saved as a file, not opened at a click (docs/hsds.md).
  if (q.format == HsdsFormat::csv) {
    r.headers.emplace_back("Content-Disposition", fmt::format("attachment; filename=\"{}.csv\"", list.kind));
  }
  return r;
}

web::Response list_of(web::Context& c, const List& list) {
  const auto q = question_of(c, list.parameters);
  if (!q) return c.problem(q.refusals());
  return q->format == HsdsFormat::json ? page_answer(c, list, *q) : rows_answer(c, list, *q);
}

web::Response one_of(web::Context& c, std::string_view kind, std::string_view parameters = {}) {
  const auto q = question_of(c, parameters);
  if (!q) return c.problem(q.refusals());
  const auto id = Uuid::parse(c.request.in_path("id"));
  std::optional<Instant> at;
  json::array found;
  if (id) {
    c.office.db.read([&](db::Session& session) {
      const auto stamp = find_listed(session, kind, *id);
      if (!stamp) return;
      at = stamp->modified_at;
      found = answer_of(session, kind, {*id}, Depth::full, q->full_service);
    });
  }
  if (found.empty()) return c.problem({not_found});
  return with_validators(c, "application/json", json::serialize(found.front()), at);
}

}  // namespace

web::Response show_base(web::Context& c) {
  if (const auto q = question_of(c, ""); !q) return c.problem(q.refusals());
  const std::string here = c.office.public_address + "/hsds";
  const json::object base{
      {"version", "3.1"}, {"profile", here + "/bg-social"}, {"openapi_url", here + "/openapi.json"}};
  return with_validators(c, "application/json", json::serialize(base), std::nullopt);
}

web::Response list_services(web::Context& c) { return list_of(c, services); }
web::Response show_service(web::Context& c) { return one_of(c, hsds::services); }
web::Response list_taxonomies(web::Context& c) { return list_of(c, taxonomies); }
web::Response show_taxonomy(web::Context& c) { return one_of(c, hsds::taxonomies); }
web::Response list_terms(web::Context& c) { return list_of(c, terms); }
web::Response show_term(web::Context& c) { return one_of(c, hsds::taxonomy_terms); }
web::Response list_organisations(web::Context& c) { return list_of(c, organisations); }
web::Response show_organisation(web::Context& c) { return one_of(c, hsds::organizations, "full_service"); }
web::Response list_pairs(web::Context& c) { return list_of(c, pairs); }
web::Response show_pair(web::Context& c) { return one_of(c, hsds::service_at_location); }

}  // namespace gishe::open_data
