#include "platform/paper/paper.h"
#include "protection/handlers.h"
#include "protection/signal_acts.h"
#include "territory/territory.h"

// The signal on paper, in Bulgarian whatever its printer reads: for a recipient without an account, and the file.
namespace gishe::protection {

web::Response print_signal(web::Context& c) {
  const auto id = c.request.id<ChildSignalId>("id");
  if (!id) return c.refuse(not_found);
  const auto signal = open_own_signal(c.office, c.actor, *id);
  if (!signal) return c.refuse(signal.refusals());
  const ChildSignal& s = *signal;
  const words::Words w(words::Language::bg);
  const auto town = c.office.db.read(
      [&](db::Session& session) { return territory::municipality_name(session, s.municipality, w.language()); });
  paper::Head head;
  head.municipality = w.with("letter.municipality", {{"name", town}});
  head.number = s.number;
  head.day = w.moment(s.written_at);
  paper::Letter letter(w.language(), head);
  letter.title(w("protection.paper_title")).lead(w("protection.paper_lead"));
  std::vector<std::pair<std::string, std::string>> facts;
  const std::pair<const char*, const std::string&> texts[] = {{"protection.signal_danger", s.words.danger},
                                                              {"protection.signal_child", s.words.child},
                                                              {"protection.signal_where", s.words.where},
                                                              {"protection.signal_adults", s.words.adults},
                                                              {"protection.paper_contact", s.words.contact}};
  for (const auto& [label, value] : texts) {
    if (!value.empty()) facts.emplace_back(w(label), value);
  }
  letter.facts(facts);
  std::vector<std::vector<std::string>> rows;
  for (const auto& r : s.recipients) {
    const auto name = w("protection.recipient." + r.kind);
    rows.push_back({r.name.empty() ? name : name + ": " + r.name,
                    r.sent_at ? w.moment(*r.sent_at) + ", " + w("protection.channel." + r.channel) : std::string(),
                    r.acknowledged_at ? w.moment(*r.acknowledged_at) : std::string(), r.incoming_number});
  }
  letter.table({w("protection.to_whom"), w("protection.sent_at"), w("protection.acknowledged_at"),
                w("protection.incoming_number")},
               rows);
  letter.signatures({w("protection.paper_author"), w("protection.paper_receiver")});
  letter.small(w("protection.paper_small"));
  return web::Response::pdf(letter.pdf(), s.number + ".pdf");
}

}  // namespace gishe::protection
