#include "complaints/complaints_handlers.h"
#include "letters/letters.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"

namespace gishe::complaints::pages {

web::Response letter_of(const web::Context& c, const Complaint& one) {
  const words::Words w(words::from_code(one.language).value_or(words::Language::bg));
  const auto town = c.office.db.read(
      [&](db::Session& session) { return territory::municipality_name(session, one.municipality, w.language()); });
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", town}});
  head.number = one.number;
  head.day = w.day(one.answered_on.value_or(one.received_on));
  head.qr = c.office.public_address + "/complaints/answer";
  paper::Letter letter(w.language(), head);
  letter.title(w("complaints.letter.title"));
  std::vector<std::pair<std::string, std::string>> facts;
  if (!one.name.empty()) facts.emplace_back(w("complaints.letter.to"), one.name);
  if (!one.address.empty()) facts.emplace_back(w("common.address"), one.address);
  facts.emplace_back(w("complaints.letter.of"), w.day(one.received_on));
  facts.emplace_back(w("complaints.letter.about"), w("complaints.about." + one.about));
  letter.facts(facts).paragraph(one.answer);
  if (!one.reopened && one.reopen_until) {
    // Printed again it says what it said on the day of the answer.
    letter.paragraph(c.office.db.read([&](db::Session& session) {
      return letters::text_of(session, one.municipality, "complaint", w, {{"day", w.day(*one.reopen_until)}},
                              one.answered_on);
    }));
  }
  letter.signatures({w("complaints.letter.sign")});
  return web::Response::pdf(letter.pdf(), "otgovor.pdf");
}

}  // namespace gishe::complaints::pages
