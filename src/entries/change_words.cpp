#include "entries/change_words.h"

#include "base/text.h"
#include "entries/entry_change_store.h"
#include "staff/staff.h"

namespace gishe::entries {
namespace {

using Form = EntryField::Form;

std::vector<page::Values::Choice> choices_of(db::Session& session, const words::Words& w, const EntryField& field,
                                             const directory::Service& service, const std::string& value) {
  const auto chosen = split_codes(value);
  std::vector<page::Values::Choice> choices;
  for (const auto& code : codes_for(session, field, service)) {
    choices.push_back({code, code_words(session, w, field, code), {}, text::one_of(chosen, code)});
  }
  return choices;
}

void put_field(page::Values& row, db::Session& session, const words::Words& w, const EntryField& field,
               const FieldForm& form, const std::string& value, const Refusals& refusals) {
  const std::string name(field.name);
  page::Values::Input input{name, w("entries.field." + name), value};
  input.optional = !field.needed && field.form != Form::yes_no && field.form != Form::codes;
  if (w.has("entries.hint." + name)) input.hint = w("entries.hint." + name);
  if (field.max > 0) input.max_length = static_cast<int>(field.max);
  switch (field.form) {
    case Form::line:
      row.input("INPUT", input, refusals);
      break;
    case Form::lines:
      row.area("INPUT", input, refusals, field.name == "fees" ? 2 : 4);
      break;
    case Form::age:
      input.type = "number";
      input.max_length = 3;
      input.width = "short";
      row.input("INPUT", input, refusals);
      break;
    case Form::choice: {
      auto choices = choices_of(session, w, field, form.service, value);
      choices.insert(choices.begin(), {"", w("common.choose")});
      row.select("INPUT", input, choices, refusals);
      break;
    }
    case Form::codes:
      row.checkboxes("INPUT", input, choices_of(session, w, field, form.service, value), refusals);
      break;
    case Form::yes_no:
      row.checkboxes("INPUT", input, {{"1", w("entries.yes_words." + name), {}, value == "1"}}, refusals);
      break;
  }
}

bool on_form(const EntryField& field, const directory::Service& service, bool new_entry) {
  if (field.only_new && !new_entry) return false;
  return !(field.of_place && service.restricted && !new_entry);
}

std::string tone_words(const words::Words& w, const ChangeStep& step) {
  return w(step.from == "returned" && step.to == "waiting" ? "entries.step.again" : "entries.step." + step.to);
}

}  // namespace

void put_fields(page::Values& page, db::Session& session, const words::Words& w, const EntryChange& change,
                const directory::Service& now) {
  for (const auto& f : change.fields) {
    const auto* field = find_said_field(f.name);
    if (!field) continue;
    auto row = page.add("FIELDS");
    const auto before = value_words(session, w, *field, f.before);
    const auto after = value_words(session, w, *field, f.after);
    row.set("FIELD", w("entries.field." + f.name));
    row.set("BEFORE", before.empty() ? w("entries.nothing") : before)
        .set("AFTER", after.empty() ? w("entries.nothing") : after);
    const auto current = field_text(now, f.name);
    const bool moved = change.kind == "change" && change.open() && current != f.before;
    row.show_if(moved, "MOVED").set("NOW", value_words(session, w, *field, current));
  }
}

void put_steps(page::Values& page, db::Session& session, const words::Words& w, const EntryChange& change) {
  using Tone = page::Values::Tone;
  std::vector<page::Values::Step> steps;
  for (const auto& s : list_steps(session, change)) {
    const Tone tone = s.to == "published"  ? Tone::go
                      : s.to == "waiting"  ? Tone::wait
                      : s.to == "returned" ? Tone::info
                                           : Tone::stop;
    steps.push_back({w.moment(s.at), tone_words(w, s), staff::account_name(session, s.account), s.words, tone});
  }
  page.timeline("STEPS", steps);
}

void put_form(page::Values& page, db::Session& session, const words::Words& w, const FieldForm& form,
              const Refusals& refusals) {
  for (const EntryField& field : entry_fields()) {
    if (!on_form(field, form.service, form.new_entry)) continue;
    const auto typed = form.typed.find(field.name);
    const auto value = typed != form.typed.end() ? typed->second : field_text(form.service, field.name);
    auto row = page.add("INPUTS");
    put_field(row, session, w, field, form, value, refusals);
  }
}

Wanted wanted_from(const web::Request& request, const directory::Service& service, bool new_entry) {
  Wanted wanted;
  for (const EntryField& field : entry_fields()) {
    if (!on_form(field, service, new_entry)) continue;
    const std::string name(field.name);
    if (field.form == Form::codes) {
      std::vector<std::string> codes;
      for (const auto code : request.form_all(name)) codes.emplace_back(code);
      wanted[name] = text::join(codes, ",");
    } else {
      wanted[name] = text::tidy(request.form(name), field.form == Form::lines ? text::Lines::many : text::Lines::one);
    }
  }
  return wanted;
}

}  // namespace gishe::entries
