#include "paper_forms/sheets.h"

#include "platform/paper/paper.h"

// What a desk needs by hand, and no more. A crisis form asks for no address: paper is read by whoever finds it.
namespace gishe::paper_forms {
namespace {

constexpr const char* blank = "______________________________________";
constexpr const char* long_blank =
    "______________________________________\n______________________________________\n"
    "______________________________________";

struct Field {
  const char* key;
  bool is_long;
};
std::vector<Field> fields_of(std::string_view kind) {
  if (kind == "contact") return {{"topic", false}, {"settlement", false}, {"told", true}, {"services", false}};
  if (kind == "application")
    return {{"name", false},  {"born", false},        {"number", false}, {"address", false},
            {"phone", false}, {"represented", false}, {"words", true},   {"needs", true}};
  if (kind == "referral")
    return {{"name", false},   {"born", false}, {"service", false},
            {"ground", false}, {"words", true}, {"sent_to", false}};
  return {{"first_name", false}, {"safe_contact", true}, {"danger", true}, {"children", false}, {"called", false}};
}

void draw_form(paper::Letter& letter, const words::Words& w, const Form& form) {
  letter.title(w("paper_forms.kind." + form.kind));
  std::vector<std::pair<std::string, std::string>> rows{{w("paper_forms.serial"), form.serial},
                                                        {w("paper_forms.occurred_on"), "____ . ____ . ________"},
                                                        {w("paper_forms.hour"), "____ : ____"}};
  for (const Field& f : fields_of(form.kind)) {
    rows.emplace_back(w(std::string("paper_forms.field.") + f.key), f.is_long ? long_blank : blank);
  }
  letter.facts(rows);
  if (form.kind == "application") letter.checklist({{false, w("paper_forms.urgent")}});
  if (form.kind == "crisis") letter.paragraph(w("paper_forms.crisis_hint"));
  letter.signatures({w("paper_forms.sign_person"), w("paper_forms.sign_officer")});
  letter.small(w("paper_forms.enter_hint"));
}

}  // namespace

std::string sheets_pdf(const words::Words& w, const Office& office, const std::string& municipality_name,
                       const std::vector<Form>& forms, const std::optional<Day>& times_of,
                       const std::vector<BookedTime>& times) {
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", municipality_name}});
  head.day = w.day(office.today());
  head.qr = office.public_address + "/forms";
  paper::Letter letter(w.language(), head);
  for (const Form& form : forms) draw_form(letter, w, form);
  if (!times_of) return letter.pdf();
  letter.title(w("paper_forms.times")).paragraph(w.day_long(*times_of));
  std::vector<std::vector<std::string>> rows;
  for (const auto& t : times) rows.push_back({t.time, t.counter, t.number, "☐", ""});
  letter.table({w("paper_forms.time"), w("paper_forms.counter"), w("common.number"), w("paper_forms.came"),
                w("paper_forms.note")},
               rows);
  return letter.pdf();
}

}  // namespace gishe::paper_forms
