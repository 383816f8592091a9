#include <fmt/format.h>

#include <iterator>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/handlers.h"
#include "directory/search_words.h"
#include "directory/seen.h"
#include "directory/service_around.h"
#include "directory/service_json.h"
#include "directory/service_words.h"
#include "platform/paper/qr.h"
#include "platform/paper/slip.h"

// The page of one service for people, and the slip they take along. A place that is not public has no address, distance
// or coordinates in Service itself; what these pages add (the chosen place, travel) leaves it out too.
namespace gishe::directory {
namespace {

struct Opened {
  Service service;
  Around around;
};

std::optional<Opened> open(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return std::nullopt;
  return c.office.db.read([&](db::Session& session) -> std::optional<Opened> {
    auto service = find_service(session, *id);
    if (!service || !service->listed()) return std::nullopt;
    service = seen_by(c.actor, std::move(*service));
    Around names = around(session, c.words, *service, c.request.query("place"));
    return Opened{std::move(*service), std::move(names)};
  });
}

std::string address_of_page(const web::Context& c, const Service& s) {
  return c.office.public_address + "/services/" + s.id.text();
}

/// One path, a stroke for each run of dark modules: small enough to stand in the page.
std::string qr_svg(const std::string& content) {
  const auto rows = paper::qr_modules(content);
  constexpr int quiet = 4;
  const auto side = static_cast<int>(rows.size()) + 2 * quiet;
  std::string out = fmt::format(R"(<svg class="qr" viewBox="0 0 {0} {0}" aria-hidden="true"><path d=")", side);
  for (std::size_t r = 0; r < rows.size(); ++r) {
    for (std::size_t c = 0; c < rows.size(); ++c) {
      if (!rows[r][c]) continue;
      std::size_t run = 1;
      while (c + run < rows.size() && rows[r][c + run]) ++run;
      fmt::format_to(std::back_inserter(out), "M{} {}h{}v1h-{}z", c + quiet, r + quiet, run, run);
      c += run;
    }
  }
  return out + R"("/></svg>)";
}

void put_contact(page::Page& p, const Service& s) {
  p.show_if(!s.phone.empty(), "HAS_PHONE").phone("PHONE", s.phone);
  p.show_if(!s.email.empty(), "HAS_EMAIL").email("MAIL_WORDS", s.email).set("EMAIL", s.email);
  p.show_if(!s.hours.empty(), "HAS_HOURS").set("HOURS", s.hours);
  p.show_if(!s.website.empty(), "HAS_WEBSITE").set("WEBSITE", s.website);
}

void put_conditions(page::Page& p, const words::Words& w, const Service& s, const Around& a) {
  for (const auto& line : who_may_use(w, s)) p.add("WHO").set("GROUP", line);
  p.show_if(!s.eligibility.empty(), "HAS_ELIGIBILITY").set("ELIGIBILITY", s.eligibility);
  p.set("SERVES", a.serves);
  p.show_if(!s.fees.empty(), "HAS_FEES").set("FEES", s.fees);
  for (const auto& paper : a.papers) p.add("PAPERS").set("PAPER", paper);
  p.show_if(!a.papers.empty(), "HAS_PAPERS").show_if(a.papers.empty(), "NO_PAPERS");
  p.show_if(!s.application_process.empty(), "PROCESS").set("PROCESS_WORDS", s.application_process);
  p.show_if(s.application_process.empty(), "SAID_PLAINLY");
  p.show_if(s.referral_required, "REFERRAL").show_if(!s.referral_required, "NO_REFERRAL");
}

void put_place(page::Page& p, const words::Words& w, const Service& s, const Around& a, std::string_view typed) {
  p.set("WHERE", where_it_is(w, s, a));
  p.show_if(!s.restricted && !s.settlement.empty(), "REACHABLE");
  p.set("PLACE_TYPED", a.from ? a.from_words : std::string(typed.substr(0, 200)));
  const std::string far = distance(w, a.travel);
  p.show_if(!far.empty(), "FAR").set("DISTANCE", far);
  if (a.from) p.set("FROM", a.from->full_name(w.language()));
  p.show_if(!typed.empty() && !a.from && !s.restricted, "NO_SUCH_PLACE");
}

}  // namespace

page::Frame frame_for(const web::Context& c) { return c.actor.signed_in() ? page::Frame::staff : page::Frame::open; }

web::Response show_service(web::Context& c) {
  const auto opened = open(c);
  if (!opened) {
    const auto id = c.request.id<ServiceId>("id");
    return id ? show_unlisted(c, *id) : c.refuse(not_found);
  }
  const auto& w = c.words;
  const Day today = c.office.today();
  const auto& [s, a] = *opened;
  auto p = c.page("directory/service.html", frame_for(c));
  p.title(s.name).set("NAME", s.name).set("DESCRIPTION", s.description).set("ID", s.id.text());
  p.describe(w.with("directory.service.describe", {{"name", s.name}, {"organisation", s.organisation_name}}),
             "/services/" + s.id.text());
  p.set("TYPE_NAME", w("service_type." + s.type)).set("ORGANISATION", s.organisation_name);
  p.set("KIND_NAME", w("organisation_kind." + s.organisation_kind));
  p.show_if(!s.alert.empty(), "ALERT").set("ALERT_WORDS", s.alert);
  put_places_or_stop(p, w, s, today);
  p.set("SAID_ON", s.suspended() ? "" : said_on(w, s.capacity, today));
  put_contact(p, s);
  put_conditions(p, w, s, a);
  put_place(p, w, s, a, c.request.query("place"));
  const bool fresh = confirmed_lately(s, today);
  p.show_if(fresh, "FRESH").show_if(!fresh, "STALE").set("CONFIRMED", confirmed_words(w, s, today));
  p.svg("QR", qr_svg(address_of_page(c, s))).set("ADDRESS", address_of_page(c, s));
  count_seen(c, s.id, Seen::opened);
  return c.request.query("place").empty() ? c.show_to_all(p) : c.show(p);
}

web::Response service_slip(web::Context& c) {
  const auto opened = open(c);
  if (!opened) return c.refuse(not_found);
  const auto& w = c.words;
  const auto& [s, a] = *opened;
  paper::Slip slip;
  slip.over = s.organisation_name;
  slip.title = s.name;
  slip.call_label = w("directory.slip.call");
  slip.phone = s.phone;
  const auto say = [&](std::string question, std::string answer) {
    if (!answer.empty()) slip.answers.emplace_back(std::move(question), std::move(answer));
  };
  say(stopped_said(w, s), s.suspended() ? s.stopped_words : "");
  say(w("directory.slip.alert"), s.alert);
  say(w("directory.service.hours"), s.hours);
  say(w("directory.service.where"), where_it_is(w, s, a));
  say(w("directory.service.papers"), a.papers.empty() ? w("directory.service.no_papers") : text::join(a.papers, "; "));
  say(w("directory.service.who"), text::join(who_may_use(w, s), "; "));
  say(w("directory.service.fees"), s.fees);
  say(w("directory.service.how"), how_to_apply(w, s));
  slip.qr = address_of_page(c, s);
  slip.qr_label = w("directory.slip.qr");
  slip.foot = confirmed_words(w, s, c.office.today()) + "\n" + w("directory.slip.foot");
  count_seen(c, s.id, Seen::printed);
  return web::Response::pdf(paper::large_slip(w.language(), slip), "service-" + s.id.text().substr(24) + ".pdf");
}

}  // namespace gishe::directory
