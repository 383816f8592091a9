#include "desk/demo_online.h"

#include <fmt/format.h>

#include <stdexcept>

#include "base/csv.h"
#include "base/split.h"
#include "desk/online_draft.h"
#include "platform/embedded/embedded.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"

namespace gishe::desk {
namespace {

std::string drawn_paper(const Office& office, csv::Reader& row) {
  const words::Words w(words::Language::bg);
  paper::Letter letter(words::Language::bg, {row.get("paper_head"), "", "", w.day(office.today()), ""});
  letter.title(row.get("paper_title"));
  letter.paragraph(row.get("paper_text"));
  return letter.pdf();
}

std::string as_typed(Day day) { return fmt::format("{:02}.{:02}.{}", day.day(), day.month(), day.year()); }

/// A row without names is about somebody who stands in the register already.
Told told_in(csv::Reader& row, std::string_view settlement, const people::Person& known) {
  Told t;
  t.needs = text::split(row.get("needs"), '|');
  t.for_whom = row.get("for_whom");
  t.own_words = row.get("own_words");
  const bool new_one = !row.get("given_name").empty();
  t.given_name = new_one ? row.get("given_name") : known.given_name;
  t.middle_name = row.get("middle_name");
  t.family_name = new_one ? row.get("family_name") : known.family_name;
  t.born_on = new_one || !known.born_on ? row.get("born_on") : as_typed(*known.born_on);
  t.settlement = settlement;
  t.phone = row.get("phone");
  t.email = row.get("email");
  t.contact_rule = row.get("contact_rule");
  t.writer_given_name = row.get("writer_given_name");
  t.writer_family_name = t.writer_given_name.empty() ? "" : known.family_name;
  t.relation = row.get("relation");
  t.mandate = row.get("mandate");
  t.document = row.get("document");
  return t;
}

std::optional<people::Person> find_old_woman(db::Session& session, const Office& office, const Actor& officer,
                                             const std::vector<PersonId>& people) {
  constexpr int old = 72;
  const auto scope = access::scope(officer, access::Action::find_person);
  for (const PersonId& id : people) {
    auto person = people::find_person(session, scope, id);
    if (person && person->sex == "f" && person->age(office.today()).value_or(0) >= old) return person;
  }
  return std::nullopt;
}

void send(Office& office, const MunicipalityCode& municipality, const Told& told,
          const std::vector<web::Upload>& papers) {
  const auto cookie = start_draft(office, municipality, std::nullopt, "demo");
  if (!cookie) throw std::runtime_error(std::string("demo draft: ") + cookie.refusals().front().code->name);
  for (const std::string_view step : apply_steps) {
    if (step == "papers" || (step == "writer" && !told.by_another())) continue;
    const auto kept = change_draft(office, *cookie, step, [&](Told& draft) { draft = told; });
    if (!kept) throw std::runtime_error(std::string("demo draft: ") + kept.refusals().front().code->name);
  }
  const auto draft = find_draft(office, *cookie);
  if (!draft || !attach_to_draft(office, *draft, papers, {}).empty())
    throw std::runtime_error("demo on-line application: its paper is not taken");
  if (const auto sent = send_draft(office, *cookie, true); !sent)
    throw std::runtime_error(std::string("demo on-line application: ") + sent.refusals().front().code->name);
}

}  // namespace

void send_demo_online(Office& office, const Actor& officer, const std::vector<PersonId>& people) {
  const auto text = embedded::find("demo/online_applications.csv");
  if (!text) throw std::runtime_error("demo/online_applications.csv is not in this binary");
  const MunicipalityCode here = officer.post.municipality;
  const auto [village, person] = office.db.read([&](db::Session& session) {
    const auto places = territory::list_settlements(session, here);
    return std::pair{places.empty() ? std::string() : places.front().code.text,
                     find_old_woman(session, office, officer, people)};
  });
  if (!person) return;
  csv::Reader row(*text);
  while (row.next()) {
    std::vector<web::Upload> papers;
    if (const std::string code = row.get("paper"); !code.empty())
      papers.push_back({"file_" + code, row.get("paper_name"), "application/pdf", drawn_paper(office, row)});
    send(office, here, told_in(row, village, *person), papers);
  }
}

}  // namespace gishe::desk
