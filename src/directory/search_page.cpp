#include <algorithm>
#include <map>

#include "base/text.h"
#include "directory/directory.h"
#include "directory/handlers.h"
#include "directory/search_address.h"
#include "directory/search_unanswered.h"
#include "directory/search_words.h"
#include "directory/seen.h"
#include "directory/service_json.h"
#include "directory/service_words.h"

namespace gishe::directory {
namespace {

constexpr int desks_shown = 2;
constexpr std::string_view state_desk = "state_desk";

/// Everything the page shows, read before the first word is written.
struct Results {
  Question question;
  Place place;
  std::string place_said;  // the place in words that lead to it again
  Answer answer;
  std::vector<Found> desks;   // the state's own desks for the same matter
  std::vector<Found> people;  // whom to ask where nothing was found
  std::map<ServiceId, Service> services;
  std::map<std::string, std::string> municipalities, settlements;  // code → name
};

Asked asked_by(const Question& q, const Place& place, words::Language language) {
  Asked asked;
  asked.words = q.words;
  asked.need = q.need;
  asked.type = q.type;
  asked.target_group = q.group;
  asked.lies_in = q.municipality;
  if (const auto chosen = place.chosen()) asked.from = chosen->code;
  asked.age = q.age;
  asked.free_now = q.free_now;
  asked.language = language;
  asked.limit = results_on_a_page;
  asked.offset = (q.page - 1) * results_on_a_page;
  return asked;
}

/// The same matter may also be the state's: benefits, pensions, health insurance. Those desks stand in the same answer.
std::vector<Found> desks_for(Office& office, Asked asked, const Answer& answer) {
  asked.type = state_desk;
  asked.lies_in = {};
  asked.free_now = false;
  asked.offset = 0;
  asked.limit = desks_shown;
  std::vector<Found> desks = search_services(office, asked).found;
  if (desks.empty() && !asked.from.empty()) {
    asked.words.clear();
    asked.need.clear();
    desks = search_services(office, asked).found;
  }
  std::erase_if(desks, [&](const Found& d) {
    return std::any_of(answer.found.begin(), answer.found.end(), [&](const Found& f) { return f.id == d.id; });
  });
  return desks;
}

/// Where nothing fits, somebody who knows the town: the nearest information service.
std::vector<Found> people_to_ask(Office& office, const Asked& asked) {
  Asked who;
  who.type = "information_counselling";
  who.from = asked.from;
  who.language = asked.language;
  who.limit = 2;
  return search_services(office, who).found;
}

std::vector<ServiceId> ids_of(const std::vector<Found>& list) {
  std::vector<ServiceId> ids;
  for (const Found& f : list) ids.push_back(f.id);
  return ids;
}

void measure_travel(db::Session& session, Results& r, const std::vector<Ekatte>& places) {
  const Ekatte from = r.place.chosen() ? r.place.chosen()->code : r.answer.travel_from;
  if (from.empty() || places.empty()) return;
  const auto measured = territory::list_measured_travel(session, from, places);
  for (auto* list : {&r.answer.found, &r.desks, &r.people}) {
    for (Found& f : *list) {
      if (const auto s = r.services.find(f.id); s != r.services.end())
        prefer_measured(f, s->second.settlement, measured);
    }
  }
}

void read_names(const web::Context& c, Results& r) {
  const words::Words& w = c.words;
  std::vector<ServiceId> ids;
  for (const auto* list : {&r.answer.found, &r.desks, &r.people}) {
    for (const auto& id : ids_of(*list)) ids.push_back(id);
  }
  c.office.db.read([&](db::Session& session) {
    for (auto& m : territory::list_municipalities(session)) r.municipalities[m.code.text] = m.name(w.language());
    std::vector<Ekatte> places;
    for (auto& s : list_services_by_id(session, ids)) {
      if (!s.settlement.empty()) places.push_back(s.settlement);
      r.services.emplace(s.id, seen_by(c.actor, std::move(s)));
    }
    measure_travel(session, r, places);
    for (const auto& place : territory::list_settlements_by_code(session, places)) {
      r.settlements[place.code.text] = place.full_name(w.language());
    }
    if (const auto chosen = r.place.chosen()) r.place_said = place_words(session, *chosen, w.language());
  });
}

Results read_results(web::Context& c) {
  Results r;
  c.office.db.read([&](db::Session& session) {
    r.question = question_of(c.request, session);
    r.place = read_place(session, r.question.place);
  });
  const Asked asked = asked_by(r.question, r.place, c.words.language());
  r.answer = search_services(c.office, asked);
  const bool a_matter = !r.question.words.empty() || !r.question.need.empty();
  if (a_matter && r.question.page == 1 && r.question.type.empty()) r.desks = desks_for(c.office, asked, r.answer);
  if (r.answer.found.empty()) r.people = people_to_ask(c.office, asked);
  read_names(c, r);
  return r;
}

std::string where(const words::Words& w, const Results& r, const Service& s) {
  if (s.restricted) return w("directory.search.hidden");
  const auto name = [](const auto& names, const std::string& code) {
    const auto at = names.find(code);
    return at == names.end() ? std::string() : at->second;
  };
  if (!s.settlement.empty()) return name(r.settlements, s.settlement.text);
  if (!s.municipality.empty()) return name(r.municipalities, s.municipality.text);
  return w("directory.service.whole_country");
}

void put_row(page::Values row, const words::Words& w, const Results& r, const Found& found, Day today) {
  const Service& s = r.services.at(found.id);
  row.set("ID", s.id.text()).set("NAME", s.name).set("ORGANISATION", s.organisation_name);
  const auto chosen = r.place.chosen();
  row.show_if(chosen && !s.restricted, "FROM").set("FROM_CODE", chosen ? chosen->code.text : "");
  row.set("TYPE_NAME", w("service_type." + s.type)).set("PLACE", where(w, r, s));
  const std::string far = s.restricted ? "" : distance(w, found.travel);
  row.show_if(!far.empty(), "FAR").set("DISTANCE", far);
  put_places_or_stop(row, w, s, today);
  const auto why = reasons(w, found);
  row.show_if(!why.empty(), "WHY");
  for (const auto& line : why) row.add("REASONS").set("REASON", line);
  row.show_if(!s.fees.empty(), "HAS_FEES").set("FEES", s.fees);
  row.show_if(!s.phone.empty(), "HAS_PHONE").phone("PHONE", s.phone);
  const bool fresh = confirmed_lately(s, today);
  row.set("CONFIRMED", fresh ? w.with("directory.service.confirmed", {{"day", w.day(*s.confirmed_on)}})
                             : w("directory.search.not_confirmed"));
}

void put_rows(page::Page& p, std::string_view section, const words::Words& w, const Results& r,
              const std::vector<Found>& list, Day today) {
  for (const Found& found : list) {
    if (r.services.contains(found.id)) put_row(p.add(section), w, r, found, today);
  }
}

using Choices = std::vector<page::Values::Choice>;

/// What can be chosen in a list: everything that leads somewhere, with how many, and what is chosen now.
Choices choices(const std::vector<FacetCount>& counts, std::string_view chosen, std::string all,
                const std::function<std::string(const std::string&)>& name) {
  Choices list{{"", std::move(all)}};
  bool there = chosen.empty();
  for (const FacetCount& f : counts) {
    there = there || f.code == chosen;
    list.push_back({f.code, name(f.code) + " (" + std::to_string(f.count) + ")", "", f.code == chosen});
  }
  if (!there) list.push_back({std::string(chosen), name(std::string(chosen)), "", true});
  return list;
}

void put_filters(page::Page& p, const words::Words& w, const Results& r) {
  const Question& q = r.question;
  const auto& facets = r.answer.facets;
  p.select("TYPE", {"type", w("directory.search.kind")},
           choices(facets.types, q.type, w("directory.services.all_types"),
                   [&](const std::string& code) { return w("service_type." + code); }));
  p.select("MUNICIPALITY", {"municipality", w("directory.search.in")},
           choices(facets.municipalities, q.municipality.text, w("directory.services.all_municipalities"),
                   [&](const std::string& code) {
                     const auto at = r.municipalities.find(code);
                     return at == r.municipalities.end() ? code : at->second;
                   }));
  p.select("GROUP", {"group", w("directory.search.for")},
           choices(facets.target_groups, q.group, w("directory.search.all_groups"),
                   [&](const std::string& code) { return w("target_group." + code); }));
  page::Values::Input age{"age", w("directory.search.age")};
  age.value = q.age ? std::to_string(*q.age) : "";
  age.type = "number";
  age.max_length = 3;
  age.width = "short";
  p.input("AGE", age);
  p.show_if(q.free_now, "FREE_NOW").show_if(q.narrowed(), "NARROWED");
}

/// Who writes „мъжът ми ме бие“ gets the numbers to call before any list.
bool speaks_of_violence(const Results& r) {
  constexpr std::string_view need = "violence_shelter";
  if (r.question.need == need) return true;
  return std::any_of(r.answer.found.begin(), r.answer.found.end(), [&](const Found& found) {
    return std::any_of(found.why.begin(), found.why.end(),
                       [&](const Why& why) { return why.kind == Why::Kind::need && why.meant == need; });
  });
}

void put_question(page::Page& p, const words::Words& w, const Results& r) {
  const Question& q = r.question;
  p.set("WORDS", q.words).set("PLACE_TYPED", r.place_said.empty() ? q.place : r.place_said);
  Question without = q;
  without.page = 1;
  without.need.clear();
  p.show_if(!q.need.empty(), "NEED").set("NEED_CODE", q.need).set("WITHOUT_NEED", address_of(without));
  if (!q.need.empty()) p.set("NEED_NAME", w("need." + q.need));
  p.show_if(!q.place.empty() && r.place.candidates.empty(), "NO_SUCH_PLACE");
  p.show_if(r.place.candidates.size() > 1, "WHICH_PLACE");
  if (r.place.candidates.size() > 1) {
    for (const auto& s : r.place.candidates) {
      Question exact = q;
      exact.place = s.code.text;
      const auto m = r.municipalities.find(s.municipality.text);
      p.add("CANDIDATES")
          .set("HREF", address_of(exact))
          .set("NAME", w.with("directory.search.place_in",
                              {{"place", s.full_name(w.language())},
                               {"municipality", m == r.municipalities.end() ? s.municipality.text : m->second}}));
    }
  }
  p.show_if(q.soon == "now" || speaks_of_violence(r), "NOW");
}

void put_reading(page::Page& p, const words::Words& w, const Results& r) {
  const Answer& a = r.answer;
  Question meant = r.question;
  meant.words = a.did_you_mean;
  meant.page = 1;
  p.show_if(!a.did_you_mean.empty(), "DID_YOU_MEAN").set("MEANT", a.did_you_mean).set("MEANT_HREF", address_of(meant));
  p.show_if(!a.all_words && a.total > 0, "NOT_ALL_WORDS");
  p.show_if(!a.unread.empty() && a.total > 0, "UNREAD");
  p.set("UNREAD_WORDS", w.with("directory.search.unread", {{"words", text::join(a.unread, ", ")}}));
}

void put_pages(page::Page& p, const words::Words& w, const Results& r) {
  const int pages = std::min(100, (r.answer.total + results_on_a_page - 1) / results_on_a_page);
  if (pages < 2) return;
  const auto href = [&](int page) {
    Question q = r.question;
    q.page = page;
    return page < 1 || page > pages ? std::string() : address_of(q);
  };
  p.show("PAGED").pager(
      "PAGER", href(r.question.page - 1), href(r.question.page + 1),
      w.with("directory.search.page", {{"page", std::to_string(r.question.page)}, {"pages", std::to_string(pages)}}));
}

void put_empty(page::Page& p, const words::Words& w, const Results& r, Day today) {
  const bool empty = r.answer.found.empty();
  p.show_if(empty, "EMPTY").show_if(!empty, "LIST");
  if (!empty) return;
  Question wider;
  wider.words = r.question.words;
  wider.place = r.question.place;
  p.show_if(r.question.narrowed(), "TOO_NARROW").set("WIDER_HREF", address_of(wider));
  p.show_if(!r.people.empty(), "PEOPLE");
  put_rows(p, "ASK", w, r, r.people, today);
}

}  // namespace

web::Response show_services(web::Context& c) {
  const Results r = read_results(c);
  const auto& w = c.words;
  const Day today = c.office.today();
  auto p = c.page("directory/services.html", frame_for(c));
  p.title(w(r.question.plain() ? "directory.services.title" : "directory.search.title"));
  p.describe(w("directory.services.lead"), "/services");
  put_question(p, w, r);
  put_reading(p, w, r);
  put_filters(p, w, r);
  p.show_if(r.answer.total > 0, "FOUND").set("SHOWN", w.count("directory.search.found", r.answer.total));
  put_rows(p, "ROWS", w, r, r.answer.found, today);
  p.show_if(!r.desks.empty(), "DESKS");
  put_rows(p, "DESK", w, r, r.desks, today);
  put_pages(p, w, r);
  put_empty(p, w, r, today);
  count_seen(c, ids_of(r.answer.found), Seen::found);
  // Where a filter or a need was chosen too, the words are not what failed.
  const Question& q = r.question;
  if (r.answer.total == 0 && q.page == 1 && !q.narrowed() && q.need.empty()) count_unanswered(c, q.words);
  // What somebody typed is kept by no browser; the plain list is the same for all.
  return r.question.plain() ? c.show_to_all(p) : c.show(p);
}

}  // namespace gishe::directory
