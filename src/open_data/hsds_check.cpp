#include "open_data/hsds_check.h"

#include <charconv>
#include <cmath>

#include "base/text.h"
#include "base/uuid.h"
#include "open_data/hsds_question.h"
#include "open_data/text_file.h"

namespace gishe::open_data {
namespace {

using hsds::Form;

/// What a spreadsheet would run: begins with = or @, or with a sign and then what no number or telephone has.
bool is_formula(std::string_view text) {
  if (text.empty()) return false;
  if (text[0] == '=' || text[0] == '@') return true;
  if (text[0] != '+' && text[0] != '-') return false;
  if (text.size() < 2 || text[1] == ' ') return false;
  const auto call = text.find('(');
  const bool letter_first = (text[1] >= 'A' && text[1] <= 'Z') || (text[1] >= 'a' && text[1] <= 'z');
  return letter_first && call != std::string_view::npos;
}

bool is_link(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) return false;
  return text.size() > 8 && text.find_first_of(" \t\r\n\"<>") == std::string_view::npos;
}

bool is_mail(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find_first_of(" \t\r\n<>\"") == std::string_view::npos;
}

bool is_time(std::string_view text) {
  if (text.size() < 5 || text[2] != ':') return false;
  const auto hour = text::whole_number(text.substr(0, 2)), minute = text::whole_number(text.substr(3, 2));
  // 24:00 is the end of a day; closing before opening means after midnight.
  return hour && minute && *hour >= 0 && *minute >= 0 && *minute <= 59 && *hour * 60 + *minute <= 24 * 60;
}

std::string_view why_not(Form form, std::string_view text) {
  using List = std::initializer_list<std::string_view>;
  switch (form) {
    case Form::link:
      return is_link(text) ? "" : "is no address of a site (http:// or https://)";
    case Form::mail:
      return is_mail(text) ? "" : "is no e-mail address";
    case Form::day:
      return Day::from_iso(text.substr(0, 10)) ? "" : "is no day like 2026-11-22";
    case Form::moment:
      return instant_of(text) ? "" : "is no moment like 2026-11-22T09:30:00Z";
    case Form::time:
      return is_time(text) ? "" : "is no time of day like 08:30";
    case Form::status:
      return text::one_of(List{"active", "inactive", "defunct", "temporarily closed"}, text)
                 ? ""
                 : "is none of active, inactive, defunct, temporarily closed";
    case Form::place_kind:
      return text::one_of(List{"physical", "postal", "virtual"}, text) ? "" : "is none of physical, postal, virtual";
    case Form::weekday:
      return text::one_of(List{"MO", "TU", "WE", "TH", "FR", "SA", "SU"}, text) ? ""
                                                                                : "is no day of the week (MO … SU)";
    case Form::frequency:
      return text::one_of(List{"WEEKLY", "MONTHLY"}, text) ? "" : "is neither WEEKLY nor MONTHLY";
    default:
      return "";
  }
}

std::string shortened(std::string_view text) {
  constexpr std::size_t bytes_max = 60;
  std::string out(text.substr(0, bytes_max));
  while (!out.empty() && !is_utf8(out)) out.pop_back();
  return out;
}

/// Text of a CSV cell, or a number, as the number it says; nullopt: it is none.
std::optional<json::value> number_of(const json::value& value) {
  if (value.is_number()) return value;
  if (!value.is_string()) return std::nullopt;
  const std::string_view text(value.get_string());
  if (const auto whole = text::whole_number(text)) return json::value(*whole);
  double n = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), n);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size() || !std::isfinite(n)) return std::nullopt;
  return json::value(n);
}

void clean(json::string& text) {
  for (char& c : text) {
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7f) c = ' ';
  }
}

class Checker {
 public:
  Checker(json::object& row, const Place& at, ImportReport& report) : m_row(row), m_at(at), m_report(report) {}

  void fields() {
    for (auto it = m_row.begin(); it != m_row.end();) {
      const std::string name(it->key());
      if (it->value().is_structured() || take(name, it->value()))
        ++it;
      else
        it = m_row.erase(it);
    }
  }

 private:
  bool refuse(const std::string& name, std::string_view text, std::string_view why) {
    m_report.field(m_at, name, "\"" + shortened(text) + "\" " + std::string(why));
    return false;
  }

  /// False: the field goes.
  bool take(const std::string& name, json::value& value) {
    if (value.is_null()) return false;
    const auto form = hsds::form_of(name);
    if (form == Form::truth) return truth(name, value);
    if (form == Form::number) {
      auto n = number_of(value);
      if (!n) return refuse(name, hsds::text_of(m_row, name), "is no number");
      value = std::move(*n);
      return true;
    }
    if (!value.is_string()) {
      // A schema that says text means text: 4400 as postal code.
      if (known(name)) value = hsds::text_of(m_row, name);
      return true;
    }
    auto& text = value.get_string();
    const std::string_view view(text);
    if (view.empty()) return false;
    if (!is_utf8(view)) return refuse(name, "", "is no text in UTF-8");
    clean(text);
    if (is_formula(view)) return refuse(name, view, "would be run by a spreadsheet");
    const auto why = why_not(form, view);
    return why.empty() || refuse(name, view, why);
  }

  bool truth(const std::string& name, json::value& value) {
    if (value.is_bool()) return true;
    const auto text = hsds::text_of(m_row, name);
    if (text != "true" && text != "false") return refuse(name, text, "is neither true nor false");
    value = text == "true";
    return true;
  }

  static bool known(std::string_view name) {
    for (const auto& table : hsds::tables()) {
      bool found = false;
      hsds::each_word(table.columns, [&](std::string_view column) { found = found || column == name; });
      if (found) return true;
    }
    return false;
  }

  json::object& m_row;
  const Place& m_at;
  ImportReport& m_report;
};

}  // namespace

bool check_row(const hsds::Table& table, json::object& row, const Place& at, ImportReport& report,
               const std::string* found_id) {
  const auto id = hsds::text_of(row, "id");
  if (!Uuid::parse(id)) {
    if (!found_id) {
      report.row(at, id.empty() ? std::string("has no id") : "has an id that is no UUID: " + shortened(id));
      return false;
    }
    report.field(at, "id",
                 (id.empty() ? std::string("is missing") : "\"" + shortened(id) + "\" is no UUID") +
                     "; the row has one of ours");
    row["id"] = *found_id;
  }
  Checker(row, at, report).fields();
  std::string missing;
  hsds::each_word(table.needed, [&](std::string_view name) {
    if (missing.empty() && (!row.contains(name) || hsds::text_of(row, name).empty()) && name != "service_id" &&
        name != "location_id") {
      missing = name;
    }
  });
  if (!missing.empty()) {
    report.row(at, "has no " + missing, missing);
    return false;
  }
  hsds::each_word(table.filled, [&](std::string_view name) {
    if (row.contains(name)) return;
    row[name] = name == "status"          ? "inactive"
                : name == "location_type" ? "physical"
                : name == "address_type"  ? "physical"
                                          : "";
  });
  return true;
}

}  // namespace gishe::open_data
