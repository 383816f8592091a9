#include <algorithm>

#include "base/public_number.h"
#include "base/text.h"
#include "paper_forms/form.h"
#include "platform/office/act.h"
#include "platform/visitors/receipt.h"

// Printed before the power goes; entered when it is back: once each, with the day the paper says.
namespace gishe::paper_forms {
namespace {

using access::Action;

constexpr visitors::Kind serial_kind{"F", "paper_form", no_such_form, no_such_form};

access::Decision decide(const Actor& actor) {
  access::Facts facts;
  facts.municipality = actor.post.municipality;
  facts.sensitivity = Sensitivity::personal;
  facts.relations |= access::on_team;  // an empty form is nobody's: everybody of the house may take one
  return access::decide(actor, Action::close_task, facts);
}

Result<Done> keep(db::Tx& tx, const Office& office, const Actor& actor, Form form, const char* rule) {
  form.entered_at = office.now();
  form.recorded_on = office.today();
  if (!store::set_entered(tx, actor.post.municipality, form, actor.account)) return changed_meanwhile;
  office.note(tx, actor, {"paper_form.entered", actor.post.municipality, "paper_form", {}, rule, form.kind, {}});
  return Done{};
}

Result<Form> find_out(db::Tx& tx, const Actor& actor, std::string_view serial) {
  const auto form = store::find(tx, actor.post.municipality, tidy_number(serial));
  if (!form) return Refusal(serial.empty() ? required : no_such_form, "paper_serial");
  if (form->entered_at) return Refusal(entered_before, "paper_serial", {{"day", form->recorded_on->iso()}});
  return *form;
}

int days_max(db::Session& session, const Office& office, const Actor& actor) {
  const auto rule = jobs::find_rule(session, "paper.entry", actor.post.municipality, office.today());
  return rule ? rule->days : 0;
}

}  // namespace

Result<Day> read_day(std::string_view typed, Day today, int days_back) {
  const auto tidy = text::tidy(typed);
  const auto day = Day::from_person(tidy);
  if (!day) return Refusal(tidy.empty() ? required : not_a_date, "occurred_on");
  if (today < *day) return Refusal(day_to_come, "occurred_on");
  if (*day < today.plus_days(-days_back))
    return Refusal(day_too_old, "occurred_on", {{"days", std::to_string(days_back)}});
  return *day;
}

Result<std::vector<Form>> print_forms(Office& office, const Actor& actor, const NewForms& wanted) {
  const auto decision = decide(actor);
  if (!decision.allowed) return *decision.no;
  int all = wanted.times_of ? 1 : 0;
  for (const int n : wanted.count) {
    if (n < 0 || n > of_a_kind_max) return Refusal(too_many_forms, "", {{"max", std::to_string(of_a_kind_max)}});
    all += n;
  }
  if (all == 0) return nothing_to_print;
  return office.db.write([&](db::Tx& tx) -> Result<std::vector<Form>> {
    std::vector<Form> forms;
    const auto& town = actor.post.municipality;
    for (std::size_t k = 0; k < std::size(kinds); ++k) {
      for (int i = 0; i < wanted.count[k]; ++i) {
        Form form;
        form.kind = kinds[k];
        form.printed_at = office.now();
        form.serial = visitors::write_receipt(office, serial_kind, town, [&](const std::string& number) {
                        return store::find(tx, town, number).has_value();
                      }).number;
        store::insert(tx, town, form, actor.account);
        forms.push_back(std::move(form));
      }
    }
    office.note(tx, actor, {"paper_form.printed", town, "paper_form", {}, decision.rule, "", {}});
    return forms;
  });
}

Result<Day> enter_in(db::Tx& tx, const Office& office, const Actor& actor, std::string_view kind,
                     const FromPaper& typed, std::string_view record_number) {
  auto form = find_out(tx, actor, typed.serial);
  if (!form) return form.refusals();
  if (form->kind != kind) return Refusal(no_such_form, "paper_serial");
  const auto day = read_day(typed.occurred_on, office.today(), days_max(tx, office, actor));
  if (!day) return day.refusals();
  form->occurred_on = *day;
  form->became = kind == "application" ? "application" : "other";
  form->record = record_number;
  if (auto kept = keep(tx, office, actor, *form, "in_its_act"); !kept) return kept.refusals();
  return *day;
}

Result<Done> enter_form(Office& office, const Actor& actor, const Entry& entry, std::string_view once_key) {
  const auto decision = decide(actor);
  if (!decision.allowed) return *decision.no;
  return office.db.write([&](db::Tx& tx) {
    return once_done(tx, office, actor, once_key, "paper_forms.enter",
                     {entry.serial, entry.occurred_on, entry.became, entry.record}, [&]() -> Result<Done> {
                       auto form = find_out(tx, actor, entry.serial);
                       if (!form) return form.refusals();
                       if (entry.became != "other" && entry.became != "spoiled")
                         return Refusal(entry.became.empty() ? required : not_in_list, "became");
                       form->became = entry.became;
                       if (entry.became == "other") {
                         const auto day = read_day(entry.occurred_on, office.today(), days_max(tx, office, actor));
                         if (!day) return day.refusals();
                         form->occurred_on = *day;
                         form->record = tidy_number(entry.record);
                         if (form->record.empty()) return Refusal(required, "record");
                         if (text::length(form->record) > 40 || !text::is_plain(form->record))
                           return Refusal(not_in_list, "record");
                       }
                       return keep(tx, office, actor, *form, decision.rule);
                     });
  });
}

}  // namespace gishe::paper_forms
