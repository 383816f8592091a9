#include "desk/online_fields.h"

#include <algorithm>

#include "base/text.h"
#include "desk/application.h"
#include "desk/needs_choice.h"
#include "desk/paper_files.h"
#include "desk/said.h"
#include "directory/directory.h"
#include "territory/territory.h"

namespace gishe::desk {
namespace {

using Input = page::Values::Input;
using Choice = page::Values::Choice;

struct TextField {
  const char* name;
  std::string Told::* value;
  int length_max;
  bool optional;
  const char *type, *autocomplete, *width;
};
// What helps the person herself to fill in is no help where she writes about somebody else: names complete for the
// writer only.
constexpr TextField person_fields[] = {{"given_name", &Told::given_name, 80, false, "text", "off", "half"},
                                       {"middle_name", &Told::middle_name, 80, true, "text", "off", "half"},
                                       {"family_name", &Told::family_name, 80, false, "text", "off", "half"},
                                       {"born_on", &Told::born_on, 20, true, "date", "off", "short"},
                                       {"identifier", &Told::identifier, 14, true, "number", "off", "half"}};
constexpr TextField writer_fields[] = {
    {"writer_given_name", &Told::writer_given_name, 80, false, "text", "given-name", "half"},
    {"writer_family_name", &Told::writer_family_name, 80, false, "text", "family-name", "half"},
    {"relation", &Told::relation, 120, false, "text", "off", "half"}};
constexpr TextField contact_fields[] = {{"phone", &Told::phone, 40, true, "tel", "tel", "half"},
                                        {"email", &Told::email, 120, true, "email", "email", "half"},
                                        {"contact_rule", &Told::contact_rule, 300, true, "text", "off", "full"}};

std::span<const TextField> texts_of(std::string_view step) {
  if (step == "person") return person_fields;
  if (step == "writer") return writer_fields;
  if (step == "contact") return contact_fields;
  return {};
}

std::string label_key(std::string_view name) { return "apply.field." + std::string(name); }

std::string_view complete_for(const Told& told, const TextField& field) {
  const bool own = !told.by_another();
  if (own && field.value == &Told::given_name) return "given-name";
  if (own && field.value == &Told::middle_name) return "additional-name";
  if (own && field.value == &Told::family_name) return "family-name";
  return field.autocomplete;
}

void add_text(page::Page& page, const words::Words& w, const Told& told, const TextField& field, const Refusals& no) {
  Input input{field.name, w(label_key(field.name)), told.*field.value};
  input.type = field.type;
  input.optional = field.optional;
  input.max_length = field.length_max;
  input.autocomplete = complete_for(told, field);
  input.width = field.width;
  const std::string hint = "apply.field_hint." + std::string(field.name);
  if (w.has(hint)) input.hint = w(hint);
  page.add("FIELDS").input("FIELD", input, no);
}

void add_settlement(page::Page& page, const words::Words& w, db::Session& session, const Draft& draft,
                    const Refusals& no) {
  std::vector<Choice> places;
  for (const auto& place : territory::list_settlements(session, draft.municipality)) {
    places.push_back({place.code.text, place.full_name(w.language()), {}, place.code.text == draft.told.settlement});
  }
  Input input{"settlement", w(label_key("settlement"))};
  input.width = "half";
  page.add("FIELDS").select("FIELD", input, places, no);
  Input address{"address", w(label_key("address")), draft.told.address};
  address.optional = true;
  address.autocomplete = draft.told.by_another() ? "off" : "street-address";
  page.add("FIELDS").input("FIELD", address, no);
}

std::vector<Choice> choices_with_hints(const words::Words& w, std::string_view prefix,
                                       std::span<const std::string_view> codes, std::string_view chosen) {
  auto choices = choices_of(w, prefix, codes, chosen);
  for (Choice& choice : choices) {
    const std::string hint = std::string(prefix) + choice.value + ".hint";
    if (w.has(hint)) choice.hint = w(hint);
  }
  return choices;
}

}  // namespace

std::string step_words(const words::Words& w, const Told& told, std::string_view step) {
  std::int64_t here = 1, all = 1;  // the check at the end
  for (const std::string_view one : apply_steps) {
    if (one == "writer" && !told.by_another()) continue;
    ++all;
    if (step == "check" || std::find(apply_steps.begin(), apply_steps.end(), one) <
                               std::find(apply_steps.begin(), apply_steps.end(), step))
      ++here;
  }
  return w.with("apply.step", {{"n", w.number(here)}, {"of", w.number(all)}});
}

std::string question_of(const words::Words& w, const Told& told, std::string_view step) {
  const std::string plain = "apply.question." + std::string(step);
  const std::string other = plain + '.' + told.for_whom;
  return w(told.by_another() && w.has(other) ? other : plain);
}

void take_step(Told& told, const web::Request& request, std::string_view step) {
  const auto one = [&](std::string_view name) { return text::tidy(request.form(name).substr(0, 2000)); };
  if (step == "needs") {
    told.needs.clear();
    for (const auto need : request.form_all("needs")) {
      if (told.needs.size() <= lines_max && !text::one_of(told.needs, need)) told.needs.emplace_back(need);
    }
  } else if (step == "whom") {
    told.for_whom = one("for_whom");
  } else if (step == "words") {
    constexpr std::size_t bytes_max = 4 * own_words_max;
    told.own_words = text::tidy(request.form("own_words").substr(0, bytes_max), text::Lines::many);
  } else {
    for (const TextField& field : texts_of(step)) told.*field.value = one(field.name);
    if (step == "person") {
      told.settlement = one("settlement");
      told.address = one("address");
    }
    if (step == "writer") {
      told.mandate = one("mandate");
      told.document = one("document");
    }
  }
}

void fill_step(page::Page& page, const words::Words& w, db::Session& session, const Draft& draft, std::string_view step,
               const Refusals& no) {
  const Told& told = draft.told;
  const std::string question = question_of(w, told, step);
  if (step == "needs") {
    page.add("FIELDS").checkboxes("FIELD", {"needs", w("apply.field.needs")},
                                  grouped_needs(w, directory::list_needs(session), told.needs), no);
  } else if (step == "whom") {
    page.add("FIELDS").radios("FIELD", {"for_whom", w("apply.field.for_whom")},
                              choices_with_hints(w, "apply.whom.", for_whom_codes, told.for_whom), no);
  } else if (step == "words") {
    Input own{"own_words", w("apply.field.own_words"), told.own_words, w("apply.field_hint.own_words")};
    own.optional = true;
    own.max_length = static_cast<int>(own_words_max);
    page.add("FIELDS").area("FIELD", own, no, 7);
  }
  for (const TextField& field : texts_of(step)) add_text(page, w, told, field, no);
  if (step == "person") add_settlement(page, w, session, draft, no);
  if (step == "writer") {
    page.add("FIELDS").radios("FIELD", {"mandate", w("apply.field.mandate")},
                              choices_with_hints(w, "people.represents.", mandate_kinds, told.mandate), no);
    Input document{"document", w("apply.field.document"), told.document, w("apply.field_hint.document")};
    document.optional = true;
    document.max_length = 120;
    page.add("FIELDS").input("FIELD", document, no);
  }
}

std::vector<ToldRow> told_rows(const words::Words& w, db::Session& session, const Told& told, std::string_view step) {
  std::vector<ToldRow> rows;
  const auto add = [&](std::string_view field, std::string value) {
    if (!value.empty()) rows.push_back({w(label_key(field)), std::move(value)});
  };
  if (step == "needs") {
    std::vector<std::string> needs;
    for (const std::string& code : told.needs) needs.push_back(w("need." + code));
    add("needs", text::join(needs, "; "));
    const auto service = told.service ? directory::find_service(session, *told.service) : std::nullopt;
    if (service && service->listed()) add("service", service->name);
  } else if (step == "whom") {
    add("for_whom", told.for_whom.empty() ? "" : w("apply.whom." + told.for_whom));
  } else if (step == "words") {
    add("own_words", told.own_words);
  }
  for (const TextField& field : texts_of(step)) add(field.name, told.*field.value);
  if (step == "person") {
    const auto code = Ekatte::parse(told.settlement);
    const auto place = code ? territory::find_settlement(session, *code) : std::nullopt;
    if (place) add("settlement", place->full_name(w.language()));
    add("address", told.address);
  }
  if (step == "writer") {
    add("mandate", told.mandate.empty() ? "" : w("people.represents." + told.mandate));
    add("document", told.document);
  }
  return rows;
}

web::Response check_page(web::Context& c, const Refusals& no) {
  const auto draft = find_draft(c.office, c.request.cookie(apply_cookie));
  if (!draft) return c.go("/apply", "apply.no_draft");
  const std::string_view open = first_open_step(draft->told, c.office.today());
  if (open != "check" && no.empty()) return web::Response::see_other("/apply/" + std::string(open));
  const words::Words& w = c.words;
  auto page = c.page("desk/apply_check.html", page::Frame::open);
  page.title(w("apply.check.title")).set("STEP", step_words(w, draft->told, "check"));
  page.error_summary("ERRORS", no);
  c.office.db.read([&](db::Session& session) {
    const auto municipality = territory::find_municipality(session, draft->municipality);
    if (municipality) page.set("TO", w.with("apply.check.to", {{"name", municipality->name(w.language())}}));
    for (const std::string_view step : apply_steps) {
      auto rows = told_rows(w, session, draft->told, step);
      if (step == "papers") {
        for (const ShownFile& f : list_files(session, c.office, draft->municipality, draft->id))
          rows.push_back({w("paper." + f.row.code), f.name + " · " + size_words(w, f.row.size_bytes)});
        if (rows.empty()) rows.push_back({w("apply.step.papers"), w("apply.check.no_papers")});
      }
      if (rows.empty() && step != "words") continue;
      auto part = page.add("PARTS");
      part.set("PART", step).set("PART_TITLE", w("apply.step." + std::string(step)));
      if (rows.empty()) rows.push_back({w("apply.field.own_words"), w("common.none")});
      for (const auto& [label, value] : rows) part.add("ROWS").set("LABEL", label).set("VALUE", value);
    }
  });
  page.checkboxes("DECLARED", {"declared", w("apply.field.declared")}, {{"1", w("apply.declared")}}, no);
  return c.show(page, no.empty() ? 200 : no.front().code->http_status);
}

}  // namespace gishe::desk
