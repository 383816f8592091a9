#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sensitivity.h"
#include "platform/office/office.h"
#include "platform/web/web.h"

/// The people served: person, household, representative, identifiers, near-duplicates. L2 and above.
namespace gishe::people {

inline constexpr RefusalCode birth_in_future{"people.birth_in_future", 422};
inline constexpr RefusalCode birth_too_long_ago{"people.birth_too_long_ago", 422};  // over 130 years
inline constexpr RefusalCode name_letters{"people.name_letters", 422};              // emoji, digits, signs in a name
inline constexpr RefusalCode not_ten_digits{"people.not_ten_digits", 422};
inline constexpr RefusalCode impossible_number{"people.impossible_number", 422};    // no such day inside the ЕГН
inline constexpr RefusalCode failed_check_digit{"people.failed_check_digit", 422};  // taken with a reason only
inline constexpr RefusalCode birth_differs{"people.birth_differs", 422};            // from the ЕГН, without a reason
inline constexpr RefusalCode number_known{"people.number_known", 409};              // with {id}: the person you may see
inline constexpr RefusalCode ask_coordinator{"people.ask_coordinator", 409};  // known, but not for your eyes (never L4)
inline constexpr RefusalCode maybe_known{"people.maybe_known", 409};          // near-duplicates were not looked at
inline constexpr RefusalCode same_person{"people.same_person", 422};
inline constexpr RefusalCode in_another_household{"people.in_another_household", 409};
inline constexpr RefusalCode document_over{"people.document_over", 422};  // valid until a day that has passed
inline constexpr RefusalCode no_number{"people.no_number", 409};
inline constexpr RefusalCode no_such_colleague{"people.no_such_colleague", 422};
inline constexpr RefusalCode not_shielded{"people.not_shielded", 409};
inline constexpr RefusalCode last_named{"people.last_named", 409};
inline constexpr RefusalCode needs_another{"people.needs_another", 409};  // who proposed does not confirm
inline constexpr RefusalCode named_account{"people.named_account", 409};  // first taken off, by two
inline constexpr RefusalCode already_barred{"people.already_barred", 409};
inline constexpr RefusalCode file_closed{"people.file_closed", 409};  // its person died or moved away

/// What other floors may know of a person they are allowed to see.
struct Person {
  PersonId id;
  MunicipalityCode municipality;
  std::string given_name, middle_name, family_name;
  std::string sex;  // f, m, unknown, refused
  std::optional<Day> born_on;
  std::string born_precision;  // day, month, year, unknown
  std::string state;           // stub, identified, verified, merged, anonymised
  Sensitivity sensitivity = Sensitivity::personal;
  Ekatte settlement;  // current address
  std::string address;
  std::string phone, email, contact_rule;  // contact_rule: how to reach safely, in words
  std::string identifier_masked;           // 480112****; empty: none
  std::vector<std::string> target_groups;  // codes as in directory: older_person, disability, child, family_at_risk …
  Uuid pseudonym;                          // stands for the person in the ledger
  std::int64_t version = 0;

  std::string full_name() const;
  std::optional<int> age(Day on) const;
};

struct Representative {
  RepresentativeId id;
  PersonId person, representative;
  std::string kind;      // parent, guardian, trustee, proxy, relative
  std::string document;  // what shows it: "пълномощно № 123/2026"
  std::optional<Day> valid_until;
  std::string name;      // of the representative
  std::string relation;  // daughter, son, spouse …
};

/// Nullopt when absent or not in scope: the caller cannot tell which.
std::optional<Person> find_person(db::Session& session, const access::Scope& scope, const PersonId& id);
/// Full names of those of them that exist in this scope: for lists, in one statement.
std::map<PersonId, std::string> names_of(db::Session& session, const access::Scope& scope,
                                         const std::vector<PersonId>& people);
std::vector<Representative> list_representatives(db::Session& session, const access::Scope& scope,
                                                 const PersonId& person, Day on);

/// The account is on the team of this file from now on; for acts of higher floors that asked access themselves
/// (a colleague takes over a case).
void join_team_in(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person, const AccountId& account,
                  Day from);

/// Why a file is not worked on any more. It stays as it was for those it was for; nothing new begins in it.
struct Closing {
  std::string because;  // died, moved
  Day on;
};
std::optional<Closing> find_closing(db::Session& session, const MunicipalityCode& municipality, const PersonId& id);
/// file_closed for acts that begin something; after they asked access.
std::optional<Refusal> why_closed(db::Session& session, const MunicipalityCode& municipality, const PersonId& id);
/// Inside a higher floor's act, which asked access and leaves the ledger line. False: it was so already.
bool close_file_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const PersonId& id,
                   const Closing& closing);
bool reopen_file_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality, const PersonId& id);
/// The person and the row of the access table that lets this actor do this with her; else not_found or
/// not_your_function.
struct AllowedPerson {
  Person person;
  const char* rule;
};
Result<AllowedPerson> allowed_person(db::Session& session, const Actor& actor, access::Action action,
                                     const PersonId& id);
/// What goes over of a file of `from` into the actor's municipality, which has accepted it: identity, languages of
/// contact, groups, the level; never address or household. Where the number is known there already, that file is hers
/// and nothing is written (nothing doubled). The actor joins the team; a shielded file is made for her eyes alone.
struct CarriedOver {
  PersonId id;
  bool was_known = false;
};
Result<CarriedOver> carry_over_in(db::Tx& tx, Office& office, const Actor& actor, const MunicipalityCode& from,
                                  const PersonId& id, const char* rule);

/// Facts for access::decide about a person's file in the actor's own municipality; nullopt when there is no such row.
std::optional<access::Facts> facts_of(db::Session& session, const Actor& actor, const PersonId& id);
/// The same for a file kept in another municipality: a referral's receiver is tied, barred or named where the person
/// lives.
std::optional<access::Facts> facts_of(db::Session& session, const Actor& actor, const MunicipalityCode& home,
                                      const PersonId& id);
/// Values for a referral package, read on behalf of the sender inside her act; field names as in package_fields().
std::vector<std::pair<std::string, std::string>> package_values(db::Session& session, const access::Scope& scope,
                                                                const PersonId& id,
                                                                const std::vector<std::string>& fields);
/// Fields that may go into a package, in order: name, born_on, sex, settlement, address, phone, contact_rule,
/// representative.
const std::vector<std::string>& package_fields();

/// Registers a person (used by pages, API and the demo).
struct NewPerson {
  std::string given_name, middle_name, family_name;
  std::string sex = "unknown";
  std::string born_on;            // as typed
  std::string identifier_kind;    // egn, lnch, none
  std::string identifier;         // as typed
  std::string identifier_reason;  // why a failed check digit is taken
  std::string settlement, address, phone, email, contact_rule;
  std::vector<std::string> target_groups;
  bool duplicates_seen = false;  // the officer looked at the candidates and says it is somebody else
  Sensitivity sensitivity = Sensitivity::personal;
};
Result<PersonId> register_person(Office& office, const Actor& actor, const NewPerson& person,
                                 std::string_view once_key);

/// Inside somebody else's transaction, without a key of its own; a db::Conflict (two desks, one number, one moment) is
/// the caller's to turn into ask_coordinator.
Result<PersonId> register_person_in(db::Tx& tx, Office& office, const Actor& actor, const NewPerson& person);

/// Takes a file out again on which nothing stands but its names, its number and the registrar in its team; throws
/// db::Conflict where anything else does. Whether it may go is the caller's business.
void take_out(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& id, const AccountId& registrar);

/// What somebody writes about a person from outside, held to the desk's rules; the sex need not be said there.
Refusals why_not_described(const NewPerson& described, Day today);
/// "egn" or "lnch" when the digits are a good number of that kind, "egn" for any other, "none" for nothing typed.
std::string kind_of_number(std::string_view typed, Day today);
/// Who of those in scope may be the one described, best first, at most 10. What the scope cannot see is not compared.
struct Alike {
  Person person;
  bool same_number = false;
  std::vector<std::string> reasons;  // locale "people.same.NAME"
};
std::vector<Alike> list_alike(db::Session& session, const Office& office, const access::Scope& scope,
                              const NewPerson& described);

/// Inside a higher floor's act on a shielded file of the actor's: these accounts are named for it and, as its crew,
/// join its team too; who is barred from it is left out. Refuses not_shielded; asks name_account.
enum class Crew { no, yes };
Result<Done> name_accounts_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& id,
                              const std::vector<AccountId>& accounts, Crew crew);

/// Both shielded: who is named for the one, or on its team, is so for the other.
Result<Done> share_circle_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& from, const PersonId& to);
/// A new rule how to reach somebody safely, and the number it is about; asks change_person.
Result<Done> change_safe_contact_in(db::Tx& tx, Office& office, const Actor& actor, const PersonId& id,
                                    std::string_view rule, std::string_view phone);
/// The clock's: no search finds the file by a name any more, and nobody is on its team.
void withdraw_from_search_in(db::Tx& tx, const Office& office, const MunicipalityCode& municipality,
                             const PersonId& id);

struct NewRepresentative {
  PersonId person, representative;
  std::string kind, relation, document, valid_until;
};
Result<RepresentativeId> add_representative(Office& office, const Actor& actor, const NewRepresentative& request,
                                            std::string_view once_key);
Result<RepresentativeId> add_representative_in(db::Tx& tx, Office& office, const Actor& actor,
                                               const NewRepresentative& request);
Result<HouseholdId> add_to_household(Office& office, const Actor& actor, const PersonId& head, const PersonId& member,
                                     std::string_view role, std::string_view once_key);

/// The person as her own file shows her, for own_file alone: it has asked see_own_file with the tie of the account.
/// Never a shielded person, one who was merged or erased, nor one this account is barred from.
std::optional<Person> find_for_own_eyes(db::Session& session, const access::Scope& scope,
                                        const MunicipalityCode& municipality, const PersonId& id);
/// Does this mandate speak for the person on that day?
bool mandate_holds(db::Session& session, const MunicipalityCode& municipality, const PersonId& person,
                   const RepresentativeId& mandate, Day on);

/// What people asks of the floor it stands on beside: set once by app/wiring, before the first request.
struct Correspondent {
  std::string name, email;
  std::string language;    // bg, it, en or empty
  bool may_answer = true;  // false: closed, or of a function that opens no files: it confirms nothing
};
using FindCorrespondent = std::optional<Correspondent> (*)(db::Session& session, const AccountId& account);
void find_correspondents_with(FindCorrespondent find);
/// An account as other people of the house see it.
struct Colleague {
  AccountId account;
  std::string name, email;
};
/// Those at the desk of a municipality: officers, social workers, supervisors; at most 200.
using ListColleagues = std::vector<Colleague> (*)(db::Session& session, const MunicipalityCode& municipality, Day on);
/// Any account by its address: a provider's, too, may be named for a shielded person.
using FindColleague = std::optional<AccountId> (*)(db::Session& session, std::string_view email);
/// Who may do this there without any tie to the record: supervisors, the data protection officer.
using ListHolders = std::vector<Colleague> (*)(db::Session& session, access::Action action,
                                               const MunicipalityCode& municipality, Day on);
void find_colleagues_with(ListColleagues list, FindColleague find, ListHolders holders = nullptr);
/// What higher floors do, in the same transaction, when a file's level or its named accounts changed; desk and
/// referrals copy the level into their own rows.
using FollowSensitivity = void (*)(db::Tx& tx, const MunicipalityCode& municipality, const PersonId& person,
                                   Sensitivity level);
void follow_sensitivity_with(std::vector<FollowSensitivity> follow);

/// An application of a person in the reader's words, for the file's page.
struct Applied {
  ApplicationId id;
  std::string number, needs, state;
  page::Values::Tone tone = page::Values::Tone::plain;
  std::string due = {}, due_class = {};  // empty: nothing is due any more
};
/// Newest first, those this actor may see.
using ListApplied = std::vector<Applied> (*)(db::Session& session, const Actor& actor, const words::Words& words,
                                             const PersonId& person, Day today, int limit);
void list_applied_with(ListApplied list);

/// Invented people for the demo zone, registered by this officer in her municipality; the same ones every time. None
/// has a valid ЕГН (docs/decisions). Shielded ones are known to the officer alone.
std::vector<PersonId> load_demo(Office& office, const Actor& officer, int count, Sensitivity sensitivity);

/// Somebody looked for a person, by whatever way: leaves one line of the ledger before the answer, and an alarm where
/// the account is barred from her. What was typed is kept nowhere.
struct LookUp {
  std::string how;    // searched, opened, registered
  std::string typed;  // names, a number or a birth date
  std::string number_kind = {}, number = {};
  std::optional<PersonId> opened = {};
  const char* rule = "";  // of the access table
};
/// Beside the answer (Database::write_before_answer).
void note_look_up(Office& office, const Actor& actor, LookUp look_up);
/// Inside an act that writes anyway and has a ledger line of its own.
void raise_alarms(db::Tx& tx, const Office& office, const Actor& actor, const LookUp& look_up);

/// The person in scope with this whole number, ЕГН or ЛНЧ.
std::optional<Person> find_numbered(db::Session& session, const Office& office, const access::Scope& scope,
                                    std::string_view typed);
bool is_whole_number(std::string_view typed);
/// Where somebody with this number has a file: one a municipality, never a shielded one, never one this account is
/// barred from. At most 10.
struct NumberHeld {
  MunicipalityCode municipality;
  Uuid pseudonym;
};
std::vector<NumberHeld> list_numbered_anywhere(db::Session& session, const Office& office, const Actor& actor,
                                               std::string_view typed);
/// The files in scope behind these pseudonyms, in no order.
std::vector<Person> list_by_pseudonym(db::Session& session, const access::Scope& scope,
                                      const std::vector<Uuid>& pseudonyms);

/// A message without content to those who keep a file (named accounts of a shielded one; else its team and who sees
/// alarms without being on it) and to `also`; never to `but_not` or to somebody barred from it.
void tell_keepers(db::Tx& tx, const Office& office, const Person& person, std::string_view message_kind,
                  const AccountId& but_not, const std::vector<AccountId>& also = {});
/// The same kind of message to these accounts.
void tell_accounts(db::Tx& tx, const Office& office, const std::vector<AccountId>& accounts,
                   std::string_view message_kind);
/// Files on whose team the account is, shielded ones not counted; and all of them, at most 2,000, to a colleague who is
/// not barred from them, each with its ledger line. For the hand-over, which asked access and opens nothing.
std::int64_t count_team_of(db::Session& session, const MunicipalityCode& municipality, const AccountId& account);
void hand_over_team_in(db::Tx& tx, const Office& office, const Actor& actor, const AccountId& from,
                       const AccountId& to);
/// Through the port of find_colleagues_with.
std::vector<Colleague> list_holders(db::Session& session, access::Action action, const MunicipalityCode& municipality,
                                    Day on);
/// Through the port of find_correspondents_with; nullopt when it is unknown.
std::optional<Correspondent> find_correspondent(db::Session& session, const AccountId& account);

/// Is this account named for any shielded file? Then its password alone is not enough.
bool is_named_for_somebody(db::Session& session, const AccountId& account);

/// Alarms this actor may see and nobody has seen yet, for the menu.
std::int64_t count_alarms(db::Session& session, const Actor& actor);

web::Routes routes();  // /people …, /api/v1/people …

}  // namespace gishe::people
