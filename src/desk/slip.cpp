#include "desk/slip.h"

#include "base/text.h"

namespace gishe::desk {

paper::Letter letter_about(const words::Words& w, const Office& office, const std::string& municipality_name,
                           const std::string& number) {
  return {w.language(),
          {w.with("letter.municipality", {{"name", municipality_name}}), w("letter.office"), number,
           w.day(office.today()), office.public_address + "/follow?number=" + number}};
}

std::string slip_pdf(const words::Words& w, const Office& office, const Slip& slip) {
  auto letter = letter_about(w, office, slip.municipality_name, slip.number);
  letter.title(w("letter.slip.title"));
  std::vector<std::pair<std::string, std::string>> facts = {{w("common.number"), slip.number},
                                                            {w("desk.received"), w.day(slip.received_on)},
                                                            {w("letter.slip.answer_by"), w.day(slip.due_on)}};
  if (!slip.secret.empty()) facts.emplace_back(w("desk.taken.secret"), std::string(slip.secret));
  std::vector<std::string> needs;
  for (const std::string& need : slip.needs) needs.push_back(w("need." + need));
  facts.emplace_back(w("desk.needs"), text::join(needs, "\n"));
  letter.facts(std::move(facts));
  letter.paragraph(w.with("letter.slip.follow", {{"address", office.public_address + "/follow"}}));
  letter.small(w(slip.secret.empty() ? "letter.slip.no_secret" : "letter.slip.keep_secret"));
  return letter.pdf();
}

}  // namespace gishe::desk
