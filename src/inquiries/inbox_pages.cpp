#include "inquiries/inquiries_handlers.h"
#include "inquiries/inquiry_acts.h"
#include "inquiries/inquiry_store.h"
#include "inquiries/said.h"

// The officer's inbox: numbers, kinds and topics. No words and no telephone: the page may stand open while people come
// and go.
namespace gishe::inquiries {
namespace {

constexpr int rows_max = 100;
constexpr std::string_view piles[] = {"waiting", "mine", "answered"};

Pile pile_from(std::string_view name) {
  return name == "mine" ? Pile::mine : name == "answered" ? Pile::answered : Pile::waiting;
}

void fill_row(page::Values row, const words::Words& w, const Inquiry& q, const Actor& actor, Day today) {
  row.set("ID", q.id.text()).set("NUMBER", q.number).set("KIND", w("inquiry.kind." + std::string(kind_name(q.kind))));
  row.set("TOPIC", q.topic.empty() ? w("inquiry.no_topic") : w("need." + q.topic));
  row.badge("STATE", tone_of(q), state_words(w, q));
  row.show_if(q.officer == actor.account, "MINE");
  row.show_if(q.officer && q.officer != actor.account, "TAKEN");
  if (q.kind == Kind::callback && q.state == State::waiting) {
    row.show("CALL").set("WHEN", w("callback.when." + q.call_when));
  }
  if (q.state == State::waiting) {
    row.show("DUE_SHOWN").set("DUE", due_words(w, q.due_on, today)).set("DUE_CLASS", due_class(q.due_on, today));
  } else {
    row.show("LAST").set("AT", w.moment(q.last_at));
  }
}

}  // namespace

web::Response show_inbox(web::Context& c) {
  const words::Words& w = c.words;
  const auto scope = access::scope(c.actor, access::Action::see_inquiries);
  const Pile pile = pile_from(c.request.query("which"));
  const Day today = c.office.today();
  auto page = c.page("inquiries/inbox.html");
  page.title(w("inquiries.title"));
  std::optional<Instant> present;
  const auto list = c.office.db.read([&](db::Session& session) {
    present = find_presence(session, c.actor.post.municipality, c.actor.account, c.office.now());
    return list_inquiries(session, scope, pile, rows_max);
  });
  for (const std::string_view name : piles) {
    auto tab = page.add("PILES");
    tab.set("WHICH", name).set("WORDS", w("inquiries.pile." + std::string(name)));
    tab.show_if(pile == pile_from(name), "HERE");
  }
  for (const Inquiry& q : list) fill_row(page.add("ROWS"), w, q, c.actor, today);
  page.set("SENTENCE", w.count("inquiries.count", static_cast<std::int64_t>(list.size())));
  page.show_if(!list.empty(), "ANY").show_if(list.empty(), "EMPTY");
  page.show_if(!present, "ABSENT");
  if (present) page.show("PRESENT").set("UNTIL", w.with("inquiries.present_until", {{"time", w.time(*present)}}));
  return c.show(page);
}

web::Response be_present_from_page(web::Context& c) {
  const bool here = c.request.form("here") == "yes";
  const auto done = be_present(c.office, c.actor, here);
  if (!done) return c.refuse(done.refusals());
  return c.go("/desk/inquiries", here ? "inquiries.notice.present" : "inquiries.notice.absent");
}

}  // namespace gishe::inquiries
