#include "letters/letters.h"
#include "own_file/handlers.h"
#include "platform/paper/paper.h"
#include "territory/territory.h"

// Handed over at the desk, never sent. Official paper: Bulgarian whatever language its printer reads.
namespace gishe::own_file {

web::Response letter_of(const web::Context& c, const Opened& opened) {
  const words::Words w(words::Language::bg);
  const auto town = c.office.db.read([&](db::Session& session) {
    return territory::municipality_name(session, c.actor.post.municipality, w.language());
  });
  const std::string address = c.office.public_address + opened.link;
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", town}});
  head.day = w.day(c.office.today());
  head.qr = address;
  paper::Letter letter(w.language(), head);
  letter.title(w("own.letter.title")).lead(c.office.db.read([&](db::Session& session) {
    return letters::text_of(session, c.actor.post.municipality, "own_access", w, {});
  }));
  std::vector<std::pair<std::string, std::string>> facts{{w("own.letter.for"), opened.holder}};
  if (opened.holder != opened.person) facts.emplace_back(w("own.letter.about"), opened.person);
  facts.emplace_back(w("own.letter.sign_in_with"), opened.email);
  letter.facts(facts);
  letter.item("1.", w("own.letter.step_open")).paragraph(address);
  letter.item("2.", w("own.letter.step_password"));
  letter.item("3.", w("own.letter.step_code"));
  letter.item("4.", w.with("own.letter.step_later", {{"address", c.office.public_address + "/my"}}));
  letter.paragraph(w("own.letter.valid"));
  letter.signatures({w("own.letter.given_by"), w("own.letter.taken_by")});
  letter.small(w("own.letter.small"));
  return web::Response::pdf(letter.pdf(), "pismo.pdf");
}

}  // namespace gishe::own_file
