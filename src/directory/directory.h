#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"
#include "directory/entry_state.h"
#include "directory/search_unanswered.h"
#include "directory/seen.h"
#include "directory/service_search.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// Organisations and their services (HSDS words). Public reference data; restricted places never leave it.
namespace gishe::directory {

/// The ten kinds of чл. 15 ЗСУ, and one for the state's own desks. Stored by name; locale "service_type.NAME".
inline constexpr std::string_view service_types[] = {"information_counselling",
                                                     "advocacy_mediation",
                                                     "community_work",
                                                     "therapy_rehabilitation",
                                                     "skills_training",
                                                     "work_skills_support",
                                                     "day_care",
                                                     "residential_care",
                                                     "shelter",
                                                     "assistant_support",
                                                     "state_desk"};
/// An imported entry whose kind nobody has said yet: listed, but proposed for no need. Locale
/// "service_type.unclassified".
inline constexpr std::string_view unclassified = "unclassified";

/// Whom a service is for. Stored by name; locale "target_group.NAME".
inline constexpr std::string_view target_groups[] = {
    "older_person",   "disability",      "child",      "child_disability", "youth_at_risk", "child_in_conflict",
    "family_at_risk", "violence_victim", "unemployed", "homeless",         "carer"};

/// What people ask for: the zone's list of needs. Reference rows (code, service types that answer it); locale
/// "need.CODE".
struct Need {
  std::string code;                        // "cannot_care_for_self", "rehabilitation", "heating"
  std::vector<std::string> service_types;  // which kinds of service answer it, best first
};
std::vector<Need> list_needs(db::Session& session);
std::optional<Need> find_need(db::Session& session, std::string_view code);

struct Organisation {
  OrganisationId id;
  std::string name;
  std::string kind;  // municipal, ngo, private, state
  std::string eik;
  MunicipalityCode municipality;
  std::string email, phone, website;
};
std::optional<Organisation> find_organisation(db::Session& session, const OrganisationId& id);
/// Id and name of the organisations seated in a municipality, by name; at most 500.
std::vector<std::pair<OrganisationId, std::string>> list_organisations(db::Session& session,
                                                                       const MunicipalityCode& municipality);

/// Free places: what the provider last said, and when.
struct Capacity {
  std::string status = "unknown";  // as last said: capacity, no_capacity, waitlist, assessment_required; unknown: never
  int places_total = 0, places_free = 0, waiting = 0;
  std::optional<Day> updated_on;
  bool state_only = false;  // numbers and the day are not told: whoever counts them sees who came (for_everybody)

  /// What may be shown and counted on today: `status`, or "unknown" when it was said more than 30 days ago.
  std::string_view status_on(Day today) const;
};

/// What Bulgarian law and planning say of a service (facts.md §3.1): codes from the lists below, empty: nobody has
/// said.
struct Classification {
  std::string access_class;    // generally_accessible (чл. 12, ал. 2 ЗСУ), specialised
  std::string purpose;         // preventive, supportive, restorative
  std::string environment;     // home, specialised, mobile
  std::string duration_class;  // hourly, half_day, day, round_the_clock
  std::string planning_level;  // municipal, district
  std::string funding;         // state_budget, municipal, project, paid
  std::string licence_no;      // licence of the Agency for the Quality of Social Services
  std::optional<Day> licence_valid_to;
  std::string legal_basis;
  int substitute_places = 0;  // places for substitute care (чл. 92 ЗСУ)
};
inline constexpr std::string_view access_classes[] = {"generally_accessible", "specialised"};
inline constexpr std::string_view purposes[] = {"preventive", "supportive", "restorative"};
inline constexpr std::string_view environments[] = {"home", "specialised", "mobile"};
inline constexpr std::string_view duration_classes[] = {"hourly", "half_day", "day", "round_the_clock"};
inline constexpr std::string_view planning_levels[] = {"municipal", "district"};
inline constexpr std::string_view fundings[] = {"state_budget", "municipal", "project", "paid"};

/// One service as the desk and the public see it. A restricted place has no address here at all.
struct Service {
  ServiceId id;
  OrganisationId organisation;
  std::string organisation_name, organisation_kind;
  std::string name, description;
  std::string type;    // one of service_types
  std::string status;  // published, needs_update, suspended, archived …
  MunicipalityCode municipality;
  Ekatte settlement;  // empty for restricted places
  std::string address, phone, email, hours, website;
  double latitude = 0, longitude = 0;  // 0,0: none or restricted
  bool restricted = false;             // shelter: public contact only
  bool referral_required = false;
  bool accepts_referrals = true;  // an account of the provider can answer here
  std::optional<int> age_min, age_max;
  std::vector<std::string> target_groups;  // codes, locale "target_group.CODE"; empty: everybody
  std::vector<std::string> needs;          // need codes it answers
  std::vector<MunicipalityCode> serves;    // service area; empty: own municipality only
  bool serves_everywhere = false;
  std::string fees;                 // in words
  std::vector<std::string> papers;  // codes, locale "paper.CODE"
  Capacity capacity;
  std::optional<Day> confirmed_on;  // assured_date
  int update_months = 6;            // how often it must be confirmed
  std::string alternate_name;
  std::string eligibility;          // who may use it, in words
  std::string application_process;  // how to apply, in words
  std::string alert;                // something temporary that everybody must see
  std::string stopped_words;        // suspended or closed: why, and what to do instead
  std::optional<Day> suspended_until;
  std::optional<ServiceId> replaced_by;  // closed, and this one does its work
  std::vector<std::string> languages;    // ISO 639 codes: bg, tr, rom, bgn (sign: bqn)
  Classification classification;
  Instant modified_at;  // when anything of it last changed, free places too
  std::int64_t version = 0;

  bool suspended() const;  // it does not work now, and says why: listed, but nobody is sent there
  bool listed() const;     // published, needs_update or suspended(): the public may see it
};

/// What anybody may know of an entry. Of a restricted place that is whether there is a place free, not how many; the
/// day something changed, not the hour; and not the municipality it lies in, only those it serves.
Service for_everybody(Service service);
/// What is a shelter has its place hidden, unless somebody says otherwise.
bool hides_by_kind(const Service& service);
/// Refused when it could not be called, or would do something else when clicked. Empty is no fault.
std::optional<Refusal> why_not_email(const std::string& email, const char* field);
std::optional<Refusal> why_not_website(const std::string& website, const char* field);

/// An entry belongs to its organisation; nothing in it is above L0, so no other tie is asked.
access::Facts facts_of(const Service& service);

std::optional<Service> find_service(db::Session& session, const ServiceId& id);
/// Published services that answer a need and lie in one of the municipalities, serve one of them or serve everywhere.
/// Ordered by id; at most `limit`. Only what choosing among them needs: without names, texts, contact, address, fees
/// and papers, which list_services_by_id brings for the few that are shown.
std::vector<Service> list_services_for_need(db::Session& session, const Need& need,
                                            const std::vector<MunicipalityCode>& municipalities, int limit);
/// In no order; ids that are not there fall out.
std::vector<Service> list_services_by_id(db::Session& session, const std::vector<ServiceId>& ids);
std::vector<Service> list_services_of(db::Session& session, const OrganisationId& organisation, int limit);

/// Public list by name: listed services, of one type and in one municipality where these are given (a restricted place
/// is in none). `after` is the
/// cursor of the last one seen, empty at the beginning; `limit` at most 200.
struct ServicePage {
  std::vector<Service> services;
  std::string next;  // cursor; empty: that was all
};
ServicePage list_services(db::Session& session, std::string_view type, const MunicipalityCode& municipality,
                          std::string_view after, int limit);

/// Listed services of public places by settlement, for maps; of one type where it is given.
struct PlaceCount {
  Ekatte settlement;
  int services;
};
std::vector<PlaceCount> count_by_settlement(db::Session& session, std::string_view type);
struct Placed {
  ServiceId id;
  std::string name, organisation_name, type;
};
std::vector<Placed> list_in_settlement(db::Session& session, const Ekatte& settlement, std::string_view type,
                                       int limit);
/// For the site map: how many entries the public may see, and some of them in the order of their ids.
std::int64_t count_listed(db::Session& session);
struct Listed {
  ServiceId id;
  Instant modified_at;
};
std::vector<Listed> list_listed(db::Session& session, int offset, int limit);

/// Writing for imports, the demo and benchmarks: no access asked, no ledger line. Replaces by id.
struct NewOrganisation {
  Organisation organisation;
  std::string description;
  std::string source = "own";  // own, hsds
  Instant modified_at{};
  bool quiet = false;  // nobody is told: who stores it keeps its open-data document too
};
void store_organisation(db::Tx& tx, const NewOrganisation& organisation);
/// Where a service is given. The place of a restricted one goes to a table that nothing reads.
struct NewLocation {
  LocationId id;
  OrganisationId organisation;
  std::string name, kind = "physical", visibility = "public";
  Ekatte settlement;
  std::string address, postal_code;
  double latitude = 0, longitude = 0;
  Instant modified_at{};
  bool quiet = false;          // nobody is told: who stores it keeps its open-data document too
  std::string source = "own";  // own, hsds; stays what it was
};
void store_location(db::Tx& tx, const NewLocation& location);
/// `service` as it shall be read, its capacity too when updated_on is set; organisation_name, address and coordinates
/// come from the organisation and the location; modified_at as given. Empty needs: all needs its type answers.
struct NewService {
  Service service;
  std::optional<LocationId> location;
  std::string source = "own";
  std::vector<std::string> papers_in_words;  // beside those with a code
  bool quiet = false;                        // as above
  bool is_new = false;                       // the id is in no table yet: there is nothing to replace
  std::optional<Uuid> at_location{};         // id of the pair of service and location; made from both when not given
};
void store_service(db::Tx& tx, const NewService& service);

/// The whole entry in place of the one with the same version; false when that is no longer the one stored. Where it is
/// given stays, unless `place` names another place: the one it leaves goes when it was ours and nothing else stands
/// there. What an import kept in words stays too. For acts of higher floors, which ask access and write the ledger.
bool replace_entry(db::Tx& tx, const Service& service, const std::optional<NewLocation>& place = std::nullopt);
/// published → needs_update, without a new version: nobody typed anything. False when it is not published any more.
bool mark_needs_update(db::Tx& tx, const ServiceId& service, Instant at);
/// Published entries of that update frequency that nobody has confirmed since `before`, or ever; at most `limit`.
std::vector<Service> list_unconfirmed(db::Session& session, int update_months, Day before, int limit);
/// The update frequencies that entries have; at most 60.
std::vector<int> list_update_months(db::Session& session);
/// Every entry that lies in a municipality and is not archived, listed or not, by id after `after`; at most `limit`.
std::vector<Service> list_entries(db::Session& session, const MunicipalityCode& municipality, const ServiceId& after,
                                  int limit);

/// Since when an entry is closed.
struct Ending {
  std::optional<Day> closed_on;
  std::optional<ServiceId> merged_into;  // was the same service as this one: old addresses lead there
};
Ending find_ending(db::Session& session, const ServiceId& service);
void store_ending(db::Tx& tx, const ServiceId& service, const Ending& ending);
/// The organisation was the same as that one, or no longer counts as such. Its services are moved by who merges.
void store_organisation_merge(db::Tx& tx, const OrganisationId& gone, const std::optional<OrganisationId>& kept);
/// The entry that stands for this one: itself, or what it was merged into, over at most 8 merges.
ServiceId survivor_of(db::Session& session, const ServiceId& service);

/// Suspended entries whose day has come; at most `limit`.
std::vector<Service> list_suspended_until(db::Session& session, Day last, int limit);
/// One of the four states of free places, or "not known", as a badge: icon, word, colour; numbers where known.
void put_places(page::Values& values, const words::Words& words, const Capacity& capacity, Day today);
/// "As said by the provider on …"; empty when nothing was said or it is too old to count on.
std::string said_on(const words::Words& words, const Capacity& capacity, Day today);

/// Entries as they were stored, whatever their state. A place that is not public comes without where it lies.
std::optional<NewOrganisation> find_whole_organisation(db::Session& session, const OrganisationId& id);
std::optional<NewLocation> find_location(db::Session& session, const LocationId& id);
std::optional<NewService> find_entry(db::Session& session, const ServiceId& id);

/// Listed services for people of a municipality: they say they serve it or the country, or say nothing and lie there.
/// Of a place that is not public only its serving the whole country counts, so that asking does not find it.
std::vector<Uuid> list_services_serving(db::Session& session, const MunicipalityCode& municipality);
/// Of these places those that are there. A place that is not public came with a promise to keep it so.
struct KnownPlace {
  Uuid id;
  bool own = false;
  std::string visibility;
};
std::vector<KnownPlace> list_known_places(db::Session& session, const std::vector<LocationId>& ids);
/// Of these organisations those that have a place that is not public.
std::vector<OrganisationId> list_with_hidden_place(db::Session& session, const std::vector<OrganisationId>& ids);
/// Where an entry came from: own or hsds; empty when there is none.
std::string source_of_service(db::Session& session, const ServiceId& id);
std::string source_of_organisation(db::Session& session, const OrganisationId& id);
/// Check digits of an ЕИК (9 or 13) hold.
bool is_eik(std::string_view digits);

/// Told inside the transaction after any of them was stored or changed; set once by wiring.
struct EntryChange {
  enum class What { organisation, location, service } what;
  Uuid id;
  Instant at;
  std::optional<LocationId> left{};  // a service: where it was given until now
};
/// Every id of a kind, in order, after `after`.
std::vector<Uuid> list_ids(db::Session& session, EntryChange::What what, const Uuid& after, int limit);
void set_entry_listener(void (*listener)(db::Tx& tx, const EntryChange& change));

/// Provider's one tap. Access: update_capacity.
struct NewCapacity {
  ServiceId service;
  int places_total, places_free, waiting;
};
Result<Done> update_capacity(Office& office, const Actor& actor, const NewCapacity& capacity,
                             std::string_view once_key);
/// The provider's phone, e-mail, website and hours, and that the entry is right as of today. Access: change_service.
struct NewContact {
  ServiceId service;
  std::string phone, email, hours, website;
  std::int64_t version = 0;
};
Result<Done> change_contact(Office& office, const Actor& actor, const NewContact& contact, std::string_view once_key);
/// Inside somebody else's transaction (a referral accepted takes a place): free places down or up by `by`, never below
/// 0.
void shift_places_free(db::Tx& tx, const ServiceId& service, int by, Instant at);

/// The same where the places are kept one by one (floor 5): the figures as they were counted, in that transaction. Does
/// nothing to a service of which nobody ever said a figure and that has none now.
struct Counted {
  int places_total = 0, places_free = 0, waiting = 0;
};
void set_counted(db::Tx& tx, const ServiceId& service, const Counted& counted, Instant at);

/// The demo's organisations and services from demo/*.csv; needs territory::load_demo_places first. Repeatable.
void load_demo(Office& office);

web::Routes routes();  // /services, /services/{id}, provider's own entries, /api/v1/services …

}  // namespace gishe::directory
