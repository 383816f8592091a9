#include <algorithm>

#include "agreements/agreements_handlers.h"
#include "agreements/gap_finder.h"
#include "base/text.h"
#include "territory/territory.h"

// "We lack this service: who has it?" The address holds what kind of service is looked for and never who needs it.
namespace gishe::agreements {
namespace {

constexpr int age_max = 120;

/// Where a service found here can be used at once: for a file, or for a line of an application (desk).
struct Purpose {
  std::optional<PersonId> person;
  std::optional<ApplicationId> application;
  std::optional<ApplicationLineId> line;
  std::string version;
};

Purpose purpose_of(const web::Request& request) {
  Purpose p;
  p.person = PersonId::parse(request.query("person"));
  p.application = ApplicationId::parse(request.query("application"));
  p.line = ApplicationLineId::parse(request.query("line"));
  if (text::whole_number(request.query("version"))) p.version = request.query("version");
  if (!p.application || !p.line || p.version.empty()) p.application = std::nullopt;
  return p;
}

Wanted wanted_of(db::Session& session, const web::Context& c) {
  Wanted w;
  w.home = c.actor.post.municipality;
  w.today = c.office.today();
  if (text::one_of(kinds_of_service(), c.request.query("type"))) w.type = c.request.query("type");
  if (directory::find_need(session, c.request.query("need"))) w.need = c.request.query("need");
  if (text::one_of(directory::target_groups, c.request.query("group"))) w.group = c.request.query("group");
  const auto age = text::whole_number(text::tidy(std::string(c.request.query("age"))));
  if (age && *age >= 0 && *age <= age_max) w.age = static_cast<int>(*age);
  return w;
}

void put_form(page::Page& page, db::Session& session, const words::Words& w, const Wanted& wanted) {
  const auto select = [&](const char* slot, const char* name, std::vector<page::Values::Choice> choices) {
    page::Values::Input input;
    input.name = name;
    input.label = w("gaps.field." + std::string(name));
    choices.insert(choices.begin(), {"", w("gaps.any"), {}, false});
    page.select(slot, input, choices);
  };
  select("TYPE", "type", choices_of(w, "service_type.", kinds_of_service(), wanted.type));
  std::vector<page::Values::Choice> needs;
  for (const auto& need : directory::list_needs(session))
    needs.push_back({need.code, w("need." + need.code), {}, need.code == wanted.need});
  select("NEED", "need", std::move(needs));
  select("GROUP", "group", choices_of(w, "target_group.", directory::target_groups, wanted.group));
  page::Values::Input age;
  age.name = "age";
  age.label = w("gaps.field.age");
  age.value = wanted.age ? std::to_string(*wanted.age) : "";
  age.type = "number";
  age.width = "short";
  age.optional = true;
  page.input("AGE", age);
}

std::string ages_words(const words::Words& w, const directory::Service& s) {
  const std::string min = std::to_string(s.age_min.value_or(0)), max = std::to_string(s.age_max.value_or(0));
  if (s.age_min.value_or(0) > 0 && s.age_max) {
    return w.with("directory.service.age_between", {{"min", min}, {"max", max}});
  }
  if (s.age_max) return w.with("directory.service.age_to", {{"max", max}});
  return w.with("directory.service.age_from", {{"min", min}});
}

std::string fit_words(const words::Words& w, const Wanted& wanted, const directory::Service& s) {
  std::vector<std::string> parts;
  for (const auto reason : fit_reasons(wanted, s)) {
    std::vector<std::string> groups;
    for (const auto& code : s.target_groups) groups.push_back(w("target_group." + code));
    parts.push_back(
        w.with("gaps.fit." + std::string(reason), {{"ages", ages_words(w, s)}, {"groups", text::join(groups, ", ")}}));
  }
  return text::join(parts, " ");
}

void put_reason(page::Values& row, Fit verdict, const std::string& said) {
  auto reason = row.add("REASONS");
  reason.set("VERDICT", verdict == Fit::yes ? "yes" : verdict == Fit::maybe ? "maybe" : "no").set("TEXT", said);
  reason.svg("ICON", page::icon(verdict == Fit::yes ? "tick" : verdict == Fit::maybe ? "question" : "cross"));
}

std::string places_words(const words::Words& w, const directory::Service& s, Day today) {
  const auto& c = s.capacity;
  const Places places = places_of(s, today);
  if (places == Places::unknown) {
    if (c.state_only || !c.updated_on) return w("gaps.places.never_said");
    return w.with("gaps.places.old", {{"days", w.number(c.updated_on->days_until(today))}});
  }
  if (places == Places::free && !c.state_only) return w.count("capacity.free_places", c.places_free);
  std::string said = w("capacity." + std::string(c.status_on(today)));
  if (places == Places::waiting && c.waiting > 0) said += ": " + w.count("capacity.waiting_people", c.waiting);
  return said;
}

void put_agreement(page::Values& row, const words::Words& w, const Wanted& wanted, const Candidate& c, bool may_ask) {
  if (c.ring == Ring::own || c.ring == Ring::not_shown) return;
  if (c.agreement_number) {
    const std::string said =
        w.count("gaps.quota_left", c.quota_left,
                {{"number", *c.agreement_number}, {"cost", w.money({c.unit_cost_cents_per_day, "EUR"})}});
    put_reason(row, c.quota_left > 0 ? Fit::yes : Fit::no, said);
    if (!c.agreement_id.empty()) row.add("AGREEMENT").set("HREF", "/agreements/" + c.agreement_id);
    return;
  }
  if (serves(c.service, wanted.home)) return put_reason(row, Fit::yes, w("gaps.serves_us"));
  put_reason(row, Fit::maybe, w("gaps.no_agreement"));
  if (may_ask) row.add("ASK").set("TO", c.service.municipality.text).set("TYPE", c.service.type);
}

void put_start(page::Values& row, const Wanted& wanted, const Candidate& c, const Purpose& purpose) {
  if (!c.service.accepts_referrals) {
    row.show("BY_PHONE");
  } else if (purpose.application) {
    auto choose = row.add("CHOOSE");
    choose.set("APPLICATION", purpose.application->text()).set("LINE", purpose.line->text());
    choose.set("VERSION", purpose.version).set("SERVICE", c.service.id.text());
  } else if (purpose.person) {
    auto refer = row.add("REFER");
    refer.set("SERVICE", c.service.id.text()).set("NEED", wanted.need).set("PERSON", purpose.person->text());
  } else {
    row.show("FIND_PERSON");
  }
}

void put_candidate(page::Values row, db::Session& session, const web::Context& c, const Wanted& wanted,
                   const Candidate& candidate, const Purpose& purpose) {
  const words::Words& w = c.words;
  const directory::Service& s = candidate.service;
  row.set("SERVICE", s.id.text()).set("NAME", s.name).set("ORGANISATION", s.organisation_name);
  const bool shown = candidate.ring != Ring::not_shown;
  row.set("PLACE",
          shown ? territory::municipality_name(session, s.municipality, w.language()) : w("gaps.place_not_shown"));
  put_reason(row, fit_of(wanted, s), fit_words(w, wanted, s));
  const Places places = places_of(s, wanted.today);
  const Fit verdict = places == Places::free                                ? Fit::yes
                      : places == Places::none || places == Places::waiting ? Fit::no
                                                                            : Fit::maybe;
  put_reason(row, verdict, places_words(w, s, wanted.today));
  if (candidate.travel) {
    const auto& t = *candidate.travel;
    put_reason(row, Fit::yes,
               w.with(t.estimated() ? "gaps.travel_estimated" : "gaps.travel",
                      {{"minutes", w.minutes(t.minutes)}, {"km", w.number(static_cast<std::int64_t>(t.km + 0.5))}}));
  }
  put_agreement(row, w, wanted, candidate, access::function_may(c.actor, access::Action::keep_agreements));
  put_start(row, wanted, candidate, purpose);
}

void put_found(page::Page& page, db::Session& session, const web::Context& c, const Wanted& wanted,
               const Purpose& purpose) {
  const words::Words& w = c.words;
  const Found found = find_who_has(session, wanted);
  auto gap = page.add("GAP");
  gap.show(found.gap == Gap::no_gap ? "NO_GAP" : "IS_GAP");
  gap.set("WORDS", w("gaps.gap." + std::string(gap_name(found.gap))));
  const auto put_ring = [&](Ring ring, const std::vector<Candidate>& candidates) {
    std::optional<page::Values> group;
    std::int64_t rank = 0;
    for (const Candidate& candidate : candidates) {
      if (candidate.ring != ring) continue;
      if (!group) {
        group = page.add("RINGS");
        group->set("RING", w("gaps.ring." + std::string(ring_name(ring)))).set("CODE", ring_name(ring));
      }
      auto row = group->add("ROWS");
      row.set("RANK", ++rank);
      put_candidate(row, session, c, wanted, candidate, purpose);
    }
  };
  put_ring(Ring::own, found.own);
  for (const Ring ring : {Ring::zone, Ring::district, Ring::further, Ring::not_shown}) put_ring(ring, found.elsewhere);
  page.show_if(found.elsewhere.empty(), "NOBODY");
}

}  // namespace

web::Response show_gaps(web::Context& c) {
  const Purpose purpose = purpose_of(c.request);
  auto page = c.page("agreements/gaps.html");
  page.title(c.words("gaps.title"));
  const auto keep = [&](const char* name, const std::string& value) {
    if (!value.empty()) page.add("KEEP").set("NAME", name).set("VALUE", value);
  };
  keep("person", purpose.person ? purpose.person->text() : "");
  if (purpose.application) {
    keep("application", purpose.application->text());
    keep("line", purpose.line->text());
    keep("version", purpose.version);
  }
  c.office.db.read([&](db::Session& session) {
    const Wanted wanted = wanted_of(session, c);
    put_form(page, session, c.words, wanted);
    if (wanted.type.empty() && wanted.need.empty()) {
      page.show("START");
    } else {
      put_found(page, session, c, wanted, purpose);
    }
  });
  return c.show(page);
}

}  // namespace gishe::agreements
