#include "app/demo_zone.h"

#include <fmt/format.h>

#include <stdexcept>

#include "agreements/agreements.h"
#include "appointments/appointments.h"
#include "base/csv.h"
#include "cases/cases.h"
#include "complaints/complaints.h"
#include "contracts/contracts.h"
#include "desk/desk.h"
#include "directory/directory.h"
#include "entries/entries.h"
#include "hospital/hospital.h"
#include "inquiries/inquiries.h"
#include "news/news.h"
#include "open_data/open_data.h"
#include "own_file/own_file.h"
#include "people/people.h"
#include "places/places.h"
#include "platform/embedded/embedded.h"
#include "protection/protection.h"
#include "retention/retention.h"
#include "staff/staff.h"
#include "territory/territory.h"
#include "zones/zones.h"

namespace gishe::app {
namespace {

/// How busy each desk of the zone is: 294 people seen, 400 applications, and six people whom only one worker knows.
struct DeskSize {
  const char* officer;
  int people, applications;
};
constexpr DeskSize desks[] = {
    {"officer@lesichovo.example", 120, 170}, {"officer@peshtera.example", 76, 110},
    {"officer@bratsigovo.example", 40, 50},  {"officer@strelcha.example", 34, 40},
    {"officer@sarnitsa.example", 24, 30},
};
constexpr int shielded_people = 6;

csv::Reader open_demo(std::string_view name) {
  const auto text = embedded::find(name);
  if (!text) throw std::runtime_error(fmt::format("{} is not in this binary", name));
  return csv::Reader(*text);
}

void add_quotas(Office& office) {
  auto reader = open_demo("demo/quota_agreements.csv");
  office.db.write([&](db::Tx& tx) {
    while (reader.next()) {
      agreements::Signed quota;
      quota.from = {reader.get("from")};
      quota.to = {reader.get("to")};
      quota.service_type = reader.get("service_type");
      quota.number = reader.get("number");
      quota.places = std::stoi(reader.get("places"));
      quota.unit_cost_cents_per_day = std::stoll(reader.get("unit_cost_cents_per_day"));
      quota.valid_from = Day::from_iso(reader.get("valid_from")).value();
      quota.valid_until = Day::from_iso(reader.get("valid_until")).value();
      agreements::record_signed(tx, quota, office.now());
    }
  });
}

std::vector<std::string> add_accounts(Office& office) {
  std::vector<std::string> lines;
  auto reader = open_demo("demo/accounts.csv");
  while (reader.next()) {
    Post post;
    post.id = PostId::make();
    post.function = function_from(reader.get("function")).value();
    post.municipality = {reader.get("municipality")};
    post.organisation = OrganisationId::parse(reader.get("organisation")).value_or(OrganisationId{});
    const auto made = staff::add_account(office, staff::operator_actor(), reader.get("email"), reader.get("name"),
                                         {post}, demo_password);
    if (!made) throw std::runtime_error("demo account: " + std::string(made.refusals().front().code->name));
    lines.push_back(fmt::format("{} — {} {}", reader.get("email"), reader.get("function"), reader.get("municipality")));
  }
  return lines;
}

Actor actor_of(Office& office, const std::string& email) {
  const auto actor = office.db.read([&](db::Session& s) { return staff::actor_for(s, email); });
  if (!actor) throw std::runtime_error("no demo account " + email);
  return *actor;
}

std::vector<Actor> list_provider_heads(Office& office) {
  std::vector<Actor> heads;
  auto reader = open_demo("demo/accounts.csv");
  while (reader.next()) {
    if (reader.get("function") == function_name(Function::provider_head))
      heads.push_back(actor_of(office, reader.get("email")));
  }
  return heads;
}

/// Five of the officer's people and two shielded ones are the worker's cases; one is a case in the next town.
void load_demo_cases(Office& demo, SetClock& clock, Instant now, const std::vector<PersonId>& people,
                     const std::vector<PersonId>& shielded) {
  cases::DemoCast cast{actor_of(demo, "worker@lesichovo.example"),
                       actor_of(demo, "supervisor@lesichovo.example"),
                       actor_of(demo, "nurse@lesichovo.example"),
                       "nurse@lesichovo.example",
                       {}};
  cast.people.assign(people.begin(), people.begin() + 5);
  cases::load_demo(demo, clock, cast, now);
  cast.partner = std::nullopt;
  cast.people.assign(shielded.begin(), shielded.begin() + 2);
  cases::load_demo(demo, clock, cast, now);
}

/// Twelve beds of the crisis centre, seats for children in Пещера, five who wait in Пазарджик (demo/README.md).
void add_places(Office& office, SetClock& clock, const desk::DemoCast& cast) {
  const auto service = [](const char* last) {
    return ServiceId::parse(fmt::format("01980000-0000-7000-8000-00000000{}", last)).value();
  };
  const auto head = actor_of(office, "head@peshtera.example");
  const auto awaited = actor_of(office, "csri@pazardzhik.example");
  places::load_demo(
      office, clock,
      {{service("c009"), actor_of(office, "kc-head@peshtera.example"), actor_of(office, "crisis@peshtera.example")},
       {service("c008"), head, head},
       {service("c024"), awaited, awaited},
       cast.officer,
       {cast.people.end() - 5, cast.people.end()}});  // the first ones are cases
}

void add_plan(Office& office, SetClock& clock, Instant now) {
  std::vector<Actor> mayors;
  for (const char* town : {"lesichovo", "peshtera", "bratsigovo", "strelcha", "sarnitsa"})
    mayors.push_back(actor_of(office, fmt::format("mayor@{}.example", town)));
  zones::load_demo(office, clock, now, actor_of(office, "planner@lesichovo.example"), mayors);
}

}  // namespace

DemoMade make_demo_zone(Office& office, const std::function<void(int)>& progress) {
  if (office.db.read([](db::Session& s) { return staff::any_account(s); }))
    throw std::runtime_error("the database already has accounts; the demo needs an empty one");
  const Instant now = office.now();
  SetClock clock(now);
  Office demo{office.db, office.vault, clock, office.public_address};
  demo.db.write([](db::Tx& tx) { territory::load_demo_places(tx); });
  directory::load_demo(demo);
  clock.move_to(now.plus_seconds(-190 * 86'400));  // everybody was here before the first application
  add_quotas(demo);
  progress(10);
  DemoMade made;
  made.accounts = add_accounts(demo);
  clock.move_to(now.plus_seconds(-std::int64_t{3} * 366 * 86'400));
  retention::load_demo(demo, actor_of(demo, "officer@lesichovo.example"));
  clock.move_to(now.plus_seconds(-190 * 86'400));
  progress(30);
  const auto heads = list_provider_heads(demo);
  std::vector<desk::DemoCast> casts;
  for (const auto& size : desks) {
    desk::DemoCast cast{actor_of(demo, size.officer), heads, {}, size.applications};
    cast.people = people::load_demo(demo, cast.officer, size.people, Sensitivity::personal);
    made.people += static_cast<int>(cast.people.size());
    made.applications += cast.applications;
    casts.push_back(std::move(cast));
  }
  const auto worker = actor_of(demo, "worker@lesichovo.example");
  desk::DemoCast shielded{
      worker, {}, people::load_demo(demo, worker, shielded_people, Sensitivity::shielded), shielded_people};
  made.people += static_cast<int>(shielded.people.size());
  made.applications += shielded.applications;
  casts.push_back(std::move(shielded));
  progress(50);
  desk::load_demo(demo, clock, casts, now);
  inquiries::load_demo(demo,
                       {actor_of(demo, "officer@lesichovo.example"), actor_of(demo, "manager@lesichovo.example")});
  inquiries::load_demo(demo, {actor_of(demo, "officer@peshtera.example"), actor_of(demo, "officer@peshtera.example")});
  complaints::load_demo(demo, actor_of(demo, "dpo@lesichovo.example"));
  std::vector<Actor> officers;
  for (const auto& size : desks) officers.push_back(actor_of(demo, size.officer));
  appointments::load_demo(demo, clock, officers);
  directory::load_demo(demo);  // the providers' last word on free places, after half a year of comings and goings
  add_places(demo, clock, casts.front());
  open_data::make_missing_documents(demo);
  news::load_demo(demo, actor_of(demo, "manager@lesichovo.example"));
  load_demo_cases(demo, clock, now, casts.front().people, casts.back().people);
  clock.move_to(now.plus_seconds(-3 * 86'400));
  agreements::load_demo(demo, actor_of(demo, "supervisor@lesichovo.example"), actor_of(demo, "head@peshtera.example"));
  add_plan(demo, clock, now);
  clock.move_to(now.plus_seconds(-3 * 86'400));
  contracts::load_demo(demo, actor_of(demo, "head@peshtera.example"));
  contracts::load_demo(demo, actor_of(demo, "assistent@lesichovo.example"));
  clock.move_to(now);
  hospital::load_demo(demo, casts.front().officer,
                      OrganisationId::parse("01980000-0000-7000-8000-00000000b031").value());
  open_data::load_demo(demo);
  entries::load_demo(demo);
  protection::load_demo(demo, {actor_of(demo, "officer@lesichovo.example"), actor_of(demo, "worker@strelcha.example"),
                               actor_of(demo, "crisis@peshtera.example"),
                               actor_of(demo, "commission@lesichovo.example"), actor_of(demo, "iga@pazardzhik.example"),
                               ServiceId::parse("01980000-0000-7000-8000-00000000c027").value()});
  const auto reader = own_file::load_demo(demo, casts.front().officer, casts.front().people, demo_password);
  if (!reader.empty()) made.accounts.push_back(fmt::format("{} — person_served PAZ14", reader));
  retention::find_what_is_due(demo);
  office.db.write([](db::Tx& tx) { post::drop_waiting(tx); });
  progress(100);
  return made;
}

}  // namespace gishe::app
