#include "open_data/hsds_question.h"

#include <charconv>
#include <cmath>
#include <set>

#include "base/text.h"
#include "open_data/refusals.h"
#include "platform/web/json.h"

namespace gishe::open_data {
namespace {

constexpr int per_page_max = 1000;
constexpr int minimal_per_page = 100'000;
constexpr std::int64_t page_max = 1'000'000;
constexpr std::size_t search_bytes_max = 400;

using Said = std::vector<std::pair<std::string, std::string>>;

std::string scalar_of(const boost::json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  return boost::json::serialize(value);
}

Result<Said> said_in(const web::Context& c) {
  Said said = c.request.query_values;
  if (c.request.method == web::Method::get || c.request.body.empty()) return said;
  const auto body = web::json_body(c);
  if (!body) return body.refusals();
  for (const auto& [name, value] : *body) {
    if (!value.is_null()) said.emplace_back(std::string(name), scalar_of(value));
  }
  return said;
}

std::optional<bool> truth_of(std::string_view text) {
  if (text == "true" || text == "1" || text.empty()) return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

class Reader {
 public:
  Question question;
  Refusals no;

  void take(const std::string& name, const std::string& value) {
    if (name == "search") return search(value);
    if (name == "page") return number(name, value, 1, page_max, question.page);
    if (name == "per_page") return per_page(value);
    if (name == "format") return format(value);
    if (name == "minimal") return truth(name, value, question.minimal);
    if (name == "full") return truth(name, value, question.full);
    if (name == "full_service") return truth(name, value, question.full_service);
    if (name == "taxonomy_term_id") return id(name, value, question.taxonomy_term);
    if (name == "taxonomy_id") return id(name, value, question.taxonomy);
    if (name == "organization_id") return id(name, value, question.organisation);
    if (name == "parent_id") return id(name, value, question.parent);
    if (name == "top_only") {
      bool top = false;
      truth(name, value, top);
      question.top_only = top;
    } else if (name == "modified_after") {
      question.modified_after = instant_of(value);
      if (!question.modified_after) no.push_back(Refusal(not_a_moment, name));
    } else if (name == "postcode") {
      postcode(value);
    } else if (name == "proximity") {
      proximity(value);
    }
  }
  bool per_page_said = false;

 private:
  void search(const std::string& value) {
    if (!text::is_plain(value)) return no.push_back(Refusal(not_plain_text, "search"));
    if (value.size() > search_bytes_max) {
      return no.push_back(Refusal(too_long, "search", {{"max", std::to_string(search_bytes_max / 2)}}));
    }
    question.search = text::tidy(value);
  }
  template <class Number>
  void number(const std::string& name, const std::string& value, std::int64_t min, std::int64_t max, Number& into) {
    const auto n = text::whole_number(value);
    if (!n || *n < min || *n > max) return no.push_back(Refusal(not_a_number, name));
    into = static_cast<Number>(*n);
  }
  void per_page(const std::string& value) {
    number("per_page", value, 1, minimal_per_page, question.per_page);
    per_page_said = true;
  }
  void format(const std::string& value) {
    if (value == "json")
      question.format = HsdsFormat::json;
    else if (value == "ndjson")
      question.format = HsdsFormat::ndjson;
    else if (value == "csv")
      question.format = HsdsFormat::csv;
    else
      no.push_back(Refusal(not_in_list, "format"));
  }
  void truth(const std::string& name, const std::string& value, bool& into) {
    const auto said = truth_of(value);
    if (!said) return no.push_back(Refusal(not_in_list, name));
    into = *said;
  }
  void id(const std::string& name, const std::string& value, std::optional<Uuid>& into) {
    into = Uuid::parse(value);
    if (!into) no.push_back(Refusal(not_an_id, name));
  }
  void postcode(const std::string& value) {
    if (value.empty() || value.size() > 20 || !text::is_plain(value)) {
      return no.push_back(Refusal(not_plain_text, "postcode"));
    }
    question.postcode = text::tidy(value);
  }
  void proximity(const std::string& value) {
    double metres = 0;
    const auto end = std::from_chars(value.data(), value.data() + value.size(), metres);
    constexpr double metres_max = 1'000'000;
    if (end.ec != std::errc() || end.ptr != value.data() + value.size() || !(metres > 0 && metres <= metres_max)) {
      return no.push_back(Refusal(not_a_number, "proximity"));
    }
    question.proximity_metres = metres;
  }
};

bool takes(std::string_view known, std::string_view name) {
  return (" " + std::string(known) + " ").find(" " + std::string(name) + " ") != std::string::npos;
}

}  // namespace

Result<Question> question_of(const web::Context& c, std::string_view known) {
  const auto said = said_in(c);
  if (!said) return said.refusals();
  Reader reader;
  std::set<std::string> seen;
  for (const auto& [name, value] : *said) {
    if (!takes(known, name))
      reader.no.push_back(Refusal(unknown_parameter, name.size() <= 60 ? name : std::string("?")));
    else if (!seen.insert(name).second)
      reader.no.push_back(Refusal(parameter_twice, name));
    else
      reader.take(name, value);
  }
  Question& q = reader.question;
  if (q.minimal && !reader.per_page_said) q.per_page = minimal_per_page;
  if (!q.minimal && q.per_page > per_page_max) reader.no.push_back(Refusal(not_a_number, "per_page"));
  if (q.proximity_metres && q.postcode.empty()) reader.no.push_back(Refusal(required, "postcode"));
  if (!reader.no.empty()) return reader.no;
  return q;
}

std::optional<Instant> instant_of(std::string_view text) {
  const auto day = Day::from_iso(text.substr(0, 10));
  if (!day) return std::nullopt;
  Instant at{static_cast<std::int64_t>(Day{}.days_until(*day)) * 86'400'000'000};
  if (text.size() == 10) return at;
  const auto two = [&](std::size_t from, int max) -> std::optional<int> {
    const auto n = text::whole_number(text.substr(from, 2));
    return text.size() >= from + 2 && n && *n >= 0 && *n <= max ? std::optional(static_cast<int>(*n)) : std::nullopt;
  };
  if (text.size() < 19 || (text[10] != 'T' && text[10] != ' ') || text[13] != ':' || text[16] != ':') {
    return std::nullopt;
  }
  const auto hour = two(11, 23), minute = two(14, 59), second = two(17, 60);
  if (!hour || !minute || !second) return std::nullopt;
  at = at.plus_seconds(*hour * 3600 + *minute * 60 + *second);
  std::size_t rest = 19;
  if (rest < text.size() && text[rest] == '.') {
    ++rest;
    for (std::int64_t unit = 100'000; rest < text.size() && text[rest] >= '0' && text[rest] <= '9';
         ++rest, unit /= 10) {
      at.micros += (text[rest] - '0') * unit;
    }
  }
  const auto zone = text.substr(rest);
  if (zone.empty() || zone == "Z" || zone == "z") return at;
  // A plus sign in an address that nobody encoded arrives as a blank.
  if (zone.size() != 6 || zone[3] != ':' || std::string_view("+- ").find(zone[0]) == std::string_view::npos) {
    return std::nullopt;
  }
  const auto hours = two(rest + 1, 14), minutes = two(rest + 4, 59);
  if (!hours || !minutes) return std::nullopt;
  return at.plus_seconds((zone[0] == '-' ? 1 : -1) * (*hours * 3600 + *minutes * 60));
}

}  // namespace gishe::open_data
