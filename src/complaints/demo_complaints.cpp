#include <stdexcept>

#include "base/csv.h"
#include "complaints/complaint_acts.h"
#include "platform/embedded/embedded.h"

// Invented complaints of demo/complaints.csv; what has an answer there is answered by this handler.
namespace gishe::complaints {
namespace {

void answer(Office& office, const Actor& handler, const std::string& number, const std::string& words) {
  std::string email;
  const auto id = office.db.read([&](db::Session& session) {
    const auto& town = handler.post.municipality;
    for (const auto& who : people::list_holders(session, access::Action::handle_complaint, town, office.today())) {
      if (who.account == handler.account) email = who.email;
    }
    const auto kept = store::find_by_number(session, town, number);
    return kept ? kept->record.id : ComplaintId{};
  });
  if (!assign_complaint(office, handler, {id, 1, email}, "") ||
      !answer_complaint(office, handler, {id, 2, "", words}, "")) {
    throw std::runtime_error("demo complaints: no answer");
  }
}

}  // namespace

void load_demo(Office& office, const Actor& handler) {
  const auto text = embedded::find("demo/complaints.csv");
  if (!text) throw std::runtime_error("demo/complaints.csv is not in this binary");
  csv::Reader row(*text);
  while (row.next()) {
    NewComplaint n;
    n.municipality = handler.post.municipality;
    n.about = row.get("about");
    n.about_words = row.get("about_words");
    n.words = row.get("words");
    n.name = row.get("name");
    const auto made = make_complaint(office, Actor{}, n, "127.0.0.1", "");
    if (made && !std::string_view(row.get("answer")).empty())
      answer(office, handler, made->number, std::string(row.get("answer")));
  }
}

}  // namespace gishe::complaints
