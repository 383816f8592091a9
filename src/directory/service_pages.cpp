#include <map>

#include "base/text.h"
#include "directory/code_list.h"
#include "directory/directory.h"
#include "directory/handlers.h"
#include "directory/service_store.h"
#include "directory/service_words.h"
#include "territory/territory.h"

namespace gishe::directory {
namespace {

constexpr int services_on_a_page = 30;

page::Frame frame_for(const web::Context& c) { return c.actor.signed_in() ? page::Frame::staff : page::Frame::open; }

/// The address of a list with these filters. Values are codes and a hex cursor: nothing in them needs escaping.
std::string list_href(std::string_view type, const MunicipalityCode& municipality, std::string_view after) {
  std::string href = "/services";
  char sign = '?';
  const auto add = [&](std::string_view name, std::string_view value) {
    if (value.empty()) return;
    href.append(1, sign).append(name).append("=").append(value);
    sign = '&';
  };
  add("type", type);
  add("municipality", municipality.text);
  add("after", after);
  return href;
}

void put_filters(page::Page& p, const words::Words& w, std::string_view type, const MunicipalityCode& municipality,
                 const std::vector<territory::Municipality>& municipalities) {
  std::vector<page::Values::Choice> types{{"", w("directory.services.all_types")}};
  for (const auto t : service_types) {
    types.push_back({std::string(t), w("service_type." + std::string(t)), "", t == type});
  }
  p.select("TYPE", {"type", w("directory.services.type")}, types);
  std::vector<page::Values::Choice> places{{"", w("directory.services.all_municipalities")}};
  for (const auto& m : municipalities) {
    places.push_back({m.code.text, m.name(w.language()), "", m.code == municipality});
  }
  p.select("MUNICIPALITY", {"municipality", w("directory.services.municipality")}, places);
}

/// Names of the places an entry speaks of.
struct Around {
  std::string municipality, settlement, serves;
  std::vector<std::string> papers_in_words;
};
Around around(db::Session& session, const words::Words& w, const Service& s) {
  Around a;
  const auto name_of = [&](const MunicipalityCode& code) {
    const auto m = territory::find_municipality(session, code);
    return m ? m->name(w.language()) : code.text;
  };
  if (!s.municipality.empty()) a.municipality = name_of(s.municipality);
  if (!s.settlement.empty()) {
    if (const auto place = territory::find_settlement(session, s.settlement)) {
      a.settlement = place->full_name(w.language());
    }
  }
  std::vector<std::string> serves;
  for (const auto& code : s.serves) serves.push_back(name_of(code));
  if (serves.empty()) serves.push_back(a.municipality);
  a.serves = s.serves_everywhere ? w("directory.service.whole_country") : text::join(serves, ", ");
  if (s.type == unclassified) a.papers_in_words = find_remains(session, s.id).papers;
  return a;
}

void put_facts(page::Page& p, const words::Words& w, const Service& s, const Around& a) {
  p.show_if(!s.phone.empty(), "HAS_PHONE").phone("PHONE", s.phone);
  p.show_if(!s.email.empty(), "HAS_EMAIL").set("EMAIL", s.email);
  p.show_if(!s.hours.empty(), "HAS_HOURS").set("HOURS", s.hours);
  const bool with_address = !a.settlement.empty() || !s.address.empty();
  p.show_if(with_address, "HAS_ADDRESS").set("ADDRESS", s.address);
  p.set("SETTLEMENT", a.settlement.empty() || s.address.empty() ? a.settlement : a.settlement + ", ");
  p.show_if(s.restricted, "HIDDEN_PLACE");
  p.show_if(!s.fees.empty(), "HAS_FEES").set("FEES", s.fees);
  p.set("SERVES", a.serves).set("ORGANISATION", s.organisation_name);
  p.show("KIND").set("KIND_NAME", w("organisation_kind." + s.organisation_kind));
  p.show_if(!s.website.empty(), "HAS_WEBSITE").set("WEBSITE", s.website);
}

void put_papers(page::Page& p, const words::Words& w, const Service& s, const Around& a) {
  for (const auto& code : s.papers) p.add("PAPERS").set("PAPER", w("paper." + code));
  for (const auto& words : a.papers_in_words) p.add("PAPERS").set("PAPER", words);
  const bool none = s.papers.empty() && a.papers_in_words.empty();
  p.show_if(!none, "HAS_PAPERS").show_if(none, "NO_PAPERS");
}

void put_confirmed(page::Page& p, const words::Words& w, const Service& s, Day today) {
  const bool fresh = confirmed_lately(s, today);
  const char* key = fresh            ? "directory.service.confirmed"
                    : s.confirmed_on ? "directory.service.confirmed_long_ago"
                                     : "directory.service.never_confirmed";
  p.show_if(fresh, "FRESH").show_if(!fresh, "STALE");
  p.set("CONFIRMED", s.confirmed_on ? w.with(key, {{"day", w.day(*s.confirmed_on)}}) : w(key));
}

}  // namespace

web::Response show_services(web::Context& c) {
  const auto& w = c.words;
  // A filter that does not exist is no filter: old links keep working.
  const auto asked = c.request.query("type");
  const std::string type(is_service_type(asked) ? asked : "");
  const auto municipality = MunicipalityCode::parse(c.request.query("municipality")).value_or(MunicipalityCode{});
  const auto after = c.request.query("after");
  std::vector<territory::Municipality> municipalities;
  ServicePage list;
  c.office.db.read([&](db::Session& s) {
    municipalities = territory::list_municipalities(s);
    list = list_services(s, type, municipality, after, services_on_a_page);
  });
  std::map<std::string, std::string> names;
  for (const auto& m : municipalities) names[m.code.text] = m.name(w.language());

  auto p = c.page("directory/services.html", frame_for(c));
  p.title(w("directory.services.title"));
  put_filters(p, w, type, municipality, municipalities);
  p.set("SHOWN", w.count("directory.services.shown", static_cast<std::int64_t>(list.services.size())));
  for (const auto& s : list.services) {
    auto row = p.add("ROWS");
    row.set("ID", s.id.text()).set("NAME", s.name).set("ORGANISATION", s.organisation_name);
    row.set("TYPE_NAME", w("service_type." + s.type));
    row.set("PLACE", s.municipality.empty() ? w("directory.service.whole_country") : names[s.municipality.text]);
    put_places(row, w, s.capacity, c.office.today());
  }
  p.show_if(!list.services.empty(), "LIST").show_if(list.services.empty(), "EMPTY");
  p.show_if(!list.next.empty(), "MORE").set("MORE_HREF", list_href(type, municipality, list.next));
  p.show_if(!after.empty(), "CONTINUED").set("START_HREF", list_href(type, municipality, ""));
  return c.show(p);
}

web::Response show_service(web::Context& c) {
  const auto id = c.request.id<ServiceId>("id");
  if (!id) return c.refuse(not_found);
  const auto& w = c.words;
  const Day today = c.office.today();
  std::optional<Service> service;
  Around names;
  c.office.db.read([&](db::Session& session) {
    service = find_service(session, *id);
    if (service) names = around(session, w, *service);
  });
  if (!service || !service->listed()) return show_unlisted(c, *id);
  const Service& s = *service;

  auto p = c.page("directory/service.html", frame_for(c));
  p.title(s.name).set("NAME", s.name).set("DESCRIPTION", s.description);
  p.set("TYPE_NAME", w("service_type." + s.type));
  put_places(p, w, s.capacity, today);
  p.set("SAID_ON", said_on(w, s.capacity, today));
  for (const auto& line : who_may_use(w, s)) p.add("WHO").set("GROUP", line);
  p.show_if(s.referral_required, "REFERRAL").show_if(!s.referral_required, "NO_REFERRAL");
  put_papers(p, w, s, names);
  put_facts(p, w, s, names);
  put_confirmed(p, w, s, today);
  return c.show(p);
}

}  // namespace gishe::directory
