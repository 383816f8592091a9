#include <algorithm>

#include "base/text.h"
#include "open_data/bg_social.h"
#include "open_data/document.h"
#include "open_data/entry_fields.h"
#include "open_data/handlers.h"
#include "open_data/hsds_shape.h"
#include "open_data/refusals.h"
#include "open_data/term_acts.h"

// Terms of other people's taxonomies that imported entries use, and what each means here. For the directory's editor.
namespace gishe::open_data {
namespace {

using Choices = std::vector<page::Values::Choice>;

constexpr int terms_on_a_page = 20, pages_max = 1000;
constexpr std::string_view nothing = "nothing";

/// One value for scheme and code: "bg_need:heating"; "nothing"; empty: nobody has said.
std::string value_of(const std::optional<Meaning>& m) {
  if (!m) return {};
  return m->scheme.empty() ? std::string(nothing) : m->scheme + ":" + m->code;
}

std::optional<Meaning> meaning_of(std::string_view value) {
  if (value.empty()) return std::nullopt;
  if (value == nothing) return Meaning{};
  const auto colon = value.find(':');
  if (colon == std::string_view::npos) return Meaning{std::string(value), "?"};  // in no list
  return Meaning{std::string(value.substr(0, colon)), std::string(value.substr(colon + 1))};
}

/// A term as it is shown: what it is called, in which taxonomy, and an entry that has it.
struct Shown {
  ForeignTerm term;
  std::string name, where, example;
  bool example_listed = false;
};

/// The attribute of a document that names the term.
json::object attribute_in(const std::optional<json::object>& document, const Uuid& term) {
  const auto* attributes = document ? document->if_contains("attributes") : nullptr;
  if (!attributes || !attributes->is_array()) return {};
  for (const auto& one : attributes->get_array()) {
    if (one.is_object() && hsds::id_of(one.get_object(), "taxonomy_term_id") == term) return one.get_object();
  }
  return {};
}

std::optional<json::object> read_document(db::Session& session, std::string_view kind, const Uuid& id) {
  const auto body = find_body(session, kind, id);
  return body ? parse_object(*body) : std::nullopt;
}

/// The term's own document says most; else what the entry's attribute holds of it.
Shown described(db::Session& session, const ForeignTerm& term) {
  Shown shown{term, {}, {}, {}, false};
  const auto entry = read_document(session, hsds::services, term.example);
  const auto attribute = attribute_in(entry, term.id);
  auto said = read_document(session, hsds::taxonomy_terms, term.id).value_or(json::object{});
  if (const auto* inside = attribute.if_contains("taxonomy_term"); said.empty() && inside && inside->is_object())
    said = inside->get_object();
  for (const auto& name : {hsds::text_of(said, "name"), hsds::text_of(attribute, "label"),
                           hsds::text_of(attribute, "value"), term.id.text()}) {
    if (shown.name.empty()) shown.name = one_line(name, 200);
  }
  auto taxonomy = hsds::text_of(said, "taxonomy");
  if (const auto id = hsds::id_of(said, "taxonomy_id"); taxonomy.empty() && id) {
    if (const auto whole = read_document(session, hsds::taxonomies, *id)) taxonomy = hsds::text_of(*whole, "name");
  }
  shown.where = one_line(taxonomy, 200);
  if (const auto code = one_line(hsds::text_of(said, "code"), 60); !code.empty())
    shown.where += (shown.where.empty() ? "" : ", ") + code;
  if (const auto service = directory::find_service(session, ServiceId{term.example})) {
    shown.example = service->name;
    shown.example_listed = service->listed();
  }
  return shown;
}

Choices choices(const words::Words& w, const std::vector<directory::Need>& needs, const std::string& chosen) {
  Choices list;
  const auto add = [&](std::string value, std::string label) {
    const bool is_chosen = value == chosen;
    list.push_back({std::move(value), std::move(label), {}, is_chosen});
  };
  const auto add_ours = [&](std::string_view scheme, const char* kind, std::string_view code) {
    const auto name = w(std::string(bg_social::prefix_of(scheme)) + "." + std::string(code));
    add(std::string(scheme) + ":" + std::string(code), w(kind) + ": " + name);
  };
  if (chosen.empty()) add("", w("common.choose"));
  add(std::string(nothing), w("open_data.terms.nothing"));
  for (const auto type : directory::service_types) {
    add_ours(bg_social::service_type, "directory.search_words.kind_type", type);
  }
  for (const auto& need : needs) add_ours(bg_social::need, "directory.search_words.need", need.code);
  for (const auto group : directory::target_groups) {
    add_ours(bg_social::target_group, "directory.search_words.group", group);
  }
  return list;
}

/// Which part of the list: of all terms or of those without a meaning, from where.
struct Part {
  bool only_open = false;
  int page = 1;
  std::string address(int to) const {
    return "/editor/taxonomies?page=" + std::to_string(to) + (only_open ? "&only=open" : "");
  }
};

Part part_of(std::string_view only, std::string_view page) {
  const auto number = text::whole_number(page).value_or(1);
  return {only == "open", static_cast<int>(std::clamp<std::int64_t>(number, 1, pages_max))};
}

void put_row(page::Page& p, const words::Words& w, const Shown& shown, const Part& part,
             const std::vector<directory::Need>& needs, const Refusals& refusals, std::string_view refused) {
  const auto id = shown.term.id.text(), value = value_of(shown.term.meaning);
  auto row = p.add("ROWS");
  row.set("ID", id).set("NAME", shown.name).set("WHERE", shown.where).set("OLD", value);
  row.set("ONLY_VALUE", part.only_open ? "open" : "").set("PAGE", part.page);
  row.set("ENTRIES", w.count("open_data.terms.entries", shown.term.entries));
  row.set("EXAMPLE", shown.example).set("EXAMPLE_ID", shown.term.example.text());
  row.show_if(shown.example_listed, "LISTED").show_if(!shown.example_listed, "UNLISTED");
  row.show_if(shown.term.waiting, "WAITING");
  row.select("MEANING", {.name = "meaning", .label = w("open_data.terms.means"), .of = id}, choices(w, needs, value),
             id == refused ? refusals : Refusals{});
}

web::Response show(web::Context& c, const Part& part, const Refusals& refusals, std::string_view refused) {
  const auto& w = c.words;
  std::vector<Shown> terms;
  std::vector<directory::Need> needs;
  bool more = false;
  c.office.db.read([&](db::Session& session) {
    needs = directory::list_needs(session);
    auto found = list_foreign_terms(session, part.only_open, (part.page - 1) * terms_on_a_page, terms_on_a_page + 1);
    more = found.size() > terms_on_a_page;
    if (more) found.pop_back();
    for (const auto& term : found) terms.push_back(described(session, term));
  });
  auto p = c.page("open_data/taxonomies.html");
  p.title(w("open_data.terms.title"));
  for (const auto& shown : terms) put_row(p, w, shown, part, needs, refusals, refused);
  p.error_summary("ERRORS", refusals, refused);
  p.select("ONLY", {.name = "only", .label = w("open_data.terms.only")},
           {{"", w("open_data.terms.only_all"), {}, !part.only_open},
            {"open", w("open_data.terms.only_open"), {}, part.only_open}});
  p.show_if(terms.empty(), "NONE").show_if(!terms.empty(), "ANY");
  if (more || part.page > 1) {
    p.show("PAGED").pager("PAGER", part.page > 1 ? part.address(part.page - 1) : "",
                          more ? part.address(part.page + 1) : "",
                          w.with("open_data.terms.page", {{"page", std::to_string(part.page)}}));
  }
  return c.show(p, refusals.empty() ? 200 : refusals.front().code->http_status);
}

}  // namespace

web::Response show_foreign_terms(web::Context& c) {
  return show(c, part_of(c.request.query("only"), c.request.query("page")), {}, {});
}

web::Response post_meaning(web::Context& c) {
  const auto part = part_of(c.request.form("only"), c.request.form("page"));
  const auto term = Uuid::parse(c.request.form("term"));
  const auto now = meaning_of(c.request.form("meaning"));
  if (!term || !now) return show(c, part, {Refusal(required, "meaning")}, c.request.form("term"));
  const auto done = keep_meaning(c.office, c.actor, *term, meaning_of(c.request.form("old")), *now, c.once_key());
  if (done) return c.go(part.address(part.page), "open_data.terms.kept");
  if (done.refusals().front().code->http_status != 422) return c.refuse(done.refusals());
  return show(c, part, done.refusals(), term->text());
}

}  // namespace gishe::open_data
