#include <algorithm>

#include "directory/directory.h"
#include "hospital/handlers.h"
#include "hospital/link.h"
#include "territory/territory.h"

// The desk invites a hospital: for which house, shown once, withdrawn.
namespace gishe::hospital {
namespace {

using Input = page::Values::Input;
using Choice = page::Values::Choice;

/// Houses of the own district, by name: a hospital serves more towns than the one it stands in.
std::vector<Choice> houses(db::Session& session, const MunicipalityCode& town, std::string_view chosen,
                           const words::Words& w) {
  std::vector<Choice> list;
  const auto own = territory::find_municipality(session, town);
  for (const auto& m : territory::list_municipalities(session)) {
    if (!own || m.district != own->district) continue;
    for (const auto& [id, name] : directory::list_organisations(session, m.code))
      list.push_back({id.text(), name, {}, id.text() == chosen});
  }
  std::sort(list.begin(), list.end(), [](const Choice& a, const Choice& b) { return a.label < b.label; });
  list.insert(list.begin(), {"", w("common.choose")});
  return list;
}

std::string link_words(const words::Words& w, const HospitalLink& link, Day today) {
  if (link.state != "open") return w("answers.link." + link.state);
  return link.expires_on < today ? w("answers.link.over")
                                 : w.with("hospital.link.open", {{"day", w.day(link.expires_on)}});
}

web::Response links_page(web::Context& c, const MadeLink* made, const Refusals& no) {
  const words::Words& w = c.words;
  const Day today = c.office.today();
  const auto scope = access::scope(c.actor, access::Action::take_online_application);
  auto page = c.page("hospital/links.html");
  page.title(w("hospital.links.title")).error_summary("ERRORS", no);
  if (made) page.add("MADE").set("ADDRESS", made->address).set("HOUSE", made->link.house_name);
  c.office.db.read([&](db::Session& session) {
    Input house{"house", w("hospital.links.house")};
    page.select("HOUSES", house, houses(session, c.actor.post.municipality, c.request.form("house"), w), no);
    for (const auto& link : store::list_links(session, scope)) {
      auto row = page.add("ROWS");
      const bool open = link.state == "open" && link.expires_on >= today;
      row.set("HOUSE", link.house_name).set("MADE_AT", w.moment(link.made_at));
      row.badge("STATE", open ? page::Values::Tone::wait : page::Values::Tone::plain, link_words(w, link, today));
      if (open) row.add("WITHDRAW").set("LINK", link.id.text()).set("KEY", c.surroundings.form_key + link.id.text());
    }
  });
  Input email{"email", w("hospital.links.email"), made ? "" : std::string(c.request.form("email")),
              w("hospital.links.email_hint")};
  email.type = "email";
  email.optional = true;
  page.input("EMAIL", email, no);
  return c.show(page, status_of(no));
}

}  // namespace

web::Response show_links(web::Context& c) { return links_page(c, nullptr, {}); }

web::Response make_link_from_page(web::Context& c) {
  const auto house = OrganisationId::parse(c.request.form("house"));
  if (!house) return links_page(c, nullptr, {Refusal(required, "house")});
  const auto made = make_link(c.office, c.actor, *house, c.request.form("email"));
  if (made) return links_page(c, &*made, {});
  return made.refusals().front().is(not_your_function) ? c.refuse(made.refusals())
                                                       : links_page(c, nullptr, made.refusals());
}

web::Response withdraw_link_from_page(web::Context& c) {
  const auto id = Uuid::parse(c.request.in_path("id"));
  if (!id) return c.refuse(not_found);
  const auto done = withdraw_link(c.office, c.actor, *id, c.once_key());
  return done ? c.go("/hospital/links", "hospital.notice.link_withdrawn") : c.refuse(done.refusals());
}

}  // namespace gishe::hospital
