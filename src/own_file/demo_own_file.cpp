#include <stdexcept>

#include "own_file/own_access_acts.h"
#include "own_file/subject_copy_acts.h"
#include "own_file/subject_request_acts.h"
#include "staff/staff.h"

namespace gishe::own_file {
namespace {

constexpr const char* demo_email = "my@lesichovo.example";
constexpr int grown_up = 25, a_mother_at_most = 48;

std::string file_code(const char* what, const Refusals& no) {
  return std::string("demo ") + what + ": " + no.front().code->name;
}

/// A copy she has asked for waits for the review of the data protection officer.
void ask_for_copy(Office& office, const Actor& officer, const PersonId& person) {
  const auto asked = ask_at_the_desk(office, officer, {person, "copy", ""}, "");
  if (!asked) throw std::runtime_error(file_code("request of a copy", asked.refusals()));
  const auto reviewer =
      office.db.read([](db::Session& session) { return staff::actor_for(session, "dpo@lesichovo.example"); });
  if (!reviewer) return;
  const auto prepared = prepare_copy(office, *reviewer, *asked, "");
  if (!prepared) throw std::runtime_error(file_code("copy", prepared.refusals()));
}

}  // namespace

std::string load_demo(Office& office, const Actor& officer, const std::vector<PersonId>& people,
                      const std::string& password) {
  std::optional<people::Person> mother, child;
  office.db.read([&](db::Session& session) {
    const auto scope = access::scope(officer, access::Action::find_person);
    for (const auto& id : people) {
      const auto p = people::find_person(session, scope, id);
      const auto age = p ? p->age(office.today()) : std::nullopt;
      if (!age) continue;
      if (!mother && *age >= grown_up && *age <= a_mother_at_most && p->sex == "f") mother = p;
      if (!child && *age < own_account_age) child = p;
    }
  });
  if (!mother) return {};
  Post post;
  post.function = function_from("person_served").value();
  post.municipality = officer.post.municipality;
  const auto account =
      staff::add_account(office, staff::operator_actor(), demo_email, mother->full_name(), {post}, password);
  if (!account) throw std::runtime_error(file_code("own account", account.refusals()));
  const auto own = open_access(office, officer, {mother->id, "self", demo_email, "identity_card"}, "");
  if (!own) throw std::runtime_error(file_code("own access", own.refusals()));
  const words::Words w(words::Language::bg);
  const auto asked = ask_at_the_desk(office, officer, {mother->id, "correction", w("own.demo_words")}, "");
  if (!asked) throw std::runtime_error(file_code("request", asked.refusals()));
  ask_for_copy(office, officer, mother->id);
  if (!child) return demo_email;
  people::NewRepresentative parent;
  parent.person = child->id;
  parent.representative = mother->id;
  parent.kind = "parent";
  parent.document = w("own.demo_document");
  const auto mandate = people::add_representative(office, officer, parent, "");
  if (!mandate) throw std::runtime_error(file_code("mandate", mandate.refusals()));
  const auto of_child = open_access(office, officer, {child->id, mandate->text(), demo_email, "identity_card"}, "");
  if (!of_child) throw std::runtime_error(file_code("access of a parent", of_child.refusals()));
  return demo_email;
}

}  // namespace gishe::own_file
